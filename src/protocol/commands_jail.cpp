// SPDX-License-Identifier: GPL-3.0-or-later
// `set J ...` (transmitter.py __commandSet; fact sheet 2.4). Numbers go as text, as fail2ban-client sends them.
#include "protocol/command_parts.h"

using namespace Qt::StringLiterals;

namespace protocol {

using parts::change;
using parts::words;

namespace {

template <typename Read> auto setWith(const QString &jail, const QString &name, const QStringList &rest, Read read)
{
    return change(words({ u"set"_s, jail, name }, rest), CommandClass::Change, std::move(read));
}

} // namespace

TypedChange<QVariant> setJail(const QString &jail, const QString &name, const QStringList &rest)
{
    return setWith(jail, name, rest, replies::anything);
}

TypedChange<qint64> banIp(const QString &jail, const QStringList &targets)
{
    return setWith(jail, u"banip"_s, targets, replies::banCount);
}

TypedChange<qint64> unbanIp(const QString &jail, const QStringList &targets)
{
    return setWith(jail, u"unbanip"_s, targets, replies::banCount);
}

TypedChange<qint64> unbanIpReporting(const QString &jail, const QStringList &targets)
{
    return setWith(jail, u"unbanip"_s, QStringList { u"--report-absent"_s } + targets, replies::banCount);
}

TypedChange<qint64> attempt(const QString &jail, const QString &address, const QStringList &lines)
{
    return setWith(jail, u"attempt"_s, QStringList { address } + lines, replies::banCount);
}

TypedChange<bool> setIdle(const QString &jail, bool idle)
{
    return setWith(jail, u"idle"_s, { idle ? u"on"_s : u"off"_s }, replies::flag);
}

TypedChange<bool> setIgnoreSelf(const QString &jail, bool ignore)
{
    return setWith(jail, u"ignoreself"_s, { ignore ? u"true"_s : u"false"_s }, replies::flag);
}

TypedChange<QStringList> addIgnoreIp(const QString &jail, const QStringList &entries)
{
    return setWith(jail, u"addignoreip"_s, entries, replies::texts);
}

TypedChange<QStringList> delIgnoreIp(const QString &jail, const QString &entry)
{
    return setWith(jail, u"delignoreip"_s, { entry }, replies::texts);
}

TypedChange<QVariant> setIgnoreCommand(const QString &jail, const QString &command)
{
    return setWith(jail, u"ignorecommand"_s, { command }, replies::anything);
}

TypedChange<std::optional<IgnoreCache>> setIgnoreCache(const QString &jail, const QString &options)
{
    return setWith(jail, u"ignorecache"_s, { options }, replies::ignoreCache);
}

TypedChange<QStringList> addLogPath(const QString &jail, const QString &path, LogPosition from)
{
    return setWith(jail, u"addlogpath"_s, { path, from == LogPosition::Tail ? u"tail"_s : u"head"_s }, replies::texts);
}

TypedChange<QStringList> delLogPath(const QString &jail, const QString &path)
{
    return setWith(jail, u"dellogpath"_s, { path }, replies::texts);
}

TypedChange<QVariant> setLogEncoding(const QString &jail, const QString &encoding)
{
    return setWith(jail, u"logencoding"_s, { encoding }, replies::anything);
}

TypedChange<QVariant> setLogTimeZone(const QString &jail, const QString &zone)
{
    return setWith(jail, u"logtimezone"_s, { zone }, replies::anything);
}

TypedChange<QVariant> setUseDns(const QString &jail, const QString &mode)
{
    return setWith(jail, u"usedns"_s, { mode }, replies::anything);
}

TypedChange<DatePattern> setDatePattern(const QString &jail, const QString &pattern)
{
    return setWith(jail, u"datepattern"_s, { pattern }, replies::datePattern);
}

TypedChange<QVariant> setMaxLines(const QString &jail, qint64 count)
{
    return setWith(jail, u"maxlines"_s, { QString::number(count) }, replies::anything);
}

TypedChange<QVariant> setMaxRetry(const QString &jail, qint64 count)
{
    return setWith(jail, u"maxretry"_s, { QString::number(count) }, replies::anything);
}

TypedChange<QVariant> setMaxMatches(const QString &jail, qint64 count)
{
    return setWith(jail, u"maxmatches"_s, { QString::number(count) }, replies::anything);
}

TypedChange<QVariant> setFindTime(const QString &jail, const QString &time)
{
    return setWith(jail, u"findtime"_s, { time }, replies::anything);
}

TypedChange<QVariant> setBanTime(const QString &jail, const QString &time)
{
    return setWith(jail, u"bantime"_s, { time }, replies::anything);
}

TypedChange<QVariant> setBanTimeOption(const QString &jail, const QString &option, const QString &value)
{
    return setWith(jail, u"bantime."_s + option, { value }, replies::anything);
}

TypedChange<QList<QStringList>> addJournalMatch(const QString &jail, const QStringList &matches)
{
    return setWith(jail, u"addjournalmatch"_s, matches, replies::textLists);
}

TypedChange<QList<QStringList>> delJournalMatch(const QString &jail, const QStringList &matches)
{
    return setWith(jail, u"deljournalmatch"_s, matches, replies::textLists);
}

TypedChange<QVariant> setPrefRegex(const QString &jail, const QString &regex)
{
    return setWith(jail, u"prefregex"_s, { regex }, replies::anything);
}

TypedChange<QStringList> addFailRegex(const QString &jail, const QString &regex)
{
    return setWith(jail, u"addfailregex"_s, { regex }, replies::texts);
}

TypedChange<QStringList> delFailRegex(const QString &jail, qint64 index)
{
    return setWith(jail, u"delfailregex"_s, { QString::number(index) }, replies::texts);
}

TypedChange<QStringList> addIgnoreRegex(const QString &jail, const QString &regex)
{
    return setWith(jail, u"addignoreregex"_s, { regex }, replies::texts);
}

TypedChange<QStringList> delIgnoreRegex(const QString &jail, qint64 index)
{
    return setWith(jail, u"delignoreregex"_s, { QString::number(index) }, replies::texts);
}

TypedChange<QVariant> setAction(
    const QString &jail, const QString &action, const QString &property, const QString &value)
{
    return setWith(jail, u"action"_s, { action, property, value }, replies::anything);
}

TypedChange<QVariant> callAction(
    const QString &jail, const QString &action, const QString &method, const QString &jsonArguments)
{
    // The words decide: with a name that is a method the daemon calls it (transmitter.py), the JSON may be left out.
    QStringList rest { action, method };
    if (!jsonArguments.isEmpty())
        rest += jsonArguments;
    return setWith(jail, u"action"_s, rest, replies::anything);
}

TypedChange<QVariant> addAction(const QString &jail, const QString &action, const QStringList &pythonFileAndJson)
{
    return setWith(jail, u"addaction"_s, QStringList { action } + pythonFileAndJson, replies::anything);
}

TypedChange<QVariant> delAction(const QString &jail, const QString &action)
{
    return setWith(jail, u"delaction"_s, { action }, replies::anything);
}

} // namespace protocol
