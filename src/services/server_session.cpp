// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_session.h"

#include "core/backoff.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

#include <deque>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(sessionLog, "session")

constexpr qint64 never = std::numeric_limits<qint64>::max();

using Waiters = std::vector<core::Pending<protocol::Value>>;

/// Touches nothing but its arguments: a handler may delete the session.
void deliver(const Waiters &waiters, const core::Result<protocol::Value> &result)
{
    for (const auto &waiter : waiters)
        waiter.finish(result);
}

} // namespace

struct ServerSession::Private
{
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
        const core::Clock &sessionClock, const SessionTimeouts &limits)
        : q(session)
        , id(serverId)
        , channel(std::move(c))
        , clock(sessionClock)
        , timeouts(limits)
    {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &q, [this] { onTimer(); });
        QObject::connect(channel.get(), &transport::Channel::opened, &q, [this] { onOpened(); });
        QObject::connect(
            channel.get(), &transport::Channel::bytesReceived, &q, [this](const QByteArray &bytes) { onBytes(bytes); });
        QObject::connect(
            channel.get(), &transport::Channel::failed, &q, [this](const core::Error &error) { onFailed(error); });
        QObject::connect(
            channel.get(), &transport::Channel::closed, &q, [this](const core::Error &error) { onClosed(error); });
    }

    core::RequestHandle enqueue(const protocol::Request &request, bool isChange, bool asItCame, const QObject *context,
        core::Handler<protocol::Value> handler);
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
    protocol::FrameDecoder decoder;
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

    core::Backoff reconnectBackoff { 100, 5'000 };
    core::Backoff busyBackoff { 20, 500 };
    qint64 nextAttemptAt = std::numeric_limits<qint64>::min();
    qint64 openDeadline = never;
    bool listenerBusy = false; ///< the last attempt to connect met EAGAIN
    bool isOpen = false;
    bool used = false; ///< the connection has been idle or carried a request
    std::optional<core::ProcessIdentity> identity;
    qint64 lastSuccessAt = 0;
    qint64 lastLatencyUs = -1;
};

core::RequestHandle ServerSession::Private::enqueue(
    const protocol::Request &request, bool isChange, bool asItCame, const QObject *context,
    core::Handler<protocol::Value> handler)
{
    core::Pending<protocol::Value> pending(context, std::move(handler));
    QByteArray bytes = request.encode();
    EntryPtr entry;
    if (isChange) {
        ++changes;
    } else if (const auto known = shareable.value(bytes); known && known->changesBefore == changes && !asItCame) {
        entry = known;
    }
    if (!entry) {
        entry = std::make_shared<Entry>();
        entry->bytes = std::move(bytes);
        entry->commandClass = request.commandClass();
        entry->isChange = isChange;
        entry->asItCame = asItCame;
        entry->changesBefore = changes;
        entry->submittedAt = clock.monotonicMs();
        insert(entry);
    }
    entry->waiters.push_back(pending);
    pending.setOnCancel([session = QPointer<ServerSession>(&q), weak = std::weak_ptr<Entry>(entry)] {
        if (const auto cancelled = weak.lock(); session && cancelled)
            session->d->abandoned(cancelled);
    });
    // From the event loop, so that nothing that a channel says at once runs inside the caller's call.
    schedulePump();
    return pending.handle();
}

void ServerSession::Private::insert(const EntryPtr &entry)
{
    auto at = queue.end();
    if (entry->commandClass == protocol::CommandClass::Quick && !entry->isChange) {
        while (at != queue.begin() && (*std::prev(at))->commandClass == protocol::CommandClass::HeavyRead)
            --at;
    }
    queue.insert(at, entry);
    if (!entry->isChange) {
        if (!entry->asItCame)
            shareable.insert(entry->bytes, entry);
        queueDeadline = std::min(queueDeadline, entry->submittedAt + limitFor(entry->commandClass));
    }
}

void ServerSession::Private::schedulePump()
{
    if (std::exchange(pumpScheduled, true))
        return;
    QMetaObject::invokeMethod(
        &q, [this] { pump(); }, Qt::QueuedConnection);
}

