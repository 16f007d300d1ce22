// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"
#include "support/test_sshd.h"
#include "support/test_sudoer.h"

#include <QFile>
#include <QLocalServer>
#include <QScopeGuard>
#include <QTimer>

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeOutcome;
using changes::ChangeResult;
using changes::ChangeStage;
using changes::ChangeStageResult;
using changes::Rig;
using Version = TestFail2ban::Version;

/// Changes of a real daemon from end to end: what is good stays, what is not is as it was before.
class TestChangeReal final : public QObject
{
    Q_OBJECT

    static QStringList oldJails() { return { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }; }
    void prepare()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
    }
    void keepsTheOthers()
    {
        QVERIFY2(m_rig->get(u"big"_s, u"banip"_s).contains(u"192.0.2.7"_s), "a ban of another jail is gone");
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        bool left = true;
        m_rig->s.leases.acquire(u"change:"_s + core::daemonKey(*m_rig->s.registry.profile(m_rig->s.id)), u"test"_s,
            60000, this, [this, &left](const core::Result<storage::Lease> &lease) {
                left = !lease;
                if (lease) // for whoever comes next, also within this millisecond
                    m_rig->s.leases.release(*lease, nullptr, {});
            });
        QTRY_VERIFY2(!left, "the lease is still held");
    }
    static QList<ChangeStage> stages(const ChangeOutcome &outcome)
    {
        QList<ChangeStage> all;
        for (const auto &step : outcome.steps)
            all += step.stage;
        return all;
    }
    static QList<ChangeStage> allStages()
    {
        using enum ChangeStage;
        return { Preflight, Snapshot, Arm, Write, Apply, Verify, Confirm, Disarm };
    }
    void breakWeb() const
    {
        m_rig->s.daemon.writeConfig(u"action.d/bad.py"_s,
            u"from fail2ban.server.action import ActionBase\n"
            "class Bad(ActionBase):\n"
            "    def __init__(self, jail, name):\n"
            "        raise RuntimeError('no licence for this')\n"
            "Action = Bad\n"_s);
    }
    std::unique_ptr<Rig> m_rig;

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void enables_data() { versionRows(); }
    void enables()
    {
        prepare();
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(stages(*outcome), allStages());
        QCOMPARE(m_rig->jails(), (QStringList { u"big"_s, u"off"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
        QVERIFY2(m_rig->ourBytes(u"off"_s).contains("[off]\nenabled = true\n"), m_rig->ourBytes(u"off"_s).constData());
        keepsTheOthers();
        // Once more: nothing is left to do, and nothing is written.
        const QDateTime written = QFileInfo(m_rig->ourFile(u"off"_s)).lastModified();
        const auto again = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(again && again->result == ChangeResult::Active, qPrintable(Rig::told(again)));
        QCOMPARE(stages(*again), QList<ChangeStage> { ChangeStage::Preflight });
        QCOMPARE(QFileInfo(m_rig->ourFile(u"off"_s)).lastModified(), written);
    }

    void disables_data() { versionRows(); }
    void disables()
    {
        prepare();
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Disable, u"web"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Inactive, qPrintable(Rig::told(outcome)));
        QCOMPARE(stages(*outcome), allStages());
        QCOMPARE(m_rig->jails(), (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s }));
        QVERIFY2(m_rig->ourBytes(u"web"_s).contains("[web]\nenabled = false\n"), m_rig->ourBytes(u"web"_s).constData());
        keepsTheOthers();
        QVERIFY(m_rig->s.recovery.open().isEmpty()); // an end on purpose is no loss
        const auto again = m_rig->make(m_rig->request(ChangeKind::Disable, u"web"_s));
        QVERIFY2(again && again->result == ChangeResult::Inactive, qPrintable(Rig::told(again)));
        QCOMPARE(stages(*again), QList<ChangeStage> { ChangeStage::Preflight });
    }

    void edits_data() { versionRows(); }
    void edits()
    {
        prepare();
        const auto outcome = m_rig->make(m_rig->edit(u"sshd"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(m_rig->get(u"sshd"_s, u"bantime"_s), u"4620"_s);
        QCOMPARE(m_rig->jails(), oldJails());
        keepsTheOthers();
    }

    // The file says it already, and the daemon does something else: it is told to read its files once more.
    void bringsIntoForceWhatIsWritten_data() { versionRows(); }
    void bringsIntoForceWhatIsWritten()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 7\n"_s);
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"web"_s, u"maxretry"_s, u"99"_s }).exitCode, 0);
        const QByteArray before = m_rig->ourBytes(u"web"_s);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"maxretry"_s, u"7"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(stages(*outcome), allStages());
        QCOMPARE(m_rig->get(u"web"_s, u"maxretry"_s), u"7"_s);
        QCOMPARE(m_rig->ourBytes(u"web"_s), before);
        const auto again = m_rig->make(m_rig->edit(u"web"_s, u"maxretry"_s, u"7"_s));
        QVERIFY2(again && again->result == ChangeResult::Active, qPrintable(Rig::told(again)));
        QCOMPARE(stages(*again), QList<ChangeStage> { ChangeStage::Preflight });
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void changesActions_data() { versionRows(); }
    void changesActions()
    {
        prepare();
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"action"_s, u"dummy2"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        const QString actions = m_rig->get(u"web"_s, u"actions"_s);
        QVERIFY2(actions.endsWith(u"\ndummy2"_s), qPrintable(actions));
        QCOMPARE(outcome->steps[4].detail, u"dummy"_s); // why it was restarted
        QCOMPARE(m_rig->jails(), oldJails());
        keepsTheOthers();
    }

    void refusesBadRegex_data() { versionRows(); }
    void refusesBadRegex()
    {
        prepare();
        const auto outcome = m_rig->make(m_rig->edit(u"sshd"_s, u"failregex"_s, u"^(unclosed <HOST>"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Refused, qPrintable(Rig::told(outcome)));
        QCOMPARE(stages(*outcome), QList<ChangeStage> { ChangeStage::Preflight });
        QVERIFY(std::ranges::any_of(outcome->issues, [](const services::PreflightIssue &issue) {
            return issue.kind == services::PreflightIssueKind::BadRegex
                && issue.severity == services::PreflightSeverity::Blocking;
        }));
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), "(absent)"_ba);
        QCOMPARE(m_rig->jails(), oldJails());
        QVERIFY(!m_rig->s.state.activation(m_rig->s.id));
        keepsTheOthers();
    }

    // What no check can foresee: the daemon runs its constructor, fail2ban-client does not.
    void takesBackAnActionThatFails_data() { versionRows(); }
    void takesBackAnActionThatFails()
    {
        prepare();
        breakWeb();
        const QString actions = m_rig->get(u"web"_s, u"actions"_s);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"action"_s, u"bad.py"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QVERIFY2(outcome->error.detail.contains(u"no licence for this"_s), qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->steps[4].result, ChangeStageResult::Failed);
        QCOMPARE(outcome->stage, ChangeStage::RestoreVerify);
        QCOMPARE(m_rig->ourBytes(u"web"_s), "(absent)"_ba);
        QCOMPARE(m_rig->jails(), oldJails());
        QCOMPARE(m_rig->get(u"web"_s, u"actions"_s), actions);
        keepsTheOthers();
    }

    void survivesTheDaemonsDeath_data() { versionRows(); }
    void survivesTheDaemonsDeath()
    {
        prepare();
        m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-sshd.local"_s, u"# mine\n[sshd]\nmaxretry = 2\n"_s);
        const QByteArray before = m_rig->ourBytes(u"sshd"_s);
        m_rig->after(ChangeStage::Apply, [this] { m_rig->s.daemon.kill(); });
        auto wanted = m_rig->edit(u"sshd"_s, u"bantime"_s, u"77m"_s);
        wanted.confirmAfterSeconds = 20;
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), before);
        QCOMPARE(m_rig->jails(), oldJails());
        QVERIFY(m_rig->get(u"sshd"_s, u"bantime"_s) != u"4620"_s);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Nobody is there any more to take it back: the server does.
    void outlivesTheClient_data() { versionRows(); }
    void outlivesTheClient()
    {
        prepare();
        bool gone = false;
        m_rig->after(ChangeStage::Write, [this, &gone] {
            QMetaObject::invokeMethod(
                &m_rig->s.context,
                [this, &gone] {
                    m_rig->changes.reset();
                    gone = true;
                },
                Qt::QueuedConnection);
        });
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.undoAfterSeconds = 25;
        wanted.confirmAfterSeconds = 60;
        m_rig->changes->make(wanted, &m_rig->s.context, [](const core::Result<ChangeOutcome> &) {});
        QTRY_VERIFY_WITH_TIMEOUT(gone, 60'000);
        QVERIFY(m_rig->ourBytes(u"off"_s) != "(absent)"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->ourBytes(u"off"_s), "(absent)"_ba, 90'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->jails(), oldJails(), 40'000);
        QVERIFY2(m_rig->isClean(30'000), qPrintable(m_rig->leftovers()));
        QVERIFY(m_rig->get(u"big"_s, u"banip"_s).contains(u"192.0.2.7"_s));
    }

    // What a change costs by now, and whoever asks for it has not been shown, is asked about first.
    void whatWasNotShownIsRefused_data() { versionRows(); }
    void whatWasNotShownIsRefused()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        auto wanted = m_rig->edit(u"web"_s, u"action"_s, u"noop"_s); // it restarts the jail
        const auto preview = m_rig->s.wait<services::ChangePreview>(
            [&](auto handler) { m_rig->changes->preview(wanted, this, handler); });
        QVERIFY(preview && preview->report.passed() && !preview->report.issues.isEmpty());
        wanted.shown = QList<services::PreflightIssue> {};
        const auto refused = m_rig->make(wanted);
        QVERIFY2(refused && refused->result == ChangeResult::Refused, qPrintable(Rig::told(refused)));
        QCOMPARE(refused->error.code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(m_rig->ourBytes(u"web"_s), "(absent)"_ba);
        wanted.shown = preview->report.issues;
        const auto made = m_rig->make(wanted);
        QVERIFY2(made && made->result == ChangeResult::Active, qPrintable(Rig::told(made)));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        m_rig.reset();
    }

    // A daemon that logs to syslog: what it said of the jail is in the journal. journalctl is the test's, since there
    // is no journal where tests run; it is asked as the real one is, and says what it is told to.
    void theJournalIsRead_data() { versionRows(); }
    void theJournalIsRead()
    {
        QFETCH(Version, version);
        QTemporaryDir folder(u"/tmp/cj-XXXXXX"_s);
        const QByteArray path = qgetenv("PATH");
        const auto restored = qScopeGuard([&path] { qputenv("PATH", path); });
        qputenv("PATH", folder.path().toUtf8() + ':' + path);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QLocalServer syslog; // somebody who takes the lines
        QVERIFY(syslog.listen(folder.filePath(u"log"_s)));
        // A reload says it again, from the files.
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s,
            u"[Definition]\nlogtarget = SYSLOG\nsyslogsocket = %1\n"_s.arg(folder.filePath(u"log"_s)));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"syslogsocket"_s, folder.filePath(u"log"_s) }).exitCode, 0);
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"logtarget"_s, u"SYSLOG"_s }).exitCode, 0);
        QFile program(folder.filePath(u"journalctl"_s));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho \"$*\" >'" + folder.filePath(u"asked"_s).toUtf8() + "'\ncat '"
            + folder.filePath(u"says"_s).toUtf8() + "'\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const auto says = [&folder](const QByteArray &lines) {
            QFile file(folder.filePath(u"says"_s));
            return file.open(QIODevice::WriteOnly) && file.write(lines) == lines.size();
        };

        // While it is looked at: taken back.
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        QVERIFY(says("[off] Failed to start\n"));
        const auto failed = m_rig->make(wanted);
        QVERIFY2(failed && failed->result == ChangeResult::RolledBack, qPrintable(Rig::told(failed)));
        QCOMPARE(failed->error.detail, u"[off] Failed to start"_s);
        QCOMPARE(m_rig->jails(), oldJails());

        // And where it is confirmed later.
        QVERIFY(says("[big] something else\n"));
        wanted.confirmAfterSeconds = 0;
        wanted.undoAfterSeconds = 120;
        const auto made = m_rig->make(wanted);
        QVERIFY2(made && made->result == ChangeResult::Open, qPrintable(Rig::told(made)));
        const auto found = m_rig->s.wait<QList<services::OpenChange>>(
            [&](auto handler) { m_rig->changes->findOpen(m_rig->s.id, this, handler); });
        QVERIFY(found && found->size() == 1);
        const auto confirm = [&] {
            return m_rig->s.wait<ChangeOutcome>(
                [&](auto handler) { m_rig->changes->confirm(m_rig->s.id, found->constFirst().id, this, handler); });
        };
        QVERIFY(says("[big] something else\n[off] Failed to execute ban\n"));
        const auto refused = confirm();
        QVERIFY2(!refused, qPrintable(Rig::told(refused)));
        QCOMPARE(refused.error(), (core::Error { core::ErrorCode::VerifyFailed, u"[off] Failed to execute ban"_s }));
        const QByteArray asked = transactions::bytesOf(folder.filePath(u"asked"_s));
        QVERIFY2(asked.contains("-p err") && asked.contains("--since=-")
                && asked.contains("_PID=" + QByteArray::number(m_rig->s.daemon.pid())),
            asked.constData());
        QVERIFY(says("[big] something else\n"));
        const auto confirmed = confirm();
        QVERIFY2(confirmed && confirmed->result == ChangeResult::Active, qPrintable(Rig::told(confirmed)));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        m_rig.reset();
    }

    // A daemon that logs to a stream, as in many a container: that no error was looked for is said.
    void whatIsNotReadIsTold_data() { versionRows(); }
    void whatIsNotReadIsTold()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\nlogtarget = STDOUT\n"_s);
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"logtarget"_s, u"STDOUT"_s }).exitCode, 0);
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->steps[5].detail, u"5 · STDOUT: NotSupported"_s);
        // Of one that is ended there would be nothing to find.
        const auto ended = m_rig->make(m_rig->request(ChangeKind::Disable, u"off"_s));
        QVERIFY2(ended && ended->result == ChangeResult::Inactive, qPrintable(Rig::told(ended)));
        QCOMPARE(ended->steps[5].detail, u"4"_s);
    }

    // The same through the real sudo of a common user, and through a container's engine. The engine is the test's: a
    // program that runs what it is given here, as `docker exec -i NAME` does in there.
    void behindSudoAndAnEngine_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<bool>("sudo");
        QTest::addColumn<bool>("engine");
        QTest::newRow("sudo -n, 1.0.2") << Version::V1_0_2 << true << false;
        QTest::newRow("engine, 1.1.0") << Version::V1_1_0 << false << true;
        QTest::newRow("engine behind sudo, 1.0.2") << Version::V1_0_2 << true << true;
    }
    void behindSudoAndAnEngine()
    {
        QFETCH(Version, version);
        QFETCH(bool, sudo);
        QFETCH(bool, engine);
        TestSudoer sudoer;
        if (sudo) {
            QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
            QVERIFY2(sudoer.setRules(u"%1 ALL=(root) NOPASSWD: ALL\n"_s.arg(sudoer.name())), qPrintable(sudoer.said()));
            sudoer.standInForSudo();
        }
        QTemporaryDir folder(u"/tmp/ce-XXXXXX"_s);
        QVERIFY(QFile::setPermissions(folder.path(),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        QFile program(folder.filePath(u"podman"_s));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i f2b' ] || exit 125\nshift 3\nexec \"$@\"\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        services::HostOptions options;
        options.runtimeBase = folder.path();
        m_rig = std::make_unique<Rig>(version, options);
        m_rig->s.adjustProfile = [&](core::ServerProfile &profile) {
            profile.elevation = sudo ? core::Elevation::Sudo : core::Elevation::None;
            if (engine) {
                profile.containerEngine = program.fileName();
                profile.container = u"f2b"_s;
            }
        };
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s), 180'000);
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(stages(*outcome), allStages());
        QVERIFY(m_rig->jails().contains(u"off"_s));
        QVERIFY(m_rig->ourBytes(u"off"_s).contains("enabled = true"));
        keepsTheOthers();
        // And back, by the one that was not confirmed.
        auto open = m_rig->edit(u"off"_s, u"maxretry"_s, u"9"_s);
        open.confirmAfterSeconds = 0;
        const QByteArray before = m_rig->ourBytes(u"off"_s);
        const auto made = m_rig->make(open, 180'000);
        QVERIFY2(made && made->result == ChangeResult::Open, qPrintable(Rig::told(made)));
        QVERIFY(m_rig->ourBytes(u"off"_s) != before);
        const auto found = m_rig->s.wait<QList<services::OpenChange>>(
            [&](auto handler) { m_rig->changes->findOpen(m_rig->s.id, this, handler); });
        QVERIFY(found && found->size() == 1);
        const auto back = m_rig->s.wait<ChangeOutcome>(
            [&](auto handler) { m_rig->changes->rollBack(m_rig->s.id, found->constFirst().id, this, handler); });
        QVERIFY2(back && back->result == ChangeResult::RolledBack, qPrintable(Rig::told(back)));
        QCOMPARE(m_rig->ourBytes(u"off"_s), before);
        keepsTheOthers();
        m_rig.reset();
    }

    // The same through a real sshd; its loss takes nothing with it but time.
    void overSsh_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<QString>("trouble");
        QTest::newRow("good 1.0.2") << Version::V1_0_2 << u"none"_s;
        QTest::newRow("good 1.1.0") << Version::V1_1_0 << u"none"_s;
        QTest::newRow("back in time") << Version::V1_1_0 << u"short"_s;
        QTest::newRow("back too late") << Version::V1_0_2 << u"long"_s;
    }
    void overSsh()
    {
        QFETCH(Version, version);
        QFETCH(QString, trouble);
        TestSshd sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.error()));
        services::HostOptions options;
        options.runtimeBase = sshd.folder();
        m_rig = std::make_unique<Rig>(version, options);
        m_rig->s.adjustProfile = [&sshd](core::ServerProfile &profile) {
            profile.kind = core::ConnectionKind::Ssh;
            profile.destination = sshd.destination().host;
            profile.sshConfig = sshd.clientConfig();
        };
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.undoAfterSeconds = trouble == "long"_L1 ? 10 : 60;
        wanted.confirmAfterSeconds = trouble == "long"_L1 ? 30 : 3;
        QTimer back;
        connect(&back, &QTimer::timeout, this, [&] {
            if (trouble == "long"_L1 && m_rig->ourBytes(u"off"_s) != "(absent)"_ba)
                return;
            back.stop();
            if (!sshd.start())
                qFatal("%s", qPrintable(sshd.error()));
        });
        if (trouble != "none"_L1) {
            m_rig->after(ChangeStage::Apply, [&] {
                sshd.stop();
                back.start(3'000);
            });
        }
        const auto outcome = m_rig->make(wanted, 180'000);
        const auto expected = trouble == "long"_L1 ? ChangeResult::RolledBack : ChangeResult::Active;
        QVERIFY2(outcome && outcome->result == expected, qPrintable(Rig::told(outcome)));
        QCOMPARE(m_rig->jails().contains(u"off"_s), expected == ChangeResult::Active);
        QCOMPARE(m_rig->ourBytes(u"off"_s) != "(absent)"_ba, expected == ChangeResult::Active);
        keepsTheOthers();
        m_rig.reset();
    }

    // A daemon that says nothing any more counts as one that the change has cost, and is brought back.
    void freezes_data() { versionRows(); }
    void freezes()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->after(ChangeStage::Apply, [this] { m_rig->s.daemon.freeze(); });
        auto wanted = m_rig->edit(u"sshd"_s, u"bantime"_s, u"77m"_s);
        wanted.undoAfterSeconds = 120;
        wanted.confirmAfterSeconds = 60;
        const auto outcome = m_rig->make(wanted, 240'000);
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), "(absent)"_ba);
        QCOMPARE(m_rig->jails(), oldJails());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void keepsWhatSomebodyElseWrote_data() { versionRows(); }
    void keepsWhatSomebodyElseWrote()
    {
        prepare();
        m_rig->after(ChangeStage::Arm,
            [this] { m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-off.local"_s, u"[off]\nmaxretry = 9\n"_s); });
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error.code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(outcome->steps[3].result, ChangeStageResult::Failed);
        QCOMPARE(m_rig->jails(), oldJails());
        QCOMPARE(m_rig->ourBytes(u"off"_s), "[off]\nmaxretry = 9\n"_ba);
        keepsTheOthers();
    }

    void noticesAnotherFile_data() { versionRows(); }
    void noticesAnotherFile()
    {
        prepare();
        m_rig->after(ChangeStage::Arm, [this] {
            m_rig->s.daemon.writeConfig(
                u"jail.d/other.local"_s, u"[off]\nfailregex = ^other <HOST>$\n[sshd]\nbantime = 3\n"_s);
        });
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error.code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(outcome->steps[3].result, ChangeStageResult::Failed);
        QCOMPARE(m_rig->ourBytes(u"off"_s), "(absent)"_ba);
        QVERIFY(m_rig->s.daemon.readConfig(u"jail.d/other.local"_s).contains(u"^other"_s));
        QCOMPARE(m_rig->jails(), oldJails());
        keepsTheOthers();
    }
};

QTEST_GUILESS_MAIN(TestChangeReal)
#include "tst_change_real.moc"
