// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_presence.h"
#include "gui/support/fake_services.h"
#include "platform/fake_desktop.h"

#include <QAction>
#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QMenu>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ServerState;

/// What the services say, as it reaches the tray's menu and the desktop's notifications; and the way back, a click.
class TestDesktopPresence final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void menuFollowsTheServers();
    void menuTellsAFinding();
    void menuAsksForTheWindow();
    void notificationsNameTheServer();
    void anAlarmEndsWithItsCause();
    void serversAreTriedAgainWhenTheWorldHasChanged();

private:
    /// The entry of the tray's menu; nullptr: there is none.
    static QAction *entry(const QString &name);

    QProcess m_daemon;
    QDBusConnection m_desktop { u"none"_s };
    FakeNotifications m_notifications;
};

void TestDesktopPresence::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
    QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is needed for this test");
    QVERIFY(m_daemon.waitForReadyRead());
    const QByteArray address = m_daemon.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
    m_desktop = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
    QVERIFY(m_desktop.isConnected());
    QVERIFY(m_desktop.registerObject(u"/org/freedesktop/Notifications"_s, &m_notifications,
        QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(m_desktop.registerService(u"org.freedesktop.Notifications"_s));
}

void TestDesktopPresence::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QAction *TestDesktopPresence::entry(const QString &name)
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *action = widget->findChild<QAction *>(name))
            return action;
    }
    return nullptr;
}

void TestDesktopPresence::menuFollowsTheServers()
{
    guitest::FakeServices services;
    const core::ServerId web = services.addServer(u"web-1"_s, {}, ServerState::Online);
    const app::DesktopPresence presence(services.set());
    const QString name = u"trayServer%1"_s.arg(web.value);
    QVERIFY(entry(name));
    QCOMPARE(entry(name)->text(), u"web-1: online"_s);
    QVERIFY2(!presence.hasTray(), "this platform has none, and nothing breaks");

    const core::ServerStatus before = services.runtimeState.status(web);
    core::ServerStatus lost = before;
    lost.state = ServerState::Offline;
    services.setStatus(web, lost);
    Q_EMIT services.runtimeState.statusChanged(web, before, lost);
    QTRY_COMPARE(entry(name)->text(), u"web-1: offline"_s);

    const core::ServerId hostile = services.addServer(u"a&b\u202Egnp"_s, {}, ServerState::Online);
    const QString hostileName = u"trayServer%1"_s.arg(hostile.value);
    QTRY_VERIFY(entry(hostileName));
    QCOMPARE(entry(hostileName)->text(), u"a&&bU+202Egnp: online"_s);
}

void TestDesktopPresence::menuTellsAFinding()
{
    guitest::FakeServices services;
    const core::ServerId web = services.addServer(u"web-1"_s, {}, ServerState::Online);
    const app::DesktopPresence presence(services.set());
    const QString name = u"trayServer%1"_s.arg(web.value);
    QCOMPARE(entry(name)->text(), u"web-1: online"_s);
    core::RescueFinding finding;
    finding.kind = core::RescueKind::LostJails;
    finding.jails = { u"sshd"_s };
    services.rescueService.found.insert(web, { finding });
    Q_EMIT services.rescueService.knownChanged(web);
    QTRY_COMPARE(entry(name)->text(), u"web-1: lost protection"_s);
    services.rescueService.dismiss(web);
    QTRY_COMPARE(entry(name)->text(), u"web-1: online"_s);
}

void TestDesktopPresence::menuAsksForTheWindow()
{
    guitest::FakeServices services;
    const core::ServerId web = services.addServer(u"web-1"_s, {}, ServerState::Online);
    const app::DesktopPresence presence(services.set());
    QSignalSpy show(&presence, &app::DesktopPresence::showRequested);
    QSignalSpy ban(&presence, &app::DesktopPresence::banRequested);
    QSignalSpy quit(&presence, &app::DesktopPresence::quitRequested);
    QSignalSpy server(&presence, &app::DesktopPresence::serverRequested);
    entry(u"trayShow"_s)->trigger();
    entry(u"trayBan"_s)->trigger();
    entry(u"trayQuit"_s)->trigger();
    entry(u"trayServer%1"_s.arg(web.value))->trigger();
    QCOMPARE(show.count(), 1);
    QCOMPARE(ban.count(), 1);
    QCOMPARE(quit.count(), 1);
    QCOMPARE(server.count(), 1);
    QCOMPARE(server.at(0).at(0).value<core::ServerId>(), web);
}

