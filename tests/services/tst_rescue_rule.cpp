// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rescue_examination.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::PreflightIssueKind;
using core::PreflightSeverity;
using core::RescueEdit;
using core::RescueFinding;
using core::RescueKind;
using core::RescueRemedy;
using services::RescueFacts;

/// What a server that lost its protection needs, from facts alone.
class TestRescueRule final : public QObject
{
    Q_OBJECT

    /// A configuration with the jails sshd (its filter knows the journal), web and mail, of which these are enabled.
    static services::ServerConfiguration configured(const QStringList &enabled, const QByteArray &more = {})
    {
        config::ConfigTree tree { u"/etc/fail2ban"_s, {}, {} };
        QByteArray jails = "[DEFAULT]\nbackend = auto\nbantime = 600\n";
        for (const auto &name : { u"sshd"_s, u"web"_s, u"mail"_s }) {
            jails += '[' + name.toUtf8() + "]\nfilter = " + (name == "sshd"_L1 ? "withjournal" : "plain")
                + "\naction = act\nlogpath = /var/log/" + name.toUtf8()
                + ".log\nenabled = " + (enabled.contains(name) ? "true\n" : "false\n");
        }
        tree.files.insert(tree.path(u"jail.conf"_s), jails + more);
        tree.files.insert(tree.path(u"fail2ban.conf"_s), "[Definition]\nlogtarget = /var/log/fail2ban.log\n");
        tree.files.insert(tree.path(u"filter.d/plain.conf"_s), "[Definition]\nfailregex = ^x <HOST>$\n");
        tree.files.insert(tree.path(u"filter.d/withjournal.conf"_s),
            "[Definition]\nfailregex = ^x <HOST>$\njournalmatch = _SYSTEMD_UNIT=sshd.service\n");
        tree.files.insert(tree.path(u"action.d/act.conf"_s), "[Definition]\nactionban = true\n");
        services::ServerConfiguration configuration;
        configuration.configuration = config::Configuration::read(tree, {});
        return configuration;
    }
    static RescueFacts facts(const QStringList &enabled, const QStringList &running)
    {
        RescueFacts made;
        made.configuration = configured(enabled);
        made.wanted = config::dumpOf(made.configuration->configuration.stream());
        made.running = running;
        made.answers = true;
        return made;
    }
    static RescueFacts downFacts(const QStringList &enabled)
    {
        RescueFacts made = facts(enabled, {});
        made.answers = false;
        made.down = true;
        return made;
    }
    static services::PreflightIssue issue(
        PreflightIssueKind kind, const QString &jail, PreflightSeverity severity = PreflightSeverity::Blocking)
    {
        return { kind, severity, jail, { u"/etc/fail2ban/jail.conf"_s, 3, jail }, u"subject"_s, u"detail"_s };
    }

private Q_SLOTS:
    void wellIsNothing()
    {
        RescueFacts well = facts({ u"sshd"_s, u"web"_s }, { u"sshd"_s, u"web"_s });
        QVERIFY(services::rescueFindings(well).isEmpty());
        // What would stop the next start, or lock somebody out, is the preflight's to tell: nothing is lost.
        well.issues
            = { issue(PreflightIssueKind::LogMissing, u"web"_s), issue(PreflightIssueKind::LocksOut, u"sshd"_s) };
        QVERIFY(services::rescueFindings(well).isEmpty());
    }

    void stoppedOnPurposeIsNotLost()
    {
        RescueFacts stopped = facts({ u"sshd"_s, u"web"_s }, { u"sshd"_s });
        stopped.stoppedOnPurpose = { u"web"_s };
        stopped.known = { u"sshd"_s, u"web"_s };
        QVERIFY(services::rescueFindings(stopped).isEmpty());
    }

