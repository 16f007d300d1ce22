// SPDX-License-Identifier: GPL-3.0-or-later
#include "health_rig.h"
#include "support/event_loop.h"

using namespace Qt::StringLiterals;
using core::ProbeOutcome;
using core::ServerState;

/// When a server is probed, and what is kept of what was found.
class TestHealthMonitor final : public HealthRig
{
    Q_OBJECT

private Q_SLOTS:
    void init() { build(); }
    void cleanup() { tearDown(); }

    void lostConnectionIsLookedInto();
    void nonsenseIsNotAskedForAgainAtOnce();
    void oneProbeInFlight();
    void lossIsStoredBeforeItIsShown();
    void storeFailureDoesNotHideTheLoss();
    void intervals();
    void activationShortensTheWait();
    void settingChangesLive();
    void removedWhileProbing();
    void changedWhileProbing();
    void suspend();
    void theWallClockIsSet_data();
    void theWallClockIsSet();
    void busyWhileTheWallClockIsSet();
    void crashEdges_data();
    void crashEdges();
    void aLostLinkIsNoCrash();
    void aReusedPidIsAnotherProcess();
    void manyServersAreSpread();
    void theNetworkReturns();
    void theNextAttemptIsTold();
};

void TestHealthMonitor::lostConnectionIsLookedInto()
{
    probe();
    m_channel->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_channel->cut(); // an hour before the next probe
    QTRY_COMPARE(m_state->status(web).state, ServerState::Offline);
    support::settle();
    QCOMPARE(started.count(), 1);
}

