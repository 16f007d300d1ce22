// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_health.h"

#include "core/clock.h"
#include "models/freshness.h"
#include "services/health_monitor.h"
#include "services/rescue_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/rescue_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

namespace gui {

QList<texts::ServerHealth> healthOf(const GuiContext &context, const QList<core::ServerId> &servers)
{
    QList<texts::ServerHealth> health;
    health.reserve(servers.size());
    for (const core::ServerId id : servers) {
        const QString name = context.services.serverRegistry.nameOf(id);
        health.append(
            { id, name, context.services.runtimeState.status(id), context.services.runtimeState.pendingRecovery(id),
                texts::RescueTexts::inBrief(context.services.rescueService.known(id), name) });
    }
    return health;
}

core::ServerState shownStateOf(const GuiContext &context, core::ServerId server)
{
    return texts::shownState(healthOf(context, { server }).constFirst());
}

std::optional<BanSum> sumOfBans(const QList<texts::ServerHealth> &servers)
{
    std::optional<BanSum> sum;
    for (const texts::ServerHealth &server : servers) {
        const std::optional<qint64> bans = server.status.counters.currentBans;
        if (!bans)
            continue;
        if (!sum)
            sum.emplace();
        sum->bans += *bans;
        if (models::isStale(server.status))
            sum->lastKnown += *bans;
    }
    return sum;
}

QString withLastKnown(const QString &total, qint64 all, qint64 lastKnown)
{
    if (lastKnown <= 0)
        return total;
    if (lastKnown >= all)
        //: %1: "35 bans"; every one of them is on a server that does not answer now
        return QCoreApplication::translate("gui::ServerHealth", "%1, last known").arg(total);
    //: %1: "35 bans", %2: how many of them are on servers that do not answer now
    return QCoreApplication::translate("gui::ServerHealth", "%1, %2 of them last known")
        .arg(total, texts::number(lastKnown));
}

QString retryText(const GuiContext &context, core::ServerId server)
{
    const services::HealthMonitor &monitor = context.services.healthMonitor;
    return texts::retryText(context.services.runtimeState.status(server).state, monitor.nextProbeAt(server),
        monitor.isProbing(server), context.services.clock.nowMs());
}

void tryNow(const GuiContext &context, const QList<core::ServerId> &servers)
{
    for (const core::ServerId server : servers) {
        const core::ServerState state = context.services.runtimeState.status(server).state;
        if (state == core::ServerState::Unreachable || state == core::ServerState::Offline)
            context.services.healthMonitor.probeNow(server);
    }
}

} // namespace gui
