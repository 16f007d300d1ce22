// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "services/ban_receipts.h"
#include "services/server_session.h"
#include "services/server_turns.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <memory>

namespace services {

class CommandGate;
class RuntimeState;
class ServerRegistry;

/// One piece of a ban or unban: targets of one jail of one server.
struct BanStep
{
    enum class Kind { Ban, Unban, UnbanAll };
    Kind kind = Kind::Ban;
    core::ServerId server;
    QString jail; ///< empty for UnbanAll
    QStringList targets;
    /// The daemon that is meant, see core::daemonKey(); a profile that leads elsewhere by then gets nothing. Empty:
    /// any.
    QString place;
    /// Of an undo of a ban, by target: when the ban began that is taken back (UTC s), as far as it is known. A ban of
    /// another time is somebody else's.
    std::shared_ptr<QHash<QString, qint64>> begins = {};
    /// Who was banned in the jail before, where the daemon cannot be asked about one address: as its list told.
    std::shared_ptr<const QSet<QString>> listed = {};
};

/// A step of which nothing was sent, because its server was not reached (core::mayPassByItself).
struct UnreachedStep
{
    BanStep step;
    core::Error error;
};

/// What became of a change.
struct BanOutcome
{
    QList<core::Receipt> receipts;
    QList<UnreachedStep> unreached; ///< without receipts; those that were kept are among the receipts, as Pending
    QList<qint64> kept; ///< ids of what waits now
};

/// What is to be done on one server, found out when it is its turn.
struct PreparedSteps
{
    QList<BanStep> steps;
    QList<UnreachedStep> unreached;
    QList<core::Receipt> settled; ///< without asking any further; told after those of the steps
};

/// Runs the steps: servers side by side (at most serversAtOnce, those that answer first), the steps of one server one
/// after the other, at most 100 targets per command (an action runs in the daemon's only command thread, fact sheet 8).
/// Each result is verified: who was banned before and who is after, where this fail2ban can be asked. A server that is
/// not reached gets no further step. Deletes itself after the handler has run.
class BanChange final : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t serversAtOnce = 16;

    BanChange(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QList<BanStep> steps,
        core::Pending<BanOutcome> pending, QObject *parent);

    /// Each server's steps begin when it is their turn there.
    void setTurns(ServerTurns *turns) { m_turns = turns; }
    /// Keeps what was not reached, server by server, before anybody is told so; answers with the ids.
    using Keeper = std::function<void(const QList<UnreachedStep> &, core::Handler<QList<qint64>>)>;
    void setKeeper(Keeper keeper) { m_keeper = std::move(keeper); }
    /// These servers' steps come from there, once each, when it is their turn and before anything is sent. The answer
    /// may come when this object has gone.
    using Answer = std::function<void(const PreparedSteps &)>;
    using Preparation = std::function<void(core::ServerId, const Answer &)>;
    /// unprepared: the same steps as they were asked for, for one that is postponed before its turn.
    using Unprepared = std::function<QList<BanStep>(core::ServerId)>;
    void setPreparation(const QList<core::ServerId> &servers, Preparation preparation, Unprepared unprepared);
    /// Fetches the list of a jail, for a daemon that cannot be asked about one address (before 0.10). nullptr: it could
    /// not be fetched. The answer may come when this object has gone.
    using Listed = std::function<void(const std::shared_ptr<const QSet<QString>> &)>;
    using Listing = std::function<void(core::ServerId, const QString &jail, const Listed &)>;
    void setListing(Listing listing) { m_listing = std::move(listing); }
    void start();
    /// What has not been sent yet is left unsent, as if its server had not been reached: UnreachedStep with Cancelled.
    void postpone() { m_postponed = true; }
    /// What has not been sent yet is not sent any more: Failed with Cancelled.
    void stop() { m_stopped = true; }
    [[nodiscard]] bool isStopped() const { return m_stopped; }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// Jails whose lists are out of date now.
    void jailsTouched(core::ServerId server, const QStringList &jails);
    /// Nothing more is sent there; the next turn there has not yet begun.
    void serverEnded(core::ServerId server, const QList<core::Receipt> &receipts);

private:
    void add(const BanStep &step);
    void startServers();
    void begin(core::ServerId server);
    void take(core::ServerId server, const PreparedSteps &prepared);
    void endServer(core::ServerId server);
    void leave(core::ServerId server);
    using Presence
        = std::optional<QList<bool>>; ///< per target, whether it is banned in the jail; absent: cannot be asked
    void runNext(core::ServerId server);
    void askPresence(const BanStep &step, std::function<void(core::Result<Presence>)> then);
    void sendUnasked(const BanStep &step);
    void splitUp(const BanStep &step);
    void send(const BanStep &step, const Presence &before);
    void verify(const BanStep &step, const Presence &before, const core::Result<qint64> &reply);
    void settle(const BanStep &step, const QList<bool> &before, const core::Error &error);
    void unbanAll(const BanStep &step);
    void addReceipt(const BanStep &step, const QString &target, core::ReceiptResult result,
        const core::Error &error = {}, const QString &detail = {});
    void failStep(const BanStep &step, const core::Error &error);
    /// The profile leads to another daemon than the step means.
    [[nodiscard]] bool leadsElsewhere(const BanStep &step) const;
    /// Nothing of it was sent.
    void failUnsent(const BanStep &step, const core::Error &error);
    /// Nor is anything of what comes behind it there.
    void leaveUnsent(const BanStep &step, const core::Error &error);
    void stepDone(const BanStep &step);
    void countDone(const BanStep &step);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    std::map<core::ServerId, std::deque<BanStep>> m_queues;
    std::map<core::ServerId, std::map<QString, bool>> m_touched; ///< jails by server; "" is all of them
    std::map<core::ServerId, QList<core::Receipt>> m_receipts;
    std::map<core::ServerId, QList<UnreachedStep>> m_unreached;
    std::map<core::ServerId, ServerTurns::TurnPtr> m_held;
    std::deque<core::ServerId> m_waiting; ///< servers that have not begun
    core::Pending<BanOutcome> m_pending;
    ServerTurns *m_turns = nullptr;
    Keeper m_keeper;
    Preparation m_preparation;
    Unprepared m_unprepared;
    Listing m_listing;
    QSet<core::ServerId> m_toPrepare;
    QList<core::Receipt> m_settled;
    BanOutcome m_outcome;
    qint64 m_done = 0;
    qint64 m_total = 0;
    size_t m_running = 0;
    bool m_stopped = false;
    bool m_postponed = false;
};

} // namespace services