void ServerSession::Private::pump()
{
    pumpScheduled = false;
    while (!inFlight && !queue.empty() && !queue.front()->isWanted()) {
        forget(queue.front());
        queue.pop_front();
    }
    if (!inFlight && !queue.empty()) {
        const qint64 now = clock.monotonicMs();
        if (queue.front()->headSince == 0)
            queue.front()->headSince = now;
        if (isOpen) {
            const EntryPtr entry = queue.front();
            queue.pop_front();
            send(entry);
        } else if (channel->state() == transport::Channel::State::Closed && now >= nextAttemptAt) {
            openDeadline = now + timeouts.connectMs;
            const QPointer<ServerSession> alive(&q);
            channel->open();
            if (!alive)
                return;
        }
    }
    arm();
}

void ServerSession::Private::send(const EntryPtr &entry)
{
    inFlight = entry;
    sawBytes = false;
    onUsedConnection = used;
    used = true;
    // The whole deadline counts from here: what it waited for before was not the daemon's work on it.
    replyDeadline = clock.monotonicMs() + limitFor(entry->commandClass);
    sinceWrite.start();
    channel->write(entry->bytes);
}

void ServerSession::Private::onOpened()
{
    openDeadline = never;
    listenerBusy = false;
    busyBackoff.reset();
    isOpen = true;
    used = false;
    decoder.reset();
    identity = channel->peerIdentity();
    const QPointer<ServerSession> alive(&q);
    Q_EMIT q.connected();
    if (!alive)
        return;
    pump();
    if (alive && isOpen && !inFlight)
        used = true;
}

void ServerSession::Private::onFailed(const core::Error &error)
{
    openDeadline = never;
    if (error.code == core::ErrorCode::Busy) {
        // The backlog of 1 is full (fact sheet 0.8): the daemon lives. Everybody waits for as long as they may.
        listenerBusy = true;
        nextAttemptAt = clock.monotonicMs() + busyBackoff.nextMs();
        arm();
        return;
    }
    listenerBusy = false;
    delayNextAttempt();
    failQueue(error);
}

void ServerSession::Private::onBytes(const QByteArray &bytes)
{
    const QPointer<ServerSession> alive(&q);
    EntryPtr answered;
    std::vector<core::Result<protocol::Value>> replies;
    if (inFlight) {
        sawBytes = true;
        replies = decoder.feedRaw(bytes);
        if (replies.empty())
            return;
        answered = std::exchange(inFlight, nullptr);
        replyDeadline = never;
        forget(answered);
    }
    const core::Result<protocol::Value> unwrapped = replies.empty() ? core::failure(core::ErrorCode::ProtocolError)
                                                                    : replies.front().and_then(protocol::unwrapReply);
    const bool isReply = unwrapped || unwrapped.error().code != core::ErrorCode::ProtocolError;
    if (isReply) {
        lastSuccessAt = clock.monotonicMs();
        if (answered->commandClass == protocol::CommandClass::Quick)
            lastLatencyUs = sinceWrite.nsecsElapsed() / 1000;
        reconnectBackoff.reset();
    }
    // One request is in flight, so that one reply is all that may come.
    const bool outOfStep = !isReply || replies.size() != 1 || decoder.isBroken() || decoder.isMidReply();
    core::Error error { core::ErrorCode::ProtocolError, u"more replies than requests"_s };
    if (outOfStep) {
        if (!replies.empty() && !replies.back())
            error = replies.back().error();
        else if (!replies.empty() && !isReply)
            error = unwrapped.error();
        qCWarning(sessionLog).noquote() << u"connection_dropped server=%1 error=%2"_s.arg(id.value).arg(
            core::errorCodeName(error.code));
        channel->close();
        forgetConnection();
        delayNextAttempt();
    }
    if (answered)
        deliver(answered->waiters, answered->asItCame && isReply ? replies.front() : unwrapped);
    if (alive && outOfStep)
        Q_EMIT q.disconnected(error);
    if (alive)
        pump();
}

