// SPDX-License-Identifier: GPL-3.0-or-later
// Which logs EventFeedImpl follows, and which wait.
#include "services/followed_server.h"
#include "services/log_target.h"
#include "services/server_registry.h"

#include <algorithm>

namespace services {

/// Those whose log could be followed, in the order of their importance.
QList<core::ServerId> EventFeedImpl::candidates() const
{
    struct Candidate
    {
        core::ServerId server;
        bool watched;
        bool followed;
    };
    const QSet<core::ServerId> watched(m_watched.cbegin(), m_watched.cend());
    std::vector<Candidate> all;
    const QList<core::ServerProfile> profiles = m_servers.profiles();
    for (const core::ServerProfile &profile : profiles) {
        const PerServer *data = find(profile.id);
        if (!data || data->state == FollowState::NotPossible)
            continue;
        if (data->reached || data->follow)
            all.push_back({ profile.id, watched.contains(profile.id), data->follow != nullptr });
    }
    std::stable_sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) {
        return std::pair(a.watched, a.followed) > std::pair(b.watched, b.followed);
    });
    QList<core::ServerId> servers;
    for (const Candidate &candidate : all)
        servers.append(candidate.server);
    return servers;
}

/// How many logs each ssh connection carries: what short commands and the bridges of its servers leave.
QHash<QString, int> EventFeedImpl::roomOnConnections() const
{
    constexpr int forWhatStays = 4;
    QHash<QString, int> room;
    for (const auto &[id, data] : m_data) {
        const core::ServerProfile &profile = data->profile;
        const QString connection = logConnection(profile);
        if (connection.isEmpty())
            continue;
        const bool bridged = profile.elevation != core::Elevation::None || !profile.container.isEmpty();
        room.insert(connection, room.value(connection, forWhatStays) - (bridged ? 1 : 0));
    }
    for (int &logs : room)
        logs = std::clamp(logs, 0, mostLogsPerConnection);
    return room;
}

void EventFeedImpl::select()
{
    // A log that could not be had is tried again when its time has come, or for another daemon.
    for (const auto &[server, data] : m_data) {
        if (data->state == FollowState::NotPossible && !data->retry.isActive())
            setState(server, *data, FollowState::Off);
    }
    QSet<core::ServerId> chosen;
    QHash<QString, int> room = roomOnConnections();
    const QList<core::ServerId> wanted = isOn() ? candidates() : QList<core::ServerId>();
    for (const core::ServerId server : wanted) {
        if (chosen.size() >= mostLogs)
            break;
        const QString connection = logConnection(find(server)->profile);
        if (!connection.isEmpty() && room[connection]-- <= 0)
            continue;
        chosen.insert(server);
    }
    int starting = 0;
    for (const auto &[server, data] : m_data) {
        data->selected = chosen.contains(server);
        if (!data->selected && (data->follow || data->state != FollowState::NotPossible)) {
            stop(*data);
            if (isOn() && !data->reached && data->state == FollowState::Waiting)
                continue; // with the server it will come back
            if (isOn() && data->reached)
                setState(server, *data, FollowState::Waiting, { core::ErrorCode::RateLimited, {} });
            else
                setState(server, *data, FollowState::Off);
        }
        starting += data->opening.isActive() && !data->isOpen ? 1 : 0;
    }
    for (const core::ServerId server : wanted) {
        PerServer &data = *find(server);
        if (!data.selected || data.retry.isActive() || !data.reached || data.asking.isActive())
            continue;
        const bool old = m_clock.monotonicMs() - data.askedAt >= m_timing.askAgainMs;
        if (data.askedAt == 0 || old) {
            ask(server, data);
        } else if (!data.follow && !data.path.isEmpty() && starting < mostStarting) {
            ++starting;
            follow(server, data);
        }
    }
}

} // namespace services
