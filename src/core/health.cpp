// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {

namespace {

/// Works one probe out, step by step; each step writes its part of the decision.
class Rule
{
public:
    Rule(const HealthInput &input, const ProbeReport &report, qint64 nowMs)
        : m_old(input.status)
        , m_input(input)
        , m_report(report)
        , m_now(nowMs)
    {
        m_decision.status = input.status;
    }

    [[nodiscard]] HealthDecision decide();

private:
    void answered();
    void gone();
    void busy();
    void finish();

    [[nodiscard]] bool hasOpenRecovery() const { return m_input.recovery && m_input.recovery->isOpen(); }
    [[nodiscard]] bool wasOnline() const;
    [[nodiscard]] bool inWindow(qint64 lossAt) const;
    [[nodiscard]] bool wasReplaced() const;
    [[nodiscard]] QStringList missing(const QStringList &expected) const;
    [[nodiscard]] QStringList lostJails() const;
    void blameActivation(RecoveryReason reason);
    void log(HealthEvent event) { m_decision.events.append(event); }

    const ServerStatus &m_old;
    const HealthInput &m_input;
    const ProbeReport &m_report;
    qint64 m_now;
    HealthDecision m_decision;
};

/// After a crash of BanGUI itself nothing is known, but the daemon took the activation: it was online then.
bool Rule::wasOnline() const
{
    return m_old.online.value_or(m_input.activation.has_value() && inWindow(m_now));
}

/// The last good probe or the loss itself is at most activationWindowMs later than the activation; the time in which
/// nobody could look does not count.
bool Rule::inWindow(qint64 lossAt) const
{
    if (!m_input.activation)
        return false;
    const qint64 limit = m_input.activation->at + activationWindowMs + std::max<qint64>(m_input.unreachableMs, 0);
    return lossAt <= limit || (m_old.lastGoodAt != 0 && m_old.lastGoodAt <= limit);
}

/// Against the last probe, so that one replacement is noticed once; against the activation's record only where there
/// was none.
bool Rule::wasReplaced() const
{
    const ProcessIdentity &before = m_old.identity.isKnown() ? m_old.identity : m_input.activation->identityBefore;
    if (!m_report.identity || !m_report.identity->isKnown() || !before.isKnown())
        return false;
    const ProcessIdentity &after = *m_report.identity;
    const bool bothTimed = before.startTime != 0 && after.startTime != 0;
    return before.pid != after.pid || (bothTimed && before.startTime != after.startTime);
}

QStringList Rule::missing(const QStringList &expected) const
{
    QStringList lost;
    for (const QString &jail : expected) {
        if (!m_decision.status.jails.contains(jail) && !m_input.stoppedOnPurpose.contains(jail))
            lost.append(jail);
    }
    return lost;
}

/// What the last activation cost: noticed within its window, then remembered until the jail is back.
QStringList Rule::lostJails() const
{
    if (hasOpenRecovery())
        return missing(m_input.recovery->jailsBefore);
    if (!m_input.activation)
        return {};
    QStringList lost = missing(m_input.activation->jailsBefore);
    if (!inWindow(m_now))
        lost.removeIf([this](const QString &jail) { return !m_old.lostJails.contains(jail); });
    return lost;
}

void Rule::blameActivation(RecoveryReason reason)
{
    if (hasOpenRecovery() || m_decision.recoveryResolved)
        return;
    const ActivationRecord &activation = *m_input.activation;
    PendingRecovery recovery;
    recovery.server = activation.server;
    recovery.jail = activation.jail;
    recovery.activatedAt = activation.at;
    recovery.detectedAt = m_now;
    recovery.reason = reason;
    recovery.jailsBefore = activation.jailsBefore;
    // Stopped on purpose: nothing that was lost, and nothing that the recovery is to wait for.
    recovery.jailsBefore.removeIf([this](const QString &jail) { return m_input.stoppedOnPurpose.contains(jail); });
    if (m_report.outcome == ProbeOutcome::Answered)
        recovery.jailsAfter = m_decision.status.jails;
    m_decision.newRecovery = std::move(recovery);
    log(HealthEvent::ActivationCrashDetected);
}

void Rule::answered()
{
    ServerStatus &status = m_decision.status;
    status.online = true;
    status.busySince = 0;
    status.lastGoodAt = m_now;
    if (m_report.latencyUs >= 0)
        status.latencyUs = m_report.latencyUs;
    if (!m_report.version.isEmpty())
        status.version = m_report.version;
    if (m_report.counters)
        status.counters = *m_report.counters;
    if (m_report.identity && m_report.identity->isKnown())
        status.identity = *m_report.identity;
    const bool knowsJails = m_report.jails.has_value();
    const AttentionReason answering = m_report.socketGone ? AttentionReason::SocketGone : AttentionReason::None;
    if (knowsJails) {
        status.jails = *m_report.jails;
        status.jails.sort();
        status.lostJails = lostJails();
        status.attention = status.jails.isEmpty() ? AttentionReason::NoJails : answering;
    } else if (m_old.attention != AttentionReason::NoJails) {
        status.attention = answering;
    }

    if (!m_old.online.value_or(false))
        log(HealthEvent::CameOnline);
    if (hasOpenRecovery()) {
        if (knowsJails && status.lostJails.isEmpty()) {
            m_decision.recoveryResolved = true;
            log(HealthEvent::PendingRecoveryResolved);
        }
        return;
    }
    if (!wasOnline() || !inWindow(m_now))
        return;
    const auto isNew = [this](const QString &jail) { return !m_old.lostJails.contains(jail); };
    if (wasReplaced())
        blameActivation(RecoveryReason::Restarted);
    else if (knowsJails && std::any_of(status.lostJails.cbegin(), status.lostJails.cend(), isNew))
        blameActivation(RecoveryReason::JailsLost);
}

void Rule::gone()
{
    ServerStatus &status = m_decision.status;
    const bool lost = wasOnline();
    status.online = false;
    status.busySince = 0;
    status.attention = AttentionReason::None;
    if (!lost)
        return;
    log(HealthEvent::WentOffline);
    if (inWindow(m_now))
        blameActivation(RecoveryReason::WentOffline);
}

void Rule::busy()
{
    ServerStatus &status = m_decision.status;
    if (status.busySince == 0 || status.busySince > m_now) // > now: the wall clock was set back
        status.busySince = m_now;
    const bool tooLong = m_now - status.busySince > busyLimitMs;
    status.attention = tooLong ? AttentionReason::FrozenTooLong : AttentionReason::None;
    // The freeze is found a minute after it began; its beginning is what lies within the window.
    const bool noticed = tooLong && m_old.attention != AttentionReason::FrozenTooLong;
    if (noticed && m_old.online.value_or(m_input.activation.has_value()) && inWindow(status.busySince))
        blameActivation(RecoveryReason::Frozen);
}

void Rule::finish()
{
    ServerStatus &status = m_decision.status;
    const bool open = m_decision.newRecovery || (hasOpenRecovery() && !m_decision.recoveryResolved);
    status.state = stateFor(m_report.outcome, status, open);
    if (status.state != m_old.state || status.stateSince == 0)
        status.stateSince = m_now;
}

HealthDecision Rule::decide()
{
    ServerStatus &status = m_decision.status;
    status.lastOutcome = m_report.outcome;
    status.lastError = m_report.error;
    status.checkedAt = m_now;
    log(HealthEvent::HealthCheckComplete);

    // A link that is down, and a daemon that does not let us in, say nothing about its being online.
    const auto knowsNothing = [&status](AttentionReason reason) {
        status.busySince = 0;
        status.attention = reason;
    };
    switch (m_report.outcome) {
    case ProbeOutcome::Answered:
        answered();
        break;
    case ProbeOutcome::Busy:
        busy();
        break;
    case ProbeOutcome::NoSocket:
    case ProbeOutcome::Refused:
        gone();
        break;
    case ProbeOutcome::TunnelDown:
    case ProbeOutcome::TunnelFrozen:
        knowsNothing(AttentionReason::None);
        break;
    case ProbeOutcome::PermissionDenied:
        knowsNothing(m_report.error.code == ErrorCode::ElevationRefused ? AttentionReason::Elevation
                : m_report.error.code == ErrorCode::ElevationPassword   ? AttentionReason::ElevationPassword
                                                                        : AttentionReason::PermissionDenied);
        break;
    case ProbeOutcome::AuthenticationRequired:
        knowsNothing(m_report.error.code == ErrorCode::HostKeyUnknown ? AttentionReason::HostKeyUnknown
                                                                      : AttentionReason::Authentication);
        break;
    case ProbeOutcome::HostKeyChanged:
        knowsNothing(AttentionReason::HostKey);
        break;
    case ProbeOutcome::ProtocolError:
        knowsNothing(AttentionReason::NotFail2ban);
        break;
    }
    finish();
    return m_decision;
}

} // namespace

