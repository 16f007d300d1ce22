// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/health_monitor_impl.h"
#include "services/runtime_state.h"
#include "storage/repositories.h"
#include "storage/store_fixture.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ProbeOutcome;
using core::ServerState;

namespace {

constexpr core::ServerId web { 1 };
constexpr core::ProcessIdentity process { 100, 5 };

bool asks(const QByteArray &request, const char *word)
{
    return request.contains(word);
}

} // namespace

/// Probes over channels that the test plays, on the test's clock.
class TestHealthMonitor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersWithStats();
    void answersWithStatus();
    void answersWithTheOldDialect();
    void openConnectionIsNotAskedForItsVersionAgain();
    void outcomes_data();
    void outcomes();
    void timeoutWithALivingProcessIsBusy();
    void timeoutWithADeadProcessIsNot();
    void frozenForAMinuteNeedsAttention();
    void eofIsRetriedOnce();
    void replacedDaemonIsFoundByTheSameProbe();
    void lostConnectionIsLookedInto();
    void newProcessForgetsCapabilities();
    void oneProbeInFlight();
    void lossIsStoredBeforeItIsShown();
    void storeFailureDoesNotHideTheLoss();
    void intervals();
    void activationShortensTheWait();
    void settingChangesLive();
    void removedWhileProbing();
    void changedWhileProbing();
    void suspend();
    void manyServersAreSpread();

private:
    QByteArray answer(const QByteArray &request) const;
    core::ProbeReport probe();
    void expectState(ServerState state) { QCOMPARE(state, m_state->status(web).state); }
    void setInterval(int seconds)
    {
        m_state->setSettings(m_state->settings().with(
            core::SettingKey::ProbeIntervalSeconds, seconds, core::SettingOrigin::RuntimeOverride));
    }
    void activate(qint64 at)
    {
        core::ActivationRecord record;
        record.server = web;
        record.jail = u"bad"_s;
        record.at = at;
        record.jailsBefore = { u"sshd"_s, u"web"_s };
        record.identityBefore = process;
        m_state->recordActivation(record);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    bool m_hasStats = true;
    bool m_hasShort = true;
    QString m_version;
    QStringList m_jails;
    support::FakeClock m_clock;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<storage::RecoveryRepository> m_recoveries;
    std::unique_ptr<doubles::Registry> m_registry;
    std::unique_ptr<services::HostRegistry> m_hosts;
    std::unique_ptr<services::RuntimeState> m_state;
    std::unique_ptr<services::HealthMonitorImpl> m_monitor;
    support::FakeChannel *m_channel = nullptr;
    support::FakeHost *m_host = nullptr;
    double m_random = 0.5;
};

void TestHealthMonitor::init()
{
    m_hasStats = true;
    m_hasShort = true;
    m_version = u"1.1.0"_s;
    m_jails = { u"sshd"_s, u"web"_s };
    m_random = 0.5;
    m_store = std::make_unique<storage::Store>(m_clock);
    QVERIFY(fixture::open(*m_store, m_folder.filePath(u"store-%1.db"_s.arg(++m_count))));
    storage::ProfileRepository profiles(*m_store);
    QVERIFY(
        fixture::await<core::ServerProfile>([&](const QObject *context, core::Handler<core::ServerProfile> handler) {
            profiles.insert(doubles::profile(1), context, std::move(handler));
        }));
    m_recoveries = std::make_unique<storage::RecoveryRepository>(*m_store);
    m_registry = std::make_unique<doubles::Registry>(m_clock);
    m_hosts = std::make_unique<services::HostRegistry>([this](const core::ServerProfile &) {
        auto host = std::make_unique<support::FakeHost>();
        m_host = host.get();
        m_host->setProcess(process.pid, process);
        return host;
    });
    m_state = std::make_unique<services::RuntimeState>();
    m_channel = m_registry->put(doubles::profile(1), { 100, 100, 100, 100, 100 });
    m_channel->setAutoAccept(true);
    m_channel->setIdentity(process);
    m_channel->setResponder([this](const QByteArray &request) { return answer(request); });
    m_state->addServer(web);
    setInterval(3600);
    services::HealthTiming timing;
    timing.heartbeatMs = 20;
    timing.suspendedMs = 120'000;
    m_monitor = std::make_unique<services::HealthMonitorImpl>(
        *m_state, *m_registry, *m_hosts, *m_recoveries, m_clock, [this] { return m_random; }, timing);
}

void TestHealthMonitor::cleanup()
{
    m_monitor.reset();
    m_state.reset();
    m_hosts.reset();
    m_registry.reset();
    m_recoveries.reset();
    m_store.reset();
}

