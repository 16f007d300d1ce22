// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "transport/host.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace services {

// How the server's side of a change (resources/host/transaction) is called, and what its answers mean. Pure.

/// How a verb ended: its exit code.
enum class TransactionVerdict {
    Done,
    WrongArguments, ///< nothing was done; `word` says what is wrong ("public": others may write into that folder)
    Decided, ///< the other side was faster: "decision" is "confirmed" or "rolledback"; nothing was done
    Locked, ///< somebody else's change of this daemon is open: "id", "owner", "jail", "age", "remaining", "stale"
    Changed, ///< the file is not what it was expected to be; nothing was done
    Gone, ///< no such change on that server: it is over, or never was
    DiskFull, ///< nothing was done
    Refused, ///< fail2ban: "rc", "output"
    Unarmed, ///< no timer watches over it, hence nothing was done
    NotAsBefore ///< taken back, but not everything is as it was: "missing" jails, "notes"
};

struct TransactionAnswer
{
    TransactionVerdict verdict = TransactionVerdict::Done;
    QString word; ///< the script's own
    QHash<QString, QString> values; ///< hostile text where a server's words are in it

    [[nodiscard]] QString value(QLatin1String key) const { return values.value(key); }
    [[nodiscard]] QStringList list(QLatin1String key) const; ///< of names, each followed by a comma
};

/// What a change is about, as "begin" wants it.
struct TransactionPlan
{
    QString folder; ///< what transactionPlace() says + "/" + an id of letters, digits, "-" and "_"
    QString owner; ///< who, for others who find it open: one line
    QStringList jails; ///< that will be reloaded, in this order
    QStringList files; ///< that may be written, absolute
    QString socket; ///< and the other ways to the daemon, absolute
    QString pidFile;
    QString configDir;
    QString client; ///< fail2ban-client: absolute, or a name
    QString startCommand; ///< for a shell; empty: by the service manager that is found, or as it was started
    /// Jails whose bans may be set again where the daemon has no database: with their actions of before (a rollback's),
    /// and with those of the change (see bans.sh).
    QStringList rebanBefore;
    QStringList rebanAfter;
    bool restartJails = false; ///< reload --restart: a set of actions changes (fact sheet 8.2.1)
    bool survivesReboot = false; ///< a boot hook; for root only
    int patienceSeconds = 20; ///< for one answer of the daemon before it counts as frozen
    int graceSeconds = 30; ///< between begin and arm; then it clears itself away
    int lingerSeconds = 4; ///< for which the outcome of a rollback by the timer can be read; then nothing is left
};

/// An open change on a server, whoever has begun it.
struct TransactionStatus
{
    QString id;
    QString folder;
    QString owner;
    QStringList jails;
    qint64 ageSeconds = 0;
    qint64 remainingSeconds = 0; ///< until it is taken back
    bool armed = false;
    bool stale = false; ///< nothing watches over it any more: it has to be rolled back by hand
    QString decision; ///< "confirmed", "rolledback" or empty
    QString decidedBy;
    QString outcome; ///< "restored", "foreign" (somebody else's bytes are kept beside), "failed" or empty
    bool applied = false; ///< a reload was sent
    QStringList files; ///< "old", "new" or "foreign", in the order of the plan
    QStringList before; ///< jails that ran when it began
    core::ProcessIdentity daemon; ///< then; unknown where none was found
    qint64 serverSeconds = 0; ///< the server's own clock now, seconds since 1970; 0: not told

    /// Confirmed, or put back as it was: it is only being cleared away, and in nobody's way any more.
    [[nodiscard]] bool isSettled() const;
};

/// Below which folder changes lie: for root it is known, else the server tells (see find_places in state.sh).
[[nodiscard]] QString rootTransactionBase();
[[nodiscard]] transport::HostCommand transactionPlace(const QString &socketPath);
[[nodiscard]] QString newTransactionId();

[[nodiscard]] transport::HostCommand transactionBegin(const TransactionPlan &plan);
/// Any other verb, by the copy of the script that lives with the change (an older BanGUI may have begun it).
[[nodiscard]] transport::HostCommand transactionStep(const QString &folder, const QString &verb,
    const QStringList &arguments = {}, const QByteArray &input = {}, qint64 timeoutMs = 30'000);
/// Every change that whoever we are there can have begun; of other daemons, too, where we are root.
[[nodiscard]] transport::HostCommand transactionList(const QString &socketPath);

/// The last answer in what was printed. UnexpectedReply where there is none, with what was printed instead.
[[nodiscard]] core::Result<TransactionAnswer> transactionAnswer(const transport::CommandResult &result);
[[nodiscard]] TransactionStatus transactionStatus(const TransactionAnswer &answer);
/// PermissionDenied where none is seen and a folder of root's may hold some.
[[nodiscard]] core::Result<QList<TransactionStatus>> transactionStatuses(const transport::CommandResult &result);

} // namespace services
