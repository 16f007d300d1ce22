// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_master.h"

#include <QPointer>

namespace transport {

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

} // namespace transport
