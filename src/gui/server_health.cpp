// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_health.h"

#include "services/runtime_state.h"
#include "services/server_registry.h"

namespace gui {

QList<texts::ServerHealth> healthOf(const GuiContext &context, const QList<core::ServerId> &servers)
{
    QList<texts::ServerHealth> health;
    health.reserve(servers.size());
    for (const core::ServerId id : servers) {
        health.append({ id, context.services.serverRegistry.nameOf(id), context.services.runtimeState.status(id),
            context.services.runtimeState.pendingRecovery(id) });
    }
    return health;
}

std::optional<qint64> sumOfBans(const QList<texts::ServerHealth> &servers)
{
    std::optional<qint64> sum;
    for (const texts::ServerHealth &server : servers) {
        if (server.status.counters.currentBans)
            sum = sum.value_or(0) + *server.status.counters.currentBans;
    }
    return sum;
}

} // namespace gui
