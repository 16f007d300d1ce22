// SPDX-License-Identifier: GPL-3.0-or-later
// Commands as a user types them. What is not known to only read counts as a change.
#include "protocol/request.h"

using namespace Qt::StringLiterals;

namespace protocol {

namespace {

/// `status J cymru` asks the DNS once per ban, in the daemon's only command thread.
bool isCymru(const QStringList &words)
{
    return words.value(0) == "status"_L1
        && std::any_of(words.begin() + std::min<qsizetype>(2, words.size()), words.end(),
            [](const QString &word) { return word.trimmed().compare("cymru"_L1, Qt::CaseInsensitive) == 0; });
}

bool onlyReads(const QStringList &words)
{
    static const QStringList readers { u"ping"_s, u"version"_s, u"status"_s, u"stats"_s, u"statistic"_s,
        u"statistics"_s, u"get"_s, u"banned"_s, u"echo"_s, u"server-status"_s };
    return readers.contains(words.value(0)) && !isCymru(words);
}

CommandClass readClass(const QStringList &words)
{
    const QString verb = words.value(0);
    const bool wholeList = (verb == "banned"_L1 && words.size() == 1)
        || (verb == "get"_L1 && ((words.value(2) == "banned"_L1 && words.size() == 3) || words.value(2) == "banip"_L1))
        || (verb == "status"_L1 && words.size() > 1 && words.value(2) != "short"_L1 && words.value(2) != "stats"_L1);
    return wholeList ? CommandClass::HeavyRead : CommandClass::Quick;
}

CommandClass changeClass(const QStringList &words)
{
    static const QStringList slow { u"stop"_s, u"unban"_s, u"reload"_s, u"restart"_s, u"server-stream"_s, u"sleep"_s };
    return slow.contains(words.value(0)) ? CommandClass::SlowChange : CommandClass::Change;
}

} // namespace

std::variant<Query, Change> fromRawWords(const QStringList &words)
{
    QList<Word> list;
    list.reserve(words.size());
    for (const QString &word : words)
        list.append(Word(word));
    if (onlyReads(words))
        return Query(Request(std::move(list), readClass(words)));
    return Change(Request(std::move(list), changeClass(words)));
}

core::Result<std::variant<Query, Change>> checkedRawWords(const QStringList &words)
{
    if (words.value(0).trimmed().isEmpty() || isCymru(words))
        return core::failure(core::ErrorCode::InvalidArgument, words.join(u' '));
    return fromRawWords(words);
}

} // namespace protocol
