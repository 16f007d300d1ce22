// SPDX-License-Identifier: GPL-3.0-or-later
// What outlives BanGUI: what it has found, and a rescue in whose middle it is killed. The process that is killed is
// this program once more, with the words of rescuer().
#include "integration/change_rig.h"
#include "services/rescue_service_impl.h"
#include "storage/rescue_finding_repository.h"

#include <QProcess>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using changes::ChangeOutcome;
using changes::ChangeResult;
using changes::Rig;
using core::RescueFinding;
using core::RescueKind;
using core::RescueOutcome;
using core::RescueRemedy;
using core::RescueReport;
using core::RescueResult;
using core::RescueStage;
using core::RescueStep;
using Version = TestFail2ban::Version;

namespace {

QString startWords(const TestFail2ban &daemon)
{
    return u"'%1' -c '%2' -s '%3' -p '%4' -x start"_s.arg(
        daemon.clientProgram(), daemon.configDir(), daemon.socketPath(), daemon.pidFile());
}

/// Carries out what it finds first, tells each stage as it begins, and never confirms.
int rescuer(const QStringList &words)
{
    Rig rig(Version::V1_1_0); // its own daemon is never started
    RealServices &s = rig.s;
    const auto opened = s.wait<storage::OpenReport>([&](auto handler) { s.store.open(words[0], &s.context, handler); });
    core::ServerProfile profile;
    profile.name = u"rescuer"_s;
    profile.socketPath = words[1];
    profile.configDir = words[2];
    profile.clientProgram = words[3];
    profile.startCommand = words[4];
    const auto stored
        = s.wait<core::ServerProfile>([&](auto handler) { s.registry.add(profile, &s.context, handler); });
    if (!opened || !stored)
        return 3;
    rig.config = std::make_unique<services::ConfigServiceImpl>(s.registry, s.hosts, s.clock);
    rig.makeService();
    services::RescueServiceImpl rescue(services::RescueServiceContext { s.state, s.registry, s.hosts, *rig.config,
        s.gate, s.monitor, s.recoveries, s.leases, *rig.changes, s.undo, s.clock, &rig.history });
    rescue.setHoldMs(600'000);
    QObject::connect(
        &rescue, &services::RescueService::progressed, &s.context, [](core::ServerId, const RescueStep &step) {
            if (step.result == core::ChangeStageResult::Running)
                std::printf("stage %d\n", int(step.stage));
            std::fflush(stdout);
        });
    const auto report = s.wait<RescueReport>([&](auto handler) { rescue.examine(stored->id, &s.context, handler); });
    if (!report || report->findings.isEmpty())
        return 4;
    rescue.carryOut(stored->id, report->findings.constFirst(), &s.context, [](const core::Result<RescueOutcome> &) {
        std::printf("ended\n");
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}

} // namespace

class TestRescueRestart final : public QObject
{
    Q_OBJECT

    void prepare(Version version)
    {
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_findings = std::make_unique<storage::RescueFindingRepository>(m_rig->s.store);
        makeRescue();
        m_before = m_rig->jails();
        QVERIFY(m_before.contains(u"sshd"_s));
    }
    void makeRescue()
    {
        RealServices &s = m_rig->s;
        m_rescue = std::make_unique<services::RescueServiceImpl>(
            services::RescueServiceContext { s.state, s.registry, s.hosts, *m_rig->config, s.gate, s.monitor,
                s.recoveries, s.leases, *m_rig->changes, s.undo, s.clock, &m_rig->history, m_findings.get() });
        m_rescue->setHoldMs(1'000);
        m_rescue->setStartCommand(startWords(s.daemon));
    }
    QString stored()
    {
        const auto all
            = m_rig->s.wait<QHash<core::ServerId, QString>>([&](auto handler) { m_findings->all(this, handler); });
        return all ? all->value(m_rig->s.id) : u"unreadable"_s;
    }
    QList<services::OpenChange> open()
    {
        return m_rig->s
            .wait<QList<services::OpenChange>>(
                [&](auto handler) { m_rig->changes->findOpen(m_rig->s.id, this, handler); })
            .value_or(QList<services::OpenChange>());
    }
    RescueFinding find()
    {
        const auto report
            = m_rig->s.wait<RescueReport>([&](auto handler) { m_rescue->examine(m_rig->s.id, this, handler); });
        return report && !report->findings.isEmpty() ? report->findings.constFirst() : RescueFinding();
    }

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<storage::RescueFindingRepository> m_findings;
    std::unique_ptr<services::RescueServiceImpl> m_rescue;
    QStringList m_before;

private Q_SLOTS:
    void cleanup()
    {
        m_rescue.reset();
        m_findings.reset();
        m_rig.reset();
    }

    void findingsOutliveBanGUI()
    {
        prepare(Version::V1_1_0);
        const core::ServerId id = m_rig->s.id;
        m_rescue->watch(300);
        QCOMPARE(m_rig->s.daemon.client({ u"stop"_s, u"sshd"_s }).exitCode, 0); // by somebody's shell
        m_rig->s.monitor.probeNow(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_rescue->known(id).size(), 1, 60'000);
        QCOMPARE(m_rescue->known(id).constFirst().jails, QStringList { u"sshd"_s });
        QTRY_VERIFY(stored().contains(u"sshd"_s));

        m_rescue.reset(); // BanGUI ends, and is started again
        makeRescue();
        m_rescue->watch(300);
        QVERIFY(m_rescue->known(id).isEmpty()); // the store answers later
        QTRY_COMPARE(m_rescue->known(id).size(), 1);
        QCOMPARE(m_rescue->known(id).constFirst().kind, RescueKind::LostJails);
        QCOMPARE(m_rescue->known(id).constFirst().jails, QStringList { u"sshd"_s });
        m_rig->s.monitor.probeNow(id); // it answers: looked at anew
        QTRY_COMPARE_WITH_TIMEOUT(m_rescue->known(id).constFirst().remedy, RescueRemedy::Revive, 60'000);

        QCOMPARE(m_rig->s.daemon.client({ u"reload"_s, u"--if-exists"_s, u"sshd"_s }).exitCode, 0);
        m_rig->s.monitor.probeNow(id);
        QTRY_VERIFY_WITH_TIMEOUT(m_rescue->known(id).isEmpty(), 60'000);
        QTRY_COMPARE(stored(), QString());
    }

    /// It comes back neither with the next look nor with the next start, and is told when it happens again.
    void whatWasDismissedIsToldWhenItHappensAgain()
    {
        prepare(Version::V1_1_0);
        const core::ServerId id = m_rig->s.id;
        const auto isOver = [this, id] { return m_rig->jails() == m_rig->s.state.status(id).jails; };
        m_rescue->watch(300);
        m_rig->s.daemon.client({ u"stop"_s, u"sshd"_s });
        m_rig->s.monitor.probeNow(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_rescue->known(id).size(), 1, 60'000);
        m_rescue->dismiss(id);
        QVERIFY(m_rescue->known(id).isEmpty());
        QTRY_VERIFY(stored().contains("dismissed"_L1));

        m_rescue.reset(); // BanGUI ends, and is started again
        makeRescue();
        m_rescue->watch(300);
        m_rig->s.daemon.client({ u"stop"_s, u"web"_s });
        m_rig->s.monitor.probeNow(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_rescue->known(id).size(), 1, 60'000); // another one
        QVERIFY(m_rescue->known(id).constFirst().jails.contains(u"web"_s));
        QCOMPARE(m_rig->s.daemon.client({ u"reload"_s }).exitCode, 0);
        m_rig->s.monitor.probeNow(id);
        QTRY_VERIFY_WITH_TIMEOUT(m_rescue->known(id).isEmpty(), 60'000);
        QTRY_COMPARE(stored(), QString());
        QTRY_VERIFY(isOver());
        m_rig->s.daemon.client({ u"stop"_s, u"sshd"_s });
        m_rig->s.monitor.probeNow(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_rescue->known(id).size(), 1, 60'000);
        QCOMPARE(m_rescue->known(id).constFirst().jails, QStringList { u"sshd"_s });
    }

    /// Killed between the probe that showed the loss and the look that would have told it.
    void aLookThatWasDueOutlivesBanGUI()
    {
        prepare(Version::V1_1_0);
        const core::ServerId id = m_rig->s.id;
        m_rescue->watch(600'000);
        m_rig->s.daemon.client({ u"stop"_s, u"sshd"_s });
        m_rig->s.monitor.probeNow(id);
        QTRY_VERIFY(stored().contains("look_due"_L1));
        QVERIFY(m_rescue->known(id).isEmpty());
        m_rescue.reset();
        makeRescue();
        m_rescue->watch(300); // both probes of this process show three jails
        QTRY_VERIFY(m_rig->s.state.status(id).jails.size() == 3);
        const auto isTold = [this, id] {
            m_rig->s.monitor.probeNow(id);
            return !m_rescue->known(id).isEmpty();
        };
        QVERIFY(QTest::qWaitFor(isTold, 60'000));
        QCOMPARE(m_rescue->known(id).constFirst().jails, QStringList { u"sshd"_s });
        QTRY_VERIFY(!stored().contains("look_due"_L1));
    }

    void killedInTheMiddle_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<int>("stage");
        QTest::newRow("1.0.2, while it acts") << Version::V1_0_2 << int(RescueStage::Act);
        QTest::newRow("1.1.0, while it looks") << Version::V1_1_0 << int(RescueStage::Verify);
    }
    void killedInTheMiddle()
    {
        QFETCH(Version, version);
        QFETCH(int, stage);
        prepare(version);
        m_rig->s.daemon.writeConfig(u"jail.d/bad.local"_s,
            u"[bad]\nenabled = true\nfilter =\nfailregex = ^x(<HOST>\nbackend = polling\naction = noop\nlogpath = %1\n"_s
                .arg(m_rig->s.daemon.watchedLog(u"big"_s)));
        QVERIFY(m_rig->s.daemon.client({ u"reload"_s }).exitCode != 0);
        QVERIFY(!m_rig->jails().contains(u"sshd"_s));

        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
            { u"--rescuer"_s, m_rig->s.store.path(), m_rig->s.daemon.socketPath(), m_rig->s.daemon.configDir(),
                m_rig->s.daemon.clientProgram(), startWords(m_rig->s.daemon) });
        QByteArray said;
        const QByteArray wanted = "stage " + QByteArray::number(stage) + '\n';
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         said += process.readAllStandardOutput();
                         return said.contains(wanted) || process.state() == QProcess::NotRunning;
                     },
                     90'000)
                && said.contains(wanted),
            said.constData());
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());

        // The next start: told by the server and, where that cannot be asked, by the store; nobody can confirm it.
        const QList<services::OpenChange> found = open();
        QCOMPARE(found.size(), 1);
        const QString id = found.constFirst().id;
        QVERIFY2(services::isRescueId(id), qPrintable(id));
        QVERIFY(found.constFirst().undecided);
        QVERIFY2(found.constFirst().jail.isEmpty(), "it is no change of a jail");
        const auto recorded = m_rig->s.wait<QList<services::RecordedChange>>(
            [&](auto handler) { m_rig->changes->recorded(this, handler); });
        QVERIFY(recorded);
        const auto kept = std::ranges::find(
            *recorded, m_rig->s.id, [](const services::RecordedChange &one) { return one.change.server; });
        QVERIFY(kept != recorded->end());
        QCOMPARE(kept->change.id, id);
        QVERIFY(kept->change.jail.isEmpty());
        const auto refused = m_rig->s.wait<ChangeOutcome>(
            [&](auto handler) { m_rig->changes->confirm(m_rig->s.id, id, this, handler); });
        QCOMPARE(refused.error().code, core::ErrorCode::NotSupported);

        // Rolled back, then carried out to its end.
        const auto back = m_rig->s.wait<ChangeOutcome>(
            [&](auto handler) { m_rig->changes->rollBack(m_rig->s.id, id, this, handler); });
        QVERIFY2(back && back->result == ChangeResult::RolledBack, qPrintable(Rig::told(back)));
        QCOMPARE(m_rig->ourBytes(u"bad"_s), "(absent)"_ba);
        QTRY_VERIFY_WITH_TIMEOUT(open().isEmpty(), 30'000);
        QVERIFY2(m_rig->isClean(30'000), qPrintable(m_rig->leftovers()));
        const RescueFinding finding = find();
        if (finding.hasRemedy()) { // what had come back by then stays; the bad one is listed again
            std::optional<core::Result<RescueOutcome>> outcome;
            m_rescue->carryOut(
                m_rig->s.id, finding, this, [&](const core::Result<RescueOutcome> &result) { outcome = result; });
            QTRY_VERIFY_WITH_TIMEOUT(outcome, 120'000);
            QVERIFY2(outcome->has_value() && (*outcome)->result == RescueResult::Rescued,
                outcome->has_value() ? "not rescued" : qPrintable(outcome->error().detail));
        }
        QCOMPARE(m_rig->jails(), m_before);
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == "--rescuer"_L1 && words.size() == 7)
        return rescuer(words.sliced(2));
    TestRescueRestart test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_rescue_restart.moc"
