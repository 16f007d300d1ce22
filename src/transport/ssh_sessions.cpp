// SPDX-License-Identifier: GPL-3.0-or-later
// The sessions of SshMaster: who may run a command over the connection, and whether anybody is there.
#include "transport/ssh_master.h"

#include "transport/runtime_folder.h"
#include "transport/ssh_process.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// How long a connection that died in a sleep has lived, as the backoff sees it: it did not flap.
constexpr qint64 sleptThroughMs = 3'600'000;

} // namespace

core::RequestHandle SshMaster::acquireSession(const QObject *context, core::Handler<SessionTicket> handler)
{
    const core::Pending<SessionTicket> pending(context, std::move(handler));
    m_sessionQueue.push_back(pending);
    QMetaObject::invokeMethod(this, &SshMaster::giveSessions, Qt::QueuedConnection); // never from inside the call
    return pending.handle();
}

void SshMaster::giveSessions()
{
    const QPointer<SshMaster> guard(this); // a handler may delete this object
    while (guard && m_sessions < shortSessions && !m_sessionQueue.empty()) {
        const auto pending = m_sessionQueue.front();
        m_sessionQueue.pop_front();
        if (!pending.isActive())
            continue; // it was cancelled while it waited
        ++m_sessions;
        // The deleter runs wherever the last copy goes, in a handler or a destructor: the next one is served from the
        // loop.
        pending.finish(SessionTicket(this, [guard](SshMaster *master) {
            if (!guard)
                return;
            --master->m_sessions;
            QMetaObject::invokeMethod(master, &SshMaster::giveSessions, Qt::QueuedConnection);
        }));
    }
}

SshMaster::StaySession SshMaster::takeStay()
{
    ++m_stays;
    std::shared_ptr<void> held(this, [guard = QPointer<SshMaster>(this)](SshMaster *master) {
        if (guard)
            --master->m_stays;
    });
    return { std::move(held), sessionArguments() };
}

core::RequestHandle SshMaster::acquireStay(const QObject *context, core::Handler<StaySession> handler)
{
    const core::Pending<StaySession> pending(context, std::move(handler));
    if (m_state != State::Up) {
        pending.finishLater(tl::unexpected(m_lastError));
        return pending.handle();
    }
    if (m_stays < staySessions) {
        pending.finishLater(takeStay());
        return pending.handle();
    }
    // The first with room, so that as few as possible are needed; one that is being made counts its callers when it is
    // up.
    const auto room = std::find_if(
        m_further.begin(), m_further.end(), [](const auto &further) { return further->m_stays < furtherSessions; });
    const bool full = room == m_further.end();
    if (full)
        m_further.push_back(std::make_unique<SshMaster>(m_destination, m_folder, m_options));
    SshMaster &further = full ? *m_further.back() : **room;
    further.require(
        this, [this, &further, pending](const core::Result<bool> &up) { onFurtherUp(up, further, pending); });
    return pending.handle();
}

void SshMaster::onFurtherUp(const core::Result<bool> &up, SshMaster &further, const core::Pending<StaySession> &pending)
{
    if (!pending.isActive())
        return;
    if (!up) {
        // A login that wants a person each time cannot be repeated behind the scenes. The connection itself is well.
        pending.finish(core::failure(core::ErrorCode::TunnelDown, noSessionLeft + u'\n' + up.error().detail));
    } else if (further.m_stays < furtherSessions) {
        pending.finish(further.takeStay());
    } else {
        // Others who waited for the same connection were faster.
        auto next = acquireStay(this, [pending](const core::Result<StaySession> &stay) { pending.finish(stay); });
        pending.setOnCancel([next]() mutable { next.cancel(); });
    }
}

void SshMaster::forgetBackoff()
{
    for (const auto &further : m_further)
        further->forgetBackoff();
    if (m_state == State::Opening && m_prompting.askpassProgram.isEmpty()) {
        // It may wait for a network that is gone; those who wait for it wait for the next one.
        abandonAttempt();
        begin({});
    }
    if (m_state == State::Closed && needsPerson(m_lastError.code))
        return;
    m_backoff.reset(); // also for a connection that has ended and nobody has noticed yet
    m_retryAt = 0;
}

void SshMaster::checkAlive(qint64 deadlineMs)
{
    for (const auto &further : m_further)
        further->checkAlive(deadlineMs);
    if (m_state != State::Up || m_lifeSign)
        return;
    // Whatever the other end makes of the command, and be it a refusal, it is alive.
    m_lifeSign = std::make_unique<SshProcess>();
    connect(m_lifeSign.get(), &SshProcess::ended, this, [this] { m_lifeSign.release()->deleteLater(); });
    QStringList arguments = sessionArguments() << u"true"_s;
    const QString program = arguments.takeFirst();
    if (!m_lifeSign->start(program, arguments, environment())) {
        m_lifeSign.reset();
        return;
    }
    auto *limit = new QTimer(m_lifeSign.get());
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, this, [this] {
        if (m_state != State::Up)
            return;
        m_upSince = nowMs() - sleptThroughMs;
        fail({ core::ErrorCode::TunnelFrozen, u"no sign of life"_s });
    });
    limit->start(static_cast<int>(deadlineMs));
}

} // namespace transport
