// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

using namespace Qt::StringLiterals;
using changes::ChangeResult;
using changes::Rig;
using Kind = services::PreflightIssueKind;

/// A change of a jail's backend by us restarts the jail (fact sheet 8.2, trap 6): it says so, it is the backend that
/// was wanted, and everybody stays banned, with a database and without; one that is not there is refused.
class TestChangeBackend final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;

    QString bans(const QString &jail) const
    {
        QStringList all = m_rig->get(jail, u"banip"_s).split(u' ', Qt::SkipEmptyParts);
        all.sort();
        return all.join(u' ');
    }
    static QString both() { return u"192.0.2.7 192.0.2.8"_s; }
    /// How often the jail's two actions were started.
    [[nodiscard]] qsizetype starts() const { return m_rig->s.daemon.actionLines().count(u"start web"_s); }

    void backend(const QString &value, const QString &told)
    {
        const qsizetype before = starts();
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"backend"_s, value));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QStringList restarts;
        for (const services::PreflightIssue &issue : outcome->issues) {
            if (issue.kind == Kind::RestartsJail)
                restarts += issue.jail + u' ' + issue.subject;
            QVERIFY2(issue.kind != Kind::LosesBans && issue.kind != Kind::LiftsBans, qPrintable(Rig::told(outcome)));
        }
        QVERIFY2(restarts.contains(told), qPrintable(Rig::told(outcome)));
        QCOMPARE(starts(), before + 2); // once each
        QVERIFY(m_rig->ourBytes(u"web"_s).contains("backend = " + value.toUtf8()));
        for (const QString &jail : { u"web"_s, u"big"_s })
            QTRY_COMPARE(bans(jail), both()); // what is restored comes a moment later
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    /// No daemon tells which word it was started with: the restart is made, and this is said to be why.
    void aFileThatIsNewerIsToldAsTheReason_data() { versionRows(); }
    void aFileThatIsNewerIsToldAsTheReason()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->s.daemon.writeConfig(u"jail.d/aa-someone.local"_s, u"[web]\nbackend = auto\n"_s);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"maxmatches"_s, u"4"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        const auto told = std::ranges::find(outcome->issues, Kind::RestartsJail, &services::PreflightIssue::kind);
        QVERIFY2(told != outcome->issues.cend(), qPrintable(Rig::told(outcome)));
        QCOMPARE(told->subject, u"backend untold"_s);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void isChanged_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<bool>("kept");
        for (const TestFail2ban::Version version : TestFail2ban::versions()) {
            const QString name = TestFail2ban::versionText(version);
            QTest::newRow(qPrintable(name + u", a database"_s)) << version << true;
            QTest::newRow(qPrintable(name + u", none"_s)) << version << false;
        }
    }
    void isChanged()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(bool, kept);
        m_rig = std::make_unique<Rig>(version);
        if (!kept)
            m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        for (const QString &jail : { u"web"_s, u"big"_s }) {
            const QStringList words { u"set"_s, jail, u"banip"_s, u"192.0.2.7"_s, u"192.0.2.8"_s };
            QCOMPARE(m_rig->s.daemon.client(words).exitCode, 0);
        }
        const QStringList jails = m_rig->jails();
        // Without a database the number of bans is told that are lifted for a moment.
        backend(u"auto"_s, kept ? u"web backend"_s : u"web 2"_s);
        backend(u"polling"_s, kept ? u"web backend"_s : u"web 2"_s);
        // One whose module is not there would have cost the jail.
        const QByteArray before = m_rig->ourBytes(u"web"_s);
        for (const QString &missing : { u"systemd"_s, u"pyinotify"_s }) {
            const auto refused = m_rig->make(m_rig->edit(u"web"_s, u"backend"_s, missing));
            QVERIFY2(refused && refused->result == ChangeResult::Refused, qPrintable(Rig::told(refused)));
        }
        QCOMPARE(m_rig->ourBytes(u"web"_s), before);
        QCOMPARE(bans(u"web"_s), both());
        QCOMPARE(m_rig->jails(), jails);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }
};

QTEST_GUILESS_MAIN(TestChangeBackend)
#include "tst_change_backend.moc"
