// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace config {

/// A word, an operator or a redirection of a shell command.
struct Token
{
    enum Kind { Word, Operator, Redirection } kind = Word;
    QString text;
};

/// A command's words and operators, and the texts of its substitutions.
class Tokenizer
{
public:
    static constexpr QChar unknown = u'\uFFFC'; ///< in a word: what only the running shell or daemon knows
    explicit Tokenizer(const QString &text)
        : m_text(text)
    {
    }
    /// For one use. What cannot be told any more is left out.
    void run()
    {
        while (m_at < m_text.size() && !m_lost)
            step();
        endWord();
    }
    /// Something at its end was left out.
    [[nodiscard]] bool isLost() const { return m_lost; }
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

} // namespace config
