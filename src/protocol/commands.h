// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/jail.h"
#include "core/server_status.h"
#include "protocol/request.h"
#include "protocol/value.h"

#include <QHash>
#include <QList>
#include <QTimeZone>

#include <optional>
#include <utility>
#include <vector>

namespace protocol {

/// `status`: number and names.
struct StatusReply
{
    QStringList jails; ///< sorted as the daemon prints them
};

/// One row of `stats` (fail2ban >= 1.1.0).
using StatsReply = QList<core::Jail>;

/// `status J` in any flavour: the jail and, where the flavour lists them, the banned targets.
struct JailStatusReply
{
    core::Jail jail;
    std::optional<core::BanList> bans; ///< no times
};

/// A ban as `get J banip --with-time` prints it: server-local wall times, no zone. Converted by withZone().
struct TimedBan
{
    core::BanTarget target;
    qint64 localSince = core::unknownTime; ///< seconds since 1970 as if the wall time were UTC
    qint64 banTime = core::unknownTime; ///< seconds, core::permanentBan
};
using TimedBanList = std::vector<TimedBan>;

/// The daemon's wall times as UTC. zone: the server's. An ambiguous local time (end of summer time) takes the later one
/// that is not after nowSeconds (UTC).
[[nodiscard]] core::BanList withZone(const TimedBanList &bans, const QTimeZone &zone, qint64 nowSeconds);

/// `get J datepattern`: the pattern as set and how fail2ban describes it.
struct DatePattern
{
    std::optional<QString> pattern; ///< absent: the default detectors
    QString description;
    friend bool operator==(const DatePattern &, const DatePattern &) = default;
};

/// `get J ignorecache`.
struct IgnoreCache
{
    QString key;
    qint64 maxCount = 0;
    qint64 maxTime = 0; ///< seconds
    friend bool operator==(const IgnoreCache &, const IgnoreCache &) = default;
};

// --- readers (fact sheet 2.1 to 2.3)
// -----------------------------------------------------------------------------------
[[nodiscard]] TypedQuery<QString> ping();
[[nodiscard]] TypedQuery<QString> version();
[[nodiscard]] TypedQuery<StatusReply> status();
[[nodiscard]] TypedQuery<StatsReply> stats(); ///< capability
enum class StatusFlavour { Basic, Short }; ///< cymru is never sent (DNS in the command thread)
[[nodiscard]] TypedQuery<JailStatusReply> jailStatus(const QString &jail, StatusFlavour flavour);
[[nodiscard]] TypedQuery<JailStatusReply> jailStats(
    const QString &jail); ///< `status J stats`, >= 1.1.0; older: a full status
[[nodiscard]] TypedQuery<QList<JailStatusReply>> statusAll(StatusFlavour flavour); ///< `status --all`, >= 1.1.0
[[nodiscard]] TypedQuery<QHash<QString, core::BanList>> banned(); ///< all jails, no times; >= 0.10
[[nodiscard]] TypedQuery<QList<QStringList>> bannedIn(const QStringList &addresses); ///< jails per address; >= 0.10
[[nodiscard]] TypedQuery<core::BanList> jailBanned(const QString &jail); ///< >= 0.10, no times
[[nodiscard]] TypedQuery<QList<bool>> jailBannedCheck(
    const QString &jail, const QStringList &addresses); ///< in that order
[[nodiscard]] TypedQuery<core::BanList> jailBansByEnd(const QString &jail); ///< `get J banip`, >= 0.11, sorted by end
[[nodiscard]] TypedQuery<TimedBanList> jailBansWithTime(const QString &jail); ///< >= 0.11
[[nodiscard]] TypedQuery<QVariant> jailProperty(const QString &jail, const QString &name); ///< any `get J NAME`
[[nodiscard]] TypedQuery<QStringList> jailTexts(
    const QString &jail, const QString &name); ///< logpath, failregex, ignoreip, ...
[[nodiscard]] TypedQuery<QList<QStringList>> jailJournalMatch(const QString &jail); ///< OR of ANDs
[[nodiscard]] TypedQuery<DatePattern> jailDatePattern(const QString &jail);
[[nodiscard]] TypedQuery<std::optional<IgnoreCache>> jailIgnoreCache(const QString &jail); ///< >= 0.10; absent: not set
[[nodiscard]] TypedQuery<QStringList> jailActions(const QString &jail);
[[nodiscard]] TypedQuery<QStringList> actionProperties(const QString &jail, const QString &action);
[[nodiscard]] TypedQuery<QStringList> actionMethods(const QString &jail, const QString &action);
[[nodiscard]] TypedQuery<QVariant> actionProperty(const QString &jail, const QString &action, const QString &name);
[[nodiscard]] TypedQuery<QVariant> globalProperty(
    const QString &name); ///< loglevel, logtarget, dbfile, dbpurgeage, ...
[[nodiscard]] TypedQuery<QStringList> echo(const QStringList &words);
[[nodiscard]] TypedQuery<QString> serverStatus();

[[nodiscard]] TypedQuery<qint64> threadStackSize(); ///< KiB, 0: the system's; >= 0.10

/// Names of all readable jail properties in display order, with the first version that has each (fact sheet 2.3).
struct PropertyInfo
{
    const char *name;
    const char *sinceVersion; ///< "" for all
};
[[nodiscard]] const std::vector<PropertyInfo> &jailPropertyInfos();

// --- changes (fact sheet 2.1, 2.4, 2.5)
// --------------------------------------------------------------------------------
[[nodiscard]] TypedChange<qint64> banIp(const QString &jail, const QStringList &targets); ///< newly banned
[[nodiscard]] TypedChange<qint64> unbanIp(const QString &jail, const QStringList &targets); ///< unbanned
[[nodiscard]] TypedChange<qint64> unban(const QStringList &targets); ///< in every jail
[[nodiscard]] TypedChange<qint64> unbanAll();
[[nodiscard]] TypedChange<QVariant> startJail(const QString &jail);
[[nodiscard]] TypedChange<QVariant> stopJail(const QString &jail);
[[nodiscard]] TypedChange<QVariant> stopServer();
[[nodiscard]] TypedChange<QVariant> addJail(const QString &jail, const QString &backend);
/// Any `set J NAME WORDS...`; the reply is the new value.
[[nodiscard]] TypedChange<QVariant> setJail(const QString &jail, const QString &name, const QStringList &words);
[[nodiscard]] TypedChange<QVariant> setAction(
    const QString &jail, const QString &action, const QString &property, const QString &value);
[[nodiscard]] TypedChange<QVariant> callAction(
    const QString &jail, const QString &action, const QString &method, const QString &jsonArguments);
[[nodiscard]] TypedChange<QVariant> addAction(
    const QString &jail, const QString &action, const QStringList &pythonFileAndJson = {});
[[nodiscard]] TypedChange<QVariant> delAction(const QString &jail, const QString &action);
[[nodiscard]] TypedChange<qint64> attempt(const QString &jail, const QString &address, const QStringList &lines);
[[nodiscard]] TypedChange<QVariant> setGlobal(const QString &name, const QString &value);
[[nodiscard]] TypedChange<QString> flushLogs();
[[nodiscard]] TypedChange<QVariant> reload(
    const QString &jailOrAll, const QStringList &options, const QList<Word> &stream);
[[nodiscard]] TypedChange<QVariant> serverStream(
    const QList<Word> &commands); ///< stops at the first failure, no rollback
[[nodiscard]] TypedChange<qint64> unbanIpReporting(
    const QString &jail, const QStringList &targets); ///< `--report-absent`
[[nodiscard]] TypedChange<QVariant> stopAllJails(); ///< `stop --all`, >= 0.10
[[nodiscard]] TypedChange<QVariant> configError(const QString &message); ///< written to the server's log as an error
[[nodiscard]] TypedChange<QVariant> sleep(double seconds); ///< blocks every client of the daemon
// global settings; the reply is the new value
[[nodiscard]] TypedChange<QVariant> setLogLevel(const QString &level);
[[nodiscard]] TypedChange<QVariant> setLogTarget(const QString &target);
[[nodiscard]] TypedChange<QVariant> setSyslogSocket(const QString &path);
[[nodiscard]] TypedChange<QVariant> setDbFile(const QString &path); ///< only while there are no jails; "None" disables
[[nodiscard]] TypedChange<QVariant> setDbMaxMatches(qint64 count);
[[nodiscard]] TypedChange<QVariant> setDbPurgeAge(const QString &time);
[[nodiscard]] TypedChange<QVariant> setAllowIpv6(const QString &autoYesNo); ///< >= 1.0
[[nodiscard]] TypedChange<QVariant> setThreadStackSize(qint64 kibibytes); ///< >= 0.10
// jail settings; the reply is the new value as the getter gives it. Lost at the next reload.
[[nodiscard]] TypedChange<bool> setIdle(const QString &jail, bool idle);
[[nodiscard]] TypedChange<bool> setIgnoreSelf(const QString &jail, bool ignore);
[[nodiscard]] TypedChange<QStringList> addIgnoreIp(const QString &jail, const QStringList &entries);
[[nodiscard]] TypedChange<QStringList> delIgnoreIp(const QString &jail, const QString &entry);
[[nodiscard]] TypedChange<QVariant> setIgnoreCommand(const QString &jail, const QString &command);
[[nodiscard]] TypedChange<std::optional<IgnoreCache>> setIgnoreCache(const QString &jail, const QString &options);
enum class LogPosition { Head, Tail };
[[nodiscard]] TypedChange<QStringList> addLogPath(const QString &jail, const QString &path, LogPosition from);
[[nodiscard]] TypedChange<QStringList> delLogPath(const QString &jail, const QString &path);
[[nodiscard]] TypedChange<QVariant> setLogEncoding(const QString &jail, const QString &encoding);
[[nodiscard]] TypedChange<QVariant> setLogTimeZone(const QString &jail, const QString &zone);
[[nodiscard]] TypedChange<QVariant> setUseDns(const QString &jail, const QString &mode);
[[nodiscard]] TypedChange<DatePattern> setDatePattern(const QString &jail, const QString &pattern);
[[nodiscard]] TypedChange<QVariant> setMaxLines(const QString &jail, qint64 count);
[[nodiscard]] TypedChange<QVariant> setMaxRetry(const QString &jail, qint64 count);
[[nodiscard]] TypedChange<QVariant> setMaxMatches(const QString &jail, qint64 count);
[[nodiscard]] TypedChange<QVariant> setFindTime(const QString &jail, const QString &time);
[[nodiscard]] TypedChange<QVariant> setBanTime(const QString &jail, const QString &time);
/// option: "increment", "factor", "formula", "multipliers", "maxtime", "rndtime", "overalljails" (>= 0.11).
[[nodiscard]] TypedChange<QVariant> setBanTimeOption(const QString &jail, const QString &option, const QString &value);
[[nodiscard]] TypedChange<QList<QStringList>> addJournalMatch(const QString &jail, const QStringList &words);
[[nodiscard]] TypedChange<QList<QStringList>> delJournalMatch(const QString &jail, const QStringList &words);
[[nodiscard]] TypedChange<QVariant> setPrefRegex(const QString &jail, const QString &regex);
[[nodiscard]] TypedChange<QStringList> addFailRegex(const QString &jail, const QString &regex);
[[nodiscard]] TypedChange<QStringList> delFailRegex(const QString &jail, qint64 index);
[[nodiscard]] TypedChange<QStringList> addIgnoreRegex(const QString &jail, const QString &regex);
[[nodiscard]] TypedChange<QStringList> delIgnoreRegex(const QString &jail, qint64 index);
/// name: addfailregex or addignoreregex; >= 0.10.
[[nodiscard]] TypedChange<QVariant> multiSet(const QString &jail, const QString &name, const QStringList &values);
[[nodiscard]] TypedChange<QVariant> multiSetAction(
    const QString &jail, const QString &action, const QList<std::pair<QString, QString>> &properties);

/// Rules that every command keeps before it is sent (DESIGN 6): a jail name is not empty, not "--all", has no control
/// characters; an address is an IpNetwork with prefix > 0. Errors: InvalidArgument.
[[nodiscard]] core::Result<QString> checkedJailName(const QString &name);
[[nodiscard]] core::Result<core::IpNetwork> checkedTarget(const QString &text);
/// The canonical texts of all, or the first one that is none.
[[nodiscard]] core::Result<QStringList> checkedTargets(const QStringList &texts);
/// A time string of fail2ban's grammar as it may be sent: the daemon eval()s it (mytime.py str2seconds).
[[nodiscard]] core::Result<QString> checkedTime(const QString &text);

} // namespace protocol
