// SPDX-License-Identifier: GPL-3.0-or-later
// That the network's return and the end of a sleep reach the monitor. NetworkManager and logind are fakes on a bus of
// the test's own: two names and the signals that the true ones send.
#include "app/link_watcher.h"
#include "services/health_monitor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class FakeMonitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    using services::HealthMonitor::HealthMonitor;
    void start() override { }
    void stop() override { }
    void probeNow(core::ServerId) override { ++probes; }
    void retryNow() override { ++retries; }
    [[nodiscard]] qint64 nextProbeAt(core::ServerId) const override { return 0; }
    [[nodiscard]] bool isProbing(core::ServerId) const override { return false; }

    int retries = 0;
    int probes = 0;
};

class TestLinkWatcher final : public QObject
{
    Q_OBJECT

    static constexpr platform::NetworkTiming quick { 30, 30 };

    QProcess m_daemon;
    QDBusConnection m_fake { u"none"_s };
    QDBusConnection m_bus { u"none"_s };

    void say(const QString &service, const QString &interface, const QString &name, const QVariant &value)
    {
        QDBusMessage signal = QDBusMessage::createSignal(u'/' + QString(service).replace(u'.', u'/'), interface, name);
        signal << value;
        QVERIFY(m_fake.send(signal));
    }
    void network(uint state)
    {
        const QString service = u"org.freedesktop.NetworkManager"_s;
        say(service, service, u"StateChanged"_s, state);
    }
    void sleep(bool begins)
    {
        say(u"org.freedesktop.login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, begins);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
        QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is needed for this test");
        QVERIFY(m_daemon.waitForReadyRead());
        const QString address = QString::fromLatin1(m_daemon.readLine().trimmed());
        m_fake = QDBusConnection::connectToBus(address, u"fake"_s);
        QVERIFY(m_fake.registerService(u"org.freedesktop.NetworkManager"_s));
        QVERIFY(m_fake.registerService(u"org.freedesktop.login1"_s));
        m_bus = QDBusConnection::connectToBus(address, u"bus"_s);
        QVERIFY(m_bus.isConnected());
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"bus"_s);
        QDBusConnection::disconnectFromBus(u"fake"_s);
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void theNetworkReturns()
    {
        FakeMonitor monitor;
        const app::LinkWatcher watcher(monitor, m_bus, quick);
        network(20); // disconnected
        network(70); // connected
        QTRY_COMPARE(monitor.retries, 1);
        QCOMPARE(monitor.probes, 0);
    }

    void theComputerWakes()
    {
        FakeMonitor monitor;
        const app::LinkWatcher watcher(monitor, m_bus, quick);
        sleep(true);
        sleep(false);
        QTRY_COMPARE(monitor.retries, 1); // the beginning is no news, and the signals keep their order
        // After a sleep both come, and each counts.
        network(20);
        network(70);
        QTRY_COMPARE(monitor.retries, 2);
    }

    void nobodyIsToldOnceItIsGone()
    {
        FakeMonitor monitor;
        {
            const app::LinkWatcher watcher(monitor, m_bus, quick);
        }
        FakeMonitor other;
        const app::LinkWatcher watcher(other, m_bus, quick);
        sleep(false);
        QTRY_COMPARE(other.retries, 1);
        QCOMPARE(monitor.retries, 0);
    }
};

QTEST_GUILESS_MAIN(TestLinkWatcher)
#include "tst_link_watcher.moc"
