// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/event_feed_impl.h"

namespace services {

EventFeedImpl::EventFeedImpl(
    RuntimeState &state, ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock, QObject *parent)
    : EventFeed(parent)
    , m_state(state)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_clock(clock)
{
}

EventFeedImpl::~EventFeedImpl() = default;

void EventFeedImpl::start() { }

FollowState EventFeedImpl::state(core::ServerId) const
{
    return FollowState::Off;
}

core::Error EventFeedImpl::error(core::ServerId) const
{
    return {};
}

QList<core::LogEvent> EventFeedImpl::recent(core::ServerId) const
{
    return {};
}

} // namespace services
