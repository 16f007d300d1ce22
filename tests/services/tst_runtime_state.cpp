// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/runtime_state.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr core::ServerId web { 1 };
constexpr qint64 start = 1'700'000'000'000;

core::ProbeReport answered(const QStringList &jails, qint64 pid = 100)
{
    core::ProbeReport report;
    report.outcome = core::ProbeOutcome::Answered;
    report.version = u"1.1.0"_s;
    report.jails = jails;
    report.identity = core::ProcessIdentity { pid, 1 };
    return report;
}
core::ProbeReport failed(core::ProbeOutcome outcome)
{
    core::ProbeReport report;
    report.outcome = outcome;
    report.error = { core::ErrorCode::Refused, {} };
    return report;
}
core::ActivationRecord activation(qint64 at)
{
    core::ActivationRecord record;
    record.server = web;
    record.jail = u"nginx-bad"_s;
    record.at = at;
    record.jailsBefore = { u"sshd"_s, u"web"_s };
    record.identityBefore = { 100, 1 };
    return record;
}

QStringList logged;
void keep(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    if (qstrcmp(context.category, "health") == 0)
        logged.append(text);
}

} // namespace

/// Every operation changes what it names and says so once, with old and new.
class TestRuntimeState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        logged.clear();
        m_previous = qInstallMessageHandler(keep);
        m_state = std::make_unique<services::RuntimeState>();
        m_state->addServer(web);
        m_state->setServerName(web, u"web-1"_s);
    }
    void cleanup()
    {
        qInstallMessageHandler(m_previous);
        m_state.reset();
    }

    void servers()
    {
        QSignalSpy added(m_state.get(), &services::RuntimeState::serverAdded);
        QSignalSpy removed(m_state.get(), &services::RuntimeState::serverRemoved);
        core::ServerStatus known;
        known.version = u"1.0.2"_s;
        m_state->addServer(core::ServerId { 2 }, known);
        m_state->addServer(core::ServerId { 2 });
        QCOMPARE(added.count(), 1);
        QCOMPARE(m_state->status(core::ServerId { 2 }).version, u"1.0.2"_s);
        QCOMPARE(m_state->servers(), (QList<core::ServerId> { web, core::ServerId { 2 } }));
        m_state->removeServer(core::ServerId { 2 });
        m_state->removeServer(core::ServerId { 2 });
        QCOMPARE(removed.count(), 1);
        QVERIFY(!m_state->hasServer(core::ServerId { 2 }));
        QCOMPARE(m_state->status(core::ServerId { 9 }), core::ServerStatus());
        QCOMPARE(m_state->jailServiceState(core::ServerId { 9 }).known(protocol::Capability::Stats),
            protocol::TriState::Unknown);
        m_state->recordActivation(activation(start)); // known
        core::ActivationRecord stranger = activation(start);
        stranger.server = core::ServerId { 9 };
        m_state->recordActivation(stranger);
        QVERIFY(!m_state->activation(core::ServerId { 9 }));
        QCOMPARE(m_state->processHealthProbe(core::ServerId { 9 }, answered({}), start).status, core::ServerStatus());
    }
    void setupIsOneWay()
    {
        QSignalSpy spy(m_state.get(), &services::RuntimeState::setupCompleted);
        QVERIFY(!m_state->isSetupComplete());
        m_state->setSetupComplete();
        m_state->setSetupComplete();
        QVERIFY(m_state->isSetupComplete());
        QCOMPARE(spy.count(), 1);
    }
    void settingsTellOldAndNew()
    {
        QSignalSpy spy(m_state.get(), &services::RuntimeState::settingsChanged);
        m_state->setSettings(core::Settings());
        QCOMPARE(spy.count(), 0);
        m_state->setSettings(
            core::Settings().with(core::SettingKey::ProbeIntervalSeconds, 5, core::SettingOrigin::RuntimeOverride));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).value<core::Settings>().number(core::SettingKey::ProbeIntervalSeconds), 30);
        QCOMPARE(spy.at(0).at(1).value<core::Settings>().number(core::SettingKey::ProbeIntervalSeconds), 5);
    }
    void transitionsAreLoggedOnce()
    {
        QSignalSpy spy(m_state.get(), &services::RuntimeState::statusChanged);
        m_state->processHealthProbe(web, answered({ u"sshd"_s }), start);
        m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 30'000);
        m_state->processHealthProbe(web, failed(core::ProbeOutcome::Refused), start + 60'000);
        m_state->processHealthProbe(web, failed(core::ProbeOutcome::Refused), start + 90'000);
        m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 120'000);
        QCOMPARE(logged.filter(u"health_check_complete"_s).size(), 5);
        QCOMPARE(logged.filter(u"fail2ban_came_online"_s).size(), 2);
        QCOMPARE(logged.filter(u"fail2ban_went_offline"_s).size(), 1);
        QCOMPARE(logged.filter(u"fail2ban_came_online"_s).constFirst(),
            u"fail2ban_came_online server=\"web-1\" version=1.1.0"_s);
        QCOMPARE(logged.filter(u"fail2ban_went_offline"_s).constFirst(),
            u"fail2ban_went_offline server=\"web-1\" outcome=refused error=Refused"_s);
        QCOMPARE(spy.count(), 5); // the age changes each time
        QCOMPARE(spy.at(2).at(1).value<core::ServerStatus>().state, core::ServerState::Online);
        QCOMPARE(spy.at(2).at(2).value<core::ServerStatus>().state, core::ServerState::Offline);
    }
    void hostileVersionIsMadeVisible()
    {
        auto report = answered({});
        report.version = u"1.1\n[fake] line\u202e"_s;
        m_state->processHealthProbe(web, report, start);
        for (const QString &line : std::as_const(logged))
            QVERIFY2(!line.contains(u'\n') && !line.contains(QChar(0x202e)), qPrintable(line));
    }
    void lossIsDetectedOnceAndShownWhenStored()
    {
        QSignalSpy created(m_state.get(), &services::RuntimeState::pendingRecoveryCreated);
        QSignalSpy cleared(m_state.get(), &services::RuntimeState::pendingRecoveryCleared);
        m_state->processHealthProbe(web, answered({ u"sshd"_s, u"web"_s }), start);
        m_state->recordActivation(activation(start + 1000));
        const auto lost = m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 3000);
        QVERIFY(lost.newRecovery.has_value());
        QCOMPARE(lost.newRecovery->reason, core::RecoveryReason::JailsLost);
        QCOMPARE(m_state->status(web).state, core::ServerState::Degraded);
        QVERIFY(!m_state->pendingRecovery(web)); // it is not stored yet
        // Another probe before the store has answered finds nothing new.
        QVERIFY(!m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 5000).newRecovery);
        core::PendingRecovery stored = *lost.newRecovery;
        stored.id = 7;
        m_state->createPendingRecovery(stored);
        QCOMPARE(created.count(), 1);
        QCOMPARE(m_state->pendingRecovery(web)->id, 7);
        QCOMPARE(m_state->pendingRecoveries().size(), 1);
        const auto well = m_state->processHealthProbe(web, answered({ u"sshd"_s, u"web"_s }), start + 7000);
        QVERIFY(well.recoveryResolved);
        m_state->clearPendingRecovery(web, core::RecoveryResolution::Recovered);
        m_state->clearPendingRecovery(web, core::RecoveryResolution::Dismissed);
        QCOMPARE(cleared.count(), 1);
        QCOMPARE(cleared.at(0).at(1).value<core::PendingRecovery>().resolution, core::RecoveryResolution::Recovered);
        QVERIFY(!m_state->pendingRecovery(web));
        QCOMPARE(m_state->status(web).state, core::ServerState::Online);
        QCOMPARE(logged.filter(u"activation_crash_detected"_s).size(), 1);
        QCOMPARE(logged.filter(u"pending_recovery_resolved"_s).size(), 1);
    }
    void aRecoveryThatWasStoredEarlierDegradesAtOnce()
    {
        m_state->processHealthProbe(web, answered({ u"sshd"_s }), start);
        QCOMPARE(m_state->status(web).state, core::ServerState::Online);
        core::PendingRecovery recovery;
        recovery.id = 3;
        recovery.server = web;
        recovery.jailsBefore = { u"sshd"_s };
        m_state->createPendingRecovery(recovery); // an undone dismissal
        QCOMPARE(m_state->status(web).state, core::ServerState::Degraded);
        m_state->clearPendingRecovery(web, core::RecoveryResolution::Dismissed);
        QCOMPARE(m_state->status(web).state, core::ServerState::Online);
    }
    void stoppedOnPurposeIsNotLost()
    {
        m_state->processHealthProbe(web, answered({ u"sshd"_s, u"web"_s }), start);
        m_state->recordActivation(activation(start + 1000));
        m_state->noteStoppedOnPurpose(web, u"web"_s);
        QCOMPARE(m_state->stoppedOnPurpose(web), QSet<QString> { u"web"_s });
        QVERIFY(!m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 3000).newRecovery);
        QCOMPARE(m_state->status(web).state, core::ServerState::Online);
        m_state->recordActivation(activation(start + 10'000));
        QVERIFY(m_state->stoppedOnPurpose(web).isEmpty());
    }
    void aStopIsKnownForAsLongAsARecoveryMayNameTheJail()
    {
        m_state->processHealthProbe(web, answered({ u"mail"_s, u"sshd"_s, u"web"_s }), start);
        core::PendingRecovery recovery;
        recovery.server = web;
        recovery.jailsBefore = { u"mail"_s, u"sshd"_s, u"web"_s };
        m_state->createPendingRecovery(recovery);
        m_state->noteStoppedOnPurpose(web, u"mail"_s);
        // Another jail is started: mail is none of its business, and stays stopped on purpose.
        core::ActivationRecord record = activation(start + 10'000);
        record.jail = u"web"_s;
        record.jailsBefore = { u"sshd"_s };
        m_state->recordActivation(record);
        QCOMPARE(m_state->stoppedOnPurpose(web), QSet<QString> { u"mail"_s });
        const auto decision = m_state->processHealthProbe(web, answered({ u"sshd"_s, u"web"_s }), start + 12'000);
        QVERIFY(decision.recoveryResolved);
        // Once it is started, its loss is one again.
        record.jail = u"mail"_s;
        m_state->recordActivation(record);
        QVERIFY(m_state->stoppedOnPurpose(web).isEmpty());
    }
    void timeUnreachableExtendsTheWindow()
    {
        m_state->processHealthProbe(web, answered({ u"sshd"_s, u"web"_s }), start);
        m_state->recordActivation(activation(start + 1000));
        m_state->processHealthProbe(web, failed(core::ProbeOutcome::TunnelDown), start + 2000);
        m_state->processHealthProbe(web, failed(core::ProbeOutcome::TunnelDown), start + 50'000);
        QCOMPARE(m_state->unreachableMs(web), 48'000);
        const auto decision = m_state->processHealthProbe(web, answered({ u"sshd"_s }), start + 90'000);
        QCOMPARE(m_state->unreachableMs(web), 88'000);
        QVERIFY(decision.newRecovery.has_value());
        m_state->recordActivation(activation(start + 100'000));
        QCOMPARE(m_state->unreachableMs(web), 0);
    }
    void anotherProcessForgetsCapabilities()
    {
        QSignalSpy activated(m_state.get(), &services::RuntimeState::activationChanged);
        m_state->processHealthProbe(web, answered({ u"sshd"_s }), start);
        auto &capabilities = m_state->jailServiceState(web);
        QCOMPARE(&capabilities, &m_state->jailServiceState(web));
        m_state->recordActivation(activation(start));
        QVERIFY(m_state->activation(web).has_value());
        m_state->clearActivationRecord(web);
        m_state->clearActivationRecord(web);
        QCOMPARE(activated.count(), 2);
        QVERIFY(!m_state->activation(web));
    }

private:
    QtMessageHandler m_previous = nullptr;
    std::unique_ptr<services::RuntimeState> m_state;
};

QTEST_GUILESS_MAIN(TestRuntimeState)
#include "tst_runtime_state.moc"
