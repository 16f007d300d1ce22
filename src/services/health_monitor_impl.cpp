// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/health_monitor_impl.h"

#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "storage/repositories.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(healthLog, "health")

constexpr qint64 clockJumpMs = 500; ///< less is a clock that is steered

} // namespace

struct HealthMonitorImpl::Watch
{
    core::ServerId server;
    QString connectionKey; ///< of its ssh connection, from the first probe on
    QTimer timer;
    HealthProbe probe;
    bool probing = false; ///< from its start until its decision is stored
    bool again = false; ///< asked for while it was probing
    bool storingAgain = false; ///< the recovery that the store did not take at first
    qint64 startedAt = 0; ///< monotonic ms of the last probe
    qint64 clockJump = 0; ///< ms by which somebody has set the wall clock, and that do not count here
};

HealthMonitorImpl::HealthMonitorImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts,
    storage::RecoveryRepository &recoveries, const core::Clock &clock, std::function<double()> random,
    HealthTiming timing, QObject *parent)
    : HealthMonitor(parent)
    , m_state(state)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_recoveries(recoveries)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_timing(timing)
{
    m_wallOffset = m_clock.nowMs() - m_clock.monotonicMs();
    if (!m_random)
        m_random = [] { return QRandomGenerator::global()->generateDouble(); };
    m_heartbeat.setTimerType(Qt::CoarseTimer);
    connect(&m_heartbeat, &QTimer::timeout, this, &HealthMonitorImpl::onHeartbeat);
    connect(&m_servers, &ServerRegistry::serverAdded, this, [this](core::ServerId server) {
        if (m_started)
            addWatch(server, 0);
    });
    connect(&m_servers, &ServerRegistry::serverChanged, this, &HealthMonitorImpl::onServerChanged);
    connect(&m_servers, &ServerRegistry::serverAboutToBeRemoved, this, &HealthMonitorImpl::removeWatch);
    connect(&m_state, &RuntimeState::settingsChanged, this, &HealthMonitorImpl::onSettingsChanged);
    connect(&m_state, &RuntimeState::activationChanged, this, &HealthMonitorImpl::onActivationChanged);
    connect(&m_hosts, &HostRegistry::connectionOpened, this, &HealthMonitorImpl::onConnectionOpened);
}

HealthMonitorImpl::~HealthMonitorImpl() = default;

void HealthMonitorImpl::start()
{
    if (std::exchange(m_started, true))
        return;
    m_lastHeartbeat = m_clock.monotonicMs();
    m_heartbeat.start(static_cast<int>(m_timing.heartbeatMs));
    int count = 0;
    for (const core::ServerProfile &profile : m_servers.profiles()) {
        const qint64 spread = std::min(m_timing.firstSpreadMs, intervalMs(profile.id));
        addWatch(profile.id, count++ < m_timing.firstAtOnce ? 0 : qRound64(m_random() * double(spread)));
    }
}

void HealthMonitorImpl::stop()
{
    m_started = false;
    m_heartbeat.stop();
    while (!m_watches.empty())
        removeWatch(m_watches.begin()->first);
}

HealthMonitorImpl::Watch *HealthMonitorImpl::find(core::ServerId server) const
{
    const auto at = m_watches.find(server);
    return at == m_watches.end() ? nullptr : at->second.get();
}

void HealthMonitorImpl::addWatch(core::ServerId server, qint64 delayMs)
{
    auto &watch = m_watches[server];
    if (watch)
        return;
    watch = std::make_unique<Watch>();
    watch->server = server;
    watch->timer.setSingleShot(true);
    watch->timer.setTimerType(Qt::CoarseTimer); // lets the kernel fold the wake-ups of many servers
    connect(&watch->timer, &QTimer::timeout, this, [this, server] {
        if (Watch *due = find(server))
            probe(*due);
    });
    connect(&watch->probe, &HealthProbe::finished, this,
        [this, server](
            const core::ProbeReport &report, const QList<core::Jail> &jails) { onProbed(server, report, jails); });
    connect(
        &watch->probe, &HealthProbe::connectionLostBetweenProbes, this, [this, server] { onConnectionLost(server); });
    scheduleIn(*watch, delayMs);
}