    void oneIsLost()
    {
        const auto found = services::rescueFindings(facts({ u"sshd"_s, u"web"_s }, { u"sshd"_s }));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::LostJails);
        QCOMPARE(found[0].remedy, RescueRemedy::Revive);
        QCOMPARE(found[0].comesBack, QStringList { u"web"_s });
        QCOMPARE(found[0].untouched, QStringList { u"sshd"_s });
        QVERIFY(found[0].edits.isEmpty());
    }

    void lostAndInNoFile()
    {
        RescueFacts gone = facts({ u"sshd"_s }, { u"sshd"_s });
        gone.known = { u"handmade"_s, u"sshd"_s };
        const auto found = services::rescueFindings(gone);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].jails, QStringList { u"handmade"_s });
        QCOMPARE(found[0].staysOff, QStringList { u"handmade"_s });
        QCOMPARE(found[0].remedy, RescueRemedy::None);
    }

    void emptiedByABadJail()
    {
        RescueFacts emptied = facts({ u"sshd"_s, u"web"_s, u"mail"_s }, { u"mail"_s });
        emptied.issues = { issue(PreflightIssueKind::BadRegex, u"mail"_s) };
        emptied.withoutActions = { u"mail"_s };
        const auto found = services::rescueFindings(emptied);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::NoJails);
        QCOMPARE(found[0].comesBack, QStringList({ u"sshd"_s, u"web"_s }));
        QCOMPARE(found[0].staysOff, QStringList { u"mail"_s });
        QCOMPARE(found[0].stops, QStringList { u"mail"_s });
        QCOMPARE(found[0].edits.size(), 1);
        QCOMPARE(found[0].edits[0].kind, RescueEdit::Kind::Disable);
        QCOMPARE(found[0].edits[0].path, u"/etc/fail2ban/jail.d/zz-bangui-mail.local"_s);
        QCOMPARE(found[0].causes.size(), 1);
        QCOMPARE(found[0].causes[0].line, 3);
    }

    void whatRunsIsNotTakenAway()
    {
        RescueFacts lost = facts({ u"sshd"_s, u"web"_s }, { u"web"_s });
        lost.issues = { issue(PreflightIssueKind::BadRegex, u"web"_s) }; // edited since, and runs as it was
        const auto found = services::rescueFindings(lost);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].comesBack, QStringList { u"sshd"_s });
        QVERIFY(found[0].edits.isEmpty());
        QVERIFY(found[0].stops.isEmpty());
        QVERIFY(found[0].causes.isEmpty());
    }

    void withoutAnyJailEnabled()
    {
        const auto found = services::rescueFindings(facts({}, {}));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::NoJails);
        QCOMPARE(found[0].remedy, RescueRemedy::None);
    }

    void jailWithoutActions()
    {
        RescueFacts toothless = facts({ u"sshd"_s, u"web"_s }, { u"sshd"_s, u"web"_s });
        toothless.withoutActions = { u"web"_s };
        auto found = services::rescueFindings(toothless);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::NoActions);
        QCOMPARE(found[0].remedy, RescueRemedy::RestartJails);
        QCOMPARE(found[0].comesBack, QStringList { u"web"_s });
        QCOMPARE(found[0].untouched, QStringList { u"sshd"_s });
        // The configuration wants none, either: somebody's wish.
        toothless.wanted->jails[1].actions.clear();
        found = services::rescueFindings(toothless);
        QVERIFY(found.isEmpty());
    }

    void downForALogThatIsMissing_data()
    {
        QTest::addColumn<bool>("journal");
        QTest::addColumn<QString>("jail");
        QTest::addColumn<RescueEdit::Kind>("edit");
        QTest::newRow("journal there") << true << u"sshd"_s << RescueEdit::Kind::ReadJournal;
        QTest::newRow("no journal") << false << u"sshd"_s << RescueEdit::Kind::Disable;
        QTest::newRow("filter does not know the journal") << true << u"web"_s << RescueEdit::Kind::Disable;
    }
    void downForALogThatIsMissing()
    {
        QFETCH(bool, journal);
        QFETCH(QString, jail);
        QFETCH(RescueEdit::Kind, edit);
        RescueFacts down = downFacts({ u"sshd"_s, u"web"_s });
        down.journal = journal;
        down.issues = { issue(PreflightIssueKind::LogMissing, jail) };
        const auto found = services::rescueFindings(down);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::Down);
        QCOMPARE(found[0].remedy, RescueRemedy::Start);
        QCOMPARE(found[0].edits.size(), 1);
        QCOMPARE(found[0].edits[0].jail, jail);
        QCOMPARE(found[0].edits[0].kind, edit);
        const bool reads = edit == RescueEdit::Kind::ReadJournal;
        QVERIFY2(found[0].edits[0].diff.contains(reads ? "+backend = systemd"_L1 : "+enabled = false"_L1),
            qPrintable(found[0].edits[0].diff));
        QCOMPARE(found[0].comesBack.contains(jail), reads);
        QCOMPARE(found[0].staysOff.contains(jail), !reads);
    }

    void aSkippedJailIsOnlyNamed()
    {
        RescueFacts down = downFacts({ u"sshd"_s, u"web"_s });
        down.issues = { issue(PreflightIssueKind::UnknownFilter, u"web"_s) };
        const auto found = services::rescueFindings(down);
        QCOMPARE(found[0].remedy, RescueRemedy::Start);
        QVERIFY(found[0].edits.isEmpty());
        QCOMPARE(found[0].staysOff, QStringList { u"web"_s });
        QCOMPARE(found[0].comesBack, QStringList { u"sshd"_s });
    }

    void aFileOfTheWholeServerStopsIt()
    {
        RescueFacts down = downFacts({ u"sshd"_s });
        down.issues = { issue(PreflightIssueKind::DuplicateSection, {}) };
        const auto found = services::rescueFindings(down);
        QCOMPARE(found[0].remedy, RescueRemedy::None);
        QCOMPARE(found[0].causes.size(), 1);
        QVERIFY(found[0].comesBack.isEmpty());
    }

    void busyIsNotFrozen()
    {
        RescueFacts silent = downFacts({ u"sshd"_s });
        silent.down = false;
        silent.silent = true;
        silent.busyMs = 59'000;
        QVERIFY(services::rescueFindings(silent).isEmpty());
        silent.busyMs = 60'001;
        silent.frozen = true;
        const auto found = services::rescueFindings(silent);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::Frozen);
        QCOMPARE(found[0].remedy, RescueRemedy::Restart);
        QCOMPARE(found[0].busyMs, 60'001);
    }

    void frozenByARegex()
    {
        RescueFacts frozen = downFacts({ u"sshd"_s, u"web"_s });
        frozen.down = false;
        frozen.silent = true;
        frozen.frozen = true;
        frozen.issues = { issue(PreflightIssueKind::RunawayRegex, u"web"_s) };
        const auto found = services::rescueFindings(frozen);
        QCOMPARE(found[0].staysOff, QStringList { u"web"_s }); // else it would freeze again
        QCOMPARE(found[0].comesBack, QStringList { u"sshd"_s });
    }

    void crashed_data()
    {
        QTest::addColumn<int>("daemon"); // 0 down, 1 answers, 2 frozen, 3 silent so far
        QTest::addColumn<RescueRemedy>("remedy");
        QTest::newRow("down") << 0 << RescueRemedy::Start;
        QTest::newRow("answers") << 1 << RescueRemedy::Revive;
        QTest::newRow("frozen") << 2 << RescueRemedy::Restart;
        QTest::newRow("silent") << 3 << RescueRemedy::None;
    }
    void crashed()
    {
        QFETCH(int, daemon);
        QFETCH(RescueRemedy, remedy);
        RescueFacts crash = facts({ u"sshd"_s, u"web"_s, u"mail"_s }, {});
        crash.answers = daemon == 1;
        crash.down = daemon == 0;
        crash.silent = daemon >= 2;
        crash.frozen = daemon == 2;
        if (daemon == 1)
            crash.running = { u"mail"_s };
        core::PendingRecovery recovery;
        recovery.jail = u"mail"_s;
        recovery.jailsBefore = { u"sshd"_s, u"web"_s };
        crash.recovery = recovery;
        const auto found = services::rescueFindings(crash);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, RescueKind::Crashed);
        QCOMPARE(found[0].remedy, remedy);
        QCOMPARE(found[0].edits.size(), 1);
        QCOMPARE(found[0].edits[0].jail, u"mail"_s);
        QCOMPARE(found[0].staysOff, QStringList { u"mail"_s });
        if (remedy == RescueRemedy::None)
            QCOMPARE(found[0].obstacle->code, core::ErrorCode::Busy);
        else
            QCOMPARE(found[0].comesBack, recovery.jailsBefore);
        QCOMPARE(found[0].stops, daemon == 1 ? QStringList { u"mail"_s } : QStringList {});
        QVERIFY(found[0].untouched.isEmpty());
    }

    /// What is written must count: where a later file says otherwise, nothing is offered.
    void ourFileIsBeaten()
    {
        RescueFacts down = downFacts({ u"sshd"_s });
        config::ConfigTree tree = down.configuration->configuration.tree();
        tree.files.insert(tree.path(u"jail.d/zzz-last.local"_s), "[sshd]\nenabled = true\n");
        down.configuration->configuration = config::Configuration::read(tree, {});
        down.issues = { issue(PreflightIssueKind::LogMissing, u"sshd"_s) };
        const auto found = services::rescueFindings(down);
        QCOMPARE(found[0].remedy, RescueRemedy::None);
        QCOMPARE(found[0].obstacle->code, core::ErrorCode::NotSupported);
        QVERIFY(found[0].obstacle->detail.contains("zzz-last.local:2"_L1));
    }
};

QTEST_GUILESS_MAIN(TestRescueRule)
#include "tst_rescue_rule.moc"
