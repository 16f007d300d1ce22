// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/fake_desktop.h"

#include "platform/notifier.h"
#include "platform/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ServerState;

/// Notifications and the light/dark setting over a session bus of the test's own, with the desktop's side played here
/// on a second connection.
class TestDesktopBus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void followsThePortal();
    void notifies();

private:
    QProcess m_daemon;
    QDBusConnection m_desktop { u"none"_s };
    FakeNotifications m_notifications;
    FakePortal m_portal;
};

void TestDesktopBus::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
    QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is needed for this test");
    QVERIFY(m_daemon.waitForReadyRead());
    const QByteArray address = m_daemon.readLine().trimmed();
    QVERIFY(address.startsWith("unix:"));
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    m_desktop = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
    QVERIFY(m_desktop.isConnected());
    const auto options = QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals;
    QVERIFY(m_desktop.registerObject(u"/org/freedesktop/Notifications"_s, &m_notifications, options));
    QVERIFY(m_desktop.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal, options));
    QVERIFY(m_desktop.registerService(u"org.freedesktop.Notifications"_s));
    QVERIFY(m_desktop.registerService(u"org.freedesktop.portal.Desktop"_s));
}

void TestDesktopBus::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void TestDesktopBus::followsThePortal()
{
    platform::Theme theme(*qApp);
    theme.apply();
    QVERIFY(!theme.isDark()); // nothing waits for the portal
    QTRY_VERIFY(theme.isDark());
    QTRY_COMPARE(m_portal.reads, 2);
    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
    QTRY_VERIFY(!theme.isDark());
    Q_EMIT m_portal.SettingChanged(u"org.gnome.other"_s, u"color-scheme"_s, QDBusVariant(1U));
    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(1U));
    QTRY_VERIFY(theme.isHighContrast());
    QVERIFY(!theme.isDark());
}

void TestDesktopBus::notifies()
{
    platform::Notifier notifier(nullptr);
    QSignalSpy activated(&notifier, &platform::Notifier::activated);
    notifier.notify(
        { u"web-1"_s, u"web-1 lost protection"_s, u"<jail> & more"_s, ServerState::Degraded, u"Open"_s, true });
    QTRY_COMPARE(m_notifications.calls.size(), 1);
    const FakeNotifications::Call first = m_notifications.calls.constFirst();
    QCOMPARE(first.title, u"web-1 lost protection"_s);
    QCOMPARE(first.body, u"&lt;jail&gt; &amp; more"_s);
    QCOMPARE(first.actions, (QStringList { u"default"_s, u"Open"_s }));
    QCOMPARE(first.hints.value(u"urgency"_s).toUInt(), 2U);
    QCOMPARE(first.replaces, 0U);

    // Its number is known once the service has answered: a click on it is then understood.
    Q_EMIT m_notifications.ActionInvoked(999, u"default"_s); // somebody else's
    QTRY_VERIFY([&] {
        Q_EMIT m_notifications.ActionInvoked(41, u"default"_s);
        return QTest::qWaitFor([&] { return activated.count() > 0; }, 100);
    }());
    QCOMPARE(activated.at(0).at(0).toString(), u"web-1"_s);

    // The same id replaces what is on the screen.
    notifier.notify({ u"web-1"_s, u"web-1 is back"_s, {}, ServerState::Online, {}, false });
    QTRY_COMPARE(m_notifications.calls.size(), 2);
    QCOMPARE(m_notifications.calls.constLast().replaces, 41U);

    Q_EMIT m_notifications.ActivationToken(41, u"token-3"_s);
    Q_EMIT m_notifications.ActionInvoked(41, u"default"_s);
    QTRY_COMPARE(activated.last().at(1).toString(), u"token-3"_s);
    QCOMPARE(activated.last().at(0).toString(), u"web-1"_s);

    // Two at once about the same thing: the second waits for the number of the first, and takes its place.
    const qsizetype before = m_notifications.calls.size();
    notifier.notify({ u"mail"_s, u"mail went offline"_s, {}, ServerState::Offline, {}, true });
    notifier.notify({ u"mail"_s, u"mail lost protection"_s, {}, ServerState::Degraded, {}, true });
    QTRY_COMPARE(m_notifications.calls.size(), before + 2);
    QCOMPARE(m_notifications.calls.constLast().title, u"mail lost protection"_s);
    QCOMPARE(m_notifications.calls.constLast().replaces, 42U);

    notifier.withdraw(u"web-1"_s);
    QTRY_COMPARE(m_notifications.closed, QList<uint> { 41U });
    // One that has no number yet is taken back once it has.
    notifier.notify({ u"db"_s, u"db went offline"_s, {}, ServerState::Offline, {}, true });
    notifier.withdraw(u"db"_s);
    QTRY_COMPARE(m_notifications.closed, (QList<uint> { 41U, 43U }));
    // What is said after that is said.
    notifier.notify({ u"nas"_s, u"nas went offline"_s, {}, ServerState::Offline, {}, true });
    notifier.withdraw(u"nas"_s);
    notifier.notify({ u"nas"_s, u"nas is back"_s, {}, ServerState::Online, {}, false });
    QTRY_COMPARE(m_notifications.calls.constLast().title, u"nas is back"_s);
    QCOMPARE(m_notifications.calls.constLast().replaces, 44U);
    QCOMPARE(m_notifications.closed.size(), 2);
}

QTEST_MAIN(TestDesktopBus)
#include "tst_desktop_bus.moc"
