// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/shell_words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr QChar unknown(u'\uFFFC'); ///< what only the running shell or daemon knows
constexpr int deepest = 8;

struct Token
{
    enum Kind { Word, Operator, Redirection } kind = Word;
    QString text;
};

/// A command's words and operators, and the texts of its substitutions.
class Tokenizer
{
public:
    explicit Tokenizer(const QString &text)
        : m_text(text)
    {
    }
    void run()
    {
        while (m_at < m_text.size() && !m_lost)
            step();
        endWord();
    }
    QList<Token> tokens;
    QStringList substitutions;

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    void endWord()
    {
        if (m_inWord)
            tokens.append({ Token::Word, m_word });
        m_inWord = false;
        m_word.clear();
    }
    void put(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }
    void step();
    void quoted();
    void dollar();
    void substitution(QChar open, QChar close);
    void backticks();
    void redirection();

    QString m_text;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    bool m_lost = false;
};

void Tokenizer::step()
{
    const QChar c = peek();
    if (c == u'\\') {
        if (peek(1) != u'\n')
            put(peek(1));
        m_at += 2;
    } else if (c == u'\'') {
        const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
        m_inWord = true;
        m_word += m_text.mid(m_at + 1, end < 0 ? -1 : end - m_at - 1);
        m_at = end < 0 ? m_text.size() : end + 1;
    } else if (c == u'"') {
        quoted();
    } else if (c == u'$') {
        dollar();
    } else if (c == u'`') {
        backticks();
    } else if (c == u'#' && !m_inWord) {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        m_at = end < 0 ? m_text.size() : end;
    } else if (c == u'<' || c == u'>') {
        redirection();
    } else if (QStringView(u";&|()\n").contains(c)) {
        endWord();
        QString text(c);
        ++m_at;
        if (QStringView(u";&|").contains(c) && peek() == c) {
            text += c;
            ++m_at;
        }
        tokens.append({ Token::Operator, text });
    } else if (c.isSpace()) {
        endWord();
        ++m_at;
    } else {
        put(c);
        ++m_at;
    }
}

void Tokenizer::quoted()
{
    m_inWord = true;
    ++m_at;
    while (m_at < m_text.size() && peek() != u'"') {
        if (peek() == u'\\') {
            m_word += peek(1);
            m_at += 2;
        } else if (peek() == u'$') {
            dollar();
        } else if (peek() == u'`') {
            backticks();
        } else {
            m_word += peek();
            ++m_at;
        }
    }
    ++m_at;
}

void Tokenizer::dollar()
{
    put(unknown);
    ++m_at;
    if (peek() == u'(') {
        const bool arithmetic = peek(1) == u'(';
        const qsizetype before = substitutions.size();
        substitution(u'(', u')');
        if (arithmetic)
            substitutions.resize(before);
    } else if (peek() == u'{') {
        const qsizetype before = substitutions.size();
        substitution(u'{', u'}');
        substitutions.resize(before);
    } else {
        do
            ++m_at;
        while (peek().isLetterOrNumber() || peek() == u'_');
    }
}

void Tokenizer::substitution(QChar open, QChar close)
{
    const qsizetype from = m_at + 1;
    int depth = 0;
    QChar quote;
    for (; m_at < m_text.size(); ++m_at) {
        const QChar c = peek();
        if (c == u'\\') {
            ++m_at;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == open) {
            ++depth;
        } else if (c == close && --depth == 0) {
            substitutions += m_text.mid(from, m_at - from);
            ++m_at;
            return;
        }
    }
    m_lost = true;
}

void Tokenizer::backticks()
{
    put(unknown);
    const qsizetype end = m_text.indexOf(u'`', m_at + 1);
    if (end < 0) {
        m_lost = true;
        return;
    }
    substitutions += m_text.mid(m_at + 1, end - m_at - 1);
    m_at = end + 1;
}

void Tokenizer::redirection()
{
    // The number before it is a file descriptor and no word.
    if (m_inWord && std::ranges::all_of(m_word, [](QChar c) { return c.isDigit(); })) {
        m_inWord = false;
        m_word.clear();
    }
    endWord();
    if (m_text.mid(m_at, 2) == "<<"_L1) {
        m_lost = true; // what follows is a text, and where it ends is the shell's to say
        return;
    }
    do
        ++m_at;
    while (peek() == u'>' || peek() == u'&' || peek() == u'|');
    tokens.append(Token { Token::Redirection, {} });
}

const QSet<QString> &builtins()
{
    static const QSet<QString> names { u":"_s, u"."_s, u"["_s, u"[["_s, u"alias"_s, u"bg"_s, u"break"_s, u"builtin"_s,
        u"cd"_s, u"command"_s, u"continue"_s, u"declare"_s, u"echo"_s, u"eval"_s, u"exec"_s, u"exit"_s, u"export"_s,
        u"false"_s, u"fg"_s, u"getopts"_s, u"hash"_s, u"jobs"_s, u"kill"_s, u"let"_s, u"local"_s, u"printf"_s, u"pwd"_s,
        u"read"_s, u"readonly"_s, u"return"_s, u"set"_s, u"shift"_s, u"shopt"_s, u"source"_s, u"test"_s, u"times"_s,
        u"trap"_s, u"true"_s, u"type"_s, u"typeset"_s, u"ulimit"_s, u"umask"_s, u"unalias"_s, u"unset"_s, u"wait"_s };
    return names;
}

