// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/log_event.h"
#include "core/result.h"

#include <QList>
#include <QObject>

namespace services {

/// How far the log of a server can be followed.
enum class FollowState {
    Off, ///< by the setting, or the server is not reached
    Starting,
    Live,
    Waiting, ///< it was lost and will be tried again
    NotPossible ///< no file (SYSLOG, STDOUT, journal), or this login may not read it; see EventFeed::error()
};

/// How often an action of a jail failed of late: its addresses count as banned, and nothing stops them.
struct ActionFailures
{
    QString jail;
    QString action; ///< the last one that failed; hostile
    QString detail; ///< what it said; hostile
    int count = 0;
    qint64 lastAt = 0; ///< UTC ms
    friend bool operator==(const ActionFailures &, const ActionFailures &) = default;
};

/// Bans, unbans and failures as a server logs them, where its log can be followed. The counters of the probes stay the
/// truth: what is missed here comes with the next one. Main thread.
class EventFeed : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    [[nodiscard]] virtual FollowState state(core::ServerId server) const = 0;
    /// Meaningful for Waiting and NotPossible: what the host says, NotSupported with the log target where that is no
    /// file, RateLimited where as many logs are followed as can be.
    [[nodiscard]] virtual core::Error error(core::ServerId server) const = 0;
    [[nodiscard]] virtual QList<core::LogEvent> recent(core::ServerId server) const = 0; ///< newest last, at most 500
    /// Of the last hour, by jail, the one that failed last first.
    [[nodiscard]] virtual QList<ActionFailures> actionFailures(core::ServerId) const { return {}; }
    /// The servers that somebody is looking at: where not all logs can be followed, theirs are.
    virtual void setWatched(const QList<core::ServerId> &) { }

Q_SIGNALS:
    void eventsArrived(core::ServerId server, const QList<core::LogEvent> &events);
    void stateChanged(core::ServerId server);
};

} // namespace services

Q_DECLARE_METATYPE(services::FollowState)
