// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier.h"

#include "platform/tray.h"

#include "core/visible_text.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

// Desktop Notifications Specification 1.2.
namespace platform {

namespace {

Q_LOGGING_CATEGORY(lcNotifier, "bangui.platform.notifier")

constexpr auto service = "org.freedesktop.Notifications"_L1;
constexpr auto path = "/org/freedesktop/Notifications"_L1;
constexpr auto interface = "org.freedesktop.Notifications"_L1;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, interface, method);
}

} // namespace

Notifier::Notifier(Tray *tray, QObject *parent)
    : QObject(parent)
    , m_tray(tray)
{
    if (!m_tray)
        return;
    connect(m_tray, &Tray::messageClicked, this, [this] {
        if (!m_trayMessageId.isEmpty())
            Q_EMIT activated(m_trayMessageId, QString());
    });
}

Notifier::~Notifier() = default;

QString Notifier::escapedBody(const QString &text)
{
    return core::visibleLines(text).toHtmlEscaped();
}

void Notifier::connectToService()
{
    if (m_connected)
        return;
    m_connected = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    // QtDBus knows only this form of connect.
    bus.connect(service, path, interface, u"ActionInvoked"_s, this, SLOT(onActionInvoked(uint, QString)));
    bus.connect(service, path, interface, u"ActivationToken"_s, this, SLOT(onActivationToken(uint, QString)));
    bus.connect(service, path, interface, u"NotificationClosed"_s, this, SLOT(onClosed(uint, uint)));
}

void Notifier::notify(const Notification &notification)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        fallBack(notification);
        return;
    }
    connectToService();
    // Its number comes with the answer, and only with the number can the next one take its place.
    if (m_sending.contains(notification.id)) {
        m_withdrawn.remove(notification.id);
        m_waiting.insert(notification.id, notification);
        return;
    }
    m_sending.insert(notification.id);
    //: What a click on a notification does
    const QString verb = notification.actionText.isEmpty() ? tr("Show") : notification.actionText;
    const QVariantMap hints { { u"urgency"_s, QVariant::fromValue(uchar(notification.urgent ? 2 : 1)) },
        { u"desktop-entry"_s, u"bangui"_s } };
    QDBusMessage message = call(u"Notify"_s);
    message.setArguments(
        { u"BanGUI"_s, m_serverIds.value(notification.id, 0U), u"bangui"_s, core::visibleText(notification.title),
            escapedBody(notification.text), QStringList { u"default"_s, core::visibleText(verb) }, hints, -1 });
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, 5000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
        [this, notification](QDBusPendingCallWatcher *done) { onSent(notification, done); });
}

void Notifier::onSent(const Notification &notification, QDBusPendingCallWatcher *watcher)
{
    watcher->deleteLater();
    m_sending.remove(notification.id);
    const bool withdrawn = m_withdrawn.remove(notification.id);
    const bool superseded = m_waiting.contains(notification.id);
    const QDBusPendingReply<uint> reply = *watcher;
    if (reply.isError()) {
        qCDebug(lcNotifier) << "not notified:" << reply.error().name();
        if (!superseded && !withdrawn)
            fallBack(notification);
    } else {
        m_serverIds.insert(notification.id, reply.value());
        m_ids.insert(reply.value(), notification.id);
    }
    if (superseded)
        notify(m_waiting.take(notification.id));
    else if (withdrawn)
        withdraw(notification.id);
}

void Notifier::fallBack(const Notification &notification)
{
    if (!m_tray)
        return;
    m_trayMessageId = notification.id;
    m_tray->showMessage(
        core::visibleText(notification.title), core::visibleLines(notification.text), notification.state);
}

void Notifier::withdraw(const QString &id)
{
    m_waiting.remove(id);
    if (m_sending.contains(id)) { // it has no number yet
        m_withdrawn.insert(id);
        return;
    }
    const auto found = m_serverIds.constFind(id);
    if (found == m_serverIds.constEnd())
        return;
    QDBusMessage message = call(u"CloseNotification"_s);
    message.setArguments({ found.value() });
    QDBusConnection::sessionBus().send(message);
    m_ids.remove(found.value());
    m_serverIds.erase(found);
}

void Notifier::onActivationToken(uint serverId, const QString &token)
{
    if (m_ids.contains(serverId))
        m_tokens.insert(serverId, token);
}

void Notifier::onActionInvoked(uint serverId, const QString &)
{
    // Other programs' notifications are signalled to everyone.
    const auto found = m_ids.constFind(serverId);
    if (found != m_ids.constEnd())
        Q_EMIT activated(found.value(), m_tokens.take(serverId));
}

void Notifier::onClosed(uint serverId, uint)
{
    m_tokens.remove(serverId);
    const QString id = m_ids.take(serverId);
    if (!id.isEmpty() && m_serverIds.value(id) == serverId)
        m_serverIds.remove(id);
}

} // namespace platform
