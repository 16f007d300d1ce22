// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <variant>

namespace protocol {

struct Word;

/// A dict as an element of a request (`set thread` alone takes one): key and value in turn.
struct WordPairs
{
    QList<Word> keysAndValues;
    friend bool operator==(const WordPairs &a, const WordPairs &b);
};

/// One element of a request: text, whole number, float, bool, a list of elements, or a dict.
struct Word
{
    std::variant<QString, qint64, double, bool, QList<Word>, WordPairs> value;

    Word(const QString &text)
        : value(text)
    {
    } // NOLINT(google-explicit-constructor): words are written as literals
    Word(qint64 number)
        : value(number)
    {
    } // NOLINT
    Word(int number)
        : value(qint64 { number })
    {
    } // NOLINT
    Word(double number)
        : value(number)
    {
    } // NOLINT
    Word(bool flag)
        : value(flag)
    {
    } // NOLINT
    Word(const QList<Word> &list)
        : value(list)
    {
    } // NOLINT
    Word(const WordPairs &pairs)
        : value(pairs)
    {
    } // NOLINT
    friend bool operator==(const Word &, const Word &) = default;
};

inline bool operator==(const WordPairs &a, const WordPairs &b)
{
    return a.keysAndValues == b.keysAndValues;
}

/// How long a command may take and how much it burdens the daemon, which is single-threaded.
enum class CommandClass {
    Quick, ///< ping, version, status, stats, getters
    HeavyRead, ///< whole ban lists; at most one in flight per server
    Change, ///< set; runs actions in the command thread
    SlowChange ///< stop, unban --all, reload: minutes
};

/// A command before it is bytes. Immutable value.
class Request
{
public:
    Request(QList<Word> words, CommandClass commandClass)
        : m_words(std::move(words))
        , m_class(commandClass)
    {
    }

    [[nodiscard]] const QList<Word> &words() const { return m_words; }
    [[nodiscard]] CommandClass commandClass() const { return m_class; }
    /// For the audit and for messages: every word as text, lists in brackets.
    [[nodiscard]] QStringList wordTexts() const;
    /// Pickle protocol 2 and the end marker. Where a text contains the marker, protocol 0 with an escaped '<', so that
    /// the marker's bytes never occur inside (fact sheet 1.1, limits finding 5).
    [[nodiscard]] QByteArray encode() const;

private:
    QList<Word> m_words;
    CommandClass m_class;
};

/// A command that only reads. A distinct type: anything may submit it.
class Query
{
public:
    explicit Query(Request request)
        : m_request(std::move(request))
    {
    }
    [[nodiscard]] const Request &request() const { return m_request; }

private:
    Request m_request;
};

/// A command that changes the server. Only services::CommandGate can submit it.
class Change
{
public:
    explicit Change(Request request)
        : m_request(std::move(request))
    {
    }
    [[nodiscard]] const Request &request() const { return m_request; }

private:
    Request m_request;
};

class Value;

/// A query or change together with the shape of its reply. decode errors: ErrorCode::UnexpectedReply.
template <typename R> struct TypedQuery
{
    using Reply = R;
    Query query;
    std::function<core::Result<R>(const Value &)> decode;
};
template <typename R> struct TypedChange
{
    using Reply = R;
    Change change;
    std::function<core::Result<R>(const Value &)> decode;
};

/// Raw words as a user types them: a Query where the command is on the list of readers, a Change otherwise.
[[nodiscard]] std::variant<Query, Change> fromRawWords(const QStringList &words);

/// The same with the rules that no raw command escapes: no words at all, a first word that is empty and `status ...
/// cymru` (DNS in the daemon's only command thread, fact sheet 2.2) are refused. Errors: InvalidArgument.
[[nodiscard]] core::Result<std::variant<Query, Change>> checkedRawWords(const QStringList &words);

} // namespace protocol