void TestDesktopPresence::notificationsNameTheServer()
{
    guitest::FakeServices services;
    const core::ServerId web = services.addServer(u"web-1"_s, {}, ServerState::Offline);
    const app::DesktopPresence presence(services.set());
    QSignalSpy server(&presence, &app::DesktopPresence::serverRequested);
    QSignalSpy show(&presence, &app::DesktopPresence::showRequested);
    m_notifications.calls.clear();

    services::Notification notification;
    notification.kind = services::NotificationKind::Offline;
    notification.server = web;
    notification.serverName = u"web-1"_s;
    Q_EMIT services.notificationService.notificationRaised(notification);
    QTRY_COMPARE(m_notifications.calls.size(), 1);
    QVERIFY2(m_notifications.calls.constLast().title.contains("web-1"_L1),
        qPrintable(m_notifications.calls.constLast().title));

    // Its number is known once the desktop has answered; a click then asks for that server.
    QTRY_VERIFY([&] {
        Q_EMIT m_notifications.ActionInvoked(41, u"default"_s);
        return QTest::qWaitFor([&] { return server.count() > 0; }, 100);
    }());
    QCOMPARE(server.at(0).at(0).value<core::ServerId>(), web);

    // News of the same server replaces what was said about it.
    notification.kind = services::NotificationKind::Recovered;
    Q_EMIT services.notificationService.notificationRaised(notification);
    QTRY_COMPARE(m_notifications.calls.size(), 2);
    QCOMPARE(m_notifications.calls.constLast().replaces, 41U);

    // What was held back concerns no single server: a click asks for the window.
    services::Notification folded;
    folded.kind = services::NotificationKind::Folded;
    folded.folded = 7;
    Q_EMIT services.notificationService.notificationRaised(folded);
    QTRY_COMPARE(m_notifications.calls.size(), 3);
    QCOMPARE(m_notifications.calls.constLast().replaces, 0U);
    QVERIFY2((m_notifications.calls.constLast().title + m_notifications.calls.constLast().body).contains(u'7'),
        qPrintable(m_notifications.calls.constLast().title));
    QTRY_VERIFY([&] {
        Q_EMIT m_notifications.ActionInvoked(42, u"default"_s);
        return QTest::qWaitFor([&] { return show.count() > 0; }, 100);
    }());
}

void TestDesktopPresence::anAlarmEndsWithItsCause()
{
    guitest::FakeServices services;
    const core::ServerId web = services.addServer(u"web-1"_s, {}, ServerState::Online);
    const core::ServerId mail = services.addServer(u"mail"_s, {}, ServerState::Offline);
    const app::DesktopPresence presence(services.set());
    m_notifications.calls.clear();
    m_notifications.closed.clear();
    core::RescueFinding finding;
    finding.kind = core::RescueKind::LostJails;
    finding.jails = { u"sshd"_s };
    services.rescueService.found.insert(web, { finding });
    Q_EMIT services.rescueService.knownChanged(web);
    for (const core::ServerId server : { web, mail }) {
        services::Notification notification;
        notification.kind = services::NotificationKind::ProtectionLost;
        notification.server = server;
        Q_EMIT services.notificationService.notificationRaised(notification);
    }
    QTRY_COMPARE(m_notifications.calls.size(), 2);
    QTRY_COMPARE(entry(u"trayServer%1"_s.arg(web.value))->text(), u"web-1: lost protection"_s);
    QCOMPARE(m_notifications.closed, QList<uint>());
    services.rescueService.dismiss(web);
    QTRY_COMPARE(m_notifications.closed.size(), 1); // mail's stays
    QCOMPARE(entry(u"trayServer%1"_s.arg(web.value))->text(), u"web-1: online"_s);
}

/// logind and NetworkManager are played here.
void TestDesktopPresence::serversAreTriedAgainWhenTheWorldHasChanged()
{
    QVERIFY(m_desktop.registerService(u"org.freedesktop.login1"_s));
    QVERIFY(m_desktop.registerService(u"org.freedesktop.NetworkManager"_s));
    guitest::FakeServices services;
    const app::DesktopPresence presence(services.set());
    QDBusMessage wakes = QDBusMessage::createSignal(
        u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s);
    wakes << false;
    QVERIFY(m_desktop.send(wakes));
    QTRY_COMPARE(services.healthMonitor.retries, 1);
    QDBusMessage connected = QDBusMessage::createSignal(
        u"/org/freedesktop/NetworkManager"_s, u"org.freedesktop.NetworkManager"_s, u"StateChanged"_s);
    connected << 70U;
    QVERIFY(m_desktop.send(connected));
    QTRY_COMPARE(services.healthMonitor.retries, 2);
}

QTEST_MAIN(TestDesktopPresence)
#include "tst_desktop_presence.moc"
