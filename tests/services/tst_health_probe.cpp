// SPDX-License-Identifier: GPL-3.0-or-later
#include "health_rig.h"

using namespace Qt::StringLiterals;
using core::ProbeOutcome;
using core::ServerState;

/// What one probe finds, in each dialect and in each way in which it can fail.
class TestHealthProbe final : public HealthRig
{
    Q_OBJECT

private Q_SLOTS:
    void init() { build(); }
    void cleanup() { tearDown(); }

    void answersWithStats();
    void answersWithStatus();
    void answersWithTheOldDialect();
    void openConnectionIsNotAskedForItsVersionAgain();
    void outcomes_data();
    void outcomes();
    void timeoutWithALivingProcessIsBusy();
    void timeoutWithADeadProcessIsNot();
    void frozenForAMinuteNeedsAttention();
    void socketThatIsGoneIsTold();
    void eofIsRetriedOnce();
    void replacedDaemonIsFoundByTheSameProbe();
    void newProcessForgetsCapabilities();
};

void TestHealthProbe::answersWithStats()
{
    QList<core::Jail> observed;
    connect(m_monitor.get(), &services::HealthMonitor::jailsObserved, this,
        [&](core::ServerId, const QList<core::Jail> &jails) { observed = jails; });
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    const auto report = probe();
    QCOMPARE(report.outcome, ProbeOutcome::Answered);
    QCOMPARE(report.version, u"1.1.0"_s);
    QCOMPARE(*report.jails, (QStringList { u"sshd"_s, u"web"_s }));
    QCOMPARE(*report.identity, process);
    QCOMPARE(report.counters->currentBans, 4);
    QCOMPARE(report.counters->totalBans, 40);
    QCOMPARE(report.counters->currentFailures, 2);
    QCOMPARE(report.counters->totalFailures, 20);
    QVERIFY(report.latencyUs >= 0);
    QCOMPARE(started.count(), 1);
    QCOMPARE(observed.size(), 2);
    QCOMPARE(observed.at(0).name, u"sshd"_s);
    QCOMPARE(observed.at(0).totalBanned, 20);
    expectState(ServerState::Online);
    QVERIFY(!m_monitor->isProbing(web));
}

void TestHealthProbe::answersWithStatus()
{
    m_hasStats = false;
    const auto report = probe();
    QCOMPARE(report.outcome, ProbeOutcome::Answered);
    QCOMPARE(*report.jails, (QStringList { u"sshd"_s, u"web"_s }));
    QCOMPARE(report.counters->totalBans, 80);
    QCOMPARE(report.counters->currentFailures, 6);
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::Stats), protocol::TriState::No);
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::StatusShort), protocol::TriState::Yes);
    m_jails = {};
    const auto empty = probe();
    QVERIFY(empty.jails->isEmpty());
    QCOMPARE(empty.counters->totalBans, 0);
    expectState(ServerState::NeedsAttention);
    QCOMPARE(m_state->status(web).attention, core::AttentionReason::NoJails);
}

void TestHealthProbe::answersWithTheOldDialect()
{
    m_hasStats = false;
    m_hasShort = false;
    m_version = u"0.9.7"_s;
    const auto report = probe();
    QCOMPARE(report.outcome, ProbeOutcome::Answered);
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::StatusShort), protocol::TriState::No);
    QCOMPARE(report.counters->currentBans, 8);
    QVERIFY(!m_channel->writes().constLast().contains("short"));
}

void TestHealthProbe::openConnectionIsNotAskedForItsVersionAgain()
{
    probe();
    std::ignore = m_channel->takeWritten();
    probe();
    QVERIFY(!m_channel->written().contains("version"));
    QCOMPARE(m_channel->openCount(), 1);
    m_channel->cut();
    m_version = u"1.1.1"_s;
    QCOMPARE(probe().version, u"1.1.1"_s);
}

void TestHealthProbe::outcomes_data()
{
    QTest::addColumn<core::ErrorCode>("error");
    QTest::addColumn<ProbeOutcome>("outcome");
    QTest::addColumn<ServerState>("state");
    const auto row = [](core::ErrorCode code, ProbeOutcome outcome, ServerState state) {
        QTest::addRow("%s", qPrintable(core::errorCodeName(code))) << code << outcome << state;
    };
    row(core::ErrorCode::NoSocket, ProbeOutcome::NoSocket, ServerState::Offline);
    row(core::ErrorCode::NotASocket, ProbeOutcome::NoSocket, ServerState::Offline);
    row(core::ErrorCode::PathTooLong, ProbeOutcome::NoSocket, ServerState::Offline);
    row(core::ErrorCode::Refused, ProbeOutcome::Refused, ServerState::Offline);
    row(core::ErrorCode::PermissionDenied, ProbeOutcome::PermissionDenied, ServerState::NeedsAttention);
    row(core::ErrorCode::TunnelDown, ProbeOutcome::TunnelDown, ServerState::Unreachable);
    row(core::ErrorCode::TunnelFrozen, ProbeOutcome::TunnelFrozen, ServerState::Unreachable);
    row(core::ErrorCode::AuthenticationRequired, ProbeOutcome::AuthenticationRequired, ServerState::NeedsAttention);
    row(core::ErrorCode::HostKeyChanged, ProbeOutcome::HostKeyChanged, ServerState::NeedsAttention);
}

