// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backoff.h"
#include "services/server_session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <limits>

namespace services {

/// A moment that does not come.
inline constexpr qint64 never = std::numeric_limits<qint64>::max();

/// Queue (server_session_queue.cpp) and connection (server_session.cpp) of one session.
struct ServerSession::Private
{
    using Waiters = std::vector<core::Pending<protocol::Value>>;
    struct Entry
    {
        QByteArray bytes;
        protocol::CommandClass commandClass = protocol::CommandClass::Quick;
        bool isChange = false;
        bool asItCame = false; ///< its waiters get (0, x) and (1, exception) undecoded
        bool retried = false;
        quint64 changesBefore = 0; ///< changes that had been submitted before it: only equals share an answer
        qint64 submittedAt = 0;
        qint64 headSince = 0; ///< 0: never was first in the queue
        Waiters waiters;

        [[nodiscard]] bool isWanted() const
        {
            return isChange
                || std::any_of(waiters.begin(), waiters.end(), [](const auto &waiter) { return waiter.isActive(); });
        }
    };
    using EntryPtr = std::shared_ptr<Entry>;
    using Failures = std::vector<std::pair<EntryPtr, core::Error>>;

    Private(ServerSession &session, core::ServerId serverId, std::unique_ptr<transport::Channel> c,
        const core::Clock &sessionClock, const SessionTimeouts &limits);

    core::RequestHandle enqueue(const protocol::Request &request, bool isChange, bool asItCame, const QObject *context,
        core::Handler<protocol::Value> handler);
    /// Touches nothing but its arguments: a handler may delete the session.
    static void deliver(const Waiters &waiters, const core::Result<protocol::Value> &result);
    void insert(const EntryPtr &entry);
    void schedulePump();
    void pump();
    void send(const EntryPtr &entry);
    void onOpened();
    void onFailed(const core::Error &error);
    void onBytes(const QByteArray &bytes);
    void onClosed(const core::Error &error);
    void onTimer();
    void arm();
    void forgetConnection();
    void delayNextAttempt();
    void failQueue(const core::Error &error);
    void abandoned(const EntryPtr &entry);
    void forget(const EntryPtr &entry);
    bool report(const Failures &failures);
    [[nodiscard]] Failures takeExpired(qint64 now, bool changesToo);
    [[nodiscard]] qint64 limitFor(protocol::CommandClass commandClass) const;
    /// Codes that say "may have been done" are kept for changes that were sent.
    [[nodiscard]] static core::Error unsentError(const Entry &entry, const core::Error &error);

    ServerSession &q;
    core::ServerId id;
    std::unique_ptr<transport::Channel> channel;
    const core::Clock &clock;
    SessionTimeouts timeouts;
    std::unique_ptr<protocol::FrameDecoder> decoder; ///< while somebody waits for a reply: kilobytes of hundreds idle
    QTimer timer;
    qint64 timerAt = never;
    bool pumpScheduled = false;

    std::deque<EntryPtr> queue;
    QHash<QByteArray, EntryPtr> shareable; ///< queries, queued or in flight, by their bytes
    quint64 changes = 0;
    qint64 queueDeadline = never; ///< not later than the first deadline in the queue

    EntryPtr inFlight;
    qint64 replyDeadline = never;
    QElapsedTimer sinceWrite;
    bool sawBytes = false; ///< of the reply to inFlight
    bool onUsedConnection = false; ///< inFlight went out on a connection that had been idle

    core::Backoff reconnectBackoff { 100, 2'000 };
    core::Backoff busyBackoff { 20, 500 };
    qint64 nextAttemptAt = std::numeric_limits<qint64>::min();
    qint64 openDeadline = never;
    /// Why the last attempt to connect failed: the truth for who waits for the next one longer than they may.
    std::optional<core::Error> connectError;
    bool isOpen = false;
    bool used = false; ///< the connection has been idle or carried a request
    std::optional<core::ProcessIdentity> identity;
    qint64 lastSuccessAt = 0;
    qint64 lastLatencyUs = -1;
};

} // namespace services