QByteArray TestHealthMonitor::answer(const QByteArray &request) const
{
    if (asks(request, "version"))
        return wire::done(wire::text(m_version));
    if (asks(request, "stats")) {
        if (!m_hasStats)
            return wire::invalidCommand();
        QList<std::pair<QString, QByteArray>> jails;
        for (const QString &jail : m_jails)
            jails.append(wire::jailStats(jail, 1, 10, 2, 20));
        return wire::done(wire::dict(jails));
    }
    for (const QString &jail : m_jails) {
        if (asks(request, jail.toUtf8().constData())) {
            const QByteArray reply = wire::jailStatusShort(3, 30, 4, 40);
            if (m_hasShort)
                return reply;
            QByteArray full = reply; // the old dialect lists the bans, whatever it is asked
            const QByteArray total = wire::pair(wire::text(u"Total banned"_s), wire::number(40));
            full.replace(
                total, total + wire::pair(wire::text(u"Banned IP list"_s), wire::list({ wire::text(u"192.0.2.1"_s) })));
            return full;
        }
    }
    return asks(request, "status") ? wire::status(m_jails) : wire::invalidCommand();
}

core::ProbeReport TestHealthMonitor::probe()
{
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    core::ProbeReport report;
    const auto keep = connect(m_monitor.get(), &services::HealthMonitor::probeFinished, this,
        [&](core::ServerId, const core::ProbeReport &said) { report = said; });
    m_monitor->start();
    m_monitor->probeNow(web);
    const bool done = QTest::qWaitFor([&] { return finished.count() > 0; }, 5000);
    disconnect(keep);
    if (!done)
        qWarning("no probe ended");
    return report;
}

void TestHealthMonitor::answersWithStats()
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

void TestHealthMonitor::answersWithStatus()
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

void TestHealthMonitor::answersWithTheOldDialect()
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

void TestHealthMonitor::openConnectionIsNotAskedForItsVersionAgain()
{
    probe();
    std::ignore = m_channel->takeWritten();
    probe();
    QVERIFY(!asks(m_channel->written(), "version"));
    QCOMPARE(m_channel->openCount(), 1);
    m_channel->cut();
    m_version = u"1.1.1"_s;
    QCOMPARE(probe().version, u"1.1.1"_s);
}

void TestHealthMonitor::outcomes_data()
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

void TestHealthMonitor::outcomes()
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

void TestHealthMonitor::timeoutWithALivingProcessIsBusy()
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

void TestHealthMonitor::timeoutWithADeadProcessIsNot()
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

void TestHealthMonitor::frozenForAMinuteNeedsAttention()
{
    probe();
    m_channel->cut();
    m_channel->setAutoFail(core::Error { core::ErrorCode::Busy, {} });
    const auto busyProbe = [&] {
        QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
        const int before = m_channel->openCount();
        m_monitor->probeNow(web);
        return QTest::qWaitFor([&] { return m_channel->openCount() > before; }, 5000)
            && (m_clock.advance(101), QTest::qWaitFor([&] { return finished.count() == 1; }, 5000));
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

void TestHealthMonitor::eofIsRetriedOnce()
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

void TestHealthMonitor::replacedDaemonIsFoundByTheSameProbe()
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

void TestHealthMonitor::lostConnectionIsLookedInto()
{
    probe();
    m_channel->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_channel->cut(); // an hour before the next probe
    QTRY_COMPARE(m_state->status(web).state, ServerState::Offline);
    QTest::qWait(300);
    QCOMPARE(started.count(), 1);
}

void TestHealthMonitor::newProcessForgetsCapabilities()
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
    QTest::qWait(20);
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
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 4000); // an hour's interval otherwise
}

void TestHealthMonitor::settingChangesLive()
{
    probe();
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_clock.advance(3'000); // overdue by the new interval
    m_random = 0;
    setInterval(2);
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 1000);
}

void TestHealthMonitor::removedWhileProbing()
{
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    m_monitor->start();
    m_monitor->probeNow(web);
    m_registry->drop(web);
    m_state->removeServer(web);
    QVERIFY(!m_monitor->isProbing(web));
    QTest::qWait(30);
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
    QTest::qWait(20);
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
    QTest::qWait(60);
    QCOMPARE(started.count(), 0);
    m_clock.advance(600'000); // ten minutes that no timer saw
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 2000);
}

void TestHealthMonitor::manyServersAreSpread()
{
    for (int id = 2; id <= 60; ++id) {
        m_registry->put(doubles::profile(id, QString::number(id)))
            ->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
        m_state->addServer(core::ServerId { id });
    }
    m_random = 0.9; // nine of ten seconds
    QSignalSpy started(m_monitor.get(), &services::HealthMonitor::probeStarted);
    m_monitor->start();
    QTRY_COMPARE(started.count(), 20);
    QTest::qWait(50);
    QCOMPARE(started.count(), 20);
    m_monitor->stop();
    QVERIFY(!m_monitor->isProbing(web));
}

QTEST_GUILESS_MAIN(TestHealthMonitor)
#include "tst_health_monitor.moc"