void HealthMonitorImpl::removeWatch(core::ServerId server)
{
    auto node = m_watches.extract(server);
    if (node.empty())
        return;
    // It may be its own signal that led here.
    Watch *watch = node.mapped().release();
    watch->timer.stop();
    watch->probe.cancel();
    watch->probe.disconnect(this);
    QMetaObject::invokeMethod(
        this, [gone = std::shared_ptr<Watch>(watch)] { std::ignore = gone; }, Qt::QueuedConnection);
}

bool HealthMonitorImpl::isProbing(core::ServerId server) const
{
    const Watch *watch = find(server);
    return watch && watch->probing;
}

qint64 HealthMonitorImpl::intervalMs(core::ServerId server) const
{
    qint64 interval = qint64 { m_state.settings().number(core::SettingKey::ProbeIntervalSeconds) } * 1000;
    if (const auto profile = m_servers.profile(server); profile && profile->probeIntervalSeconds > 0)
        interval = qint64 { profile->probeIntervalSeconds } * 1000;
    if (const auto activation = m_state.activation(server)) {
        const Watch *watch = find(server);
        const qint64 age = m_clock.nowMs() - (watch ? watch->clockJump : 0) - activation->at;
        // Younger than now: the wall clock was set back.
        if (age <= core::activationWatchMs + m_state.unreachableMs(server))
            interval = std::min(interval, core::activationProbeIntervalMs);
    }
    return interval;
}

void HealthMonitorImpl::noticeClockJump()
{
    const qint64 offset = m_clock.nowMs() - m_clock.monotonicMs();
    const qint64 jump = offset - m_wallOffset;
    m_wallOffset = offset;
    if (std::abs(jump) < clockJumpMs)
        return;
    for (const auto &[server, watch] : m_watches)
        watch->clockJump += jump;
}

qint64 HealthMonitorImpl::probeTime(Watch &watch)
{
    noticeClockJump();
    const qint64 wall = m_clock.nowMs();
    const qint64 now = wall - watch.clockJump;
    if (watch.clockJump == 0)
        return now;
    const core::ServerStatus &status = m_state.status(watch.server);
    const auto activation = m_state.activation(watch.server);
    const qint64 watchMs = core::activationWatchMs + m_state.unreachableMs(watch.server);
    if ((activation && now - activation->at <= watchMs) || status.busySince != 0)
        return now;
    // Its time is over, though not by a clock that was set back: it must not seem young again.
    if (activation && wall - activation->at <= watchMs) {
        if (!status.lostJails.isEmpty() || m_state.pendingRecovery(watch.server))
            return now;
        m_recoveries.clearActivation(watch.server, this, {});
        m_state.clearActivationRecord(watch.server);
    }
    watch.clockJump = 0;
    return wall;
}

qint64 HealthMonitorImpl::jittered(qint64 ms)
{
    return qRound64(double(ms) * (0.9 + 0.2 * m_random()));
}

void HealthMonitorImpl::scheduleIn(Watch &watch, qint64 delayMs)
{
    if (m_started)
        watch.timer.start(static_cast<int>(std::max<qint64>(delayMs, 0)));
    Q_EMIT nextProbeChanged(watch.server);
}

qint64 HealthMonitorImpl::nextProbeAt(core::ServerId server) const
{
    const Watch *watch = find(server);
    return watch && watch->timer.isActive() ? m_clock.nowMs() + watch->timer.remainingTime() : 0;
}

bool HealthMonitorImpl::isWell(core::ServerId server) const
{
    return m_state.hasServer(server) && m_state.status(server).state == core::ServerState::Online;
}

void HealthMonitorImpl::retryNow()
{
    m_hosts.reconsiderConnections(m_timing.aliveMs);
    std::vector<core::ServerId> unwell;
    for (const auto &[server, watch] : m_watches) {
        if (!isWell(server))
            unwell.push_back(server);
    }
    scheduleSpread(unwell);
}

void HealthMonitorImpl::scheduleSpread(const std::vector<core::ServerId> &servers)
{
    int count = 0;
    for (const core::ServerId server : servers) {
        Watch *watch = find(server);
        if (!watch)
            continue; // a listener removed it
        if (ServerSession *session = m_servers.session(server))
            session->reconnectNow(); // what waits in it waits no longer
        if (watch->probing)
            watch->again = true;
        else
            scheduleIn(
                *watch, count++ < m_timing.firstAtOnce ? 0 : qRound64(m_random() * double(m_timing.wakeSpreadMs)));
    }
}

