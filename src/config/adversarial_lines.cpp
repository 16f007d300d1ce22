// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/adversarial_lines.h"

#include <QRegularExpression>

#include <bitset>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr int rounds = 40;
constexpr qsizetype mostLines = 8;
constexpr int deepest = 60;
constexpr QChar content(u'\uE000'); ///< where the content of a prefregex goes

/// A piece of a regex, reduced to what a text that matches it looks like.
struct RegexPiece
{
    QString text; ///< a literal, or one character of a class
    std::vector<std::vector<RegexPiece>> branches; ///< of a group
    int least = 1;
    bool endless = false; ///< repeats without a limit that matters
    [[nodiscard]] bool repeats() const { return endless || least != 1; }
};
using RegexPieces = std::vector<RegexPiece>;

class Parser
{
public:
    explicit Parser(const QString &regex)
        : m_regex(regex)
    {
    }
    RegexPieces parse()
    {
        std::vector<RegexPieces> branches = parseBranches(0);
        RegexPiece whole;
        whole.branches = std::move(branches);
        RegexPieces pieces;
        pieces.push_back(std::move(whole));
        return pieces;
    }

private:
    using Members = std::bitset<128>;

    [[nodiscard]] bool atEnd() const { return m_at >= m_regex.size(); }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_regex.size() ? m_regex[m_at + ahead] : QChar();
    }

    std::vector<RegexPieces> parseBranches(int depth)
    {
        std::vector<RegexPieces> branches(1);
        while (!atEnd() && peek() != u')') {
            if (peek() == u'|') {
                ++m_at;
                branches.emplace_back();
                continue;
            }
            RegexPiece piece = parsePiece(depth);
            parseQuantifier(piece);
            branches.back().push_back(std::move(piece));
        }
        return branches;
    }

    RegexPiece parsePiece(int depth)
    {
        const QChar c = peek();
        ++m_at;
        RegexPiece piece;
        if (c == u'(')
            return parseGroup(depth);
        if (c == u'[')
            piece.text = sample(parseClass());
        else if (c == u'\\')
            piece.text = sampleOfEscape();
        else if (c == u'.')
            piece.text = u"a"_s;
        else if (c != u'^' && c != u'$')
            piece.text = c;
        return piece;
    }

    RegexPiece parseGroup(int depth)
    {
        RegexPiece piece;
        bool matches = true;
        if (peek() == u'?') {
            static const QRegularExpression head(u"\\?(?:P<\\w+>|P=\\w+|\\(\\w+\\)|<?[=!]|[aiLmsux-]+:?|:|>|#[^)]*)"_s);
            const auto match = head.match(
                m_regex, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            const QString text = match.captured();
            matches = !text.contains(u'=') && !text.contains(u'!');
            m_at += std::max<qsizetype>(text.size(), 1);
        }
        if (depth > deepest) {
            m_at = m_regex.size();
            return piece;
        }
        std::vector<RegexPieces> branches = parseBranches(depth + 1);
        if (!atEnd())
            ++m_at; // the bracket
        if (matches)
            piece.branches = std::move(branches);
        return piece;
    }

    void parseQuantifier(RegexPiece &piece)
    {
        const QChar c = peek();
        if (c == u'*' || c == u'+' || c == u'?') {
            ++m_at;
            piece.least = c == u'+' ? 1 : 0;
            piece.endless = c != u'?';
        } else if (c == u'{') {
            static const QRegularExpression counts(u"\\{(\\d*)(,?)(\\d*)\\}"_s);
            const auto match = counts.match(
                m_regex, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch())
                return;
            m_at += match.capturedLength();
            piece.least = std::min(match.captured(1).toInt(), rounds);
            const bool open = !match.captured(2).isEmpty() && match.captured(3).isEmpty();
            piece.endless = open || match.captured(3).toInt() >= rounds / 2;
        } else {
            return;
        }
        if (peek() == u'?' || peek() == u'+')
            ++m_at; // lazy, possessive
    }

    Members classOf(QChar letter) const
    {
        Members members;
        for (size_t i = 0; i < members.size(); ++i) {
            const QChar c(static_cast<char16_t>(i));
            switch (letter.toLower().unicode()) {
            case u'd':
                members[i] = c.isDigit();
                break;
            case u's':
                members[i] = c.isSpace();
                break;
            default:
                members[i] = c.isLetterOrNumber() || c == u'_';
            }
        }
        return letter.isUpper() ? ~members : members;
    }

    static QChar plain(QChar escaped)
    {
        switch (escaped.unicode()) {
        case u'n':
            return u'\n';
        case u't':
            return u'\t';
        case u'r':
            return u'\r';
        default:
            return escaped;
        }
    }

    QString sampleOfEscape()
    {
        const QChar c = peek();
        ++m_at;
        if (QStringView(u"dDsSwW").contains(c))
            return sample(classOf(c));
        if (QStringView(u"bBAZz").contains(c))
            return {};
        if (c == u'x') {
            const QString digits = m_regex.mid(m_at, 2);
            m_at += 2;
            return QString(QChar(digits.toUShort(nullptr, 16)));
        }
        return QString(plain(c));
    }

    Members parseClass()
    {
        Members members;
        const bool negated = peek() == u'^';
        if (negated)
            ++m_at;
        bool first = true;
        while (!atEnd() && (peek() != u']' || first)) {
            first = false;
            QChar c = peek();
            ++m_at;
            if (c == u'\\') {
                c = peek();
                ++m_at;
                if (QStringView(u"dDsSwW").contains(c)) {
                    members |= classOf(c);
                    continue;
                }
                c = plain(c);
            }
            QChar last = c;
            if (peek() == u'-' && peek(1) != u']' && !peek(1).isNull()) {
                last = peek(1);
                m_at += 2;
            }
            for (char16_t i = c.unicode(); i <= std::min<char16_t>(last.unicode(), 127); ++i)
                members.set(i);
        }
        ++m_at;
        return negated ? ~members : members;
    }

    static QString sample(const Members &members)
    {
        for (const char16_t c : u"a1 :-.A") {
            if (c != 0 && members[c])
                return QString(QChar(c));
        }
        for (size_t i = 32; i < 127; ++i) {
            if (members[i])
                return QString(QChar(static_cast<char16_t>(i)));
        }
        return {};
    }

    QString m_regex;
    qsizetype m_at = 0;
};

