// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_lists.h"

#include "protocol/commands.h"
#include "services/health_monitor.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"

#include <QTimeZone>

namespace services {

BanLists::BanLists(
    RuntimeState &state, ServerRegistry &servers, HealthMonitor &monitor, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_servers(servers)
    , m_clock(clock)
{
    connect(&monitor, &HealthMonitor::jailsObserved, this, &BanLists::observe);
    connect(&state, &RuntimeState::statusChanged, this,
        [this](core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after) {
            // Another process, perhaps of another daemon: equal counters say nothing about its lists.
            const auto found = m_data.find(id);
            if (found != m_data.end() && before.identity.isKnown() && before.identity != after.identity)
                found->second.fetched.clear();
        });
    connect(&servers, &ServerRegistry::serverChanged, this, [this](core::ServerId id) {
        // Its zone may be another, and with it every time that is shown; or it leads to another daemon.
        const auto found = m_data.find(id);
        if (found == m_data.end())
            return;
        found->second.fetched.clear();
        if (m_watched.contains(id))
            refresh(id, this, {});
    });
    connect(&servers, &ServerRegistry::serverAboutToBeRemoved, this, [this](core::ServerId id) {
        m_watched.remove(id);
        const auto found = m_data.find(id);
        if (found == m_data.end())
            return;
        const QStringList jails = found->second.snapshot.jails.keys();
        m_data.erase(found);
        for (const QString &jail : jails)
            Q_EMIT bansChanged(id, jail);
    });
}

BanLists::~BanLists() = default;

const BanSnapshot &BanLists::snapshot(core::ServerId server) const
{
    static const BanSnapshot none;
    const auto found = m_data.find(server);
    return found == m_data.end() ? none : found->second.snapshot;
}

void BanLists::setWatched(const QList<core::ServerId> &servers)
{
    const QSet<core::ServerId> before = std::exchange(m_watched, QSet<core::ServerId>(servers.begin(), servers.end()));
    for (const core::ServerId server : servers) {
        if (before.contains(server))
            continue;
        PerServer &data = m_data[server];
        // What moved while nobody looked is known from the counters; a server never fetched is asked now.
        if (data.snapshot.fetchedAt == 0) {
            refresh(server, this, {});
            continue;
        }
        for (auto it = data.observed.cbegin(); it != data.observed.cend(); ++it) {
            if (data.fetched.value(it.key()) != it.value())
                enqueue(server, data, it.key());
        }
        fetchNext(server);
    }
}

void BanLists::observe(core::ServerId server, const QList<core::Jail> &jails)
{
    PerServer &data = m_data[server];
    data.observed.clear();
    QStringList names;
    for (const core::Jail &jail : jails) {
        names += jail.name;
        data.observed.insert(jail.name, { jail.currentlyBanned, jail.totalBanned });
    }
    keepOnly(server, data, names);
    if (!m_watched.contains(server))
        return;
    for (const core::Jail &jail : jails) {
        const Counters counters { jail.currentlyBanned, jail.totalBanned };
        const bool told = counters.current || counters.total;
        if (!told || !data.fetched.contains(jail.name) || data.fetched.value(jail.name) != counters)
            enqueue(server, data, jail.name);
        else // nothing moved: the list is as young as this probe
            data.snapshot.jails[jail.name].fetchedAt = m_clock.nowMs();
    }
    if (data.queue.isEmpty() && !data.running && data.snapshot.fetchedAt != 0) {
        data.snapshot.fetchedAt = m_clock.nowMs();
        Q_EMIT snapshotChanged(server);
    }
    fetchNext(server);
}

core::RequestHandle BanLists::refresh(core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    core::Pending<bool> pending(context, std::move(handler));
    ServerSession *session = m_servers.session(server);
    if (!session) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    PerServer &data = m_data[server];
    data.waiting.push_back(pending);
    ++data.asked;
    data.snapshot.loading = true;
    Q_EMIT snapshotChanged(server);
    session->submit(protocol::status(), this, [this, server](const core::Result<protocol::StatusReply> &status) {
        PerServer &now = m_data[server];
        now.asked = qMax(0, now.asked - 1);
        if (!status) {
            fail(server, status.error());
            return;
        }
        keepOnly(server, now, status->jails);
        for (const QString &jail : status->jails)
            enqueue(server, now, jail);
        fetchNext(server);
    });
    return pending.handle();
}

void BanLists::refreshJails(core::ServerId server, const QStringList &jails)
{
    PerServer &data = m_data[server];
    for (const QString &jail : jails)
        enqueue(server, data, jail);
    fetchNext(server);
}

void BanLists::keepOnly(core::ServerId server, PerServer &data, const QStringList &jails)
{
    const QStringList known = data.snapshot.jails.keys();
    for (const QString &jail : known) {
        if (jails.contains(jail))
            continue;
        data.snapshot.jails.remove(jail);
        data.fetched.remove(jail);
        data.queue.removeAll(jail);
        Q_EMIT bansChanged(server, jail);
    }
}

void BanLists::enqueue(core::ServerId, PerServer &data, const QString &jail)
{
    if (!data.queue.contains(jail))
        data.queue.append(jail);
}

void BanLists::fetchNext(core::ServerId server)
{
    PerServer &data = m_data[server];
    if (data.running)
        return;
    if (data.queue.isEmpty()) {
        if (data.asked == 0) // else whoever waits, waits for lists that are not even named yet
            finish(server, data, true);
        return;
    }
    ServerSession *session = m_servers.session(server);
    if (!session) {
        fail(server, { core::ErrorCode::NoSuchServer, {} });
        return;
    }
    const QString jail = data.queue.takeFirst();
    data.running = true;
    data.fetching = data.observed.value(jail);
    if (!data.snapshot.loading) {
        data.snapshot.loading = true;
        Q_EMIT snapshotChanged(server);
    }
    fetchWithTime(server, *session, jail);
}

void BanLists::fetchWithTime(core::ServerId server, ServerSession &session, const QString &jail)
{
    JailServiceState &capabilities = m_state.jailServiceState(server);
    QPointer<ServerSession> guarded(&session);
    capabilities.ask(
        protocol::Capability::BansWithTime, session, jail, this, [this, server, guarded, jail](core::Result<bool> can) {
            if (!can || !guarded) {
                fail(server, can ? core::Error { core::ErrorCode::Cancelled, {} } : can.error());
                return;
            }
            if (!*can) {
                fetchWithoutTime(server, *guarded, jail);
                return;
            }
            guarded->submit(protocol::jailBansWithTime(jail), this,
                [this, server, guarded, jail](const core::Result<protocol::TimedBanList> &bans) {
                    if (!bans) {
                        store(server, jail, tl::unexpected(bans.error()), true);
                        return;
                    }
                    const auto profile = m_servers.profile(server);
                    const QString named = profile ? profile->timeZone : QString();
                    const QTimeZone zone = guarded ? guarded->timeZone(named) : QTimeZone::systemTimeZone();
                    store(server, jail, protocol::withZone(*bans, zone, m_clock.nowMs() / 1000), true);
                });
        });
}

void BanLists::fetchWithoutTime(core::ServerId server, ServerSession &session, const QString &jail)
{
    QPointer<ServerSession> guarded(&session);
    m_state.jailServiceState(server).ask(
        protocol::Capability::Banned, session, jail, this, [this, server, guarded, jail](core::Result<bool> can) {
            if (!can || !guarded) {
                fail(server, can ? core::Error { core::ErrorCode::Cancelled, {} } : can.error());
                return;
            }
            if (!*can) {
                fetchFromStatus(server, *guarded, jail);
                return;
            }
            guarded->submit(protocol::jailBanned(jail), this, [this, server, jail](core::Result<core::BanList> bans) {
                store(server, jail, std::move(bans), false);
            });
        });
}

void BanLists::fetchFromStatus(core::ServerId server, ServerSession &session, const QString &jail)
{
    session.submit(protocol::jailStatus(jail, protocol::StatusFlavour::Basic), this,
        [this, server, jail](const core::Result<protocol::JailStatusReply> &status) {
            if (status)
                store(server, jail, status->bans.value_or(core::BanList {}), false);
            else
                store(server, jail, tl::unexpected(status.error()), false);
        });
}

void BanLists::store(core::ServerId server, const QString &jail, core::Result<core::BanList> bans, bool timesKnown)
{
    if (!bans && bans.error().code != core::ErrorCode::UnknownJail) {
        fail(server, bans.error());
        return;
    }
    const auto found = m_data.find(server);
    if (found == m_data.end())
        return; // removed meanwhile
    PerServer &data = found->second;
    data.running = false;
    if (bans) {
        data.fetched.insert(jail, data.fetching);
        data.snapshot.jails.insert(
            jail, { std::make_shared<const core::BanList>(std::move(*bans)), m_clock.nowMs(), timesKnown });
    } else { // it was stopped between the list of jails and now
        data.snapshot.jails.remove(jail);
        data.fetched.remove(jail);
    }
    Q_EMIT bansChanged(server, jail);
    fetchNext(server);
}

void BanLists::fail(core::ServerId server, const core::Error &error)
{
    const auto found = m_data.find(server);
    if (found == m_data.end())
        return;
    found->second.running = false;
    found->second.queue.clear();
    finish(server, found->second, tl::unexpected(error));
}

void BanLists::finish(core::ServerId server, PerServer &data, core::Result<bool> result)
{
    if (!data.snapshot.loading && data.waiting.empty())
        return;
    data.snapshot.loading = false;
    if (result) {
        data.snapshot.error.reset();
        qint64 oldest = m_clock.nowMs();
        for (const JailBans &jail : std::as_const(data.snapshot.jails))
            oldest = std::min(oldest, jail.fetchedAt);
        data.snapshot.fetchedAt = oldest;
    } else {
        data.snapshot.error = result.error();
    }
    const auto waiting = std::exchange(data.waiting, {});
    Q_EMIT snapshotChanged(server);
    for (const auto &pending : waiting)
        pending.finish(result);
}

} // namespace services
