// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"
#include "services/preflight_service_impl.h"

#include <QDateTime>
#include <QFile>

using namespace Qt::StringLiterals;
using changes::ChangeResult;
using changes::Rig;
using Kind = services::PreflightIssueKind;
using Severity = services::PreflightSeverity;

/// Jails that run and guard nothing, or not all that their files say (fact sheet 8.2, trap 9): what a check says of
/// them, and that a change leaves none behind. No fail2ban tells whether a jail is idle.
class TestSilentJailReal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;

    void start(TestFail2ban::Version version, const QString &jailSettings)
    {
        m_rig = std::make_unique<Rig>(version);
        m_rig->s.daemon.writeConfig(u"jail.d/web.local"_s, u"[web]\n"_s + jailSettings);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
    }
    core::Result<services::PreflightReport> check()
    {
        services::PreflightServiceImpl preflight(
            *m_rig->config, m_rig->s.registry, m_rig->s.hosts, m_rig->s.state, m_rig->s.clock);
        return m_rig->s.wait<services::PreflightReport>(
            [&](auto handler) { preflight.check(m_rig->s.id, u"web"_s, &m_rig->s.context, handler); });
    }
    /// "warning 28 logpath: -> /a/b" each, of what a reload would bring and of logs.
    static QStringList told(const core::Result<services::PreflightReport> &report)
    {
        if (!report)
            return { core::errorCodeName(report.error().code) };
        QStringList all;
        for (const services::PreflightIssue &issue : report->issues) {
            const QString word = issue.severity == Severity::Blocking ? u"blocking "_s : u"warning "_s;
            if (issue.kind == Kind::PendingEdits || issue.kind == Kind::RuntimeLost)
                all += word + issue.subject + u": "_s + issue.detail;
            else if (issue.kind == Kind::LogMissing)
                all += word + u"missing: "_s + issue.subject;
            else if (issue.kind == Kind::LogUnwatched)
                all += word + u"unwatched: "_s + issue.subject;
        }
        return all;
    }
    [[nodiscard]] QString log(const QString &name) const { return m_rig->s.daemon.watchedLog(name); }
    /// Three lines ban.
    void attack(const QString &address) const
    {
        for (int i = 0; i < 3; ++i)
            m_rig->s.daemon.appendLine(u"web1"_s,
                u"%1 - - [%2] \"GET /admin HTTP/1.1\" 404"_s.arg(
                    address, QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s)));
    }
    [[nodiscard]] bool isBanned(const QString &jail, const QString &address) const
    {
        return transactions::bytesOf(m_rig->s.daemon.logPath())
            .contains(u"[%1] Ban %2\n"_s.arg(jail, address).toUtf8());
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void anIdleJailGuardsAgain_data() { versionRows(); }
    void anIdleJailGuardsAgain()
    {
        QFETCH(TestFail2ban::Version, version);
        start(version, {});
        // What was written while it was idle is read with the next line.
        const auto guards = [this](const QString &silent, const QString &next) {
            attack(next);
            return QTest::qWaitFor([&] { return isBanned(u"web"_s, silent) && isBanned(u"web"_s, next); }, 30'000);
        };
        const auto silence = [this](const QString &silent, const QString &loud) {
            QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"web"_s, u"idle"_s, u"on"_s }).exitCode, 0);
            attack(silent);
            m_rig->s.daemon.writeFailure(loud, 2);
            QTRY_VERIFY_WITH_TIMEOUT(isBanned(u"sshd"_s, loud), 30'000); // which looks as often
            QVERIFY(!isBanned(u"web"_s, silent));
        };
        silence(u"192.0.2.21"_s, u"192.0.2.22"_s);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QVERIFY(guards(u"192.0.2.21"_s, u"192.0.2.23"_s));
        // A reload by hand does the same.
        silence(u"192.0.2.24"_s, u"192.0.2.25"_s);
        const auto reloaded = m_rig->s.wait<core::Receipt>(
            [this](auto handler) { m_rig->s.jails.reloadJail(m_rig->s.id, u"web"_s, &m_rig->s.context, handler); });
        QVERIFY2(reloaded, qPrintable(reloaded ? QString() : reloaded.error().detail));
        QVERIFY(guards(u"192.0.2.24"_s, u"192.0.2.26"_s));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // A file that came after the start is not watched until a reload: the check says which, and a change brings it.
    void aNewFileOfAPattern_data() { versionRows(); }
    void aNewFileOfAPattern()
    {
        QFETCH(TestFail2ban::Version, version);
        start(version, u"logpath = @D@/log/web*.log\n"_s);
        QCOMPARE(told(check()), QStringList());
        m_rig->s.daemon.appendLine(u"web3"_s, u"nothing yet"_s);
        QVERIFY(!m_rig->get(u"web"_s, u"logpath"_s).contains(log(u"web3"_s)));
        QCOMPARE(told(check()), QStringList { u"warning logpath: -> "_s + log(u"web3"_s) });
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QVERIFY(m_rig->get(u"web"_s, u"logpath"_s).contains(log(u"web3"_s)));
        QCOMPARE(told(check()), QStringList());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // One that was deleted stays in the daemon's list. With the others there nothing is lost; without any the next
    // reload would end the jail.
    void aDeletedLog_data() { versionRows(); }
    void aDeletedLog()
    {
        QFETCH(TestFail2ban::Version, version);
        start(version, u"logpath = @D@/log/web*.log\n"_s);
        QVERIFY(QFile::remove(log(u"web2"_s)));
        QVERIFY(m_rig->get(u"web"_s, u"logpath"_s).contains(log(u"web2"_s)));
        QCOMPARE(told(check()), QStringList());
        QVERIFY(QFile::remove(log(u"web1"_s)));
        const auto report = check();
        QVERIFY(report && !report->passed());
        QCOMPARE(told(report), QStringList { u"blocking missing: "_s + m_rig->s.daemon.folder() + u"/log/web*.log"_s });
        QVERIFY(m_rig->jails().contains(u"web"_s));
    }

    // Named one by one: the jail goes on without it, and would not see it come back.
    void aDeletedLogByName_data() { versionRows(); }
    void aDeletedLogByName()
    {
        QFETCH(TestFail2ban::Version, version);
        start(version, {});
        QVERIFY(QFile::remove(log(u"web2"_s)));
        QVERIFY(m_rig->get(u"web"_s, u"logpath"_s).contains(log(u"web2"_s)));
        const QStringList unwatched { u"warning unwatched: "_s + log(u"web2"_s) };
        QCOMPARE(told(check()), unwatched);
        const auto outcome = m_rig->make(m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QVERIFY(!m_rig->get(u"web"_s, u"logpath"_s).contains(log(u"web2"_s)));
        QCOMPARE(told(check()), unwatched);
        m_rig->s.daemon.appendLine(u"web2"_s, u"here again"_s);
        QCOMPARE(told(check()), QStringList { u"warning logpath: -> "_s + log(u"web2"_s) });
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }
};

QTEST_GUILESS_MAIN(TestSilentJailReal)
#include "tst_silent_jail_real.moc"
