// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/server_status.h"

#include <QObject>

namespace services {

enum class NotificationKind { Offline, Recovered, ProtectionLost, Folded };
struct Notification
{
    NotificationKind kind = NotificationKind::Offline;
    core::ServerId server;
    QString serverName;
    int folded = 0; ///< for Folded: how many were held back
    std::optional<core::PendingRecovery> recovery; ///< where an activation is to blame
    /// For ProtectionLost without an activation to blame: why nothing is protected (no jail, frozen).
    core::AttentionReason attention = core::AttentionReason::None;
};

/// Decides what deserves a notification, never a flood: per server one of a kind until it changed back, at most
/// NotificationLimitPerMinute in any minute, the rest folded into one. Shows nothing itself.
class NotificationService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void notificationRaised(const services::Notification &notification);
};

} // namespace services

Q_DECLARE_METATYPE(services::Notification)
