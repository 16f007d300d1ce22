// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/recovery_controller.h"

namespace storage {
class RecoveryRepository;
}

namespace services {

class RuntimeState;
class ServerRegistry;
class UndoStack;

/// See RecoveryController. The store is written first, RuntimeState after it.
class RecoveryControllerImpl final : public RecoveryController
{
    Q_OBJECT
public:
    RecoveryControllerImpl(RuntimeState &state, ServerRegistry &servers, storage::RecoveryRepository &repository,
        UndoStack &undo, const core::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QList<core::PendingRecovery> open() const override;
    core::RequestHandle dismiss(core::ServerId server, const QObject *context, core::Handler<bool> handler) override;

private:
    void onDaemonReplaced(core::ServerId server, const std::optional<core::PendingRecovery> &left);
    core::RequestHandle reopen(
        const core::PendingRecovery &recovery, const QObject *context, core::Handler<QList<core::Receipt>> handler);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    storage::RecoveryRepository &m_repository;
    UndoStack &m_undo;
    const core::Clock &m_clock;
};

} // namespace services
