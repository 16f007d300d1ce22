// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace services {

class EventFeed;
class HealthMonitor;
class RuntimeState;

/// Asks a server soon when its log tells of something that its counters must show, so that a ban is seen within a
/// second instead of with the next poll. Counts nothing itself: the probe brings the figures, and the lists of bans
/// follow them. One probe per server in two seconds, however much is logged; rarer where there are many bans, because
/// their list comes with every change and holds up the daemon (fact sheet 8.1). Main thread.
class EventProbes final : public QObject
{
    Q_OBJECT
public:
    struct Timing
    {
        int soonMs = 100; ///< what belongs together is logged together
        int pauseMs = 2'000;
        int longestPauseMs = 30'000;
    };
    EventProbes(EventFeed &feed, HealthMonitor &monitor, RuntimeState &state, QObject *parent = nullptr);
    EventProbes(
        EventFeed &feed, HealthMonitor &monitor, RuntimeState &state, const Timing &timing, QObject *parent = nullptr);
    ~EventProbes() override;

private:
    struct PerServer
    {
        QTimer timer;
        bool pausing = false; ///< the timer is the pause after a probe
        bool again = false;
    };
    void ask(core::ServerId server);
    void onTimer(core::ServerId server);
    [[nodiscard]] int pauseAfter(core::ServerId server) const;

    HealthMonitor &m_monitor;
    RuntimeState &m_state;
    Timing m_timing;
    std::map<core::ServerId, PerServer> m_servers;
};

} // namespace services