/// Whoever brought it about: everybody behind it is back with it.
void HealthMonitorImpl::onConnectionOpened(const QString &key)
{
    std::vector<core::ServerId> behind;
    for (const auto &[server, watch] : m_watches) {
        if (!watch->probing && watch->connectionKey == key && !isWell(server))
            behind.push_back(server);
    }
    scheduleSpread(behind);
}

void HealthMonitorImpl::schedule(Watch &watch)
{
    // From start to start, so that a slow answer does not stretch the interval; yet a daemon that takes all that time
    // to answer gets a pause.
    const qint64 interval = intervalMs(watch.server);
    const qint64 took = m_clock.monotonicMs() - watch.startedAt;
    qint64 delay = std::max(jittered(interval) - took, interval / 4);
    if (!isWell(watch.server)) {
        // An attempt that ssh's backoff would answer is none; the next one is told to the user.
        const qint64 backoff = m_hosts.retryAfterMs(watch.connectionKey);
        if (backoff > delay)
            delay = backoff + qRound64(m_random() * double(m_timing.lostConnectionMs)) + 1;
    }
    scheduleIn(watch, delay);
}

void HealthMonitorImpl::probeNow(core::ServerId server)
{
    Watch *watch = find(server);
    if (!watch)
        return;
    if (!isWell(server)) {
        m_hosts.forgetBackoff(watch->connectionKey);
        if (const auto profile = m_servers.profile(server); profile && profile->elevation == core::Elevation::Sudo)
            m_hosts.tryAgain(*profile);
    }
    if (watch->probing)
        watch->again = true; // what it saw may be older than what the caller has just done
    else
        probe(*watch);
}

void HealthMonitorImpl::probe(Watch &watch)
{
    ServerSession *session = m_servers.session(watch.server);
    const auto profile = m_servers.profile(watch.server);
    if (watch.probing || !session || !profile || !m_state.hasServer(watch.server))
        return;
    watch.timer.stop();
    watch.probing = true;
    watch.again = false;
    watch.startedAt = m_clock.monotonicMs();
    watch.connectionKey = HostRegistry::connectionKey(*profile);
    const core::ServerStatus &status = m_state.status(watch.server);
    const bool isNear = profile->kind == core::ConnectionKind::Local && profile->container.isEmpty()
        && profile->elevation == core::Elevation::None;
    watch.probe.start({ *session, m_state.jailServiceState(watch.server), m_hosts.reader(*profile), status.identity,
        !status.version.isEmpty(), isNear ? profile->socketPath : QString() });
    Q_EMIT nextProbeChanged(watch.server);
    Q_EMIT probeStarted(watch.server);
}

void HealthMonitorImpl::onProbed(core::ServerId server, const core::ProbeReport &report, const QList<core::Jail> &jails)
{
    Watch *watch = find(server);
    const core::HealthDecision decision
        = m_state.processHealthProbe(server, report, watch ? probeTime(*watch) : m_clock.nowMs());
    if (report.outcome == core::ProbeOutcome::Answered && find(server))
        Q_EMIT jailsObserved(server, jails);
    if (!find(server))
        return; // a listener removed the server
    if (decision.newRecovery)
        storeRecovery(server, report, *decision.newRecovery);
    else if (decision.recoveryResolved)
        storeResolution(server, report);
    else {
        storeAgain(server);
        conclude(server, report);
    }
}

/// The store failed when the recovery was found. Tried with every probe, which does not wait for it: a recovery that
/// the user has seen must survive a crash as soon as there is a store to keep it.
void HealthMonitorImpl::storeAgain(core::ServerId server)
{
    Watch *watch = find(server);
    const auto recovery = m_state.pendingRecovery(server);
    if (!watch || watch->storingAgain || !recovery || recovery->id != 0)
        return;
    watch->storingAgain = true;
    m_recoveries.create(*recovery, this, [this, server](const core::Result<core::PendingRecovery> &stored) {
        if (Watch *mine = find(server))
            mine->storingAgain = false;
        // Dismissed or recovered while it was written.
        if (stored && !m_state.notePendingRecoveryStored(*stored))
            m_recoveries.resolve(stored->id, core::RecoveryResolution::Dismissed, m_clock.nowMs(), this, {});
    });
}

