// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/jail.h"
#include "core/server_status.h"
#include "protocol/request.h"
#include "protocol/value.h"

#include <QHash>

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

/// The daemon's wall times as UTC. zone: the server's. An ambiguous local time (end of summer time) takes the later one that
/// is not after nowSeconds (UTC).
[[nodiscard]] core::BanList withZone(const TimedBanList &bans, const QTimeZone &zone, qint64 nowSeconds);

// --- readers (fact sheet 2.1 to 2.3) -----------------------------------------------------------------------------------
[[nodiscard]] TypedQuery<QString> ping();
[[nodiscard]] TypedQuery<QString> version();
[[nodiscard]] TypedQuery<StatusReply> status();
[[nodiscard]] TypedQuery<StatsReply> stats(); ///< capability
enum class StatusFlavour { Basic, Short }; ///< cymru is never sent (DNS in the command thread)
[[nodiscard]] TypedQuery<JailStatusReply> jailStatus(const QString &jail, StatusFlavour flavour);
[[nodiscard]] TypedQuery<QHash<QString, core::BanList>> banned(); ///< all jails, no times; >= 0.10
[[nodiscard]] TypedQuery<QList<QStringList>> bannedIn(const QStringList &addresses); ///< jails per address; >= 0.10
[[nodiscard]] TypedQuery<core::BanList> jailBanned(const QString &jail); ///< >= 0.10, no times
[[nodiscard]] TypedQuery<TimedBanList> jailBansWithTime(const QString &jail); ///< >= 0.11
[[nodiscard]] TypedQuery<QVariant> jailProperty(const QString &jail, const QString &name); ///< any `get J NAME`
[[nodiscard]] TypedQuery<QStringList> jailActions(const QString &jail);
[[nodiscard]] TypedQuery<QStringList> actionProperties(const QString &jail, const QString &action);
[[nodiscard]] TypedQuery<QStringList> actionMethods(const QString &jail, const QString &action);
[[nodiscard]] TypedQuery<QVariant> actionProperty(const QString &jail, const QString &action, const QString &name);
[[nodiscard]] TypedQuery<QVariant> globalProperty(const QString &name); ///< loglevel, logtarget, dbfile, dbpurgeage, ...
[[nodiscard]] TypedQuery<QStringList> echo(const QStringList &words);
[[nodiscard]] TypedQuery<QString> serverStatus();

/// Names of all readable jail properties in display order, with the first version that has each (fact sheet 2.3).
struct PropertyInfo
{
    const char *name;
    const char *sinceVersion; ///< "" for all
};
[[nodiscard]] const std::vector<PropertyInfo> &jailPropertyInfos();

// --- changes (fact sheet 2.1, 2.4, 2.5) --------------------------------------------------------------------------------
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
[[nodiscard]] TypedChange<QVariant> setAction(const QString &jail, const QString &action, const QString &property, const QString &value);
[[nodiscard]] TypedChange<QVariant> callAction(const QString &jail, const QString &action, const QString &method, const QString &jsonArguments);
[[nodiscard]] TypedChange<QVariant> addAction(const QString &jail, const QString &action, const QStringList &pythonFileAndJson = {});
[[nodiscard]] TypedChange<QVariant> delAction(const QString &jail, const QString &action);
[[nodiscard]] TypedChange<qint64> attempt(const QString &jail, const QString &address, const QStringList &lines);
[[nodiscard]] TypedChange<QVariant> setGlobal(const QString &name, const QString &value);
[[nodiscard]] TypedChange<QString> flushLogs();
[[nodiscard]] TypedChange<QVariant> reload(const QString &jailOrAll, const QStringList &options, const QList<Word> &stream);
// The protocol layer completes this list with every other command of the fact sheet (multi-set, server-stream, config-error,
// sleep, thread, allowipv6, syslogsocket, logtarget, stop --all, ...).

/// Rules that every command keeps before it is sent (DESIGN 6): a jail name is not empty, not "--all", has no control
/// characters; an address is an IpNetwork with prefix > 0. Errors: InvalidArgument.
[[nodiscard]] core::Result<QString> checkedJailName(const QString &name);

} // namespace protocol
