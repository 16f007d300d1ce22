// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/notification_service_impl.h"

#include "services/runtime_state.h"
#include "services/server_registry.h"

namespace services {
namespace {

constexpr qint64 windowMs = 60'000;
constexpr qint64 settleMs = 3'000; ///< a look that follows sooner sees the same moment again

bool isUnprotected(const core::ServerStatus &status)
{
    return status.state == core::ServerState::NeedsAttention
        && (status.attention == core::AttentionReason::NoJails
            || status.attention == core::AttentionReason::FrozenTooLong);
}

/// Whether the daemon that has no jail is another one than the daemon that was seen last, as far as that is known.
bool hasJustStarted(const core::ServerStatus &before, const core::ServerStatus &after)
{
    if (after.attention != core::AttentionReason::NoJails)
        return false;
    if (!before.online.value_or(false))
        return true;
    if (before.identity.isKnown() && after.identity.isKnown())
        return before.identity != after.identity;
    // Where no process is known, one that did not answer in between may be another.
    return before.lastOutcome != core::ProbeOutcome::Answered;
}

} // namespace

NotificationServiceImpl::NotificationServiceImpl(
    RuntimeState &state, ServerRegistry &servers, const core::Clock &clock, QObject *parent)
    : NotificationService(parent)
    , m_state(state)
    , m_servers(servers)
    , m_clock(clock)
{
    m_foldTimer.setSingleShot(true);
    connect(&m_foldTimer, &QTimer::timeout, this, &NotificationServiceImpl::raiseFolded);
    connect(&state, &RuntimeState::statusChanged, this, &NotificationServiceImpl::onStatusChanged);
    connect(&state, &RuntimeState::serverRemoved, this, [this](core::ServerId id) { m_settling.remove(id); });
    connect(&state, &RuntimeState::pendingRecoveryCreated, this,
        [this](core::ServerId id, const core::PendingRecovery &recovery) {
            // One that the store remembers from an earlier run is shown by the banner; it is no news.
            const bool news = m_clock.nowMs() - recovery.detectedAt < windowMs;
            if (news && m_state.settings().flag(core::SettingKey::NotifyProtectionLost))
                raise({ .kind = NotificationKind::ProtectionLost, .server = id, .recovery = recovery });
        });
    connect(&state, &RuntimeState::pendingRecoveryCleared, this,
        [this](core::ServerId id, const core::PendingRecovery &recovery) {
            if (recovery.resolution == core::RecoveryResolution::Recovered
                && m_state.settings().flag(core::SettingKey::NotifyRecovered))
                raise({ .kind = NotificationKind::Recovered, .server = id, .recovery = recovery });
        });
}

void NotificationServiceImpl::onStatusChanged(
    core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after)
{
    const core::Settings &settings = m_state.settings();
    if (isSettling(id, before, after))
        return;
    const std::optional<Settling> settled = m_settling.contains(id) ? std::optional(m_settling.take(id)) : std::nullopt;
    if (isUnprotected(after) && (settled || !isUnprotected(before)) && before.lastOutcome) {
        if (settings.flag(core::SettingKey::NotifyProtectionLost))
            raise({ .kind = NotificationKind::ProtectionLost,
                .server = id,
                .recovery = {},
                .attention = after.attention });
        return;
    }
    if (settled && settled->wasOffline) {
        // That it was offline was told, that it was back was not.
        if (after.online.value_or(false) && settings.flag(core::SettingKey::NotifyRecovered)
            && !m_state.pendingRecovery(id))
            raise({ .kind = NotificationKind::Recovered, .server = id });
        return;
    }
    // online is what the health rule believes; Busy and Unreachable keep it, so that a shaky link raises nothing.
    if (!before.online.has_value() || !after.online.has_value() || before.online == after.online)
        return;
    if (*after.online) {
        // The end of a pending recovery says "recovered" itself.
        if (settings.flag(core::SettingKey::NotifyRecovered) && !m_state.pendingRecovery(id))
            raise({ .kind = NotificationKind::Recovered, .server = id });
    } else if (settings.flag(core::SettingKey::NotifyOffline)) {
        raise({ .kind = NotificationKind::Offline, .server = id });
    }
}

/// Whether it is too early to judge a daemon without jails.
bool NotificationServiceImpl::isSettling(
    core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after)
{
    const qint64 now = m_clock.monotonicMs();
    if (!m_settling.contains(id)) {
        if (!isUnprotected(after) || isUnprotected(before) || !before.lastOutcome || !hasJustStarted(before, after))
            return false;
        m_settling.insert(id, { now, before.online.has_value() && !*before.online });
        return true;
    }
    if (after.checkedAt == before.checkedAt)
        return true; // nobody has looked again
    Settling &settling = m_settling[id];
    if (before.identity.isKnown() && before.identity != after.identity)
        settling.sinceMs = now;
    if (isUnprotected(after))
        return after.attention == core::AttentionReason::NoJails && now - settling.sinceMs < settleMs;
    // A look that brought no answer tells nothing, neither way.
    return after.lastOutcome != core::ProbeOutcome::Answered && after.online.value_or(false);
}

void NotificationServiceImpl::raise(Notification notification)
{
    const qint64 now = m_clock.monotonicMs();
    while (!m_raisedAt.empty() && now - m_raisedAt.front() >= windowMs)
        m_raisedAt.pop_front();
    const auto limit = static_cast<size_t>(m_state.settings().number(core::SettingKey::NotificationLimitPerMinute));
    if (m_raisedAt.size() >= limit) {
        ++m_heldBack;
        if (!m_foldTimer.isActive())
            m_foldTimer.start(static_cast<int>(std::max<qint64>(1, windowMs - (now - m_raisedAt.front()))));
        return;
    }
    m_raisedAt.push_back(now);
    notification.serverName = m_servers.nameOf(notification.server);
    Q_EMIT notificationRaised(notification);
}

void NotificationServiceImpl::raiseFolded()
{
    if (m_heldBack == 0)
        return;
    Notification folded { .kind = NotificationKind::Folded };
    folded.folded = std::exchange(m_heldBack, 0);
    m_raisedAt.push_back(m_clock.monotonicMs());
    Q_EMIT notificationRaised(folded);
}

} // namespace services