void ServerSession::Private::onClosed(const core::Error &error)
{
    const QPointer<ServerSession> alive(&q);
    const EntryPtr cut = std::exchange(inFlight, nullptr);
    // A daemon that was restarted closed the connection while nobody looked: the request never reached it. Only a query
    // may be sent again.
    const bool again = cut && !cut->isChange && !sawBytes && onUsedConnection && !cut->retried;
    const bool wasGood = reconnectBackoff.attempts() == 0 && used;
    forgetConnection();
    if (again) {
        cut->retried = true;
        queue.push_front(cut);
        queueDeadline = std::min(queueDeadline, cut->submittedAt + limitFor(cut->commandClass));
    } else if (cut) {
        forget(cut);
    }
    if (!wasGood)
        delayNextAttempt();
    else
        std::ignore = reconnectBackoff.nextMs(); // the next loss without a reply in between waits
    if (cut && !again)
        deliver(cut->waiters, tl::unexpected(error));
    if (alive)
        Q_EMIT q.disconnected(error);
    if (alive)
        pump();
}

void ServerSession::Private::onTimer()
{
    timerAt = never;
    const QPointer<ServerSession> alive(&q);
    const qint64 now = clock.monotonicMs();
    if (now >= openDeadline) {
        channel->close();
        onFailed({ core::ErrorCode::Timeout, {} });
        if (!alive)
            return;
    }
    const core::Error timeout { core::ErrorCode::Timeout, {} };
    Failures failures;
    const bool dropped = inFlight && now >= replyDeadline;
    if (dropped) {
        // The reply could still come and would then be taken for the next one's.
        const EntryPtr late = std::exchange(inFlight, nullptr);
        forget(late);
        channel->close();
        forgetConnection();
        failures.emplace_back(late, timeout);
    }
    if (dropped || now >= queueDeadline || !queue.empty()) {
        for (auto &expired : takeExpired(now, dropped))
            failures.push_back(std::move(expired));
    }
    if (!report(failures))
        return;
    if (dropped)
        Q_EMIT q.disconnected(timeout);
    if (alive)
        pump();
}

ServerSession::Private::Failures ServerSession::Private::takeExpired(qint64 now, bool changesToo)
{
    Failures failures;
    queueDeadline = never;
    const core::Error error { listenerBusy ? core::ErrorCode::Busy : core::ErrorCode::Timeout, {} };
    std::deque<EntryPtr> kept;
    for (EntryPtr &entry : queue) {
        const qint64 limit = limitFor(entry->commandClass);
        qint64 deadline = entry->submittedAt + limit;
        // A change waits for its turn as long as it takes, unless the daemon does not take anything.
        if (entry->isChange && !changesToo)
            deadline = entry->headSince != 0 ? entry->headSince + limit : never;
        if (now >= deadline) {
            forget(entry);
            failures.emplace_back(entry, unsentError(*entry, error));
        } else {
            if (!entry->isChange)
                queueDeadline = std::min(queueDeadline, deadline);
            kept.push_back(std::move(entry));
        }
    }
    queue = std::move(kept);
    return failures;
}

void ServerSession::Private::arm()
{
    qint64 next = std::min({ openDeadline, inFlight ? replyDeadline : never, queue.empty() ? never : queueDeadline });
    if (!inFlight && !queue.empty()) {
        if (!isOpen && channel->state() == transport::Channel::State::Closed)
            next = std::min(next, nextAttemptAt);
        const Entry &head = *queue.front();
        if (head.isChange && head.headSince != 0)
            next = std::min(next, head.headSince + limitFor(head.commandClass));
    }
    if (next == never || timerAt <= next)
        return; // a timer that fires too early finds nothing to do
    timerAt = next;
    timer.start(static_cast<int>(std::clamp<qint64>(next - clock.monotonicMs(), 1, 3'600'000)));
}

void ServerSession::Private::forgetConnection()
{
    isOpen = false;
    used = false;
    replyDeadline = never;
    openDeadline = never;
    identity.reset();
    decoder.reset();
}

void ServerSession::Private::delayNextAttempt()
{
    nextAttemptAt = clock.monotonicMs() + reconnectBackoff.nextMs();
}