QString healthEventName(HealthEvent event)
{
    switch (event) {
    case HealthEvent::HealthCheckComplete:
        return u"health_check_complete"_s;
    case HealthEvent::CameOnline:
        return u"fail2ban_came_online"_s;
    case HealthEvent::WentOffline:
        return u"fail2ban_went_offline"_s;
    case HealthEvent::ActivationCrashDetected:
        return u"activation_crash_detected"_s;
    case HealthEvent::PendingRecoveryResolved:
        return u"pending_recovery_resolved"_s;
    }
    return {};
}

ServerState stateFor(ProbeOutcome outcome, const ServerStatus &status, bool openRecovery)
{
    switch (outcome) {
    case ProbeOutcome::Answered:
        if (openRecovery || !status.lostJails.isEmpty())
            return ServerState::Degraded;
        return status.attention == AttentionReason::None ? ServerState::Online : ServerState::NeedsAttention;
    case ProbeOutcome::Busy:
        return status.attention == AttentionReason::FrozenTooLong ? ServerState::NeedsAttention : ServerState::Busy;
    case ProbeOutcome::NoSocket:
    case ProbeOutcome::Refused:
        return ServerState::Offline;
    case ProbeOutcome::TunnelDown:
    case ProbeOutcome::TunnelFrozen:
        return ServerState::Unreachable;
    case ProbeOutcome::PermissionDenied:
    case ProbeOutcome::AuthenticationRequired:
    case ProbeOutcome::HostKeyChanged:
    case ProbeOutcome::ProtocolError:
        return ServerState::NeedsAttention;
    }
    return ServerState::Unknown;
}

HealthDecision processHealthProbe(const HealthInput &input, const ProbeReport &report, qint64 nowMs)
{
    return Rule(input, report, nowMs).decide();
}

} // namespace core
