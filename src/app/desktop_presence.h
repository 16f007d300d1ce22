// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "services/notification_service.h"
#include "services/service_set.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

namespace platform {
class Notifier;
class Tray;
} // namespace platform

namespace app {

class LinkWatcher;

/// BanGUI outside its window: the tray icon with the worst state, notifications, and an ear for the network and for
/// sleep. Where the desktop has no tray nothing is lost: the window stays.
class DesktopPresence final : public QObject
{
    Q_OBJECT

public:
    explicit DesktopPresence(const services::ServiceSet &services, QObject *parent = nullptr);
    ~DesktopPresence() override;

    [[nodiscard]] bool hasTray() const;

Q_SIGNALS:
    void trayChanged();
    /// Bring the window to front; activationToken lets it, on Wayland.
    void showRequested(const QString &activationToken);
    void serverRequested(core::ServerId id, const QString &activationToken);
    void banRequested();
    void quitRequested();

private:
    void updateTray();
    void updateStates();
    void notify(const services::Notification &notification);

    services::ServiceSet m_services;
    std::unique_ptr<platform::Tray> m_tray;
    std::unique_ptr<platform::Notifier> m_notifier;
    std::unique_ptr<LinkWatcher> m_link;
    QHash<QString, core::ServerId> m_servers; ///< by notification id
    QSet<QString> m_alarms; ///< ids of notifications that tell of something wrong, until it is over
    QTimer m_soon;
};

} // namespace app