/// A text that the pieces match. optional: also what may be left out.
QString textOf(const RegexPieces &pieces, bool optional);

QString onceThrough(const RegexPiece &piece, bool optional)
{
    if (piece.branches.empty())
        return piece.text;
    return textOf(piece.branches.front(), optional);
}

QString textOf(const RegexPieces &pieces, bool optional)
{
    QString text;
    for (const RegexPiece &piece : pieces) {
        const int times = piece.least == 0 && optional ? 1 : piece.least;
        if (times > 0)
            text += onceThrough(piece, optional).repeated(times);
        if (text.size() > 2000)
            break;
    }
    return text;
}

/// Whether something in it repeats or branches: what can be divided in several ways.
bool isAmbiguous(const RegexPiece &piece)
{
    if (piece.branches.size() > 1)
        return true;
    for (const RegexPieces &branch : piece.branches) {
        for (const RegexPiece &inner : branch) {
            if (inner.endless || isAmbiguous(inner))
                return true;
        }
    }
    return false;
}

void collect(const RegexPieces &pieces, const QString &before, QStringList &found)
{
    QString lead = before;
    for (const RegexPiece &piece : pieces) {
        if (found.size() >= mostLines)
            return;
        if (piece.endless && isAmbiguous(piece)) {
            for (const RegexPieces &branch : piece.branches) {
                for (const bool optional : { false, true }) {
                    QString unit = textOf(branch, optional);
                    if (unit.isEmpty()) // all of it may be left out: it once more, with each part there
                        unit = textOf(branch, true);
                    const QString line = lead + unit.repeated(rounds).left(2000) + u'!';
                    if (!unit.isEmpty() && !found.contains(line))
                        found += line;
                }
            }
        }
        for (const RegexPieces &branch : piece.branches)
            collect(branch, lead, found);
        if (piece.least > 0)
            lead += onceThrough(piece, false).repeated(piece.least);
    }
}

/// fail2ban's tags, as far as they say which text there is.
QString withoutTags(QString regex)
{
    static const QRegularExpression content(u"<F-CONTENT>.*</F-CONTENT>"_s);
    static const QRegularExpression address(u"<(?:HOST|ADDR|IP4|IP6|DNS|SUBNET|CIDR|F-ID/|F-IP4/|F-IP6/|F-DNS/)>"_s);
    static const QRegularExpression rest(u"</?(?:F-[A-Z0-9_]+/?|SKIPLINES|F-MLFFORGET)>"_s);
    regex.replace(content, QString(config::content));
    regex.replace(address, u"192\\.0\\.2\\.1"_s);
    return regex.remove(rest);
}

} // namespace

QStringList adversarialLines(const QString &regex, const QString &prefregex)
{
    QStringList found;
    collect(Parser(withoutTags(regex)).parse(), {}, found);
    if (prefregex.isEmpty())
        return found;
    const QString around = textOf(Parser(withoutTags(prefregex)).parse(), false);
    for (QString &line : found)
        line = around.contains(content) ? QString(around).replace(content, line) : around + line;
    return found;
}

} // namespace config