void TestHealthMonitor::nonsenseIsNotAskedForAgainAtOnce()
{
    probe();
    m_channel->setResponder([](const QByteArray &) { return "cposix\nsystem\nno pickle"_ba; });
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    probe();
    QCOMPARE(m_state->status(web).state, ServerState::NeedsAttention);
    // Its connection was dropped for the answer: that is no news that a probe of its own would look into.
    support::settle();
    QCOMPARE(started.count(), 1);
    QVERIFY(m_monitor->nextProbeAt(web) - m_clock.nowMs() > 60'000);
}

void TestHealthMonitor::oneProbeInFlight()
{
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_monitor->start();
    for (int i = 0; i < 5; ++i)
        m_monitor->probeNow(web);
    QCOMPARE(started.count(), 1);
    QVERIFY(m_monitor->isProbing(web));
    QTRY_COMPARE(finished.count(), 2); // those that came meanwhile are one more
    support::settle();
    QCOMPARE(started.count(), 2);
}

void TestHealthMonitor::lossIsStoredBeforeItIsShown()
{
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(2'000);
    m_jails = { u"sshd"_s };
    bool stored = false;
    connect(m_state.get(), &services::RuntimeState::pendingRecoveryCreated, this,
        [&](core::ServerId, const core::PendingRecovery &recovery) { stored = recovery.id != 0; });
    probe();
    QVERIFY(stored);
    expectState(ServerState::Degraded);
    const auto open = fixture::await<QList<core::PendingRecovery>>(
        [&](const QObject *context, core::Handler<QList<core::PendingRecovery>> handler) {
            m_recoveries->open(context, std::move(handler));
        });
    QCOMPARE(open->size(), 1);
    QCOMPARE(open->constFirst().reason, core::RecoveryReason::JailsLost);
    QCOMPARE(open->constFirst().id, m_state->pendingRecovery(web)->id);

    m_clock.advance(2'000);
    m_jails = { u"sshd"_s, u"web"_s };
    probe();
    QVERIFY(!m_state->pendingRecovery(web));
    expectState(ServerState::Online);
    QCOMPARE(
        fixture::number(*m_store, u"SELECT count(*) FROM recovery WHERE resolution = 'recovered'"_s).value_or(-1), 1);
    const auto after = fixture::await<QList<core::PendingRecovery>>(
        [&](const QObject *context, core::Handler<QList<core::PendingRecovery>> handler) {
            m_recoveries->open(context, std::move(handler));
        });
    QVERIFY(after->isEmpty());
}

void TestHealthMonitor::storeFailureDoesNotHideTheLoss()
{
    storage::Store closed(m_clock);
    storage::RecoveryRepository nowhere(closed);
    m_monitor = std::make_unique<services::HealthMonitorImpl>(*m_state, *m_registry, *m_hosts, nowhere, m_clock);
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(2'000);
    m_channel->cut();
    m_channel->setAutoFail(core::Error { core::ErrorCode::Refused, {} });
    probe();
    QVERIFY(m_state->pendingRecovery(web).has_value());
    QCOMPARE(m_state->pendingRecovery(web)->reason, core::RecoveryReason::WentOffline);
    m_channel->setAutoFail({});
    probe();
    QVERIFY(!m_state->pendingRecovery(web));
    m_monitor.reset();
}

void TestHealthMonitor::intervals()
{
    setInterval(30);
    QCOMPARE(m_monitor->intervalMs(web), 30'000);
    auto profile = doubles::profile(1);
    profile.probeIntervalSeconds = 7;
    m_registry->change(profile);
    QCOMPARE(m_monitor->intervalMs(web), 7'000);
    activate(m_clock.nowMs());
    QCOMPARE(m_monitor->intervalMs(web), 2'000);
    m_clock.advance(65'000);
    QCOMPARE(m_monitor->intervalMs(web), 2'000);
    m_clock.advance(1);
    QCOMPARE(m_monitor->intervalMs(web), 7'000);
    // What was spent unreachable is added.
    core::ProbeReport down;
    down.outcome = ProbeOutcome::TunnelDown;
    activate(m_clock.nowMs());
    m_state->processHealthProbe(web, down, m_clock.nowMs());
    m_clock.advance(60'000);
    m_state->processHealthProbe(web, down, m_clock.nowMs());
    m_clock.advance(65'000);
    QCOMPARE(m_monitor->intervalMs(web), 2'000);
    m_clock.advance(1);
    QCOMPARE(m_monitor->intervalMs(web), 7'000);
}

void TestHealthMonitor::activationShortensTheWait()
{
    probe();
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    activate(m_clock.nowMs());
    QTRY_COMPARE(started.count(), 1); // an hour's interval otherwise
}

void TestHealthMonitor::settingChangesLive()
{
    probe();
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_clock.advance(3'000); // overdue by the new interval
    m_random = 0;
    setInterval(2);
    QCOMPARE(m_monitor->nextProbeAt(web), m_clock.nowMs()); // at once, not after two seconds
    QTRY_COMPARE(started.count(), 1);
}

void TestHealthMonitor::removedWhileProbing()
{
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_monitor->start();
    m_monitor->probeNow(web);
    m_registry->drop(web);
    m_state->removeServer(web);
    QVERIFY(!m_monitor->isProbing(web));
    support::settle();
    QCOMPARE(finished.count(), 0);
    // And from inside the probe's own signal.
    auto *channel = m_registry->put(doubles::profile(2, u"b"_s));
    m_state->addServer(core::ServerId { 2 });
    connect(m_state.get(), &services::RuntimeState::statusChanged, this, [&](core::ServerId id) {
        QMetaObject::invokeMethod(
            m_registry.get(), [this, id] { m_registry->drop(id); }, Qt::QueuedConnection);
    });
    channel->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
    m_monitor->probeNow(core::ServerId { 2 });
    QTRY_VERIFY(!m_registry->session(core::ServerId { 2 }));
    support::settle();
}

void TestHealthMonitor::changedWhileProbing()
{
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_channel->setResponder({});
    m_monitor->start();
    m_monitor->probeNow(web);
    QTRY_COMPARE(m_channel->writes().size(), 1);
    m_channel->setResponder([this](const QByteArray &request) { return answer(request); });
    m_registry->change(doubles::profile(1, u"renamed"_s));
    m_channel->feed(wire::done(wire::text(u"1.1.0"_s)));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(m_state->status(web).state, ServerState::Online);
}

void TestHealthMonitor::suspend()
{
    probe();
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    support::letTimersFire(60);
    QCOMPARE(started.count(), 0);
    m_clock.advance(600'000); // ten minutes that no timer saw
    QTRY_COMPARE(started.count(), 1);
}

void TestHealthMonitor::theWallClockIsSet_data()
{
    QTest::addColumn<qint64>("jump");
    QTest::addColumn<qint64>("passed");
    QTest::addColumn<bool>("crash");
    const qint64 hour = 3'600'000;
    QTest::newRow("an hour on, within") << hour << qint64(30'000) << true;
    QTest::newRow("an hour back, within") << -hour << qint64(30'000) << true;
    QTest::newRow("an hour on, later") << hour << qint64(70'000) << false;
    QTest::newRow("an hour back, later") << -hour << qint64(70'000) << false;
}

/// What has passed since an activation is measured by the time that passed.
void TestHealthMonitor::theWallClockIsSet()
{
    QFETCH(qint64, jump);
    QFETCH(qint64, passed);
    QFETCH(bool, crash);
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(10'000);
    m_clock.jump(jump);
    probe(); // still well
    QVERIFY(!m_state->pendingRecovery(web));
    m_clock.advance(passed - 12'000);
    probe();
    m_clock.advance(2'000);
    m_jails = { u"sshd"_s };
    probe();
    QCOMPARE(m_state->pendingRecovery(web).has_value(), crash);
}

void TestHealthMonitor::busyWhileTheWallClockIsSet()
{
    probe();
    activate(m_clock.nowMs());
    m_state->processHealthProbe(web, { .outcome = core::ProbeOutcome::Busy }, m_clock.nowMs());
    m_clock.jump(3'600'000);
    m_clock.advance(5'000);
    m_channel->setResponder({}); // takes the request and says nothing
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_monitor->probeNow(web);
    QTRY_COMPARE(m_channel->written().count("stats"), 3); // the capability, the first probe, this one
    m_clock.advance(101);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished[0][1].value<core::ProbeReport>().outcome, ProbeOutcome::Busy);
    QCOMPARE(m_state->status(web).state, ServerState::Busy); // not frozen for an hour
    QVERIFY(!m_state->pendingRecovery(web));
}

void TestHealthMonitor::crashEdges_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<bool>("crash");
    QTest::newRow("59.999 s") << qint64(59'999) << true;
    QTest::newRow("60.000 s") << qint64(60'000) << true;
    QTest::newRow("60.001 s") << qint64(60'001) << false;
}

/// The last sign of the process, to the millisecond.
void TestHealthMonitor::crashEdges()
{
    QFETCH(qint64, after);
    QFETCH(bool, crash);
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(after);
    probe();
    m_clock.advance(2'000);
    const auto decision = m_state->processHealthProbe(web, { .outcome = core::ProbeOutcome::Refused }, m_clock.nowMs());
    QCOMPARE(decision.newRecovery.has_value(), crash);
}

void TestHealthMonitor::aLostLinkIsNoCrash()
{
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(5'000);
    for (const auto outcome : { core::ProbeOutcome::TunnelDown, core::ProbeOutcome::TunnelFrozen }) {
        m_state->processHealthProbe(web, { .outcome = outcome }, m_clock.nowMs());
        QVERIFY(!m_state->pendingRecovery(web));
        m_clock.advance(20'000);
    }
    probe(); // back, the same process
    QCOMPARE(m_state->status(web).state, ServerState::Online);
    QVERIFY(!m_state->pendingRecovery(web));
    // The window goes on where it stood: 45 s of it were spent without a link.
    m_clock.advance(50'000);
    m_jails = { u"sshd"_s };
    probe();
    QVERIFY(m_state->pendingRecovery(web));
}

void TestHealthMonitor::aReusedPidIsAnotherProcess()
{
    probe();
    activate(m_clock.nowMs());
    m_clock.advance(5'000);
    core::ProbeReport report { .outcome = core::ProbeOutcome::Answered };
    report.jails = m_jails;
    report.identity = process;
    m_state->processHealthProbe(web, report, m_clock.nowMs());
    QVERIFY(!m_state->pendingRecovery(web)); // the same
    report.identity = core::ProcessIdentity { process.pid, process.startTime + 1 };
    const auto decision = m_state->processHealthProbe(web, report, m_clock.nowMs() + 2'000);
    QVERIFY(decision.newRecovery);
    QCOMPARE(decision.newRecovery->reason, core::RecoveryReason::Restarted);
}

void TestHealthMonitor::manyServersAreSpread()
{
    for (int id = 2; id <= 60; ++id) {
        m_registry->put(doubles::profile(id, QString::number(id)))
            ->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
        m_state->addServer(core::ServerId { id });
    }
    m_random = 0.9; // nine of ten minutes
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_monitor->start();
    QTRY_COMPARE(started.count(), 20);
    support::settle();
    QCOMPARE(started.count(), 20);
    m_monitor->stop();
    QVERIFY(!m_monitor->isProbing(web));
}

void TestHealthMonitor::theNetworkReturns()
{
    for (int id = 2; id <= 60; ++id) {
        m_registry->put(doubles::profile(id, QString::number(id)))
            ->setAutoFail(core::Error { core::ErrorCode::TunnelDown, {} });
        m_state->addServer(core::ServerId { id });
    }
    m_random = 0;
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_monitor->start();
    QTRY_COMPARE(finished.count(), 60);
    expectState(ServerState::Online);
    QCOMPARE(m_state->status(core::ServerId { 60 }).state, ServerState::Unreachable);
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_random = 0.9;
    m_monitor->retryNow();
    QTRY_COMPARE(started.count(), 20); // the others are spread
    support::settle();
    QCOMPARE(started.count(), 20);
    for (const QList<QVariant> &probe : started)
        QVERIFY(probe.constFirst().value<core::ServerId>() != web); // it is well
    m_random = 0.0002; // 120 ms
    m_monitor->retryNow();
    const auto heardOf = [&started] {
        QSet<core::ServerId> servers;
        for (const QList<QVariant> &probe : started)
            servers.insert(probe.constFirst().value<core::ServerId>());
        return servers;
    };
    QTRY_COMPARE(heardOf().size(), 59);
    QVERIFY(!heardOf().contains(web));
}

void TestHealthMonitor::theNextAttemptIsTold()
{
    QCOMPARE(m_monitor->nextProbeAt(web), 0);
    m_random = 0.5; // no jitter
    probe();
    QTRY_VERIFY(!m_monitor->isProbing(web));
    const qint64 next = m_monitor->nextProbeAt(web) - m_clock.nowMs();
    QVERIFY2(next > 3'400'000 && next < 3'800'000, qPrintable(QString::number(next)));
    QSignalSpy changed(m_monitor.get(), &services::HealthMonitor::nextProbeChanged);
    m_monitor->probeNow(web);
    QCOMPARE(m_monitor->nextProbeAt(web), 0); // it runs
    QTRY_VERIFY(!m_monitor->isProbing(web));
    QVERIFY(changed.count() >= 2);
    QVERIFY(m_monitor->nextProbeAt(web) > 0);
}

QTEST_GUILESS_MAIN(TestHealthMonitor)
#include "tst_health_monitor.moc"