void ServerSession::Private::failQueue(const core::Error &error)
{
    Failures failures;
    for (const EntryPtr &entry : std::exchange(queue, {})) {
        forget(entry);
        failures.emplace_back(entry, unsentError(*entry, error));
    }
    queueDeadline = never;
    if (report(failures))
        pump();
}

void ServerSession::Private::abandoned(const EntryPtr &entry)
{
    if (entry == inFlight)
        return; // its reply must still be read
    const auto at = std::find(queue.begin(), queue.end(), entry);
    const bool wanted = std::any_of(
        entry->waiters.begin(), entry->waiters.end(), [](const auto &waiter) { return waiter.isActive(); });
    if (at == queue.end() || wanted)
        return;
    forget(entry);
    queue.erase(at);
    schedulePump();
}

void ServerSession::Private::forget(const EntryPtr &entry)
{
    if (const auto known = shareable.constFind(entry->bytes); known != shareable.cend() && *known == entry)
        shareable.erase(known);
}

bool ServerSession::Private::report(const Failures &failures)
{
    const QPointer<ServerSession> alive(&q);
    for (const auto &[entry, error] : failures)
        deliver(entry->waiters, tl::unexpected(error));
    return !alive.isNull();
}

qint64 ServerSession::Private::limitFor(protocol::CommandClass commandClass) const
{
    switch (commandClass) {
    case protocol::CommandClass::Quick:
        return timeouts.quickMs;
    case protocol::CommandClass::HeavyRead:
        return timeouts.heavyReadMs;
    case protocol::CommandClass::Change:
        return timeouts.changeMs;
    case protocol::CommandClass::SlowChange:
        return timeouts.slowChangeMs;
    }
    return timeouts.quickMs;
}

core::Error ServerSession::Private::unsentError(const Entry &entry, const core::Error &error)
{
    const bool ambiguous = error.code == core::ErrorCode::Timeout || error.code == core::ErrorCode::ConnectionLost;
    return entry.isChange && ambiguous ? core::Error { core::ErrorCode::Busy, error.detail } : error;
}

ServerSession::ServerSession(core::ServerId id, std::unique_ptr<transport::Channel> channel, const core::Clock &clock,
    SessionTimeouts timeouts, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, id, std::move(channel), clock, timeouts))
{
}

ServerSession::~ServerSession()
{
    d->channel->disconnect(this);
    d->channel->close();
}

core::ServerId ServerSession::id() const
{
    return d->id;
}

core::RequestHandle ServerSession::submit(
    const protocol::Query &query, const QObject *context, core::Handler<protocol::Value> handler)
{
    return d->enqueue(query.request(), false, false, context, std::move(handler));
}

core::RequestHandle ServerSession::submitRaw(
    const protocol::Query &query, const QObject *context, core::Handler<protocol::Value> handler)
{
    return d->enqueue(query.request(), false, true, context, std::move(handler));
}

core::RequestHandle ServerSession::submitChange(
    const protocol::Change &change, const QObject *context, core::Handler<protocol::Value> handler, ReplyForm form)
{
    return d->enqueue(change.request(), true, form == ReplyForm::AsItCame, context, std::move(handler));
}

bool ServerSession::isConnected() const
{
    return d->isOpen;
}

std::optional<core::ProcessIdentity> ServerSession::identity() const
{
    return d->identity;
}

qint64 ServerSession::lastSuccessAt() const
{
    return d->lastSuccessAt;
}

qint64 ServerSession::lastLatencyUs() const
{
    return d->lastLatencyUs;
}

bool ServerSession::isIdle() const
{
    return !d->inFlight && d->queue.empty();
}

void ServerSession::reconnectNow()
{
    d->reconnectBackoff.reset();
    d->busyBackoff.reset();
    d->nextAttemptAt = std::numeric_limits<qint64>::min();
    if (!d->queue.empty())
        d->schedulePump();
}

void ServerSession::setTimeouts(const SessionTimeouts &timeouts)
{
    d->timeouts = timeouts;
}

} // namespace services
