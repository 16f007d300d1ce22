// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/event_feed_impl.h"

#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/followed_server.h"
#include "services/host_registry.h"
#include "services/log_follow.h"
#include "services/log_target.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "transport/delete_from_loop.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(eventsLog, "events")

constexpr qint64 hourMs = 3'600'000;

/// Whether two profiles lead to the same log.
bool isSameWay(const core::ServerProfile &a, const core::ServerProfile &b)
{
    return core::daemonKey(a) == core::daemonKey(b) && a.kind == b.kind && a.elevation == b.elevation;
}

} // namespace

EventFeedImpl::EventFeedImpl(
    RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock, QObject *parent)
    : EventFeedImpl(state, servers, hosts, clock, EventFeedTiming {}, parent)
{
}

EventFeedImpl::EventFeedImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts,
    const core::Clock &clock, const EventFeedTiming &timing, QObject *parent)
    : EventFeed(parent)
    , m_state(state)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_clock(clock)
    , m_timing(timing)
{
    m_selectSoon.setSingleShot(true);
    m_selectSoon.setInterval(0);
    connect(&m_selectSoon, &QTimer::timeout, this, &EventFeedImpl::select);
}

EventFeedImpl::~EventFeedImpl() = default;

void EventFeedImpl::start()
{
    if (std::exchange(m_started, true))
        return;
    connect(&m_servers, &ServerRegistry::serverAdded, this, &EventFeedImpl::addServer);
    connect(&m_servers, &ServerRegistry::serverChanged, this, &EventFeedImpl::onServerChanged);
    connect(&m_servers, &ServerRegistry::serverAboutToBeRemoved, this, [this](core::ServerId server) {
        m_data.erase(server);
        Q_EMIT stateChanged(server);
        selectSoon();
    });
    connect(&m_state, &RuntimeState::statusChanged, this, &EventFeedImpl::onStatus);
    connect(&m_state, &RuntimeState::settingsChanged, this,
        [this](const core::Settings &before, const core::Settings &after) {
            if (before.flag(core::SettingKey::FollowLogs) != after.flag(core::SettingKey::FollowLogs))
                selectSoon();
        });
    const QList<core::ServerProfile> profiles = m_servers.profiles();
    for (const core::ServerProfile &profile : profiles)
        addServer(profile.id);
}

EventFeedImpl::PerServer *EventFeedImpl::find(core::ServerId server) const
{
    const auto found = m_data.find(server);
    return found == m_data.end() ? nullptr : found->second.get();
}

bool EventFeedImpl::isOn() const
{
    return m_state.settings().flag(core::SettingKey::FollowLogs);
}

void EventFeedImpl::addServer(core::ServerId server)
{
    const auto profile = m_servers.profile(server);
    if (!profile)
        return;
    auto &data = m_data[server];
    data = std::make_unique<PerServer>(*profile, m_timing);
    connect(&data->retry, &QTimer::timeout, this, &EventFeedImpl::selectSoon);
    connect(&data->events, &EventBuffer::ready, this,
        [this, server](const QList<core::LogEvent> &events) { Q_EMIT eventsArrived(server, events); });
    connect(&data->opening, &QTimer::timeout, this, [this, server] {
        if (PerServer *late = find(server); late && late->follow && !late->isOpen)
            setState(server, *late, FollowState::Waiting, { core::ErrorCode::FileNotFound, late->path });
        selectSoon(); // it holds up others no longer
    });
}

void EventFeedImpl::onServerChanged(core::ServerId server)
{
    const auto profile = m_servers.profile(server);
    PerServer *data = find(server);
    if (!profile || !data)
        return;
    if (isSameWay(*profile, data->profile)) {
        data->profile = *profile;
        if (ServerSession *session = m_servers.session(server); session && data->follow)
            data->follow->reader().setZone(session->timeZone(profile->timeZone));
        return;
    }
    addServer(server); // all that was known is of another daemon
    Q_EMIT stateChanged(server);
}

void EventFeedImpl::onStatus(core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after)
{
    PerServer *data = find(server);
    if (!data)
        return;
    const bool reached = after.lastOutcome == core::ProbeOutcome::Answered;
    const bool another = reached && after.identity.isKnown() && data->identity != after.identity;
    if (another) {
        data->identity = after.identity;
        data->askedAt = 0; // it may log elsewhere
        data->retry.stop();
    }
    if (reached && data->follow && before.jails != after.jails)
        data->follow->reader().setJails(after.jails);
    if (reached && !data->reached && data->error.code != core::ErrorCode::NotSupported) {
        data->retry.stop(); // the link is back, or somebody gave a password
        data->backoff.reset();
    }
    const bool askAgain = reached && data->follow && m_clock.monotonicMs() - data->askedAt >= m_timing.askAgainMs;
    if (std::exchange(data->reached, reached) != reached || another || askAgain)
        selectSoon();
}

void EventFeedImpl::setWatched(const QList<core::ServerId> &servers)
{
    if (std::exchange(m_watched, servers) != servers)
        selectSoon();
}

void EventFeedImpl::selectSoon()
{
    if (m_started && !m_selectSoon.isActive())
        m_selectSoon.start();
}

