// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "services/ban_change.h"
#include "services/ban_lists.h"
#include "services/ban_service.h"
#include "services/server_turns.h"

namespace services {

class CommandGate;
class HealthMonitor;
class PendingChangesImpl;
class RuntimeState;
class ServerRegistry;
class UndoStack;
struct UndoEntry;

/// See BanService. Addresses are matched by containment: asking for 192.0.2.5 finds the banned 192.0.2.0/24. What could
/// not be sent because a server was not reached (core::mayPassByItself) is kept where there is a book for it, and its
/// receipt is Pending; where keeping fails it is Failed.
class BanServiceImpl final : public BanService
{
    Q_OBJECT
public:
    /// own: the addresses that the user may be banned by; injected for tests. pending: nullptr keeps nothing.
    using OwnAddresses = std::function<QList<core::IpAddress>()>;
    BanServiceImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, HealthMonitor &monitor,
        UndoStack &undo, const core::Clock &clock, OwnAddresses own, PendingChangesImpl *pending = nullptr,
        QObject *parent = nullptr);
    ~BanServiceImpl() override;

    [[nodiscard]] const BanSnapshot &snapshot(core::ServerId server) const override { return m_lists.snapshot(server); }
    void refresh(core::ServerId server) override;
    void setWatched(const QList<core::ServerId> &servers) override { m_lists.setWatched(servers); }
    core::RequestHandle previewBan(
        const BanRequest &request, const QObject *context, core::Handler<BanPreview> handler) override;
    core::RequestHandle ban(
        const BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler) override;
    core::RequestHandle previewUnban(
        const UnbanRequest &request, const QObject *context, core::Handler<UnbanPreview> handler) override;
    core::RequestHandle unban(
        const UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler) override;

    /// The lists of these servers, fetched now; errors are in the snapshots. For callers without a watcher
    /// (bangui-cli).
    core::RequestHandle fetch(
        const QList<core::ServerId> &servers, const QObject *context, core::Handler<bool> handler);

    /// Carries out what has waited. Whoever calls holds the server's turn; what is not reached is in the outcome.
    core::RequestHandle deliver(
        const core::PendingChange &change, const QObject *context, core::Handler<BanOutcome> handler);
    [[nodiscard]] bool isBusy() const override;
    core::RequestHandle postpone(const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] bool isPostponing() const { return m_postponing; }
    [[nodiscard]] ServerTurns &turns() { return m_turns; }

private:
    /// Fresh: takes its turn, keeps what is not reached, and older wishes that wait give way. Kept: what has waited.
    enum class Way { Fresh, Kept };
    struct Resolved; ///< what an unban request means, ban by ban
    struct UnbanPlan; ///< and what is to be done for it
    struct CheckedBan; ///< what may be sent of a ban
    /// What an entry of the undo stack covers.
    struct UndoDraft
    {
        bool ban = false;
        qint64 entry = 0; ///< on the stack; 0: not yet
        bool all = false;
        QSet<core::ServerId> servers;
        QSet<QString> jails;
        QSet<QString> targets;
        qint64 waiting = 0;
        qint64 listed = 0;
        QList<BanStep> steps;
        QList<qint64> kept;
        [[nodiscard]] bool isEmpty() const { return steps.isEmpty() && kept.isEmpty(); }
    };
    using Outcome = core::Pending<BanOutcome>;
    using Receipts = QList<core::Receipt>;
    [[nodiscard]] Resolved resolve(const UnbanRequest &request) const;
    [[nodiscard]] UnbanPlan plan(const UnbanRequest &request) const;
    [[nodiscard]] QStringList jailsOn(core::ServerId server, const QStringList &wanted) const;
    void setPlaces(QList<BanStep> &steps) const; ///< where the profiles lead now, for those without
    /// The change that runs, so that it can be stopped.
    QPointer<BanChange> run(QList<BanStep> steps, Way way, const Outcome &outcome);
    [[nodiscard]] BanChange *makeChange(
        QList<BanStep> steps, BanStep::Kind kind, Way way, const Outcome &outcome); ///< not started
    /// Refuses what is dangerous and was not seen before, once the server can say so.
    void checkBan(
        const BanStep &step, const QList<BanWarning> &seen, const std::function<void(const CheckedBan &)> &then);
    QPointer<BanChange> runChecked(const QList<BanStep> &steps, const BanRequest &request, const Outcome &outcome);
    void deliverUnban(const core::PendingChange &change, const Outcome &outcome);
    /// Not what would lock out, as far as can be seen now that the server answers; nobody can be asked.
    void deliverBan(const core::PendingChange &change, const Outcome &outcome);
    void sendKeptBan(
        const core::PendingChange &change, const BanStep &step, const Receipts &refused, const Outcome &outcome);
    void keep(const QList<UnreachedStep> &unreached, qint64 asked, core::Handler<QList<qint64>> handler);
    void giveWay(qint64 asked, BanStep::Kind kind, const Receipts &receipts);
    /// The same for an unban as it was asked for: in every jail, also where nothing is banned now.
    void giveWay(qint64 asked, const UnbanRequest &request);
    void pushUndo(bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps);
    /// What waited has been withdrawn, replaced or dropped: there is nothing to undo.
    void dropEmptyEntries();
    void addTo(UndoDraft &draft, const BanOutcome &outcome, const QList<BanStep> &undoSteps);
    [[nodiscard]] UndoEntry entryFor(const UndoDraft &draft);
    /// Of undoSteps what the receipts say was really done.
    [[nodiscard]] QList<BanStep> undoable(bool ban, const Receipts &receipts, const QList<BanStep> &undoSteps);
    /// Undoes what was done and withdraws what waits. What has got through leaves steps.
    void takeBack(const std::shared_ptr<QList<BanStep>> &steps, const QList<qint64> &kept,
        const core::Pending<Receipts> &pending);
    /// The steps of an undo. Where it takes bans back, those that began at another time stay.
    void runUndo(const QList<BanStep> &steps, const Outcome &outcome);
    [[nodiscard]] PreparedSteps ownBans(const QList<BanStep> &steps) const;
    /// When the bans of an undo began: told by the list that is fetched after every change.
    void learn(const BanStep &step);
    void learnAnew(const QList<BanStep> &steps);
    void learnBegins(core::ServerId server, const QString &jail);
    void rememberDelivered(
        const core::PendingChange &change, bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    UndoStack &m_undo;
    const core::Clock &m_clock;
    OwnAddresses m_own;
    PendingChangesImpl *m_pending;
    BanLists m_lists;
    ServerTurns m_turns;
    /// Of kept changes that an entry of the undo stack takes back: how, once they have been delivered.
    QHash<qint64, QList<BanStep>> m_delivered;
    /// What was kept in another life of BanGUI and has been delivered: one entry for each wish, by its time and kind.
    std::map<std::pair<qint64, core::PendingChange::Kind>, UndoDraft> m_wishes;
    std::map<qint64, QList<qint64>> m_waitingEntries; ///< of the undo stack, that take back kept changes only
    QList<BanStep> m_learning; ///< whose begins the running fetch of a list may tell
    struct DatedBans
    {
        QString place;
        QString jail;
        std::weak_ptr<QHash<QString, qint64>> begins; ///< of an entry on the undo stack
    };
    QList<DatedBans> m_dated;
    bool m_postponing = false; ///< nothing more is sent
    QSet<core::ServerId> m_probed; ///< by this process: what is known of them is not from the store
};

} // namespace services
