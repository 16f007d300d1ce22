// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/notification_service.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace services {

class RuntimeState;
class ServerRegistry;

/// Decides from RuntimeState's signals. Servers that are met offline at the start raise nothing: the window shows them.
class NotificationServiceImpl final : public NotificationService
{
    Q_OBJECT
public:
    NotificationServiceImpl(
        RuntimeState &state, ServerRegistry &servers, const core::Clock &clock, QObject *parent = nullptr);

private:
    void onStatusChanged(core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after);
    bool isSettling(core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after);
    void raise(Notification notification);
    void raiseFolded();

    /// A daemon that has just come up and has no jail yet: its jails follow one by one, so a second look decides.
    struct Settling
    {
        qint64 sinceMs = 0; ///< monotonic
        bool wasOffline = false; ///< and that was told
    };

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    const core::Clock &m_clock;
    std::deque<qint64> m_raisedAt; ///< monotonic ms, of the last minute
    QHash<core::ServerId, Settling> m_settling;
    int m_heldBack = 0;
    QTimer m_foldTimer;
};

} // namespace services
