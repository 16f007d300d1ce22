// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health.h"
#include "integration/change_rig.h"
#include "services/rescue_service_impl.h"

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using changes::Rig;
using core::RescueEdit;
using core::RescueFinding;
using core::RescueKind;
using core::RescueOutcome;
using core::RescueRemedy;
using core::RescueReport;
using core::RescueResult;
using core::RescueStep;
using Version = TestFail2ban::Version;

/// Daemons that are broken in the ways of the fact sheet (4.2, 8.2), recognised, and brought back.
class TestRescueReal final : public QObject
{
    Q_OBJECT

    void prepare()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        RealServices &s = m_rig->s;
        m_rescue = std::make_unique<services::RescueServiceImpl>(
            services::RescueServiceContext { s.state, s.registry, s.hosts, *m_rig->config, s.gate, s.monitor,
                s.recoveries, s.leases, *m_rig->changes, s.undo, s.clock, &m_rig->history });
        m_rescue->setHoldMs(1'000);
        m_rescue->setUndoConfirmSeconds(5);
        // Its environment is the test's, which no process shows: the unpacked fail2ban would not find itself.
        m_rescue->setStartCommand(u"'%1' -c '%2' -s '%3' -p '%4' -x start"_s.arg(
            s.daemon.clientProgram(), s.daemon.configDir(), s.daemon.socketPath(), s.daemon.pidFile()));
        m_before = m_rig->jails();
        QCOMPARE(m_before, QStringList({ u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
    }
    RescueReport examine()
    {
        const auto report
            = m_rig->s.wait<RescueReport>([&](auto handler) { m_rescue->examine(m_rig->s.id, this, handler); });
        if (!report)
            qWarning() << core::errorCodeName(report.error().code) << report.error().detail;
        return report.value_or(RescueReport());
    }
    /// The first finding; of none a kind that no test expects.
    RescueFinding find()
    {
        const RescueReport report = examine();
        if (report.findings.isEmpty()) {
            qWarning() << "nothing found; answers" << report.answers << report.running << "busy" << report.busyMs;
            return {};
        }
        return report.findings.constFirst();
    }
    RescueOutcome carryOut(const RescueFinding &finding)
    {
        std::optional<core::Result<RescueOutcome>> answer;
        m_rescue->carryOut(m_rig->s.id, finding, this, [&](core::Result<RescueOutcome> outcome) { answer = outcome; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 120'000) || !*answer) {
            qWarning() << "no outcome" << (answer ? core::errorCodeName((*answer).error().code) : QString());
            return {};
        }
        const RescueOutcome outcome = **answer;
        if (outcome.result != RescueResult::Rescued) {
            for (const RescueStep &step : outcome.steps)
                qWarning() << int(step.stage) << int(step.result) << core::errorCodeName(step.error.code)
                           << step.detail;
        }
        return outcome;
    }
    static QStringList blocked(const RescueFinding &finding)
    {
        QStringList jails;
        for (const core::RescueCause &cause : finding.causes)
            jails += cause.jail;
        jails.removeDuplicates();
        return jails;
    }
    void addBadJail()
    {
        m_rig->s.daemon.writeConfig(u"jail.d/bad.local"_s,
            u"[bad]\nenabled = true\nfilter =\nfailregex = ^x(<HOST>\nbackend = polling\naction = noop\nlogpath = %1\n"_s
                .arg(m_rig->s.daemon.watchedLog(u"big"_s)));
    }
    /// The first confirmation: before its answer is lost, `verbs` were done over there.
    void loseConfirmation(const QStringList &verbs)
    {
        const auto left = std::make_shared<bool>(true);
        m_rescue->setRunner([this, verbs, left](services::TransactionRunner inner) {
            return [this, verbs, left, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                if (command.argv.value(4) != "confirm"_L1 || !std::exchange(*left, false))
                    return inner(command, context, std::move(handler));
                const core::Pending<transport::CommandResult> pending(context, std::move(handler));
                doThenLose(verbs, command.argv.value(5), inner, pending);
                return pending.handle();
            };
        });
    }
    void doThenLose(const QStringList &verbs, const QString &folder, const services::TransactionRunner &inner,
        const core::Pending<transport::CommandResult> &pending)
    {
        if (verbs.isEmpty()) {
            pending.finishLater(core::failure(core::ErrorCode::TunnelDown));
            return;
        }
        inner(services::transactionStep(folder, verbs.constFirst(), { u"test"_s }, {}, 60'000), this,
            [this, verbs, folder, inner, pending](const core::Result<transport::CommandResult> &) {
                doThenLose(verbs.sliced(1), folder, inner, pending);
            });
    }
    core::ServerStatus probe(core::ProbeOutcome outcome, qint64 at)
    {
        core::ProbeReport report;
        report.outcome = outcome;
        return m_rig->s.state.processHealthProbe(m_rig->s.id, report, at).status;
    }

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<services::RescueServiceImpl> m_rescue;
    QStringList m_before;

private Q_SLOTS:
    void cleanup()
    {
        m_rescue.reset();
        m_rig.reset();
    }

    void reloadThatEmptiesIt_data() { versionRows(); }
    void reloadThatEmptiesIt()
    {
        prepare();
        addBadJail();
        QVERIFY(m_rig->s.daemon.client({ u"reload"_s }).exitCode != 0); // by somebody's shell
        QVERIFY(!m_rig->jails().contains(u"sshd"_s));
        const qint64 pid = m_rig->s.daemon.pid();

        const RescueFinding finding = find();
        QVERIFY(finding.kind == RescueKind::NoJails || finding.kind == RescueKind::LostJails);
        QCOMPARE(finding.remedy, RescueRemedy::Revive);
        QCOMPARE(blocked(finding), QStringList { u"bad"_s });
        QCOMPARE(finding.comesBack, m_before);
        QCOMPARE(finding.staysOff, QStringList { u"bad"_s });
        QCOMPARE(finding.edits.size(), 1);
        QVERIFY(finding.edits.constFirst().diff.contains("+enabled = false"_L1));

        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Rescued);
        QCOMPARE(outcome.disabled, QStringList { u"bad"_s });
        QCOMPARE(m_rig->jails(), m_before);
        QCOMPARE(m_rig->s.daemon.pid(), pid); // it was not restarted
        QVERIFY(m_rig->get(u"web"_s, u"actions"_s).contains("dummy2"_L1));
        QVERIFY(m_rig->ourBytes(u"bad"_s).contains("enabled = false"));
        QCOMPARE(m_rig->s.daemon.client({ u"reload"_s }).exitCode, 0); // nothing waits to empty it again
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        QVERIFY(examine().findings.isEmpty());

        // What was written can be taken back, but not so that it breaks again.
        QCOMPARE(m_rig->s.undo.entries().size(), 1);
        const auto undone
            = m_rig->s.wait<QList<core::Receipt>>([&](auto handler) { m_rig->s.undo.undo(0, this, handler); });
        QVERIFY(undone);
        QCOMPARE(undone->constFirst().result, core::ReceiptResult::Refused);
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY(m_rig->ourBytes(u"bad"_s).contains("enabled = false"));
    }

    void stoppedBySomebodysShell_data() { versionRows(); }
    void stoppedBySomebodysShell()
    {
        prepare();
        m_rescue->watch(200);
        QCOMPARE(m_rig->s.daemon.client({ u"stop"_s, u"web"_s }).exitCode, 0);
        m_rig->s.monitor.probeNow(m_rig->s.id);
        QTRY_VERIFY_WITH_TIMEOUT(!m_rescue->known(m_rig->s.id).isEmpty(), 30'000); // without anybody asking
        QCOMPARE(m_rescue->known(m_rig->s.id).constFirst().kind, RescueKind::LostJails);
        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::LostJails);
        QCOMPARE(finding.jails, QStringList { u"web"_s });
        QCOMPARE(finding.comesBack, QStringList { u"web"_s });
        QCOMPARE(finding.untouched, QStringList({ u"big"_s, u"recidive"_s, u"sshd"_s }));
        QVERIFY(finding.edits.isEmpty());
        QCOMPARE(carryOut(finding).result, RescueResult::Rescued);
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY(m_rig->s.undo.entries().isEmpty()); // nothing was written
        QVERIFY(m_rescue->known(m_rig->s.id).isEmpty());
    }

    void frozen_data() { versionRows(); }
    void frozen()
    {
        prepare();
        const qint64 pid = m_rig->s.daemon.pid();
        const qint64 now = m_rig->s.clock.nowMs();
        m_rig->s.monitor.stop();
        m_rig->s.daemon.freeze();
        probe(core::ProbeOutcome::Busy, now - 30'000);
        QVERIFY(examine().findings.isEmpty()); // busy is not frozen
        m_rig->s.state.processHealthProbe(m_rig->s.id, { .outcome = core::ProbeOutcome::Answered }, now - 100'000);
        probe(core::ProbeOutcome::Busy, now - 61'000);
        QCOMPARE(probe(core::ProbeOutcome::Busy, now).attention, core::AttentionReason::FrozenTooLong);

        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::Frozen);
        QCOMPARE(finding.remedy, RescueRemedy::Restart);
        QVERIFY(finding.busyMs > 60'000);
        QCOMPARE(finding.comesBack, m_before);
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Rescued);
        QCOMPARE(m_rig->jails(), m_before);
        QTRY_VERIFY(::kill(static_cast<pid_t>(pid), 0) != 0 || !m_rig->s.daemon.isRunning());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void doesNotEndWhatAnswersAgain()
    {
        m_rig = std::make_unique<Rig>(Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        RealServices &s = m_rig->s;
        m_rescue = std::make_unique<services::RescueServiceImpl>(
            services::RescueServiceContext { s.state, s.registry, s.hosts, *m_rig->config, s.gate, s.monitor,
                s.recoveries, s.leases, *m_rig->changes, s.undo, s.clock, &m_rig->history });
        m_before = m_rig->jails();
        const qint64 pid = s.daemon.pid();
        RescueFinding finding; // as it was frozen
        finding.kind = RescueKind::Frozen;
        finding.remedy = RescueRemedy::Restart;
        finding.comesBack = m_before;
        core::ActivationRecord record;
        record.server = s.id;
        record.jail = u"web"_s;
        record.at = s.clock.nowMs();
        record.jailsBefore = m_before;
        s.state.recordActivation(record);
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Refused);
        QVERIFY(s.state.activation(s.id)); // a crash is still put down to it
        QVERIFY(outcome.error && outcome.error->code == core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(s.daemon.pid(), pid);
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    /// Which pid file is its own nobody knows then: the usual one may be another daemon's.
    void isRefusedWhereTheConfigurationCannotBeRead()
    {
        m_rig = std::make_unique<Rig>(Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        RealServices &s = m_rig->s;
        m_rescue = std::make_unique<services::RescueServiceImpl>(
            services::RescueServiceContext { s.state, s.registry, s.hosts, *m_rig->config, s.gate, s.monitor,
                s.recoveries, s.leases, *m_rig->changes, s.undo, s.clock, &m_rig->history });
        s.daemon.kill();
        QVERIFY(QDir().rename(s.daemon.configDir(), s.daemon.configDir() + u".away"_s));
        int sent = 0;
        m_rescue->setRunner([&sent](services::TransactionRunner inner) {
            return [&sent, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                ++sent;
                return inner(command, context, std::move(handler));
            };
        });
        RescueFinding finding;
        finding.kind = RescueKind::Down;
        finding.remedy = RescueRemedy::Start;
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Refused);
        QVERIFY(outcome.error);
        QCOMPARE(sent, 0); // nothing was begun over there
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void lostConfirmation_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<QStringList>("verbs"); // that were done over there
        QTest::addColumn<RescueResult>("result");
        QTest::addColumn<services::ChangeResult>("kept");
        using services::ChangeResult;
        qsizetype turn = 0;
        const auto row = [&turn](const char *name, const QStringList &verbs, RescueResult result, ChangeResult kept) {
            for (const Version version : TestFail2ban::versionsInTurn(turn++))
                QTest::addRow("%s, %s", qPrintable(TestFail2ban::versionText(version)), name)
                    << version << verbs << result << kept;
        };
        row("not heard", {}, RescueResult::Rescued, ChangeResult::Inactive);
        row("heard", { u"confirm"_s }, RescueResult::Rescued, ChangeResult::Inactive);
        row("heard and cleared away", { u"confirm"_s, u"disarm"_s }, RescueResult::Rescued, ChangeResult::Inactive);
        row("taken back", { u"rollback"_s }, RescueResult::RolledBack, ChangeResult::RolledBack);
    }
    void lostConfirmation()
    {
        QFETCH(QStringList, verbs);
        QFETCH(RescueResult, result);
        QFETCH(services::ChangeResult, kept);
        prepare();
        addBadJail();
        QVERIFY(m_rig->s.daemon.client({ u"reload"_s }).exitCode != 0);
        const RescueFinding finding = find();
        QCOMPARE(finding.edits.size(), 1);
        loseConfirmation(verbs);
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, result);
        const bool isKept = result == RescueResult::Rescued;
        QCOMPARE(outcome.disabled, isKept ? QStringList { u"bad"_s } : QStringList());
        QCOMPARE(m_rig->ourBytes(u"bad"_s).contains("enabled = false"), isKept);
        QCOMPARE(m_rig->s.undo.entries().size(), isKept ? 1 : 0);
        const auto entries = m_rig->entries();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.constFirst().jail, u"bad"_s);
        QCOMPARE(entries.constFirst().kind, services::ChangeKind::Disable);
        QCOMPARE(entries.constFirst().result, kept);
        QVERIFY(entries.constFirst().endedAt > 0);
        QVERIFY(!entries.constFirst().before);
        QVERIFY(entries.constFirst().after && entries.constFirst().after->contains("enabled = false"));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void jailWithoutActions_data() { versionRows(); }
    void jailWithoutActions()
    {
        prepare();
        m_rig->s.daemon.writeConfig(u"jail.d/web.local"_s, u"[web]\naction = noop\n"_s);
        QCOMPARE(m_rig->s.daemon.client({ u"reload"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
        QVERIFY(!m_rig->get(u"web"_s, u"actions"_s).contains("noop"_L1)); // fact sheet 8.2.1
        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::NoActions);
        QCOMPARE(finding.remedy, RescueRemedy::RestartJails);
        QCOMPARE(finding.jails, QStringList { u"web"_s });
        QCOMPARE(carryOut(finding).result, RescueResult::Rescued);
        QVERIFY(m_rig->get(u"web"_s, u"actions"_s).contains("noop"_L1));
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY(examine().findings.isEmpty());
    }

    void doesNotStartForItsLogIsMissing_data() { versionRows(); }
    void doesNotStartForItsLogIsMissing()
    {
        prepare();
        QVERIFY(m_rig->s.daemon.stop());
        QVERIFY(QFile::remove(m_rig->s.daemon.watchedLog(u"auth"_s))); // as a Debian without rsyslog
        QVERIFY(!m_rig->s.daemon.start(8'000));
        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::Down);
        QCOMPARE(finding.remedy, RescueRemedy::Start);
        QCOMPARE(blocked(finding), QStringList { u"sshd"_s });
        QCOMPARE(finding.causes.constFirst().kind, core::PreflightIssueKind::LogMissing);
        QCOMPARE(finding.edits.size(), 1);
        QCOMPARE(finding.edits.constFirst().kind, RescueEdit::Kind::Disable); // no journal here
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Rescued);
        QCOMPARE(m_rig->jails(), QStringList({ u"big"_s, u"recidive"_s, u"web"_s }));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void doesNotStartForItsConfiguration_data() { versionRows(); }
    void doesNotStartForItsConfiguration()
    {
        prepare();
        QVERIFY(m_rig->s.daemon.stop());
        m_rig->s.daemon.writeConfig(u"jail.d/twice.local"_s, u"[web]\nmaxretry = 3\n[web]\nmaxretry = 4\n"_s);
        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::Down);
        QCOMPARE(finding.remedy, RescueRemedy::None); // a file that only a person can mend, and which it is
        QVERIFY(!finding.causes.isEmpty());
        QVERIFY2(finding.causes.constFirst().file.endsWith("jail.d/twice.local"_L1),
            qPrintable(finding.causes.constFirst().file + finding.causes.constFirst().detail));
    }

    void killedAfterAnActivation_data() { versionRows(); }
    void killedAfterAnActivation()
    {
        prepare();
        core::ActivationRecord record;
        record.server = m_rig->s.id;
        record.jail = u"web"_s;
        record.kind = core::ActivationKind::Start;
        record.at = m_rig->s.clock.nowMs();
        record.jailsBefore = { u"big"_s, u"recidive"_s, u"sshd"_s };
        const auto stored = m_rig->s.wait<core::ActivationRecord>(
            [&](auto handler) { m_rig->s.recoveries.recordActivation(record, this, handler); });
        QVERIFY(stored);
        m_rig->s.state.recordActivation(*stored);
        m_rig->s.daemon.kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_rig->s.state.pendingRecovery(m_rig->s.id), 30'000);

        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::Crashed);
        QCOMPARE(finding.remedy, RescueRemedy::Start);
        QVERIFY(finding.recovery && finding.recovery->jail == "web"_L1);
        QCOMPARE(finding.staysOff, QStringList { u"web"_s });
        QCOMPARE(finding.comesBack, record.jailsBefore);
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::Rescued);
        QCOMPARE(m_rig->jails(), record.jailsBefore);
        QTRY_VERIFY_WITH_TIMEOUT(!m_rig->s.state.pendingRecovery(m_rig->s.id), 30'000); // resolved by itself
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));

        // Taken back: the jail runs again, as it is not what was wrong.
        QCOMPARE(m_rig->s.undo.entries().size(), 1);
        const std::optional<services::ChangeRequest> way = m_rig->s.undo.entries().constFirst().change;
        QVERIFY2(way && way->jail == "web"_L1, "a window can show it first");
        QVERIFY(way->text && way->text->isEmpty());
        QVERIFY(way->expected && !way->expected->isEmpty());
        const auto undone
            = m_rig->s.wait<QList<core::Receipt>>([&](auto handler) { m_rig->s.undo.undo(0, this, handler); });
        QVERIFY(undone);
        QCOMPARE(undone->constFirst().result, core::ReceiptResult::Done);
        QCOMPARE(m_rig->jails(), m_before);
        QVERIFY(!QFile::exists(m_rig->ourFile(u"web"_s)));
    }

    /// Nothing was done to the daemon: a crash is still put down to the activation.
    void whatWasNotArmedForgetsNoActivation_data()
    {
        QTest::addColumn<Version>("version");
        QTest::newRow("1.1.0") << Version::V1_1_0;
    }
    void whatWasNotArmedForgetsNoActivation()
    {
        prepare();
        QVERIFY(m_rig->recordActivation(u"web"_s));
        m_rig->s.daemon.kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_rig->s.state.pendingRecovery(m_rig->s.id), 30'000);
        m_rescue->setRunner([](services::TransactionRunner inner) {
            return [inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                if (command.argv.value(4) != "arm"_L1)
                    return inner(command, context, std::move(handler));
                const core::Pending<transport::CommandResult> pending(context, std::move(handler));
                pending.finishLater(
                    transport::CommandResult { .exitCode = 9, .standardOutput = "bangui 1 arm unarmed\n"_ba });
                return pending.handle();
            };
        });
        const RescueOutcome outcome = carryOut(find());
        QVERIFY(outcome.result != RescueResult::Rescued && outcome.result != RescueResult::Refused);
        QCOMPARE(m_rig->activated(), u"web"_s);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void aStartThatFailsIsTakenBack_data() { versionRows(); }
    void aStartThatFailsIsTakenBack()
    {
        prepare();
        QVERIFY(m_rig->s.daemon.stop());
        QVERIFY(QFile::remove(m_rig->s.daemon.watchedLog(u"auth"_s)));
        RescueFinding finding = find();
        QCOMPARE(finding.edits.size(), 1);
        m_rescue->setStartCommand(u"exit 3"_s);
        const RescueOutcome outcome = carryOut(finding);
        QCOMPARE(outcome.result, RescueResult::RolledBack);
        QVERIFY(!QFile::exists(m_rig->ourFile(u"sshd"_s)));
        QVERIFY(m_rig->s.undo.entries().isEmpty());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void readOnlyLooksOnly()
    {
        m_rig = std::make_unique<Rig>(Version::V1_1_0);
        m_rig->s.adjustProfile = [](core::ServerProfile &profile) { profile.readOnly = true; };
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        RealServices &s = m_rig->s;
        m_rescue = std::make_unique<services::RescueServiceImpl>(services::RescueServiceContext { s.state, s.registry,
            s.hosts, *m_rig->config, s.gate, s.monitor, s.recoveries, s.leases, *m_rig->changes, s.undo, s.clock });
        QCOMPARE(s.daemon.client({ u"stop"_s, u"web"_s }).exitCode, 0);
        const RescueFinding finding = find();
        QCOMPARE(finding.kind, RescueKind::LostJails);
        const auto refused
            = s.wait<RescueOutcome>([&](auto handler) { m_rescue->carryOut(s.id, finding, this, handler); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::ErrorCode::ReadOnlyProfile);
        QVERIFY(!m_rig->jails().contains(u"web"_s));
    }
};

QTEST_GUILESS_MAIN(TestRescueReal)
#include "tst_rescue_real.moc"
