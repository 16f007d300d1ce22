// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_registry_impl.h"

#include "services/runtime_state.h"
#include "services/server_session.h"
#include "transport/local_socket_channel.h"

using namespace Qt::StringLiterals;

namespace services {

namespace {

bool reachedDifferently(const core::ServerProfile &a, const core::ServerProfile &b)
{
    return a.kind != b.kind || core::daemonKey(a) != core::daemonKey(b) || a.elevation != b.elevation;
}

} // namespace

SessionTimeouts timeoutsFor(const core::Settings &settings, const core::ServerProfile &profile)
{
    SessionTimeouts timeouts;
    timeouts.quickMs = qint64 { settings.number(core::SettingKey::CommandTimeoutSeconds) } * 1000;
    timeouts.connectMs = timeouts.quickMs;
    timeouts.heavyReadMs = timeouts.quickMs * 6;
    timeouts.changeMs = std::max(timeouts.changeMs, timeouts.quickMs);
    if (profile.kind != core::ConnectionKind::Local || !profile.container.isEmpty()
        || profile.elevation != core::Elevation::None) {
        // The first command waits for the login too, and a frozen line is to be told as one (after two silent
        // intervals of 5 s) and not as a busy daemon.
        timeouts.quickMs = std::max<qint64>(timeouts.quickMs, 20'000);
        timeouts.connectMs = std::max<qint64>(timeouts.connectMs, 45'000);
    }
    return timeouts;
}

ServerRegistryImpl::ServerRegistryImpl(storage::ProfileRepository &repository, RuntimeState &state,
    ChannelFactory makeChannel, const core::Clock &clock, QObject *parent)
    : ServerRegistry(parent)
    , m_repository(repository)
    , m_state(state)
    , m_makeChannel(std::move(makeChannel))
    , m_clock(clock)
{
    if (!m_makeChannel)
        m_makeChannel = [](const core::ServerProfile &profile) {
            return std::make_unique<transport::LocalSocketChannel>(profile.socketPath);
        };
    connect(&m_state, &RuntimeState::settingsChanged, this, &ServerRegistryImpl::applyTimeouts);
}

ServerRegistryImpl::~ServerRegistryImpl() = default;

core::RequestHandle ServerRegistryImpl::load(
    const QObject *context, core::Handler<bool> handler, const QHash<core::ServerId, core::ServerStatus> &lastKnown)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_repository.all(this, [this, pending, lastKnown](const core::Result<QList<core::ServerProfile>> &stored) {
        if (!stored) {
            pending.finish(tl::unexpected(stored.error()));
            return;
        }
        for (const core::ServerProfile &profile : *stored)
            adopt(profile, lastKnown.value(profile.id));
        pending.finish(true);
    });
    return pending.handle();
}

QList<core::ServerProfile> ServerRegistryImpl::profiles() const
{
    return m_profiles;
}

std::optional<core::ServerProfile> ServerRegistryImpl::profile(core::ServerId id) const
{
    const qsizetype at = placeOf(id);
    return at < 0 ? std::nullopt : std::optional(m_profiles.at(at));
}

qsizetype ServerRegistryImpl::placeOf(core::ServerId id) const
{
    // Asked all the time about each of hundreds: where one was is where it is, unless the order has changed since.
    const qsizetype last = m_places.value(id, -1);
    if (last >= 0 && last < m_profiles.size() && m_profiles.at(last).id == id)
        return last;
    const auto at
        = std::find_if(m_profiles.begin(), m_profiles.end(), [id](const auto &profile) { return profile.id == id; });
    if (at == m_profiles.end())
        return -1;
    const qsizetype place = at - m_profiles.begin();
    m_places.insert(id, place);
    return place;
}

std::optional<core::ServerProfile> ServerRegistryImpl::profileNamed(const QString &name) const
{
    for (const core::ServerProfile &profile : m_profiles) {
        if (profile.name == name)
            return profile;
    }
    return std::nullopt;
}

core::ServerProfile *ServerRegistryImpl::find(core::ServerId id)
{
    const qsizetype at = placeOf(id);
    return at < 0 ? nullptr : &m_profiles[at];
}

ServerSession *ServerRegistryImpl::session(core::ServerId id) const
{
    const auto known = m_sessions.find(id);
    if (known != m_sessions.end())
        return known->second.get();
    const auto owner = profile(id);
    if (!owner)
        return nullptr;
    auto made
        = std::make_unique<ServerSession>(id, m_makeChannel(*owner), m_clock, timeoutsFor(m_state.settings(), *owner));
    return m_sessions.emplace(id, std::move(made)).first->second.get();
}

QStringList ServerRegistryImpl::groups() const
{
    QStringList groups;
    for (const core::ServerProfile &profile : m_profiles) {
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups.append(profile.group);
    }
    return groups;
}

core::RequestHandle ServerRegistryImpl::add(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    const core::Pending<core::ServerProfile> pending(context, std::move(handler));
    core::ServerProfile wanted = profile;
    wanted.name = profile.name.trimmed();
    if (const auto valid = checkProfile(wanted, m_profiles); !valid) {
        pending.finishLater(tl::unexpected(valid.error()));
        return pending.handle();
    }
    if (find(wanted.id)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, u"id_taken"_s));
        return pending.handle();
    }
    if (!wanted.id.isValid() && !m_profiles.isEmpty() && wanted.position == 0)
        wanted.position = m_profiles.constLast().position + 1;
    m_repository.insert(wanted, this, [this, pending](const core::Result<core::ServerProfile> &stored) {
        if (stored)
            adopt(*stored);
        pending.finish(stored);
    });
    return pending.handle();
}