void HealthMonitorImpl::storeRecovery(
    core::ServerId server, const core::ProbeReport &report, const core::PendingRecovery &recovery)
{
    const auto placeNow = [this, server] {
        const auto profile = m_servers.profile(server);
        return profile ? core::daemonKey(*profile) : QString();
    };
    m_recoveries.create(recovery, this,
        [this, server, report, recovery, place = placeNow(), placeNow](
            const core::Result<core::PendingRecovery> &stored) {
            if (find(server) && placeNow() != place) { // another daemon's by now
                if (stored)
                    m_recoveries.resolve(stored->id, core::RecoveryResolution::Dismissed, m_clock.nowMs(), this, {});
                return;
            }
            // A store that fails must not hide the loss: it is shown all the same, for as long as BanGUI runs.
            if (!stored)
                qCWarning(healthLog).noquote()
                    << u"pending_recovery_not_stored error="_s + core::errorCodeName(stored.error().code);
            m_state.createPendingRecovery(stored ? *stored : recovery);
            conclude(server, report);
        });
}

void HealthMonitorImpl::storeResolution(core::ServerId server, const core::ProbeReport &report)
{
    const auto recovery = m_state.pendingRecovery(server);
    const qint64 now = m_clock.nowMs();
    if (!recovery || recovery->id == 0) {
        m_state.clearPendingRecovery(server, core::RecoveryResolution::Recovered);
        conclude(server, report);
        return;
    }
    m_recoveries.resolve(recovery->id, core::RecoveryResolution::Recovered, now, this,
        [this, server, report](const core::Result<bool> &stored) {
            if (!stored)
                qCWarning(healthLog).noquote()
                    << u"recovery_resolution_not_stored error="_s + core::errorCodeName(stored.error().code);
            m_state.clearPendingRecovery(server, core::RecoveryResolution::Recovered);
            conclude(server, report);
        });
}

void HealthMonitorImpl::conclude(core::ServerId server, const core::ProbeReport &report)
{
    Watch *watch = find(server);
    if (!watch)
        return;
    watch->probing = false;
    if (std::exchange(watch->again, false))
        scheduleIn(*watch, 0);
    else
        schedule(*watch);
    Q_EMIT probeFinished(server, report);
}

void HealthMonitorImpl::onServerChanged(core::ServerId server)
{
    Watch *watch = find(server);
    if (!watch)
        return;
    // Perhaps another session: the running probe speaks of the old one.
    watch->probe.cancel();
    watch->probing = false;
    scheduleIn(*watch, 0);
}

void HealthMonitorImpl::onSettingsChanged(const core::Settings &before, const core::Settings &after)
{
    if (before.number(core::SettingKey::ProbeIntervalSeconds) == after.number(core::SettingKey::ProbeIntervalSeconds))
        return;
    const qint64 now = m_clock.monotonicMs();
    for (const auto &[server, watch] : m_watches) {
        if (watch->probing)
            continue;
        const qint64 interval = intervalMs(server);
        const qint64 left = jittered(interval) - (now - watch->startedAt);
        // Those that are overdue by the new interval do not all come at once.
        scheduleIn(*watch, left > 0 ? left : qRound64(m_random() * double(std::min(interval, m_timing.wakeSpreadMs))));
    }
}

void HealthMonitorImpl::onActivationChanged(core::ServerId server)
{
    noticeClockJump();
    Watch *watch = find(server);
    if (watch && m_state.activation(server))
        watch->clockJump = 0; // its time is the wall clock's as it is now
    if (watch && !watch->probing && m_state.activation(server))
        scheduleIn(*watch, intervalMs(server));
}

void HealthMonitorImpl::onConnectionLost(core::ServerId server)
{
    Watch *watch = find(server);
    if (!watch || watch->probing)
        return;
    // Not at once: a daemon that closes every connection would be probed without a pause.
    const int left = watch->timer.remainingTime();
    if (left < 0 || left > m_timing.lostConnectionMs)
        scheduleIn(*watch, m_timing.lostConnectionMs);
}

void HealthMonitorImpl::onHeartbeat()
{
    const qint64 now = m_clock.monotonicMs();
    const bool slept = now - std::exchange(m_lastHeartbeat, now) > m_timing.heartbeatMs + m_timing.suspendedMs;
    if (!slept)
        return;
    // Timers stand still during a suspend, the world does not.
    m_hosts.reconsiderConnections(m_timing.aliveMs);
    std::vector<core::ServerId> all;
    for (const auto &[server, watch] : m_watches) {
        if (!watch->probing)
            all.push_back(server);
    }
    scheduleSpread(all);
}

} // namespace services