void EventFeedImpl::ask(core::ServerId server, PerServer &data)
{
    ServerSession *session = m_servers.session(server);
    if (!session)
        return;
    if (!data.follow)
        setState(server, data, FollowState::Starting);
    data.askedAt = std::max<qint64>(1, m_clock.monotonicMs());
    data.asking = session->submit(
        protocol::globalProperty(u"logtarget"_s), this, [this, server](const core::Result<QVariant> &target) {
            onTarget(server, target.map([](const QVariant &value) { return value.toString(); }));
        });
}

void EventFeedImpl::onTarget(core::ServerId server, const core::Result<QString> &target)
{
    PerServer *data = find(server);
    if (!data)
        return;
    if (!target && target.error().code == core::ErrorCode::Cancelled) {
        if (!data->asking.isActive()) { // or it was asked again already
            data->askedAt = 0;
            selectSoon();
        }
        return;
    }
    if (!target) {
        data->askedAt = 0;
        if (!data->follow)
            onLost(server, target.error());
        return;
    }
    const QString path = logFileOf(*target);
    if (path != data->path) {
        stop(*data);
        data->place.reset();
        data->path = path;
    }
    if (path.isEmpty()) {
        qCInfo(eventsLog).noquote()
            << u"log_not_followed server=%1 target=\"%2\""_s.arg(server.value).arg(core::visibleText(*target));
        setState(server, *data, FollowState::NotPossible, { core::ErrorCode::NotSupported, *target });
        data->retry.start(int(m_timing.hopelessRetryMs));
        return;
    }
    selectSoon();
}

void EventFeedImpl::follow(core::ServerId server, PerServer &data)
{
    ServerSession *session = m_servers.session(server);
    if (!session)
        return;
    protocol::LogReader reader(session->timeZone(data.profile.timeZone));
    reader.setJails(m_state.status(server).jails);
    data.follow
        = std::make_unique<LogFollow>(m_hosts.reader(data.profile), data.path, data.place, std::move(reader), m_clock);
    data.isOpen = false;
    connect(
        data.follow.get(), &LogFollow::started, this, [this, server] {
            PerServer *started = find(server);
            if (!started || !started->follow)
                return;
            started->opening.stop();
            started->backoff.reset();
            if (!std::exchange(started->isOpen, true))
                qCInfo(eventsLog).noquote()
                    << u"log_followed server=%1 path=\"%2\""_s.arg(server.value).arg(core::visibleText(started->path));
            // The zone of a machine is known once it was reached.
            if (const ServerSession *reached = m_servers.session(server))
                started->follow->reader().setZone(reached->timeZone(started->profile.timeZone));
            setState(server, *started, FollowState::Live);
            selectSoon();
        });
    connect(data.follow.get(), &LogFollow::eventsRead, &data.events, &EventBuffer::add);
    connect(
        data.follow.get(), &LogFollow::lost, this, [this, server](const core::Error &error) { onLost(server, error); });
    setState(server, data, FollowState::Starting);
    data.opening.start(int(m_timing.openMs));
    data.follow->start();
}

void EventFeedImpl::stop(PerServer &data)
{
    data.opening.stop();
    data.isOpen = false;
    data.asking.cancel();
    data.asking = {};
    if (!data.follow)
        return;
    data.place = data.follow->place();
    data.follow->disconnect(this);
    transport::deleteFromLoop(std::move(data.follow)); // its signal may have led here
}

void EventFeedImpl::onLost(core::ServerId server, const core::Error &error)
{
    PerServer *data = find(server);
    if (!data)
        return;
    stop(*data);
    const bool hopeless = isHopelessForLog(error.code);
    qCInfo(eventsLog).noquote()
        << u"log_lost server=%1 error=%2"_s.arg(server.value).arg(core::errorCodeName(error.code));
    setState(server, *data, hopeless ? FollowState::NotPossible : FollowState::Waiting, error);
    data->retry.start(int(hopeless ? m_timing.hopelessRetryMs : data->backoff.nextMs()));
    selectSoon(); // another may take its place
}

void EventFeedImpl::setState(core::ServerId server, PerServer &data, FollowState state, const core::Error &error)
{
    const core::Error before = std::exchange(data.error, error);
    if (std::exchange(data.state, state) != state || !(before == error))
        Q_EMIT stateChanged(server);
}

FollowState EventFeedImpl::state(core::ServerId server) const
{
    const PerServer *data = find(server);
    return data ? data->state : FollowState::Off;
}

core::Error EventFeedImpl::error(core::ServerId server) const
{
    const PerServer *data = find(server);
    return data ? data->error : core::Error {};
}

QList<core::LogEvent> EventFeedImpl::recent(core::ServerId server) const
{
    const PerServer *data = find(server);
    return data ? data->events.recent() : QList<core::LogEvent>();
}

QList<ActionFailures> EventFeedImpl::actionFailures(core::ServerId server) const
{
    const PerServer *data = find(server);
    return data ? data->events.failuresSince(m_clock.nowMs() - hourMs) : QList<ActionFailures>();
}

} // namespace services