/// Follows the commands of a list and finds their first words.
class Walker
{
public:
    Walker(const QList<Token> &tokens, bool needed)
        : m_tokens(tokens)
        , m_needed(needed)
    {
    }
    void run()
    {
        for (m_at = 0; m_at < m_tokens.size(); ++m_at) {
            const Token &token = m_tokens[m_at];
            if (token.kind == Token::Redirection)
                ++m_at; // and its file
            else if (token.kind == Token::Operator)
                onOperator(token.text);
            else if (m_expecting)
                onCommand(token.text);
        }
    }
    QList<CalledProgram> found;
    QSet<QString> functions;

private:
    void onOperator(const QString &text)
    {
        m_expecting = true;
        if (text == "("_L1) {
            m_groups.append(found.size());
        } else if (text == ")"_L1) {
            closeGroup();
            return;
        } else if (text == "||"_L1) {
            // What stands before it has an alternative, back to the list's beginning or the group just closed.
            for (qsizetype i = m_listBegin; i < found.size(); ++i)
                found[i].needed = false;
        } else if (text == "&&"_L1) {
            m_conditional = true;
            return;
        } else if (text == "|"_L1) {
            return;
        }
        if (text != "||"_L1)
            m_conditional = false;
        m_listBegin = found.size();
    }
    void closeGroup()
    {
        m_listBegin = m_groups.isEmpty() ? 0 : m_groups.takeLast();
        m_expecting = false;
    }
    void onCommand(const QString &word)
    {
        static const QRegularExpression assignment(u"^\\w+\\+?="_s);
        static const QSet<QString> openers { u"then"_s, u"else"_s, u"do"_s, u"!"_s, u"time"_s };
        static const QSet<QString> conditions { u"if"_s, u"elif"_s, u"while"_s, u"until"_s };
        if (conditions.contains(word)) {
            if (word == "if"_L1)
                ++m_ifs;
            return;
        }
        if (openers.contains(word) || assignment.match(word).hasMatch())
            return;
        if (word == "{"_L1) {
            m_groups.append(found.size());
            return;
        }
        m_expecting = false;
        if (word == "}"_L1) {
            closeGroup();
        } else if (word == "fi"_L1) {
            --m_ifs;
        } else if (word == "case"_L1) {
            skipTo(u"esac"_s);
        } else if (word == "for"_L1 || word == "select"_L1 || word == "function"_L1 || word == "done"_L1
            || word == "esac"_L1) {
            return;
        } else if (m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].kind == Token::Operator
            && m_tokens[m_at + 1].text == "("_L1) {
            functions.insert(word);
            m_at += 2; // the brackets
            m_expecting = true; // its body
        } else if (!word.isEmpty() && !word.contains(unknown) && !builtins().contains(word)) {
            found.append({ word, m_needed && !m_conditional && m_ifs == 0 });
        }
    }
    void skipTo(const QString &word)
    {
        while (m_at + 1 < m_tokens.size() && m_tokens[m_at].text != word)
            ++m_at;
    }

    QList<Token> m_tokens;
    bool m_needed;
    qsizetype m_at = 0;
    bool m_expecting = true;
    bool m_conditional = false;
    int m_ifs = 0;
    qsizetype m_listBegin = 0; ///< in found
    QList<qsizetype> m_groups; ///< where in found each open group begins
};

void collect(const QString &command, bool needed, int depth, QList<CalledProgram> &found)
{
    if (depth > deepest)
        return;
    Tokenizer tokenizer(command);
    tokenizer.run();
    Walker walker(tokenizer.tokens, needed);
    walker.run();
    for (const CalledProgram &program : std::as_const(walker.found)) {
        if (walker.functions.contains(program.name))
            continue;
        const auto known = std::ranges::find(found, program.name, &CalledProgram::name);
        if (known == found.end())
            found.append(program);
        else
            known->needed = known->needed || program.needed;
    }
    for (const QString &inner : std::as_const(tokenizer.substitutions))
        collect(inner, false, depth + 1, found);
}

QString withTags(QString text, const QMap<QString, QString> &properties)
{
    static const QRegularExpression tag(u"<([^<>\\s]+)>"_s);
    for (int round = 0; round < 20; ++round) {
        QString out;
        qsizetype last = 0;
        for (auto matches = tag.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            const auto value = properties.constFind(match.captured(1));
            out += QStringView(text).mid(last, match.capturedStart() - last);
            out += value == properties.cend() ? QString(unknown) : *value;
            last = match.capturedEnd();
        }
        if (last == 0)
            break;
        text = out + text.mid(last);
        if (text.size() > 100'000)
            break;
    }
    return text;
}

} // namespace

QList<CalledProgram> calledPrograms(const QString &command)
{
    QList<CalledProgram> found;
    collect(command, true, 0, found);
    return found;
}

QList<CalledProgram> calledPrograms(const DumpedAction &action)
{
    QList<CalledProgram> found;
    if (!action.pythonFile.isEmpty())
        return found;
    for (const auto &name : { u"actionstart"_s, u"actioncheck"_s, u"actionban"_s })
        collect(withTags(action.properties.value(name), action.properties), true, 0, found);
    return found;
}

} // namespace config
