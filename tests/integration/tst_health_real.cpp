// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/health_monitor_impl.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "services/server_session.h"
#include "storage/repositories.h"
#include "storage/store_fixture.h"
#include "support/test_fail2ban.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ServerState;

Q_DECLARE_METATYPE(TestFail2ban::Version)

namespace {

/// The machine's clock with a wall time that the test can put forward.
class ShiftedClock final : public core::Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_clock.nowMs() + shift; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_clock.monotonicMs() + shift; }
    qint64 shift = 0;

private:
    core::SystemClock m_clock;
};

constexpr int intervalMs = 2'000;
/// Two probe intervals, the jitter, and the one second that a read may take here.
constexpr int soon = 2 * intervalMs + 400 + 1'000 + 10'000;

} // namespace

/// The truth about a real daemon within two probe intervals.
class TestHealthReal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lifeAndDeath_data();
    void lifeAndDeath();
    void frozen();
    void socketRemovedWithTheDaemon();
    void jailLostAfterAnActivation();
    void diedAfterAnActivation();
    void restartedAfterAnActivation();
    void longCommandIsBusyNotOffline();

private:
    /// Everything between a socket and a state.
    struct Rig
    {
        explicit Rig(const TestFail2ban &daemon)
        {
            const auto opened = fixture::open(store, folder.filePath(u"bangui.db"_s));
            if (!opened)
                qWarning("store: %s", qPrintable(opened.error().detail));
            state.setSettings(
                core::Settings()
                    .with(
                        core::SettingKey::ProbeIntervalSeconds, intervalMs / 1000, core::SettingOrigin::RuntimeOverride)
                    .with(core::SettingKey::CommandTimeoutSeconds, 1, core::SettingOrigin::RuntimeOverride));
            core::ServerProfile profile;
            profile.name = u"real"_s;
            profile.socketPath = daemon.socketPath();
            const auto stored = fixture::await<core::ServerProfile>(
                [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                    registry.add(profile, context, std::move(handler));
                });
            if (!stored)
                qWarning("profile: %s", qPrintable(stored.error().detail));
            id = stored ? stored->id : core::ServerId();
            monitor.start();
        }
        [[nodiscard]] ServerState now() const { return state.status(id).state; }
        void activate(const QString &jail)
        {
            core::ActivationRecord record;
            record.server = id;
            record.jail = jail;
            record.at = clock.nowMs();
            record.jailsBefore = state.status(id).jails;
            record.identityBefore = state.status(id).identity;
            state.recordActivation(record);
        }

        ShiftedClock clock;
        QTemporaryDir folder;
        storage::Store store { clock };
        storage::ProfileRepository profiles { store };
        storage::RecoveryRepository recoveries { store };
        services::RuntimeState state;
        services::HostRegistry hosts;
        services::ServerRegistryImpl registry { profiles, state, {}, clock };
        services::HealthMonitorImpl monitor { state, registry, hosts, recoveries, clock };
        core::ServerId id;
    };
};

void TestHealthReal::lifeAndDeath_data()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const auto version : TestFail2ban::versions())
        QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version;
}

void TestHealthReal::lifeAndDeath()
{
    QFETCH(TestFail2ban::Version, version);
    TestFail2ban daemon(version);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QList<core::Jail> observed;
    connect(&rig.monitor, &services::HealthMonitor::jailsObserved, this,
        [&](core::ServerId, const QList<core::Jail> &jails) { observed = jails; });
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    const core::ServerStatus &status = rig.state.status(rig.id);
    QCOMPARE(status.version, daemon.versionText());
    QCOMPARE(status.jails, (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
    QCOMPARE(status.identity.pid, daemon.pid());
    QCOMPARE(status.counters.currentBans, 0);
    QVERIFY(status.latencyUs > 0);

    daemon.writeFailure(u"192.0.2.7"_s);
    QTRY_VERIFY_WITH_TIMEOUT(daemon.actionLines().contains(u"ban sshd 192.0.2.7"_s), 30'000);
    // recidive counts the server's own log, so it may have seen a failure too.
    QTRY_COMPARE_WITH_TIMEOUT(rig.state.status(rig.id).counters.currentBans, 1, soon);
    QCOMPARE(observed.size(), 4);
    QCOMPARE(observed.at(2).name, u"sshd"_s);
    QCOMPARE(observed.at(2).currentlyBanned, 1);

    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Offline, soon);
    QCOMPARE(rig.state.status(rig.id).lastOutcome, core::ProbeOutcome::Refused);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    QCOMPARE(rig.state.status(rig.id).identity.pid, daemon.pid());
    QVERIFY(daemon.stop());
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Offline, soon);
    QCOMPARE(rig.state.status(rig.id).lastOutcome, core::ProbeOutcome::NoSocket);
    QVERIFY(rig.state.pendingRecoveries().isEmpty()); // nobody had activated anything
}

void TestHealthReal::frozen()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    daemon.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Busy, soon);
    QCOMPARE(rig.state.status(rig.id).online, true);
    rig.clock.shift = core::busyLimitMs + 1'000;
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::NeedsAttention, soon);
    QCOMPARE(rig.state.status(rig.id).attention, core::AttentionReason::FrozenTooLong);
    daemon.thaw();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    daemon.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Busy, soon);
    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Offline, soon);
}

