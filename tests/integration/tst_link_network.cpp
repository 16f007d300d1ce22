// SPDX-License-Identifier: GPL-3.0-or-later
// A network that goes and comes, and a computer that sleeps: how soon it is noticed, how soon it is over, and who is
// left alone.
#include "link_rig.h"
#include "support/cut_proxy.h"
#include "support/network_namespace.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ServerState;

class TestLinkNetwork final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networkCut()
    {
        LinkRig rig;
        support::CutProxy network(rig.sshd.address(), rig.sshd.port());
        rig.sshd.setClientTarget(u"127.0.0.1"_s, network.port());
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        network.cut();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
        QCOMPARE(rig.status(id).lastOutcome, std::optional(ProbeOutcome::TunnelFrozen));
        QCOMPARE(rig.status(id).online, std::optional(true)); // nothing is known against the daemon
        network.mend();
        rig.monitor.retryNow(); // what the return of the network does
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, 30'000);
    }

    /// The same with a real cable: the sshd is on a machine of its own as far as the network goes, and the system here
    /// sees that the link is down.
    void networkNamespaceCut()
    {
        support::NetworkNamespace there;
        QVERIFY2(there.isReady(), qPrintable(there.error()));
        LinkRig::Options options;
        options.sshd.address = there.address();
        options.sshd.networkNamespace = there.enter();
        LinkRig rig(options);
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        for (int round = 1; round <= 2; ++round) {
            QSignalSpy finished(&rig.monitor, &services::HealthMonitor::probeFinished);
            QVERIFY2(there.cut(), qPrintable(there.error()));
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
            // One may have been on its way; the next one tells the truth.
            QVERIFY2(finished.count() <= 2, qPrintable(QString::number(finished.count())));
            QCOMPARE(rig.status(id).online, std::optional(true)); // nothing is known against the daemon
            // It stays out: the attempts say so, and nobody is asked anything.
            const qsizetype before = finished.count();
            QTRY_VERIFY_WITH_TIMEOUT(finished.count() > before, longMs);
            QTRY_COMPARE(rig.status(id).state, ServerState::Unreachable);
            QTRY_COMPARE(rig.sshd.logins(), round);
            QVERIFY2(there.mend(), qPrintable(there.error()));
            if (round == 1)
                rig.monitor.retryNow(); // what the return of the network does; without that word the backoff ends
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, round == 1 ? 15'000 : longMs);
            QTRY_COMPARE(rig.sshd.logins(), round + 1);
        }
    }

    /// ssh would notice after two intervals of silence; whoever opens the lid does not want to wait for them.
    void connectionThatDiedInASleep()
    {
        LinkRig::Options options;
        options.aliveSeconds = 300;
        options.aliveMs = 1'500;
        LinkRig rig(options);
        support::CutProxy network(rig.sshd.address(), rig.sshd.port());
        rig.sshd.setClientTarget(u"127.0.0.1"_s, network.port());
        rig.setInterval(3600);
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        network.cut();
        network.mend(); // only the connection that was held is dead
        QElapsedTimer since;
        since.start();
        rig.monitor.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, 30'000);
        QVERIFY2(since.elapsed() < 60'000, qPrintable(QString::number(since.elapsed())));
    }

    /// A sign of life is there: nothing is opened anew.
    void aGoodConnectionIsLeftAlone()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        for (int i = 0; i < 3; ++i)
            rig.monitor.retryNow();
        QSignalSpy finished(&rig.monitor, &services::HealthMonitor::probeFinished);
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() >= 3, longMs);
        QTRY_COMPARE(rig.status(id).state, ServerState::Online);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    /// The next attempt is told as it is, with ssh's own backoff, and no knock comes before it.
    void theNextAttemptIsTold()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        rig.sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
        // Doubling from 1 s: after some attempts it is longer than the interval of 2 s.
        QTRY_VERIFY_WITH_TIMEOUT(rig.monitor.nextProbeAt(id) - rig.clock.nowMs() > 3'000, longMs);
        QSignalSpy started(&rig.monitor, &services::HealthMonitor::probeStarted);
        const qint64 told = rig.monitor.nextProbeAt(id);
        QVERIFY(started.wait(longMs));
        QVERIFY2(std::abs(rig.clock.nowMs() - told) < 1'500, qPrintable(QString::number(rig.clock.nowMs() - told)));

        // By the user's wish at once.
        QVERIFY2(rig.sshd.start(), qPrintable(rig.sshd.error()));
        QTRY_VERIFY_WITH_TIMEOUT(!rig.monitor.isProbing(id), longMs);
        rig.monitor.probeNow(id);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, 30'000);
    }

    /// One opens the way, all behind it are back with it.
    void everybodyBehindAConnectionComesBackWithIt()
    {
        LinkRig rig;
        const auto first = rig.add(u"first"_s);
        const auto second = rig.add(u"second"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(first).state, ServerState::Online, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(second).state, ServerState::Online, longMs);
        rig.sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(first).state, ServerState::Unreachable, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(second).state, ServerState::Unreachable, longMs);
        rig.setInterval(3600);
        QVERIFY2(rig.sshd.start(), qPrintable(rig.sshd.error()));
        rig.monitor.probeNow(first);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(first).state, ServerState::Online, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(second).state, ServerState::Online, 30'000);
    }

    /// Every knock with a refused key is a failed login in the eyes of the fail2ban over there.
    void whatWaitsForAPersonIsNotKnockedAt_data()
    {
        QTest::addColumn<bool>("wrongLogin");
        QTest::newRow("login") << true;
        QTest::newRow("host key") << false;
    }
    void whatWaitsForAPersonIsNotKnockedAt()
    {
        QFETCH(bool, wrongLogin);
        LinkRig rig;
        support::CutProxy network(rig.sshd.address(), rig.sshd.port()); // counts the knocks
        rig.sshd.setHostKey(wrongLogin ? TestSshd::HostKey::Known : TestSshd::HostKey::Changed);
        rig.sshd.useWrongKey(wrongLogin);
        rig.sshd.setClientTarget(u"127.0.0.1"_s, network.port());
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::NeedsAttention, longMs);
        const int knocks = network.accepted();
        QVERIFY(knocks >= 1);
        QSignalSpy finished(&rig.monitor, &services::HealthMonitor::probeFinished);
        for (int i = 0; i < 3; ++i) {
            rig.monitor.retryNow();
            rig.monitor.probeNow(id);
            const qsizetype before = finished.count();
            QTRY_VERIFY_WITH_TIMEOUT(finished.count() > before, longMs);
        }
        QCOMPARE(rig.status(id).state, ServerState::NeedsAttention);
        QCOMPARE(network.accepted(), knocks);
    }
};

QTEST_GUILESS_MAIN(TestLinkNetwork)
#include "tst_link_network.moc"
