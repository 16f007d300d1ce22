// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/python_literal.h"

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr int maximumDepth = 32;

/// A cursor over the text; every reader leaves it behind what it has read and answers false where it could not.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    bool readAll(QVariant &value)
    {
        if (!readValue(value, 0))
            return false;
        skipBlanks();
        return m_at == m_text.size();
    }
    [[nodiscard]] qsizetype position() const { return m_at; }

private:
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    bool take(QChar c)
    {
        skipBlanks();
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(QLatin1StringView word)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }

    bool readValue(QVariant &value, int depth)
    {
        if (depth > maximumDepth)
            return false;
        skipBlanks();
        const QChar c = peek();
        if (c == u'[' || c == u'(')
            return readSequence(value, depth);
        if (c == u'{')
            return readDict(value, depth);
        if (c == u'\'' || c == u'"' || isStringPrefix())
            return readString(value);
        if (takeWord("True"_L1)) {
            value = true;
            return true;
        }
        if (takeWord("False"_L1)) {
            value = false;
            return true;
        }
        if (takeWord("None"_L1)) {
            value = QVariant();
            return true;
        }
        return readNumber(value);
    }

    [[nodiscard]] bool isStringPrefix() const
    {
        const QChar c = peek();
        if (c != u'u' && c != u'b' && c != u'r')
            return false;
        return m_at + 1 < m_text.size() && (m_text[m_at + 1] == u'\'' || m_text[m_at + 1] == u'"');
    }

    bool readSequence(QVariant &value, int depth)
    {
        const QChar close = peek() == u'[' ? u']' : u')';
        ++m_at;
        QVariantList items;
        while (!take(close)) {
            QVariant item;
            if (!readValue(item, depth + 1))
                return false;
            items.append(item);
            if (!take(u',')) {
                if (!take(close))
                    return false;
                break;
            }
        }
        value = items;
        return true;
    }

    bool readDict(QVariant &value, int depth)
    {
        ++m_at;
        QVariantMap map;
        while (!take(u'}')) {
            QVariant key;
            QVariant item;
            if (!readValue(key, depth + 1) || !take(u':') || !readValue(item, depth + 1))
                return false;
            map.insert(key.toString(), item);
            if (!take(u',')) {
                if (!take(u'}'))
                    return false;
                break;
            }
        }
        value = map;
        return true;
    }

    bool readHex(int digits, char32_t &code)
    {
        if (m_at + digits > m_text.size())
            return false;
        bool ok = false;
        code = m_text.sliced(m_at, digits).toUInt(&ok, 16);
        m_at += digits;
        return ok && code <= 0x10FFFF;
    }

    bool readEscape(QString &out)
    {
        const QChar c = peek();
        ++m_at;
        char32_t code = 0;
        switch (c.unicode()) {
        case u'n':
            out += u'\n';
            return true;
        case u't':
            out += u'\t';
            return true;
        case u'r':
            out += u'\r';
            return true;
        case u'\\':
            out += u'\\';
            return true;
        case u'\'':
            out += u'\'';
            return true;
        case u'"':
            out += u'"';
            return true;
        case u'x':
            if (!readHex(2, code))
                return false;
            break;
        case u'u':
            if (!readHex(4, code))
                return false;
            break;
        case u'U':
            if (!readHex(8, code))
                return false;
            break;
        default:
            return false; // repr() writes no other escape
        }
        if (code >= 0xD800 && code <= 0xDFFF)
            out += QChar(static_cast<char16_t>(code));
        else
            out += QString::fromUcs4(&code, 1);
        return true;
    }

    bool readString(QVariant &value)
    {
        if (isStringPrefix())
            ++m_at;
        const QChar quote = peek();
        ++m_at;
        QString out;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == quote) {
                value = out;
                return true;
            }
            if (c == u'\\') {
                if (!readEscape(out))
                    return false;
            } else {
                out += c;
            }
        }
        return false;
    }

    bool readNumber(QVariant &value)
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isDigit() || QStringView(u"+-.eE").contains(m_text[m_at])))
            ++m_at;
        QStringView digits = m_text.sliced(begin, m_at - begin);
        if (peek() == u'L') // Python 2 long
            ++m_at;
        bool ok = false;
        const qlonglong whole = digits.toLongLong(&ok);
        if (ok) {
            value = whole;
            return true;
        }
        const double real = digits.toDouble(&ok);
        if (ok)
            value = real;
        return ok;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

core::Result<QVariant> parsePythonLiteral(QStringView text)
{
    Reader reader(text);
    QVariant value;
    if (!reader.readAll(value))
        return core::failure(core::ErrorCode::InvalidArgument, u"position %1"_s.arg(reader.position()));
    return value;
}

} // namespace config
