// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/event_probes.h"

#include "services/event_feed.h"
#include "services/health_monitor.h"
#include "services/runtime_state.h"

#include <algorithm>

namespace services {

namespace {

/// Whether a poll would show something else now.
bool changesFigures(const core::LogEvent &event)
{
    switch (event.kind) {
    case core::LogEventKind::Found:
    case core::LogEventKind::Ban:
    case core::LogEventKind::RestoreBan:
    case core::LogEventKind::Unban:
    case core::LogEventKind::RepealBan:
    case core::LogEventKind::JailStarted:
    case core::LogEventKind::JailStopped:
    case core::LogEventKind::JailReloaded:
    case core::LogEventKind::ServerStarting:
    case core::LogEventKind::ServerStopping:
        return true;
    case core::LogEventKind::Reban:
    case core::LogEventKind::IncreaseBan:
    case core::LogEventKind::AlreadyBanned:
    case core::LogEventKind::Ignored:
    case core::LogEventKind::ActionFailed:
    case core::LogEventKind::Error:
        return false;
    }
    return false;
}

} // namespace

EventProbes::EventProbes(EventFeed &feed, HealthMonitor &monitor, RuntimeState &state, QObject *parent)
    : EventProbes(feed, monitor, state, Timing {}, parent)
{
}

EventProbes::EventProbes(
    EventFeed &feed, HealthMonitor &monitor, RuntimeState &state, const Timing &timing, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_state(state)
    , m_timing(timing)
{
    connect(&feed, &EventFeed::eventsArrived, this, [this](core::ServerId server, const QList<core::LogEvent> &events) {
        if (std::any_of(events.cbegin(), events.cend(), changesFigures))
            ask(server);
    });
}

EventProbes::~EventProbes() = default;

void EventProbes::ask(core::ServerId server)
{
    const auto [found, isNew] = m_servers.try_emplace(server);
    PerServer &data = found->second;
    if (isNew) {
        data.timer.setSingleShot(true);
        connect(&data.timer, &QTimer::timeout, this, [this, server] { onTimer(server); });
    }
    if (data.pausing)
        data.again = true;
    else if (!data.timer.isActive())
        data.timer.start(m_timing.soonMs);
}

int EventProbes::pauseAfter(core::ServerId server) const
{
    // A list of 100,000 bans takes a daemon a second.
    constexpr qint64 bansPerMs = 5;
    const qint64 bans = m_state.status(server).counters.currentBans.value_or(0);
    return int(std::clamp<qint64>(
        m_timing.pauseMs + bans / bansPerMs, m_timing.pauseMs, std::max(m_timing.pauseMs, m_timing.longestPauseMs)));
}

void EventProbes::onTimer(core::ServerId server)
{
    PerServer &data = m_servers[server];
    if (data.pausing && !std::exchange(data.again, false)) {
        data.pausing = false;
        return;
    }
    data.pausing = true;
    data.timer.start(pauseAfter(server));
    m_monitor.probeNow(server);
}

} // namespace services
