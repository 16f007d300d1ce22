// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/server_status.h"
#include "services/event_feed.h"

#include <QHash>
#include <QTimer>

#include <map>
#include <memory>

namespace services {

class HostRegistry;
class RuntimeState;
class ServerRegistry;

/// How long the feed waits for what, in ms; shorter in tests.
struct EventFeedTiming
{
    qint64 firstBatchMs = 20; ///< after a quiet time
    qint64 batchMs = 250; ///< between two signals of one server
    qint64 firstRetryMs = 1'000;
    qint64 longestRetryMs = 60'000;
    qint64 hopelessRetryMs = 600'000; ///< a log that could not be had: somebody may have changed it
    qint64 openMs = 5'000; ///< a log that is not there for so long is waited for
    qint64 askAgainMs = 300'000; ///< the log target, which anybody may change
};

/// Each log by one helper on its machine, over ssh one session of the shared connection. Not more than mostLogs at
/// once, watched servers first, and on one ssh connection only as many as leave sshd (MaxSessions, 10 as it comes) room
/// for short commands and for the bridges of other servers there. A server is followed from its first answered probe
/// on; the follower outlives a restart of the daemon. After a lost link it goes on where it was.
class EventFeedImpl final : public EventFeed
{
    Q_OBJECT
public:
    EventFeedImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock,
        QObject *parent = nullptr);
    EventFeedImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock,
        const EventFeedTiming &timing, QObject *parent = nullptr);
    ~EventFeedImpl() override;

    static constexpr int mostLogs = 64;
    static constexpr int mostStarting = 4; ///< helpers that are not up yet
    static constexpr int mostLogsPerConnection = 2;

    void start() override;
    [[nodiscard]] FollowState state(core::ServerId server) const override;
    [[nodiscard]] core::Error error(core::ServerId server) const override;
    [[nodiscard]] QList<core::LogEvent> recent(core::ServerId server) const override;
    [[nodiscard]] QList<ActionFailures> actionFailures(core::ServerId server) const override;
    void setWatched(const QList<core::ServerId> &servers) override;

private:
    struct PerServer;
    [[nodiscard]] PerServer *find(core::ServerId server) const;
    [[nodiscard]] bool isOn() const;
    void addServer(core::ServerId server);
    void onServerChanged(core::ServerId server);
    void onStatus(core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after);
    void selectSoon();
    void select();
    [[nodiscard]] QList<core::ServerId> candidates() const;
    [[nodiscard]] QHash<QString, int> roomOnConnections() const;
    void ask(core::ServerId server, PerServer &data);
    void onTarget(core::ServerId server, const core::Result<QString> &target);
    void follow(core::ServerId server, PerServer &data);
    void stop(PerServer &data);
    void onLost(core::ServerId server, const core::Error &error);
    void setState(core::ServerId server, PerServer &data, FollowState state, const core::Error &error = {});

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    const core::Clock &m_clock;
    EventFeedTiming m_timing;
    std::map<core::ServerId, std::unique_ptr<PerServer>> m_data;
    QList<core::ServerId> m_watched;
    QTimer m_selectSoon;
    bool m_started = false;
};

} // namespace services
