// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/server_status.h"

#include <QList>
#include <QSet>

#include <optional>

namespace core {

/// An activation is blamed for a loss that follows it within this time, inclusive.
inline constexpr qint64 activationWindowMs = 60'000;
/// Probes run every activationProbeIntervalMs for this long after an activation.
inline constexpr qint64 activationWatchMs = 65'000;
inline constexpr qint64 activationProbeIntervalMs = 2'000;
/// Busy for longer than this, with the process alive, needs attention ("not protecting").
inline constexpr qint64 busyLimitMs = 60'000;

/// One probe, as HealthMonitor hands it to the rule.
struct ProbeReport
{
    ProbeOutcome outcome = ProbeOutcome::NoSocket;
    QString version; ///< empty where not read in this probe
    std::optional<QStringList> jails; ///< sorted; absent where not read
    std::optional<ProcessIdentity> identity;
    std::optional<ServerCounters> counters;
    qint64 latencyUs = -1;
    Error error;
    bool socketGone = false; ///< it answered, yet its path holds no socket any more
};

/// What the rule decides from, besides the report.
struct HealthInput
{
    ServerStatus status;
    std::optional<ActivationRecord> activation;
    std::optional<PendingRecovery> recovery; ///< an open one, or absent
    QSet<QString> stoppedOnPurpose; ///< jails that BanGUI itself stopped; never "lost"
    qint64 unreachableMs = 0; ///< time spent Unreachable since the activation: extends the window
};

/// Names of the log lines; each transition is logged once, by RuntimeState.
enum class HealthEvent {
    HealthCheckComplete, ///< health_check_complete, debug
    CameOnline, ///< fail2ban_came_online
    WentOffline, ///< fail2ban_went_offline
    ActivationCrashDetected, ///< activation_crash_detected
    PendingRecoveryResolved ///< pending_recovery_resolved
};
[[nodiscard]] QString healthEventName(HealthEvent event);

struct HealthDecision
{
    ServerStatus status;
    std::optional<PendingRecovery> newRecovery; ///< to be stored and shown
    bool recoveryResolved = false; ///< the open recovery is over: Recovered
    QList<HealthEvent> events; ///< in the order in which they are logged
};

/// The health rule (DESIGN 4). Pure: no clock, no I/O. nowMs: UTC ms, the end of the probe.
[[nodiscard]] HealthDecision processHealthProbe(const HealthInput &input, const ProbeReport &report, qint64 nowMs);

/// (outcome, jail set, open recovery) -> state: one switch without a default.
[[nodiscard]] ServerState stateFor(ProbeOutcome outcome, const ServerStatus &status, bool openRecovery);

} // namespace core
