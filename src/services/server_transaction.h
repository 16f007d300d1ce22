// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/transaction_command.h"

#include "core/request_handle.h"

#include <QObject>

#include <functional>

namespace services {

/// How a program is run on the server: through CommandGate for a change, or straight on a host in a test.
using TransactionRunner = std::function<core::RequestHandle(
    const transport::HostCommand &command, const QObject *context, core::Handler<transport::CommandResult> handler)>;

struct TransactionBegun
{
    QString id;
    bool daemonAnswers = false;
    core::ProcessIdentity daemon; ///< unknown where none runs
    QString manager; ///< "systemd:fail2ban.service", "openrc", ..., "argv": as it was started
    QStringList jailsBefore;
    QStringList absentJails; ///< of the plan's: a rollback ends them
};

struct TransactionArmed
{
    QString way; ///< "systemd" or "detached"
    qint64 remainingSeconds = 0;
    QString boot; ///< "systemd", "openrc", "cron", or "none": a reboot keeps what was not confirmed
};

struct TransactionOutcome
{
    TransactionVerdict verdict = TransactionVerdict::Done; ///< Done or NotAsBefore
    bool foreignKept = false; ///< somebody else had changed a file: theirs is kept in the folder, which stays
    QString daemon; ///< "untouched", "reloaded", "restarted", "none", "later" (at a boot)
    QStringList missingJails;
    QString notes; ///< the server's own words
};

/// What a ban of one address has shown, which is lifted by then.
struct TransactionCanary
{
    QStringList looked; ///< rule sets that could be read there: "nftables", "iptables", "ipset"
    QStringList seen; ///< those of them that had the address
    QStringList stays; ///< those that still have it
};

/// A verb that did not do what was asked, with why. `answer.verdict` is never Done.
struct TransactionRefusal
{
    core::Error error; ///< of the way to the server, or what the verdict amounts to
    std::optional<TransactionAnswer> answer; ///< absent: nobody knows whether it was done; every verb may be repeated
};

template <typename T> using TransactionResult = tl::expected<T, TransactionRefusal>;
template <typename T> using TransactionHandler = std::function<void(TransactionResult<T>)>;

/// The server's side of one change, verb by verb (DESIGN 5): the snapshot, the dead-man, the fence and the decision are
/// there. Asynchronous, main thread; a handler runs once from the event loop while its context lives. It neither
/// retries nor chains: whoever makes a change knows what comes next. Its end ends nothing on the server: the timer
/// does.
class ServerTransaction final : public QObject
{
    Q_OBJECT
public:
    ServerTransaction(TransactionRunner runner, TransactionPlan plan, QObject *parent = nullptr);
    /// One that is found open, by its folder.
    ServerTransaction(TransactionRunner runner, const QString &folder, QObject *parent = nullptr);

    [[nodiscard]] const TransactionPlan &plan() const { return m_plan; }

    void begin(const QObject *context, TransactionHandler<TransactionBegun> handler);
    /// The time begins now. Again: it is moved, never nearer.
    void arm(int seconds, const QObject *context, TransactionHandler<TransactionArmed> handler);
    void extend(int seconds, const QObject *context, TransactionHandler<qint64> handler); ///< seconds that remain
    void checkArmed(const QObject *context, TransactionHandler<TransactionArmed> handler);
    /// `write.expected` has to be set; its mode is for a file that is new. What arrives in part is not written.
    void write(const transport::FileWrite &write, const QObject *context, TransactionHandler<bool> handler);
    void remove(
        const QString &path, const QByteArray &expected, const QObject *context, TransactionHandler<bool> handler);
    /// fail2ban-client reload --if-exists of each jail; its output. Refused with what it said.
    void apply(int seconds, const QObject *context, TransactionHandler<QString> handler);
    /// Bans the address of RFC 5737 in a jail of the plan, looks for it, and lifts it. Changed: it is banned already;
    /// Refused: the daemon did not ban it ("rc", "output", "remains" where it is not lifted either).
    void canary(const QString &jail, const QString &address, const QObject *context,
        TransactionHandler<TransactionCanary> handler);
    /// Decided: Done once, Decided where the timer or somebody was faster. Once it is said, a reboot keeps the change.
    void confirm(const QString &by, const QObject *context, TransactionHandler<bool> handler);
    void disarm(const QObject *context, TransactionHandler<bool> handler);
    void rollback(const QString &by, const QObject *context, TransactionHandler<TransactionOutcome> handler);
    void status(const QObject *context, TransactionHandler<TransactionStatus> handler);
    /// Removes what a rollback left because of somebody else's bytes, or (`failed`) because it did not succeed.
    void cleanUp(bool failed, const QObject *context, TransactionHandler<bool> handler);

    /// Below which folder a change of this daemon can lie, for whom we are there. NotSupported: below none.
    static void place(const TransactionRunner &runner, const QString &socketPath, const QObject *context,
        core::Handler<QString> handler);
    /// Every change that is there, whoever has begun it; of other daemons, too.
    static void list(const TransactionRunner &runner, const QString &socketPath, const QObject *context,
        core::Handler<QList<TransactionStatus>> handler);

private:
    template <typename T>
    void run(const transport::HostCommand &command, const QObject *context, TransactionHandler<T> handler,
        std::function<T(const TransactionAnswer &)> convert);

    TransactionRunner m_runner;
    TransactionPlan m_plan;
};

/// What a verdict amounts to as an error; its detail is what can be told of it.
[[nodiscard]] core::Error transactionError(const TransactionAnswer &answer);

} // namespace services
