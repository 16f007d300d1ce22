// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/event_feed.h"

namespace services {

class HostRegistry;
class RuntimeState;
class ServerRegistry;

class EventFeedImpl final : public EventFeed
{
    Q_OBJECT
public:
    EventFeedImpl(RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock,
        QObject *parent = nullptr);
    ~EventFeedImpl() override;

    void start() override;
    [[nodiscard]] FollowState state(core::ServerId server) const override;
    [[nodiscard]] core::Error error(core::ServerId server) const override;
    [[nodiscard]] QList<core::LogEvent> recent(core::ServerId server) const override;

private:
    RuntimeState &m_state;
    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    const core::Clock &m_clock;
};

} // namespace services
