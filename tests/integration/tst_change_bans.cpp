// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeResult;
using changes::ChangeStage;
using changes::Rig;
using Kind = services::PreflightIssueKind;

/// What stays banned when a jail is restarted by a change, or by what takes it back, and fail2ban has no database.
class TestChangeBans final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;

    void start()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
        m_rig->s.daemon.writeConfig(u"action.d/tells.conf"_s,
            u"[Definition]\nnorestored = 1\nactionban = printf 'told <ip>\\n' >> %1/action.log\n"_s.arg(
                QFileInfo(m_rig->s.daemon.logPath()).path()));
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        for (const QString &jail : { u"web"_s, u"big"_s, u"sshd"_s }) {
            const QStringList words { u"set"_s, jail, u"banip"_s, u"192.0.2.7"_s, u"192.0.2.8"_s };
            QCOMPARE(m_rig->s.daemon.client(words).exitCode, 0);
        }
        // And its actions for them are over. A daemon that starts one while it loads a backend can freeze for ever: the
        // fork waits for the import, whose logger waits for the fork (server/utils.py, 1.0.2 on Python 3.11).
        QTRY_COMPARE(actionsOfBans(), 8);
    }
    qsizetype actionsOfBans() const
    {
        const QByteArray told = transactions::bytesOf(m_rig->s.daemon.folder() + u"/log/action.log"_s);
        return told.count("ban web 192.0.2.") + told.count("ban sshd 192.0.2.")
            + told.count("ban recidive 192.0.2."); // a third ban of an address is one of that jail's, too
    }
    QString bans(const QString &jail) const
    {
        QStringList all = m_rig->get(jail, u"banip"_s).split(u' ', Qt::SkipEmptyParts);
        all.sort();
        return all.join(u' ');
    }
    void othersAreKept() const
    {
        QCOMPARE(bans(u"big"_s), both());
        QCOMPARE(bans(u"sshd"_s), both());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }
    static QString both() { return u"192.0.2.7 192.0.2.8"_s; }
    /// "restarts web 2", of what is told of bans.
    static QStringList told(const core::Result<services::ChangeOutcome> &outcome)
    {
        QStringList all;
        for (const services::PreflightIssue &issue : outcome->issues) {
            const QString kind = issue.kind == Kind::RestartsJail ? u"restarts"_s
                : issue.kind == Kind::LosesBans                   ? u"loses"_s
                : issue.kind == Kind::LiftsBans                   ? u"lifts"_s
                                                                  : QString();
            if (!kind.isEmpty())
                all += kind + u' ' + issue.jail + u' ' + issue.subject;
        }
        return all;
    }
    /// Somebody decides so while it is looked at.
    void takeBackAfterApply()
    {
        const auto once = std::make_shared<bool>(false);
        connect(m_rig->changes.get(), &services::ChangeService::progressed, &m_rig->s.context,
            [this, once](core::ServerId server, const QString &id, const services::ChangeStep &step) {
                if (step.stage != ChangeStage::Apply || step.result != services::ChangeStageResult::Passed
                    || std::exchange(*once, true))
                    return;
                QVERIFY(!m_rig->jails().contains(u"web"_s));
                m_rig->changes->rollBack(
                    server, id, &m_rig->s.context, [](const core::Result<services::ChangeOutcome> &) {});
            });
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void areSetAgain_data() { versionRows(); }
    void areSetAgain()
    {
        start();
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"action"_s, u"dummy2"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(told(outcome), QStringList { u"restarts web 2"_s });
        QCOMPARE(bans(u"web"_s), both());
        othersAreKept();
    }

    void areSetAgainWhenTakenBack_data() { versionRows(); }
    void areSetAgainWhenTakenBack()
    {
        start();
        // The daemon runs its constructor, fail2ban-client does not.
        m_rig->s.daemon.writeConfig(u"action.d/bad.py"_s,
            u"from fail2ban.server.action import ActionBase\nclass Action(ActionBase):\n"
            "    def __init__(self, jail, name):\n        raise RuntimeError('no licence for this')\n"_s);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"action"_s, u"bad.py"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        // Whom an action in Python tells is not known.
        QCOMPARE(told(outcome), QStringList { u"loses web 2"_s });
        QCOMPARE(bans(u"web"_s), both());
        othersAreKept();
    }

    void comeBackWithTheirJail_data() { versionRows(); }
    void comeBackWithTheirJail()
    {
        start();
        auto wanted = m_rig->request(ChangeKind::Disable, u"web"_s);
        wanted.confirmAfterSeconds = 20;
        takeBackAfterApply();
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(told(outcome), QStringList { u"loses web 2"_s });
        QCOMPARE(bans(u"web"_s), both());
        othersAreKept();
    }

    void comeBackWithTheirDaemon_data() { versionRows(); }
    void comeBackWithTheirDaemon()
    {
        start();
        m_rig->after(ChangeStage::Apply, [this] { m_rig->s.daemon.kill(); });
        auto wanted = m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s);
        wanted.confirmAfterSeconds = 20;
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(told(outcome), QStringList());
        QCOMPARE(bans(u"web"_s), both());
        othersAreKept();
    }

    // By other words for the same backend, too, a daemon restarts a jail that it is told to reload (fact sheet 8.2.6),
    // and its bans are gone. It tells nobody what words it was given.
    void areSetAgainWhereSomebodyNamesAnotherBackend_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<bool>("planned"); // by us, else by fail2ban's own client
        for (const TestFail2ban::Version version : TestFail2ban::versions()) {
            QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version << true;
            QTest::addRow("%s, plainly", qPrintable(TestFail2ban::versionText(version))) << version << false;
        }
    }
    void areSetAgainWhereSomebodyNamesAnotherBackend()
    {
        QFETCH(bool, planned);
        start();
        m_rig->s.daemon.writeConfig(u"jail.d/aa-someone.local"_s, u"[web]\nbackend = auto\n"_s);
        if (!planned) { // what it is that we have to deal with
            QCOMPARE(m_rig->s.daemon.client({ u"reload"_s, u"web"_s }).exitCode, 0);
            QCOMPARE(bans(u"web"_s), QString());
            const QByteArray log = transactions::bytesOf(m_rig->s.daemon.logPath());
            QVERIFY2(log.contains("Restart jail 'web' (reason: 'polling' != 'auto')"), log.constData());
            return;
        }
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"maxmatches"_s, u"4"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(told(outcome), QStringList { u"restarts web 2"_s });
        QCOMPARE(bans(u"web"_s), both());
        // Of a daemon that has read the file already there is nothing to tell.
        QVERIFY(m_rig->s.daemon.restart());
        QTRY_COMPARE(m_rig->s.state.status(m_rig->s.id).state, core::ServerState::Online);
        const auto again = m_rig->make(m_rig->edit(u"web"_s, u"maxmatches"_s, u"5"_s));
        QVERIFY2(again && again->result == ChangeResult::Active, qPrintable(Rig::told(again)));
        QCOMPARE(told(again), QStringList());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Each address would be reported once more.
    void areNotToldAnew_data() { versionRows(); }
    void areNotToldAnew()
    {
        start();
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"action"_s, u"dummy2\ntells"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QCOMPARE(told(outcome), QStringList { u"loses web 2"_s });
        QCOMPARE(bans(u"web"_s), QString());
        QVERIFY(!m_rig->s.daemon.actionLines().contains(u"told 192.0.2.7"_s));
        othersAreKept();
    }
};

QTEST_GUILESS_MAIN(TestChangeBans)
#include "tst_change_bans.moc"
