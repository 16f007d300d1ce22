// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that only read (transmitter.py status, get; fact sheet 2.1 to 2.3).
#include "protocol/command_parts.h"

using namespace Qt::StringLiterals;

namespace protocol {

using parts::query;
using parts::words;

namespace {

QString flavourWord(StatusFlavour flavour)
{
    switch (flavour) {
    case StatusFlavour::Basic:
        return u"basic"_s;
    case StatusFlavour::Short:
        return u"short"_s;
    }
    return {};
}

/// The basic flavour carries the whole ban list.
CommandClass flavourClass(StatusFlavour flavour)
{
    return flavour == StatusFlavour::Basic ? CommandClass::HeavyRead : CommandClass::Quick;
}

auto jailStatusOf(const QString &jail)
{
    return [jail](const Value &value) { return replies::jailStatus(jail, value); };
}

} // namespace

TypedQuery<QString> ping()
{
    return query(words({ u"ping"_s }), CommandClass::Quick, replies::text);
}

TypedQuery<QString> version()
{
    return query(words({ u"version"_s }), CommandClass::Quick, replies::text);
}

TypedQuery<StatusReply> status()
{
    return query(words({ u"status"_s }), CommandClass::Quick, replies::status);
}

TypedQuery<StatsReply> stats()
{
    return query(words({ u"stats"_s }), CommandClass::Quick, replies::stats);
}

TypedQuery<JailStatusReply> jailStatus(const QString &jail, StatusFlavour flavour)
{
    // Basic is the default and has no word: 0.9.7 logs a warning for flavours that it does not know.
    const QList<Word> list = flavour == StatusFlavour::Basic ? words({ u"status"_s, jail })
                                                             : words({ u"status"_s, jail, flavourWord(flavour) });
    return query(list, flavourClass(flavour), jailStatusOf(jail));
}

TypedQuery<JailStatusReply> jailStats(const QString &jail)
{
    return query(words({ u"status"_s, jail, u"stats"_s }), CommandClass::Quick, jailStatusOf(jail));
}

TypedQuery<QList<JailStatusReply>> statusAll(StatusFlavour flavour)
{
    return query(words({ u"status"_s, u"--all"_s, flavourWord(flavour) }), flavourClass(flavour), replies::statusAll);
}

TypedQuery<QHash<QString, core::BanList>> banned()
{
    return query(words({ u"banned"_s }), CommandClass::HeavyRead, replies::bansByJail);
}

TypedQuery<QList<QStringList>> bannedIn(const QStringList &addresses)
{
    return query(words({ u"banned"_s }, addresses), CommandClass::Quick, replies::textLists);
}

TypedQuery<core::BanList> jailBanned(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"banned"_s }), CommandClass::HeavyRead, replies::bans);
}

TypedQuery<QList<bool>> jailBannedCheck(const QString &jail, const QStringList &addresses)
{
    return query(words({ u"get"_s, jail, u"banned"_s }, addresses), CommandClass::Quick, replies::bannedFlags);
}

TypedQuery<core::BanList> jailBansByEnd(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"banip"_s }), CommandClass::HeavyRead, replies::bans);
}

TypedQuery<TimedBanList> jailBansWithTime(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"banip"_s, u"--with-time"_s }), CommandClass::HeavyRead, replies::timedBans);
}

TypedQuery<QVariant> jailProperty(const QString &jail, const QString &name)
{
    return query(words({ u"get"_s, jail, name }), CommandClass::Quick, replies::anything);
}

TypedQuery<QStringList> jailTexts(const QString &jail, const QString &name)
{
    return query(words({ u"get"_s, jail, name }), CommandClass::Quick, replies::texts);
}

TypedQuery<QList<QStringList>> jailJournalMatch(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"journalmatch"_s }), CommandClass::Quick, replies::textLists);
}

TypedQuery<DatePattern> jailDatePattern(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"datepattern"_s }), CommandClass::Quick, replies::datePattern);
}

TypedQuery<std::optional<IgnoreCache>> jailIgnoreCache(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"ignorecache"_s }), CommandClass::Quick, replies::ignoreCache);
}

TypedQuery<QStringList> jailActions(const QString &jail)
{
    return query(words({ u"get"_s, jail, u"actions"_s }), CommandClass::Quick, replies::texts);
}

TypedQuery<QStringList> actionProperties(const QString &jail, const QString &action)
{
    return query(words({ u"get"_s, jail, u"actionproperties"_s, action }), CommandClass::Quick, replies::texts);
}

TypedQuery<QStringList> actionMethods(const QString &jail, const QString &action)
{
    return query(words({ u"get"_s, jail, u"actionmethods"_s, action }), CommandClass::Quick, replies::texts);
}

TypedQuery<QVariant> actionProperty(const QString &jail, const QString &action, const QString &name)
{
    return query(words({ u"get"_s, jail, u"action"_s, action, name }), CommandClass::Quick, replies::anything);
}

TypedQuery<QVariant> globalProperty(const QString &name)
{
    return query(words({ u"get"_s, name }), CommandClass::Quick, replies::anything);
}

TypedQuery<QStringList> echo(const QStringList &texts)
{
    return query(words({ u"echo"_s }, texts), CommandClass::Quick, replies::texts);
}

TypedQuery<QString> serverStatus()
{
    return query(words({ u"server-status"_s }), CommandClass::Quick, replies::text);
}

TypedQuery<qint64> threadStackSize()
{
    return query(words({ u"get"_s, u"thread"_s }), CommandClass::Quick,
        [](const Value &value) { return replies::number(value.value(u"stacksize")); });
}

const std::vector<PropertyInfo> &jailPropertyInfos()
{
    static const std::vector<PropertyInfo> infos {
        { "bantime", "" },
        { "findtime", "" },
        { "maxretry", "" },
        { "maxmatches", "0.10" },
        { "maxlines", "" },
        { "usedns", "" },
        { "ignoreself", "0.10" },
        { "ignoreip", "" },
        { "ignorecommand", "" },
        { "ignorecache", "0.10" },
        { "logpath", "" },
        { "logencoding", "" },
        { "logtimezone", "0.10" },
        { "journalmatch", "" },
        { "datepattern", "" },
        { "prefregex", "0.10" },
        { "failregex", "" },
        { "ignoreregex", "" },
        { "bantime.increment", "0.11" },
        { "bantime.factor", "0.11" },
        { "bantime.formula", "0.11" },
        { "bantime.multipliers", "0.11" },
        { "bantime.maxtime", "0.11" },
        { "bantime.rndtime", "0.11" },
        { "bantime.overalljails", "0.11" },
    };
    return infos;
}

} // namespace protocol
