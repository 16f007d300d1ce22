// SPDX-License-Identifier: GPL-3.0-or-later
// The queue: who waits for what, in which order, and for how long.
#include "services/server_session_p.h"

namespace services {

void ServerSession::Private::deliver(const Waiters &waiters, const core::Result<protocol::Value> &result)
{
    for (const auto &waiter : waiters)
        waiter.finish(result);
}

core::RequestHandle ServerSession::Private::enqueue(const protocol::Request &request, bool isChange, bool asItCame,
    const QObject *context, core::Handler<protocol::Value> handler)
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

ServerSession::Private::Failures ServerSession::Private::takeExpired(qint64 now, bool changesToo)
{
    Failures failures;
    queueDeadline = never;
    const core::Error error = connectError.value_or(core::Error { core::ErrorCode::Timeout, {} });
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
    if (shareable.isEmpty())
        shareable = {}; // an empty one keeps its room, and hundreds of sessions are idle
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

} // namespace services
