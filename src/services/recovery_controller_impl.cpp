// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/recovery_controller_impl.h"

#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"
#include "storage/repositories.h"

namespace services {

RecoveryControllerImpl::RecoveryControllerImpl(RuntimeState &state, ServerRegistry &servers,
    storage::RecoveryRepository &repository, UndoStack &undo, const core::Clock &clock, QObject *parent)
    : RecoveryController(parent)
    , m_state(state)
    , m_servers(servers)
    , m_repository(repository)
    , m_undo(undo)
    , m_clock(clock)
{
    connect(&state, &RuntimeState::pendingRecoveryCreated, this,
        [this](core::ServerId, const core::PendingRecovery &recovery) { Q_EMIT recoveryAppeared(recovery); });
    connect(&state, &RuntimeState::pendingRecoveryCleared, this,
        [this](core::ServerId, const core::PendingRecovery &recovery) { Q_EMIT recoveryResolved(recovery); });
    connect(&state, &RuntimeState::daemonReplaced, this, &RecoveryControllerImpl::onDaemonReplaced);
}

/// The store speaks of the daemon that the profile leads to, as the next start reads it.
void RecoveryControllerImpl::onDaemonReplaced(core::ServerId server, const std::optional<core::PendingRecovery> &left)
{
    if (left && left->id != 0)
        m_repository.resolve(left->id, core::RecoveryResolution::Dismissed, m_clock.nowMs(), this, {});
    if (const auto activation = m_state.activation(server))
        m_repository.recordActivation(*activation, this, {});
    else
        m_repository.clearActivation(server, this, {});
    if (const auto now = m_state.pendingRecovery(server); now && now->id != 0)
        m_repository.reopen(now->id, this, {});
}

QList<core::PendingRecovery> RecoveryControllerImpl::open() const
{
    QList<core::PendingRecovery> all = m_state.pendingRecoveries();
    std::ranges::sort(all, std::greater {}, &core::PendingRecovery::detectedAt);
    return all;
}

core::RequestHandle RecoveryControllerImpl::dismiss(
    core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const auto recovery = m_state.pendingRecovery(server);
    if (!recovery) {
        pending.finishLater(false);
        return pending.handle();
    }
    m_repository.resolve(recovery->id, core::RecoveryResolution::Dismissed, m_clock.nowMs(), this,
        [this, pending, recovery = *recovery](core::Result<bool> stored) {
            if (!stored) {
                pending.finish(stored);
                return;
            }
            // The loss that was just dismissed would be found again by the next probe within the activation's window.
            m_repository.clearActivation(recovery.server, this, {});
            m_state.clearActivationRecord(recovery.server);
            m_state.clearPendingRecovery(recovery.server, core::RecoveryResolution::Dismissed);
            m_undo.push({ .kind = UndoKind::DismissRecovery,
                .subject = m_servers.nameOf(recovery.server),
                .servers = 1,
                .at = m_clock.nowMs(),
                .undo = [this, recovery](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
                    return reopen(recovery, undoContext, std::move(undoHandler));
                } });
            pending.finish(true);
        });
    return pending.handle();
}

core::RequestHandle RecoveryControllerImpl::reopen(
    const core::PendingRecovery &recovery, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
    m_repository.reopen(recovery.id, this, [this, pending, recovery](core::Result<core::PendingRecovery> stored) {
        if (!stored) {
            pending.finish(tl::unexpected(stored.error()));
            return;
        }
        m_state.createPendingRecovery(*stored);
        core::Receipt receipt;
        receipt.server = recovery.server;
        receipt.serverName = m_servers.nameOf(recovery.server);
        pending.finish(QList<core::Receipt> { receipt });
    });
    return pending.handle();
}

} // namespace services
