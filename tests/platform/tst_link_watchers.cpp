// SPDX-License-Identifier: GPL-3.0-or-later
// A NetworkManager and a logind that are fakes (python3-dbusmock), on a bus of the test's own.
#include "platform/network_watcher.h"
#include "platform/wake_watcher.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using platform::NetworkWatcher;
using platform::WakeWatcher;

class TestLinkWatchers final : public QObject
{
    Q_OBJECT

    static constexpr platform::NetworkTiming quick { 30, 30 };
    static constexpr auto manager = "org.freedesktop.NetworkManager"_L1;
    static constexpr auto managerPath = "/org/freedesktop/NetworkManager"_L1;
    static constexpr auto mock = "org.freedesktop.DBus.Mock"_L1;

    QProcess m_daemon;
    QProcess m_networkManager;
    QProcess m_logind;
    QDBusConnection m_bus { u"none"_s };

    void startFake(QProcess &process, const QString &pattern, const QString &service)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"/usr/bin/python3"_s, { u"-m"_s, u"dbusmock"_s, u"--system"_s, u"--template"_s, pattern });
        QVERIFY2(process.waitForStarted(), "python3-dbusmock is needed for this test");
        QTRY_VERIFY(m_bus.interface()->isServiceRegistered(service));
    }
    void call(const QString &method, const QVariantList &arguments)
    {
        QDBusInterface fake(manager, managerPath, mock, m_bus);
        const QDBusMessage reply = fake.callWithArgumentList(QDBus::Block, method, arguments);
        QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
    }
    void setState(uint state) { call(u"SetGlobalConnectionState"_s, { state }); }
    void setProperty(const QString &name, const QVariant &value)
    {
        call(u"EmitSignal"_s,
            { u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, u"sa{sv}as"_s,
                QVariantList { QString(manager), QVariantMap { { name, value } }, QStringList() } });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
        QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is needed for this test");
        QVERIFY(m_daemon.waitForReadyRead());
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        m_bus = QDBusConnection::connectToBus(QString::fromLatin1(address), u"test"_s);
        QVERIFY(m_bus.isConnected());
        startFake(m_networkManager, u"networkmanager"_s, manager);
        startFake(m_logind, u"logind"_s, u"org.freedesktop.login1"_s);
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"test"_s);
        for (QProcess *process : { &m_logind, &m_networkManager, &m_daemon }) {
            process->kill();
            process->waitForFinished();
        }
    }

    void theNetworkReturns()
    {
        setState(20);
        NetworkWatcher watcher(m_bus, quick);
        QVERIFY(watcher.isListening());
        QSignalSpy returned(&watcher, &NetworkWatcher::networkReturned);
        setState(70);
        QTRY_COMPARE(returned.count(), 1);
        // It goes: no news. It comes: news.
        setState(20);
        QVERIFY(!returned.wait(200));
        setState(40); // connecting
        QVERIFY(!returned.wait(200));
        setState(60);
        QTRY_COMPARE(returned.count(), 2);
        setState(70); // from this site to everywhere
        QTRY_COMPARE(returned.count(), 3);
    }

    void itFlaps()
    {
        setState(20);
        NetworkWatcher watcher(m_bus, { 400, 400 });
        QSignalSpy returned(&watcher, &NetworkWatcher::networkReturned);
        for (int i = 0; i < 5; ++i) {
            setState(70);
            setState(20);
        }
        QVERIFY(!returned.wait(800)); // none of them stayed
        for (int i = 0; i < 5; ++i) {
            setState(20);
            setState(70);
        }
        QVERIFY(returned.wait(30'000));
        QVERIFY(!returned.wait(800));
        QCOMPARE(returned.count(), 1);
    }

    void anotherConnection()
    {
        NetworkWatcher watcher(m_bus, quick);
        QSignalSpy returned(&watcher, &NetworkWatcher::networkReturned);
        setProperty(u"PrimaryConnection"_s,
            QVariant::fromValue(QDBusObjectPath(u"/org/freedesktop/NetworkManager/ActiveConnection/7"_s)));
        QTRY_COMPARE(returned.count(), 1);
        setProperty(u"PrimaryConnection"_s, QVariant::fromValue(QDBusObjectPath(u"/"_s)));
        QVERIFY(!returned.wait(200));
        setProperty(u"Connectivity"_s, 4U);
        QTRY_COMPARE(returned.count(), 2);
        setProperty(u"Connectivity"_s, 1U);
        setProperty(u"WirelessEnabled"_s, true);
        QVERIFY(!returned.wait(200));
    }

    void theComputerWakes()
    {
        WakeWatcher watcher(m_bus);
        QVERIFY(watcher.isListening());
        QSignalSpy woke(&watcher, &WakeWatcher::woke);
        QDBusInterface fake(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s, mock, m_bus);
        const auto sleep = [&fake](bool begins) {
            fake.call(u"EmitSignal"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, u"b"_s,
                QVariantList { begins });
        };
        sleep(true);
        QVERIFY(!woke.wait(200));
        sleep(false);
        QTRY_COMPARE(woke.count(), 1);
    }

    /// A bus without NetworkManager, or no bus: nothing is said, on standard error either.
    void nobodyThere()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        const QDBusConnection none = QDBusConnection::connectToBus(u"unix:path=/nowhere/bus"_s, u"nowhere"_s);
        NetworkWatcher network(none, quick);
        WakeWatcher wake(none);
        QVERIFY(!network.isListening());
        QVERIFY(!wake.isListening());
    }
};

QTEST_GUILESS_MAIN(TestLinkWatchers)
#include "tst_link_watchers.moc"