void ServerRegistryImpl::adopt(const core::ServerProfile &stored, const core::ServerStatus &lastKnown)
{
    if (find(stored.id))
        return;
    const auto at = std::find_if(
        m_profiles.begin(), m_profiles.end(), [&](const auto &other) { return other.position > stored.position; });
    m_profiles.insert(at, stored);
    m_state.addServer(stored.id, lastKnown);
    m_state.setServerName(stored.id, stored.name);
    Q_EMIT serverAdded(stored.id);
    // One whose removal is undone is as it was, with what it has lost.
    m_state.setServerPlace(stored.id, core::daemonKey(stored));
}

core::RequestHandle ServerRegistryImpl::update(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    const core::Pending<core::ServerProfile> pending(context, std::move(handler));
    core::ServerProfile wanted = profile;
    wanted.name = profile.name.trimmed();
    if (!find(wanted.id)) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    if (const auto valid = checkProfile(wanted, m_profiles); !valid) {
        pending.finishLater(tl::unexpected(valid.error()));
        return pending.handle();
    }
    if (wanted.id.value < 0) {
        applyUpdate(wanted);
        pending.finishLater(wanted);
        return pending.handle();
    }
    m_repository.update(wanted, this, [this, pending](const core::Result<core::ServerProfile> &stored) {
        if (stored)
            applyUpdate(*stored);
        pending.finish(stored);
    });
    return pending.handle();
}

void ServerRegistryImpl::applyUpdate(const core::ServerProfile &profile)
{
    core::ServerProfile *known = find(profile.id);
    if (!known)
        return;
    const bool otherWay = reachedDifferently(*known, profile);
    const bool otherDaemon = core::daemonKey(*known) != core::daemonKey(profile);
    const int position = known->position;
    *known = profile;
    known->position = position; // the order has a call of its own
    m_state.setServerName(profile.id, profile.name);
    if (otherWay) {
        // Perhaps another daemon: nothing that was learned or blamed counts for it.
        dropSession(profile.id);
        m_state.jailServiceState(profile.id).reset();
        if (otherDaemon)
            m_state.setServerPlace(profile.id, core::daemonKey(profile));
        else
            m_state.clearActivationRecord(profile.id);
    }
    Q_EMIT serverChanged(profile.id);
}

core::RequestHandle ServerRegistryImpl::remove(core::ServerId id, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (!find(id)) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    if (id.value < 0) {
        applyRemoval(id);
        pending.finishLater(true);
        return pending.handle();
    }
    m_repository.remove(id, this, [this, id, pending](const core::Result<bool> &removed) {
        if (removed)
            applyRemoval(id);
        pending.finish(removed);
    });
    return pending.handle();
}

void ServerRegistryImpl::applyRemoval(core::ServerId id)
{
    if (!find(id))
        return;
    Q_EMIT serverAboutToBeRemoved(id);
    dropSession(id);
    m_profiles.removeIf([id](const core::ServerProfile &profile) { return profile.id == id; });
    m_places.remove(id);
    m_state.removeServer(id);
    Q_EMIT serverRemoved(id);
}

core::RequestHandle ServerRegistryImpl::setOrder(
    const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    QList<core::ServerId> stored;
    std::copy_if(
        order.cbegin(), order.cend(), std::back_inserter(stored), [](core::ServerId id) { return id.value > 0; });
    if (stored.isEmpty()) {
        applyOrder(order);
        pending.finishLater(true);
        return pending.handle();
    }
    m_repository.setOrder(stored, this, [this, order, pending](const core::Result<bool> &done) {
        if (done)
            applyOrder(order);
        pending.finish(done);
    });
    return pending.handle();
}

void ServerRegistryImpl::applyOrder(const QList<core::ServerId> &order)
{
    // Servers that the order does not name stay behind those that it names.
    const auto rank = [&order](const core::ServerProfile &profile) {
        const qsizetype at = order.indexOf(profile.id);
        return at < 0 ? order.size() : at;
    };
    std::stable_sort(
        m_profiles.begin(), m_profiles.end(), [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });
    for (qsizetype i = 0; i < m_profiles.size(); ++i)
        m_profiles[i].position = static_cast<int>(i);
    Q_EMIT orderChanged();
}

core::ServerId ServerRegistryImpl::addTemporary(core::ServerProfile profile)
{
    profile.id = core::ServerId { --m_lastTemporary };
    if (!m_profiles.isEmpty())
        profile.position = std::max(profile.position, m_profiles.constLast().position + 1);
    adopt(profile);
    return profile.id;
}

void ServerRegistryImpl::dropSession(core::ServerId id)
{
    auto node = m_sessions.extract(id);
    if (node.empty())
        return;
    // Later: one of its own handlers may be what asked for this.
    ServerSession *session = node.mapped().release();
    session->setParent(this);
    session->deleteLater();
}

void ServerRegistryImpl::applyTimeouts()
{
    for (const auto &[id, session] : m_sessions) {
        if (const core::ServerProfile *owner = find(id))
            session->setTimeouts(timeoutsFor(m_state.settings(), *owner));
    }
}

} // namespace services
