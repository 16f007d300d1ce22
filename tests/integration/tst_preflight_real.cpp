// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/link_rig.h"
#include "integration/preflight_rig.h"
#include "protocol/commands.h"
#include "services/real_services.h"
#include "support/places.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using Kind = services::PreflightIssueKind;
using Severity = services::PreflightSeverity;

/// The failure matrix of the fact sheet (4.2) and the traps of changing a live server (8.2), each with fail2ban 1.0.2
/// and 1.1.0: every defect is found under its name, and a good jail has none.
class TestPreflightReal final : public QObject
{
    Q_OBJECT

private:
    struct Case
    {
        const char *name;
        const char *file; ///< below the configuration's folder
        const char *text; ///< @D@ is the folder of the server
        Kind kind;
        Severity severity;
        const char *subject; ///< a part of it
    };
    static QList<Case> matrix()
    {
        const auto bad = "jail.d/bad.local";
        constexpr auto blocking = Severity::Blocking;
        constexpr auto warning = Severity::Warning;
        return {
            { "missing log", bad, "[web]\nlogpath = @D@/log/none.log\n", Kind::LogMissing, blocking, "none.log" },
            { "log is a folder", bad, "[web]\nlogpath = @D@/log\n", Kind::LogIsFolder, blocking, "/log" },
            { "text before a section", bad, "maxretry = 3\n[web]\n", Kind::ConfigUnreadable, blocking, "" },
            { "duplicate section", bad, "[web]\nmaxretry = 3\n[web]\nmaxretry = 4\n", Kind::DuplicateSection, blocking,
                "" },
            { "interpolation", bad, "[web]\nport = %(nosuch)s\nlogpath = %(nosuch)s\n", Kind::UnresolvedInterpolation,
                blocking, "" },
            { "missing filter", bad, "[web]\nfilter = nosuch\n", Kind::UnknownFilter, blocking, "nosuch" },
            { "missing action", bad, "[web]\naction = nosuch\n", Kind::UnknownAction, blocking, "nosuch" },
            { "no action", bad, "[web]\naction =\n", Kind::NoAction, blocking, "" },
            { "no filter", bad, "[web]\nfilter =\n", Kind::NoFilter, warning, "" },
            { "bad regex", bad, "[web]\nfailregex = ^<HOST> (\n", Kind::BadRegex, blocking, "(" },
            { "bad regex of the filter", "filter.d/weblike.local", "[Definition]\nfailregex = ^<HOST> [\n",
                Kind::BadRegex, blocking, "[" },
            { "bad ignoreregex", bad, "[web]\nignoreregex = x{2,1}\n", Kind::BadRegex, blocking, "x{2,1}" },
            { "no host group", bad, "[web]\nfailregex = ^denied$\n", Kind::NoHostGroup, blocking, "denied" },
            { "runaway regex", bad, "[web]\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n", Kind::RunawayRegex,
                blocking, "denied" },
            { "bad date pattern", bad, "[web]\ndatepattern = ^%%Y(\n", Kind::BadDatePattern, blocking, "" },
            { "unknown backend", bad, "[web]\nbackend = foo\n", Kind::BackendMissing, blocking, "foo" },
            { "pyinotify without its module", bad, "[web]\nbackend = pyinotify\n", Kind::BackendMissing, blocking,
                "pyinotify" },
            { "bad time", bad, "[web]\nbantime = soon\n", Kind::BadTime, blocking, "bantime" },
            { "time is code", bad, "[web]\nfindtime = __import__('os').getpid()\n", Kind::TimeIsCode, blocking,
                "findtime" },
            { "bad arithmetic", bad, "[web]\nfindtime = 60*(2\n", Kind::BadTime, blocking, "findtime" },
            { "bad number", bad, "[web]\nmaxretry = many\n", Kind::BadNumber, blocking, "maxretry" },
            { "bad encoding", bad, "[web]\nlogencoding = nosuch\n", Kind::BadValue, blocking, "logencoding" },
            { "bad purge age", "fail2ban.local", "[Definition]\ndbpurgeage = soon\n", Kind::BadTime, blocking,
                "dbpurgeage" },
            { "missing tool", "action.d/dummy.local", "[Definition]\nactionban = nosuch-tool -I <ip>\n",
                Kind::ToolMissing, blocking, "nosuch-tool" },
            { "missing Python action", bad, "[web]\naction = nosuch.py\n", Kind::UnknownAction, blocking, "nosuch.py" },
            { "another filter's file", "filter.d/weblike.local", "[Definition]\nauthor = me\n", Kind::SharedFile,
                warning, "big" },
            { "ours does not win", "jail.d/zzz.local", "[web]\nmaxmatches = 9\n", Kind::NotWinning, warning,
                "maxmatches" },
            { "another jail", bad, "[big]\nbantime = soon\n", Kind::NotRestartable, warning, "bantime" },
            { "another jail's regex", bad, "[big]\nfailregex = ^(broken <HOST>\n", Kind::NotRestartable, warning,
                "failregex" },
            { "another jail's backend", bad, "[big]\nbackend = pyinotify\n", Kind::NotRestartable, warning, "backend" },
        };
    }

private Q_SLOTS:
    void theMatrix_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<int>("index");
        const QList<Case> cases = matrix();
        for (const TestFail2ban::Version version : TestFail2ban::versions()) {
            for (int i = 0; i < cases.size(); ++i)
                QTest::addRow("%s, %s", qPrintable(TestFail2ban::versionText(version)), cases[i].name) << version << i;
        }
    }
    void theMatrix()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(int, index);
        const Case wanted = matrix()[index];
        PreflightRig rig(version);
        rig.fail2ban.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxmatches = 3\n"_s);
        // Their filters would be tried beside the one that the row is about.
        rig.fail2ban.writeConfig(u"jail.d/aa.local"_s, u"[sshd]\nenabled = false\n[recidive]\nenabled = false\n"_s);
        rig.fail2ban.writeConfig(QString::fromUtf8(wanted.file), QString::fromUtf8(wanted.text));
        const auto report = rig.check(u"web"_s);
        QVERIFY2(report, qPrintable(told(report)));
        const bool found = std::ranges::any_of(report->issues, [&wanted](const services::PreflightIssue &issue) {
            return issue.kind == wanted.kind && issue.severity == wanted.severity
                && issue.subject.contains(QString::fromUtf8(wanted.subject));
        });
        QVERIFY2(found, qPrintable(told(report)));
        QCOMPARE(report->passed(), wanted.severity == Severity::Warning);
    }

    void aGoodJailHasNothing_data() { versions(); }
    void aGoodJailHasNothing()
    {
        QFETCH(TestFail2ban::Version, version);
        RealServices real(version);
        QVERIFY2(real.start(), qPrintable(real.daemon.error()));
        services::ConfigServiceImpl config(real.registry, real.hosts, real.clock);
        services::PreflightServiceImpl preflight(config, real.registry, real.hosts, real.state, real.clock);
        QSignalSpy progress(&preflight, &services::PreflightService::progressed);
        real.daemon.writeFailure(u"192.0.2.9"_s, 1);
        const auto check = [&](const QString &jail) {
            return real.wait<services::PreflightReport>(
                [&](auto handler) { preflight.check(real.id, jail, &real.context, handler); });
        };
        auto report = check(u"sshd"_s);
        QVERIFY2(report && report->issues.isEmpty(), qPrintable(told(report)));
        QVERIFY(report->passed());
        QStringList names;
        for (const services::PreflightCheck &made : report->checks)
            names += made.name;
        QCOMPARE(names,
            QStringList({ u"files"_s, u"test"_s, u"dump"_s, u"times"_s, u"logs"_s, u"regexes"_s, u"backend"_s,
                u"actions"_s, u"lines"_s, u"effect"_s }));
        QCOMPARE(progress.count(), names.size());

        // Tuned while it runs, changed on disk by somebody else, and an action that is another one now.
        QVERIFY(real.wait<core::Receipt>(
            [&](auto handler) { real.jails.tune(real.id, u"sshd"_s, u"maxretry"_s, u"7"_s, &real.context, handler); }));
        real.daemon.writeConfig(
            u"fail2ban.local"_s, u"[Definition]\nloglevel = DEBUG\ndbfile = @D@/run/other.sqlite3\n"_s);
        real.daemon.writeConfig(u"jail.d/more.local"_s, u"[sshd]\naction = noop\n"_s);
        report = check(u"sshd"_s);
        QVERIFY2(hasIssue(report, Kind::RuntimeLost, Severity::Warning), qPrintable(told(report)));
        QVERIFY2(hasIssue(report, Kind::PendingEdits, Severity::Warning), qPrintable(told(report)));
        QVERIFY2(hasIssue(report, Kind::DatabaseRefused, Severity::Blocking), qPrintable(told(report)));
        QVERIFY2(hasIssue(report, Kind::RestartsJail, Severity::Warning), qPrintable(told(report)));
        QVERIFY(!report->passed());
        QCOMPARE(report->issues.first().severity, Severity::Blocking);

        const auto none = check(u"nosuch"_s);
        QVERIFY(!none);
        QCOMPARE(none.error().code, core::ErrorCode::UnknownJail);
    }

    void aJailThatIsNotEnabledIsCheckedAsIfItWere_data() { versions(); }
    void aJailThatIsNotEnabledIsCheckedAsIfItWere()
    {
        QFETCH(TestFail2ban::Version, version);
        PreflightRig rig(version);
        auto report = rig.check(u"off"_s);
        QVERIFY2(hasIssue(report, Kind::NotEnabled, Severity::Warning), qPrintable(told(report)));
        QVERIFY2(report->passed(), qPrintable(told(report)));
        rig.fail2ban.writeConfig(u"jail.d/bad.local"_s, u"[off]\nfailregex = ^x\nlogpath = @D@/log/no*.log\n"_s);
        report = rig.check(u"off"_s);
        QVERIFY2(hasIssue(report, Kind::NoHostGroup, Severity::Blocking), qPrintable(told(report)));
        QVERIFY2(hasIssue(report, Kind::LogMissing, Severity::Blocking), qPrintable(told(report)));
    }

    void whoWouldHaveBeenBanned_data() { versions(); }
    void whoWouldHaveBeenBanned()
    {
        QFETCH(TestFail2ban::Version, version);
        PreflightRig rig(version);
        rig.own = { *core::IpAddress::parse(u"192.0.2.50") };
        rig.fail2ban.writeFailure(u"192.0.2.50"_s, 2); // me
        rig.fail2ban.writeFailure(u"192.0.2.51"_s, 2); // a colleague, who has logged in
        rig.fail2ban.writeFailure(u"192.0.2.52"_s, 2); // somebody else
        const QString now = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
        rig.fail2ban.appendLine(
            u"auth"_s, now + u" host sshd[4711]: Accepted publickey for root from 192.0.2.51 port 40000 ssh2"_s);
        auto report = rig.check(u"sshd"_s);
        QVERIFY2(report, qPrintable(told(report)));
        QStringList blocked;
        QStringList warned;
        for (const services::PreflightIssue &issue : std::as_const(report->issues)) {
            if (issue.kind == Kind::LocksOut)
                (issue.severity == Severity::Blocking ? blocked : warned) += issue.subject;
        }
        QVERIFY2(blocked == QStringList(u"192.0.2.50"_s), qPrintable(told(report)));
        QVERIFY2(warned == QStringList(u"192.0.2.51"_s), qPrintable(told(report)));

        rig.fail2ban.writeConfig(u"jail.d/mine.local"_s, u"[sshd]\nignoreip = 127.0.0.1/8 192.0.2.50/31\n"_s);
        report = rig.check(u"sshd"_s);
        QVERIFY2(report->passed() && !hasIssue(report, Kind::LocksOut, Severity::Warning), qPrintable(told(report)));

        // A name is looked up on the server, as the daemon does it.
        rig.fail2ban.writeFailure(u"127.0.0.1"_s, 2);
        rig.own = { *core::IpAddress::parse(u"127.0.0.1") };
        rig.fail2ban.writeConfig(u"jail.d/mine.local"_s, u"[sshd]\nignoreip = 192.0.2.50/31\n"_s);
        report = rig.check(u"sshd"_s);
        QVERIFY2(hasIssue(report, Kind::LocksOut, Severity::Blocking), qPrintable(told(report)));
        rig.fail2ban.writeConfig(u"jail.d/mine.local"_s, u"[sshd]\nignoreip = 192.0.2.50/31 localhost\n"_s);
        report = rig.check(u"sshd"_s);
        QVERIFY2(report->passed() && !hasIssue(report, Kind::MayLockOut, Severity::Warning), qPrintable(told(report)));

        // Once is not often enough, and neither is twice within more than findtime.
        rig.fail2ban.writeConfig(u"jail.d/mine.local"_s, u"[sshd]\nmaxretry = 3\n"_s);
        report = rig.check(u"sshd"_s);
        QVERIFY2(report->passed(), qPrintable(told(report)));
        QVERIFY(!hasIssue(report, Kind::NothingMatches, Severity::Warning));
        rig.fail2ban.writeConfig(u"jail.d/mine.local"_s, u"[sshd]\nfailregex = ^nothing <HOST>\n"_s);
        report = rig.check(u"sshd"_s);
        QVERIFY2(hasIssue(report, Kind::NothingMatches, Severity::Warning), qPrintable(told(report)));
    }

    void behindManyOtherLines_data() { versions(); }
    /// What happened this morning is not far back in time, however much was written since; and just after logrotate it
    /// stands in another file.
    void behindManyOtherLines()
    {
        QFETCH(TestFail2ban::Version, version);
        PreflightRig rig(version);
        rig.own = { *core::IpAddress::parse(u"192.0.2.50") };
        const QDateTime start = QDateTime::currentDateTime().addSecs(-20 * 3600);
        QByteArray lines;
        for (int i = 0; i < 3; ++i)
            lines += start.addSecs(i).toString(u"yyyy-MM-dd HH:mm:ss"_s).toUtf8()
                + " host sshd[4711]: Failed password for root from 192.0.2.50 port 40000 ssh2\n";
        constexpr int others = 45'000; // more than 4 MiB
        for (int i = 0; i < others; ++i)
            lines += start.addSecs(3600 + i).toString(u"yyyy-MM-dd HH:mm:ss"_s).toUtf8() + " host CRON["
                + QByteArray::number(i) + "]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)\n";
        const QString path = rig.fail2ban.watchedLog(u"auth"_s);
        const auto write = [](const QString &name, const QByteArray &text) {
            QFile log(name);
            return log.open(QIODevice::WriteOnly | QIODevice::Truncate) && log.write(text) == text.size();
        };
        QVERIFY(write(path, lines));
        auto report = rig.check(u"sshd"_s, 200'000);
        QVERIFY2(hasIssue(report, Kind::LocksOut, Severity::Blocking), qPrintable(told(report)));
        QVERIFY2(!hasIssue(report, Kind::SearchedPartly, Severity::Warning), qPrintable(told(report)));

        QVERIFY(QFile::rename(path, path + u".1"_s));
        QVERIFY(write(path, {}));
        rig.fail2ban.writeFailure(u"192.0.2.99"_s, 1);
        report = rig.check(u"sshd"_s, 200'000);
        QVERIFY2(hasIssue(report, Kind::LocksOut, Severity::Blocking), qPrintable(told(report)));
    }

    /// The same over ssh: its commands, their input and their limits go through the helper there.
    void overSsh()
    {
        LinkRig rig;
        core::ServerProfile profile = rig.profile(u"far"_s);
        profile.configDir = rig.daemon.configDir();
        profile.clientProgram = rig.daemon.clientProgram();
        const core::ServerId id = rig.add(profile);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, core::ServerState::Online, longMs);
        rig.daemon.writeFailure(u"192.0.2.9"_s, 1);
        services::ConfigServiceImpl config(rig.registry, rig.hosts, rig.clock);
        services::PreflightServiceImpl preflight(config, rig.registry, rig.hosts, rig.state, rig.clock);
        std::optional<core::Result<services::PreflightReport>> report;
        const auto check = [&](const QString &jail) {
            report.reset();
            preflight.check(
                id, jail, this, [&report](const core::Result<services::PreflightReport> &result) { report = result; });
        };
        check(u"sshd"_s);
        QTRY_VERIFY_WITH_TIMEOUT(report, longMs);
        QVERIFY2(*report && (*report)->issues.isEmpty(), qPrintable(told(*report)));
        rig.daemon.writeConfig(u"jail.d/bad.local"_s, u"[sshd]\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n"_s);
        check(u"sshd"_s);
        QTRY_VERIFY_WITH_TIMEOUT(report, 2 * longMs);
        QVERIFY2(hasIssue(*report, Kind::RunawayRegex, Severity::Blocking), qPrintable(told(*report)));
    }

    void aLogThatStoppedGrowing()
    {
        PreflightRig rig(TestFail2ban::Version::V1_1_0);
        QFile log(rig.fail2ban.watchedLog(u"auth"_s));
        QVERIFY(log.open(QIODevice::ReadWrite));
        QVERIFY(log.setFileTime(QDateTime::currentDateTime().addDays(-2), QFileDevice::FileModificationTime));
        const auto report = rig.check(u"sshd"_s);
        QVERIFY2(hasIssue(report, Kind::LogNotGrowing, Severity::Warning), qPrintable(told(report)));
        QVERIFY(report->passed());
    }

    void theStockConfiguration_data() { versions(); }
    /// Every jail of the distribution whose log there is: no false alarm of ours over any stock filter or action.
    void theStockConfiguration()
    {
        QFETCH(TestFail2ban::Version, version);
        PreflightRig rig(version);
        const QString stock
            = places::source(QStringLiteral("/build/fail2ban/%1/etc/fail2ban")).arg(TestFail2ban::versionText(version));
        const QString folder = rig.fail2ban.configDir();
        QVERIFY(QDir(folder).removeRecursively());
        for (const auto &sub : { u"."_s, u"action.d"_s, u"filter.d"_s, u"jail.d"_s }) {
            QVERIFY(QDir().mkpath(folder + u'/' + sub));
            const QDir from(stock + u'/' + sub);
            for (const QString &name : from.entryList(QDir::Files))
                QVERIFY(QFile::copy(from.filePath(name), folder + u'/' + sub + u'/' + name));
        }
        QVERIFY(QFile::remove(folder + u"/jail.d/defaults-debian.conf"_s));
        QStringList names { u"sshd"_s, u"dropbear"_s, u"apache-auth"_s, u"apache-botsearch"_s, u"nginx-http-auth"_s,
            u"postfix"_s, u"dovecot"_s, u"named-refused"_s, u"asterisk"_s, u"exim"_s, u"recidive"_s, u"pam-generic"_s };
        // All of them take minutes, and are for by hand. Some run away indeed, of which a warning tells.
        const bool all = qEnvironmentVariableIsSet("BANGUI_TEST_STOCK");
        if (all) {
            static const QRegularExpression sections(
                u"^\\[(?!DEFAULT|INCLUDES)([^\\]]+)\\]"_s, QRegularExpression::MultilineOption);
            names.clear();
            for (auto section = sections.globalMatch(rig.fail2ban.readConfig(u"jail.conf"_s)); section.hasNext();)
                names += section.next().captured(1);
        }
        QString jails = u"[DEFAULT]\nbackend = polling\naction = dummy\nlogpath = @D@/log/auth.log\n"_s;
        for (const QString &name : std::as_const(names))
            jails += u"[%1]\nenabled = true\nlogpath = @D@/log/auth.log\nbackend = polling\n"_s.arg(name);
        rig.fail2ban.writeConfig(u"jail.local"_s, jails);
        rig.fail2ban.writeConfig(
            u"action.d/dummy.local"_s, u"[Definition]\nactionstart =\nactionban =\nactionunban =\n"_s);
        auto report = rig.check({}, 900'000);
        QVERIFY2(report && report->passed(), qPrintable(told(report)));
        report->issues.removeIf([all](const services::PreflightIssue &issue) {
            return (all || issue.kind != Kind::RunawayRegex)
                && (issue.kind != Kind::NotChecked || issue.subject == "effect"_L1);
        });
        QVERIFY2(report->issues.isEmpty(), qPrintable(told(report)));
    }

private:
    static void versions()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        for (const TestFail2ban::Version version : TestFail2ban::versions())
            QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version;
    }
};

QTEST_GUILESS_MAIN(TestPreflightReal)
#include "tst_preflight_real.moc"
