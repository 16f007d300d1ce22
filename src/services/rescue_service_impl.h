// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/protection_watch.h"
#include "services/rescue_flow.h"
#include "services/rescue_memory.h"
#include "services/rescue_service.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace storage {
class AuditRepository;
class RescueFindingRepository;
} // namespace storage

namespace services {

class ChangeHistoryImpl;
class ChangeService;
class UndoStack;

/// What RescueServiceImpl works with; references outlive it.
struct RescueServiceContext
{
    RuntimeState &state;
    ServerRegistry &servers;
    HostRegistry &hosts;
    ConfigService &config;
    CommandGate &gate;
    HealthMonitor &monitor;
    storage::RecoveryRepository &recoveries;
    storage::LeaseRepository &leases;
    ChangeService &changes; ///< undoes what a rescue has written
    UndoStack &undo;
    const core::Clock &clock;
    ChangeHistoryImpl *history = nullptr; ///< nullptr: nothing is kept
    storage::RescueFindingRepository *findings = nullptr; ///< where they outlive this process; nullptr: nowhere
    storage::AuditRepository *audit = nullptr; ///< which jails were stopped on purpose earlier; nullptr: not known
};

/// See RescueService. Everything that it runs on a server to change it passes CommandGate, and is in the audit by that.
class RescueServiceImpl final : public RescueService
{
    Q_OBJECT
public:
    explicit RescueServiceImpl(const RescueServiceContext &context, QObject *parent = nullptr);
    ~RescueServiceImpl() override;

    core::RequestHandle examine(
        core::ServerId server, const QObject *context, core::Handler<core::RescueReport> handler) override;
    core::RequestHandle carryOut(core::ServerId server, const core::RescueFinding &finding, const QObject *context,
        core::Handler<core::RescueOutcome> handler) override;

    [[nodiscard]] QList<core::RescueFinding> known(core::ServerId server) const override
    {
        return m_known.value(server);
    }
    [[nodiscard]] QList<core::ServerId> knownServers() const override { return m_known.keys(); }
    void dismiss(core::ServerId server) override;

    /// From now on looks by itself where jails vanish, and where a quick look (ProtectionWatch) finds something; so
    /// long after, that a restart is over. What an earlier process has found is known again, and looked at as soon as
    /// its server answers.
    void watch(qint64 delayMs = 8'000, const ProtectionWatch::Timing &timing = {});
    void noteReload(core::ServerId server); ///< see ProtectionWatch
    void setStartCommand(const QString &command) { m_startCommand = command; } ///< for tests; a profile's comes first
    /// For tests: what stands between a rescue and its server, given what would run it.
    void setRunner(std::function<TransactionRunner(TransactionRunner inner)> wrap) { m_wrapRunner = std::move(wrap); }
    void setHoldMs(qint64 ms) { m_holdMs = ms; } ///< for which a server must be well before a rescue is confirmed
    /// Of verified health, after which an undo confirms itself. A test's are fewer.
    void setUndoConfirmSeconds(qint64 seconds) { m_undoConfirmSeconds = seconds; }

private:
    void onStatus(core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after);
    void onLooked(core::ServerId server, const QStringList &withoutActions, const QStringList &missing);
    void noticeLoss(core::ServerId server);
    void lookSoon(core::ServerId server);
    void look(core::ServerId server);
    void setKnown(core::ServerId server, const QList<core::RescueFinding> &findings);
    void keepDismissed(core::ServerId server, core::RescueKind kind, const std::function<bool(const QString &)> &isSo);
    [[nodiscard]] bool isDismissed(core::ServerId server, const core::RescueFinding &finding) const;
    void store(core::ServerId server);
    void restore();
    void remember(core::ServerId server, const RescueMemory &memory);
    void pushUndo(core::ServerId server, const core::RescueOutcome &outcome, const QList<config::FileEdit> &files);

    RescueServiceContext m_context;
    QString m_startCommand;
    std::function<TransactionRunner(TransactionRunner inner)> m_wrapRunner;
    qint64 m_holdMs = 6'000;
    qint64 m_undoConfirmSeconds = 60; // what it brings back may be what has ended the daemon
    qint64 m_delayMs = 0; ///< 0: does not look by itself
    std::unique_ptr<ProtectionWatch> m_protection;
    QHash<core::ServerId, QList<core::RescueFinding>> m_known;
    QHash<core::ServerId, QList<core::RescueFinding>> m_dismissed; ///< what is still as it was then
    QHash<core::ServerId, QString> m_stored; ///< as the store has it
    QSet<core::ServerId> m_due; ///< something was noticed that no look has explained yet
    QSet<core::ServerId> m_lookAgain; ///< with the next answer: something is left of an earlier process or look
    QHash<core::ServerId, QStringList> m_restored; ///< jails that an earlier process missed, until somebody has looked
    QSet<core::ServerId> m_looking; ///< also those whose look is due
    QSet<core::ServerId> m_examining; ///< of these
    QSet<core::ServerId> m_again; ///< what a look sees may be older than what was just noticed
    QSet<core::ServerId> m_carryingOut;
};

} // namespace services
