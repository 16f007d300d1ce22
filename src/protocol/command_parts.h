// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/commands.h"
#include "protocol/replies.h"

namespace protocol::parts {

/// Shorthands for the typed commands: words and class in, a query or change with its reader out.
inline QList<Word> words(std::initializer_list<Word> first, const QStringList &rest = {})
{
    QList<Word> all(first);
    all.reserve(all.size() + rest.size());
    for (const QString &word : rest)
        all.append(Word(word));
    return all;
}

template <typename Read> auto query(QList<Word> list, CommandClass commandClass, Read read)
{
    using R = typename std::invoke_result_t<Read, const Value &>::value_type;
    return TypedQuery<R> { Query(Request(std::move(list), commandClass)), std::move(read) };
}

template <typename Read> auto change(QList<Word> list, CommandClass commandClass, Read read)
{
    using R = typename std::invoke_result_t<Read, const Value &>::value_type;
    return TypedChange<R> { Change(Request(std::move(list), commandClass)), std::move(read) };
}

} // namespace protocol::parts
