// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/shell_tokens.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

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

} // namespace config
