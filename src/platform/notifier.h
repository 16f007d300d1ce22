// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>

class QDBusPendingCallWatcher;

namespace platform {

class Tray;

/// One desktop notification. Texts are plain and may hold a server's words: they are escaped on the way out.
struct Notification
{
    QString id; ///< the caller's own; a later one with the same id replaces it on the screen
    QString title;
    QString text;
    core::ServerState state = core::ServerState::Unknown;
    QString actionText; ///< what a click does, as a verb ("Show"); empty: the default "Show"
    bool urgent = false; ///< stays until it is dismissed
};

/// Speaks org.freedesktop.Notifications over the session bus, asynchronously; without that service through the tray,
/// and without a tray not at all. Main thread.
class Notifier final : public QObject
{
    Q_OBJECT

public:
    /// tray may be null and must outlive this.
    explicit Notifier(Tray *tray, QObject *parent = nullptr);
    ~Notifier() override;

    void notify(const Notification &notification);
    /// Takes a notification back from the screen, also one that is only on its way there.
    void withdraw(const QString &id);

    /// Text as the notification service's markup: &, < and > escaped, control characters visible.
    [[nodiscard]] static QString escapedBody(const QString &text);

Q_SIGNALS:
    /// The user clicked the notification with this id. activationToken (Wayland, may be empty) lets a window come to
    /// front.
    void activated(const QString &id, const QString &activationToken);

private Q_SLOTS:
    void onActionInvoked(uint serverId, const QString &action);
    void onActivationToken(uint serverId, const QString &token);
    void onClosed(uint serverId, uint reason);

private:
    void connectToService();
    void onSent(const Notification &notification, QDBusPendingCallWatcher *watcher);
    void fallBack(const Notification &notification);

    Tray *m_tray = nullptr;
    QHash<QString, uint> m_serverIds;
    QSet<QString> m_sending; ///< ids whose answer is still to come
    QSet<QString> m_withdrawn; ///< ids withdrawn before that answer
    QHash<QString, Notification> m_waiting; ///< by id: the newest that waits for that answer
    QHash<uint, QString> m_ids;
    QHash<uint, QString> m_tokens;
    QString m_trayMessageId;
    bool m_connected = false;
};

} // namespace platform
