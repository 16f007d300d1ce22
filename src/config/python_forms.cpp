// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/python_forms.h"

using namespace Qt::StringLiterals;

namespace config {

namespace {

QString jsonText(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        const ushort code = c.unicode();
        if (c == u'"' || c == u'\\')
            out += u'\\' + QString(c);
        else if (c == u'\n')
            out += u"\\n"_s;
        else if (c == u'\r')
            out += u"\\r"_s;
        else if (c == u'\t')
            out += u"\\t"_s;
        else if (c == u'\f')
            out += u"\\f"_s;
        else if (c == u'\b')
            out += u"\\b"_s;
        else if (code < 0x20 || code > 0x7e)
            out += u"\\u"_s + QString::number(code, 16).rightJustified(4, u'0');
        else
            out += c;
    }
    return out + u'"';
}

/// The states of Python's shlex with posix and whitespace_split.
class ShellWords
{
public:
    core::Result<QStringList> split(QStringView text)
    {
        for (const QChar c : text)
            take(c);
        if (m_state == State::Escape)
            return core::failure(core::ErrorCode::InvalidArgument, u"No escaped character"_s);
        if (m_state == State::Single || m_state == State::Double)
            return core::failure(core::ErrorCode::InvalidArgument, u"No closing quotation"_s);
        endWord();
        return m_words;
    }

private:
    enum class State { Between, Word, Single, Double, Escape };

    void take(QChar c)
    {
        switch (m_state) {
        case State::Between:
        case State::Word:
            if (c == u' ' || c == u'\t' || c == u'\r' || c == u'\n') {
                endWord();
            } else if (c == u'\\') {
                m_after = State::Word;
                m_state = State::Escape;
            } else if (c == u'\'' || c == u'"') {
                m_quoted = true;
                m_state = c == u'"' ? State::Double : State::Single;
            } else {
                m_word += c;
                m_state = State::Word;
            }
            break;
        case State::Single:
            if (c == u'\'')
                m_state = State::Word;
            else
                m_word += c;
            break;
        case State::Double:
            if (c == u'"') {
                m_state = State::Word;
            } else if (c == u'\\') {
                m_after = State::Double;
                m_state = State::Escape;
            } else {
                m_word += c;
            }
            break;
        case State::Escape:
            if (m_after == State::Double && c != u'\\' && c != u'"')
                m_word += u'\\';
            m_word += c;
            m_state = m_after;
            break;
        }
    }

    void endWord()
    {
        if (m_quoted || !m_word.isEmpty())
            m_words.append(m_word);
        m_word.clear();
        m_quoted = false;
        m_state = State::Between;
    }

    QStringList m_words;
    QString m_word;
    State m_state = State::Between;
    State m_after = State::Word;
    bool m_quoted = false;
};

} // namespace

QString pythonStr(const QVariant &value)
{
    if (!value.isValid())
        return u"None"_s;
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? u"True"_s : u"False"_s;
    return value.toString();
}

QString pythonJson(const OptionMap &options)
{
    QStringList parts;
    for (const OptionMap::Entry &entry : options.entries())
        parts.append(jsonText(entry.key) + u": "_s + jsonText(pythonStr(entry.value)));
    return u'{' + parts.join(u", "_s) + u'}';
}

core::Result<QStringList> pythonShellWords(QStringView text)
{
    return ShellWords().split(text);
}

} // namespace config
