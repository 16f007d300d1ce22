// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backoff.h"
#include "core/server_profile.h"
#include "services/event_buffer.h"
#include "services/event_feed_impl.h"
#include "services/log_follow.h"
#include "transport/delete_from_loop.h"

namespace services {

/// What EventFeedImpl knows of one server; included by its own files only.
struct EventFeedImpl::PerServer
{
    PerServer(const core::ServerProfile &serverProfile, const EventFeedTiming &timing)
        : profile(serverProfile)
        , backoff(timing.firstRetryMs, timing.longestRetryMs)
        , events(timing.firstBatchMs, timing.batchMs)
    {
        for (QTimer *timer : { &retry, &opening })
            timer->setSingleShot(true);
    }
    ~PerServer() { transport::deleteFromLoop(std::move(follow)); }
    Q_DISABLE_COPY_MOVE(PerServer)

    core::ServerProfile profile;
    FollowState state = FollowState::Off;
    core::Error error;
    bool reached = false; ///< the last probe was answered
    bool selected = false; ///< one of those that are followed
    core::ProcessIdentity identity; ///< of the daemon that told its log target
    QString path; ///< empty: not known
    qint64 askedAt = 0; ///< monotonic ms
    core::RequestHandle asking;
    std::unique_ptr<LogFollow> follow;
    bool isOpen = false;
    std::optional<LogPlace> place; ///< in the log at path
    core::Backoff backoff;
    QTimer retry;
    QTimer opening;
    EventBuffer events;
};

} // namespace services