void TestHealthReal::socketRemovedWithTheDaemon()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    daemon.kill();
    QVERIFY(QFile::remove(daemon.socketPath()));
    QFile file(daemon.socketPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Offline, soon);
    QCOMPARE(rig.state.status(rig.id).lastError.code, core::ErrorCode::NotASocket);
    QVERIFY(QFile::remove(daemon.socketPath()));
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
}

void TestHealthReal::jailLostAfterAnActivation()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    rig.activate(u"sshd"_s);
    QCOMPARE(daemon.client({ u"stop"_s, u"web"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Degraded, soon);
    QTRY_VERIFY_WITH_TIMEOUT(rig.state.pendingRecovery(rig.id).has_value(), 30'000);
    const auto recovery = *rig.state.pendingRecovery(rig.id);
    QVERIFY(recovery.id > 0);
    QCOMPARE(recovery.reason, core::RecoveryReason::JailsLost);
    QCOMPARE(rig.state.status(rig.id).lostJails, QStringList { u"web"_s });
    QCOMPARE(daemon.client({ u"reload"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    QTRY_VERIFY_WITH_TIMEOUT(!rig.state.pendingRecovery(rig.id).has_value(), 30'000);
}

void TestHealthReal::diedAfterAnActivation()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    rig.activate(u"sshd"_s);
    daemon.kill();
    QTRY_VERIFY_WITH_TIMEOUT(rig.state.pendingRecovery(rig.id).has_value(), soon);
    QCOMPARE(rig.state.pendingRecovery(rig.id)->reason, core::RecoveryReason::WentOffline);
    const auto open = fixture::await<QList<core::PendingRecovery>>(
        [&](const QObject *context, core::Handler<QList<core::PendingRecovery>> handler) {
            rig.recoveries.open(context, std::move(handler));
        });
    QCOMPARE(open->size(), 1);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    QTRY_VERIFY_WITH_TIMEOUT(!rig.state.pendingRecovery(rig.id).has_value(), 30'000);
}

void TestHealthReal::restartedAfterAnActivation()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    QList<core::PendingRecovery> created;
    connect(&rig.state, &services::RuntimeState::pendingRecoveryCreated, this,
        [&](core::ServerId, const core::PendingRecovery &recovery) { created.append(recovery); });
    rig.activate(u"sshd"_s);
    QVERIFY2(daemon.restart(), qPrintable(daemon.error())); // nobody probes meanwhile: this thread waits for the daemon
    QTRY_COMPARE_WITH_TIMEOUT(created.size(), 1, soon);
    QCOMPARE(created.constFirst().reason, core::RecoveryReason::Restarted);
    QCOMPARE(created.constFirst().jail, u"sshd"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon); // all jails are there: it resolves itself
    QTRY_VERIFY_WITH_TIMEOUT(!rig.state.pendingRecovery(rig.id).has_value(), 30'000); // stored first
}

void TestHealthReal::longCommandIsBusyNotOffline()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    Rig rig(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
    QProcess client; // the daemon takes one command at a time
    client.start(
        daemon.clientProgram(), { u"-s"_s, daemon.socketPath(), u"-c"_s, daemon.configDir(), u"sleep"_s, u"6"_s });
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Busy, soon);
    QCOMPARE(rig.state.status(rig.id).online, true);
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(rig.now(), ServerState::Online, soon);
}

QTEST_GUILESS_MAIN(TestHealthReal)
#include "tst_health_real.moc"