void TestHealthProbe::outcomes()
{
    QFETCH(core::ErrorCode, error);
    QFETCH(ProbeOutcome, outcome);
    QFETCH(ServerState, state);
    m_channel->setAutoFail(core::Error { error, u"said so"_s });
    const auto report = probe();
    QCOMPARE(report.outcome, outcome);
    QCOMPARE(report.error, (core::Error { error, u"said so"_s }));
    QVERIFY(!report.jails);
    expectState(state);

    m_channel->setAutoFail({});
    QCOMPARE(probe().outcome, ProbeOutcome::Answered); // without waiting for any backoff
    expectState(ServerState::Online);

    m_channel->setResponder([](const QByteArray &) { return QByteArray("SSH-2.0-OpenSSH_9.2\r\n"); });
    QCOMPARE(probe().outcome, ProbeOutcome::ProtocolError);
    expectState(ServerState::NeedsAttention);
}

void TestHealthProbe::timeoutWithALivingProcessIsBusy()
{
    probe();
    m_channel->setResponder({});
    m_monitor->probeNow(web);
    QTRY_COMPARE(m_channel->written().count("stats"), 3); // the capability, the first probe, this one
    m_clock.advance(101);
    QTRY_COMPARE(m_state->status(web).lastOutcome, ProbeOutcome::Busy);
    expectState(ServerState::Busy);
    QCOMPARE(m_state->status(web).online, true);
    QCOMPARE(m_state->status(web).lastError.code, core::ErrorCode::Timeout);
}

void TestHealthProbe::timeoutWithADeadProcessIsNot()
{
    probe();
    m_channel->setResponder({});
    m_channel->setAutoFail(core::Error { core::ErrorCode::Refused, {} });
    m_host->setProcess(process.pid, { process.pid, 77 }); // the number went to another process
    m_monitor->probeNow(web);
    QTRY_COMPARE(m_channel->written().count("stats"), 3);
    m_clock.advance(101);
    QTRY_COMPARE(m_state->status(web).lastOutcome, ProbeOutcome::Refused);
    expectState(ServerState::Offline);
    QCOMPARE(m_state->status(web).online, false);
}

void TestHealthProbe::frozenForAMinuteNeedsAttention()
{
    probe();
    m_channel->cut();
    m_channel->setAutoFail(core::Error { core::ErrorCode::Busy, {} });
    const auto busyProbe = [&] {
        QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
        const int before = m_channel->openCount();
        m_monitor->probeNow(web);
        // Refused, not only begun: else the advance would be what ends it.
        const auto refused = [&] {
            return m_channel->openCount() > before && m_channel->state() == transport::Channel::State::Closed;
        };
        return QTest::qWaitFor(refused, 30'000)
            && (m_clock.advance(101), QTest::qWaitFor([&] { return finished.count() == 1; }, 30'000));
    };
    QVERIFY(busyProbe());
    expectState(ServerState::Busy);
    QCOMPARE(m_state->status(web).lastError.code, core::ErrorCode::Busy);
    m_clock.advance(59'000);
    QVERIFY(busyProbe());
    expectState(ServerState::Busy);
    m_clock.advance(1'500);
    QVERIFY(busyProbe());
    expectState(ServerState::NeedsAttention);
    QCOMPARE(m_state->status(web).attention, core::AttentionReason::FrozenTooLong);
    QCOMPARE(m_state->status(web).online, true);
}

void TestHealthProbe::socketThatIsGoneIsTold()
{
    QVERIFY(!probe().socketGone);
    expectState(ServerState::Online);
    setSocket(false);
    // The connection that is held still answers.
    auto report = probe();
    QCOMPARE(report.outcome, ProbeOutcome::Answered);
    QVERIFY(report.socketGone);
    QVERIFY(report.counters->currentBans.has_value());
    expectState(ServerState::NeedsAttention);
    QCOMPARE(m_state->status(web).attention, core::AttentionReason::SocketGone);
    QCOMPARE(m_state->status(web).online, true);
    setSocket(true);
    QVERIFY(!probe().socketGone);
    expectState(ServerState::Online);
}

void TestHealthProbe::eofIsRetriedOnce()
{
    m_channel->setResponder({});
    m_monitor->start();
    QTRY_COMPARE(m_channel->writes().size(), 1);
    m_channel->cut();
    QTRY_COMPARE(m_channel->writes().size(), 2);
    QCOMPARE(m_channel->openCount(), 2);
    QVERIFY(m_monitor->isProbing(web));
    m_channel->cut();
    QTRY_COMPARE(m_state->status(web).lastOutcome, ProbeOutcome::Refused);
    QCOMPARE(m_state->status(web).lastError.code, core::ErrorCode::ConnectionLost);
    QCOMPARE(m_channel->openCount(), 2);
}

void TestHealthProbe::replacedDaemonIsFoundByTheSameProbe()
{
    probe();
    m_channel->setIdentity(core::ProcessIdentity { 200, 9 });
    m_version = u"1.1.1"_s;
    m_channel->cut();
    const auto report = probe();
    QCOMPARE(report.outcome, ProbeOutcome::Answered);
    QCOMPARE(*report.identity, (core::ProcessIdentity { 200, 9 }));
    QCOMPARE(m_state->status(web).identity.pid, 200);
}

void TestHealthProbe::newProcessForgetsCapabilities()
{
    m_hasStats = false;
    probe();
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::Stats), protocol::TriState::No);
    m_hasStats = true;
    m_channel->setIdentity(core::ProcessIdentity { 200, 9 });
    m_channel->cut();
    probe(); // meets the new process, still in the old one's ways
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::Stats), protocol::TriState::Unknown);
    const auto report = probe();
    QCOMPARE(m_state->jailServiceState(web).known(protocol::Capability::Stats), protocol::TriState::Yes);
    QCOMPARE(report.counters->totalBans, 40);
}

QTEST_GUILESS_MAIN(TestHealthProbe)
#include "tst_health_probe.moc"
