// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "services/health_monitor.h"
#include "services/health_probe.h"

#include <QTimer>

#include <map>
#include <vector>

namespace storage {
class RecoveryRepository;
}

namespace services {

class HostRegistry;
class RuntimeState;
class ServerRegistry;

/// Milliseconds; a test makes them short.
struct HealthTiming
{
    qint64 firstSpreadMs = 10'000; ///< the first probes of many servers are spread over this
    int firstAtOnce = 20; ///< servers whose first probe does not wait
    qint64 wakeSpreadMs = 2'000; ///< after a suspend, or when the network is back
    qint64 aliveMs = 5'000; ///< then, for the sign of life of a connection that seems open
    qint64 lostConnectionMs = 250; ///< from the end of an idle connection to the probe that asks why
    qint64 heartbeatMs = 5'000;
    qint64 suspendedMs = 15'000; ///< a heartbeat that comes so late was slept through
};

/// The probes over RuntimeState. Since a probe's one command is the jail set, which is always read, a command that has
/// just succeeded saves nothing: what an open connection proves (process, version) is not asked again.
class HealthMonitorImpl final : public HealthMonitor
{
    Q_OBJECT
public:
    /// random: [0, 1), for the jitter; empty: the system's generator.
    HealthMonitorImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts,
        storage::RecoveryRepository &recoveries, const core::Clock &clock, std::function<double()> random = {},
        HealthTiming timing = {}, QObject *parent = nullptr);
    ~HealthMonitorImpl() override;

    void start() override;
    void stop() override;
    void probeNow(core::ServerId server) override;
    void retryNow() override;
    [[nodiscard]] qint64 nextProbeAt(core::ServerId server) const override;
    [[nodiscard]] bool isProbing(core::ServerId server) const override;
    /// Until the next probe, without jitter: the profile's own interval, the setting's, or 2 s while an activation is
    /// watched.
    [[nodiscard]] qint64 intervalMs(core::ServerId server) const;

private:
    struct Watch;

    void addWatch(core::ServerId server, qint64 delayMs);
    void removeWatch(core::ServerId server);
    void onServerChanged(core::ServerId server);
    void onSettingsChanged(const core::Settings &before, const core::Settings &after);
    void onActivationChanged(core::ServerId server);
    void onConnectionLost(core::ServerId server);
    void onHeartbeat();
    void onConnectionOpened(const QString &key);
    void probe(Watch &watch);
    void onProbed(core::ServerId server, const core::ProbeReport &report, const QList<core::Jail> &jails);
    void storeRecovery(core::ServerId server, const core::ProbeReport &report, const core::PendingRecovery &recovery);
    void storeResolution(core::ServerId server, const core::ProbeReport &report);
    void storeAgain(core::ServerId server);
    void conclude(core::ServerId server, const core::ProbeReport &report);
    void schedule(Watch &watch);
    void scheduleIn(Watch &watch, qint64 delayMs);
    /// Those first in line at once, the others within the spread; one whose probe runs is asked again after it.
    void scheduleSpread(const std::vector<core::ServerId> &servers);
    [[nodiscard]] bool isWell(core::ServerId server) const;
    [[nodiscard]] qint64 jittered(qint64 ms);
    /// UTC ms for the rule. Where the wall clock is set while an activation is watched or a daemon is busy, it goes on
    /// as if nobody had: both are measured by the time that has passed.
    [[nodiscard]] qint64 probeTime(Watch &watch);
    void noticeClockJump();
    [[nodiscard]] Watch *find(core::ServerId server) const;

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    storage::RecoveryRepository &m_recoveries;
    const core::Clock &m_clock;
    std::function<double()> m_random;
    HealthTiming m_timing;
    std::map<core::ServerId, std::unique_ptr<Watch>> m_watches;
    QTimer m_heartbeat;
    qint64 m_lastHeartbeat = 0;
    qint64 m_wallOffset = 0; ///< wall clock less monotonic, at the last look
    bool m_started = false;
};

} // namespace services
