// SPDX-License-Identifier: GPL-3.0-or-later
// The connection: opened when somebody waits, dropped when it cannot be trusted any more.
#include "services/server_session.h"

#include "services/server_session_p.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(sessionLog, "session")

} // namespace

ServerSession::Private::Private(ServerSession &session, core::ServerId serverId, std::unique_ptr<transport::Channel> c,
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
    if (!decoder)
        decoder = std::make_unique<protocol::FrameDecoder>();
    channel->write(entry->bytes);
}

void ServerSession::Private::onOpened()
{
    openDeadline = never;
    connectError.reset();
    busyBackoff.reset();
    isOpen = true;
    used = false;
    decoder.reset(); // to none
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
    connectError = error;
    if (error.code == core::ErrorCode::Busy) {
        // The backlog of 1 is full (fact sheet 0.8): the daemon lives. Everybody waits for as long as they may.
        nextAttemptAt = clock.monotonicMs() + busyBackoff.nextMs();
        arm();
        return;
    }
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
        replies = decoder->feedRaw(bytes);
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
    const bool outOfStep = !isReply || replies.size() != 1 || decoder->isBroken() || decoder->isMidReply();
    if (queue.empty())
        decoder.reset(); // to none
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
    if (cut && !again) {
        // Whatever broke the way, a change that was sent may have been done.
        deliver(cut->waiters,
            tl::unexpected(cut->isChange ? core::Error { core::ErrorCode::ConnectionLost, error.detail } : error));
    }
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
    // A change that was sent may have been done, whoever ends the session; what still waits was not sent.
    if (d->inFlight && d->inFlight->isChange) {
        for (const auto &waiter : d->inFlight->waiters)
            waiter.finishLater(core::failure(core::ErrorCode::ConnectionLost));
    }
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

QTimeZone ServerSession::timeZone(const QString &named) const
{
    for (const QByteArray &name : { named.toUtf8(), d->channel->timeZone() }) {
        // An empty name would be this computer's zone, which is the last resort only.
        if (const QTimeZone zone(name); !name.isEmpty() && zone.isValid())
            return zone;
    }
    return QTimeZone::systemTimeZone();
}

} // namespace services
