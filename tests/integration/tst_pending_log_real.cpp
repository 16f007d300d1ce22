// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"
#include "services/preflight_service_impl.h"

#include <QDir>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using changes::ChangeResult;
using changes::Rig;
using Kind = services::PreflightIssueKind;
using Severity = services::PreflightSeverity;

/// Somebody else has written another log for the daemon, and nobody has loaded it yet: with the reload of any jail it
/// comes into force, and where it cannot be opened that costs the jail (fact sheet 8.2, trap 4).
class TestPendingLogReal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;
    int m_socket = -1; ///< somebody who listens to syslog

    void start(TestFail2ban::Version version, const QString &settings)
    {
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        const QString folder = m_rig->s.daemon.folder();
        QVERIFY(QDir().mkpath(folder + u"/taken"_s));
        QVERIFY(QFile::link(u"/nonexistent/x.log"_s, folder + u"/dangling.log"_s));
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        const QByteArray path = (folder + u"/syslog"_s).toLocal8Bit();
        QVERIFY(path.size() < qsizetype(sizeof address.sun_path));
        std::copy(path.cbegin(), path.cend(), static_cast<char *>(address.sun_path));
        QCOMPARE(::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0); // NOLINT
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\n"_s + settings + u'\n');
    }
    [[nodiscard]] bool runs() const { return m_rig->jails().contains(u"web"_s); }
    /// Of a check of the jail.
    core::Result<services::PreflightReport> check()
    {
        services::PreflightServiceImpl preflight(
            *m_rig->config, m_rig->s.registry, m_rig->s.hosts, m_rig->s.state, m_rig->s.clock);
        return m_rig->s.wait<services::PreflightReport>(
            [&](auto handler) { preflight.check(m_rig->s.id, u"web"_s, &m_rig->s.context, handler); });
    }
    static bool has(const QList<services::PreflightIssue> &issues, Kind kind, Severity severity)
    {
        return std::ranges::any_of(issues, [kind, severity](const services::PreflightIssue &issue) {
            return issue.kind == kind && issue.severity == severity;
        });
    }
    core::Result<core::Receipt> reload()
    {
        return m_rig->s.wait<core::Receipt>(
            [this](auto handler) { m_rig->s.jails.reloadJail(m_rig->s.id, u"web"_s, &m_rig->s.context, handler); });
    }
    static void rows(const QList<std::pair<const char *, const char *>> &settings)
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<QString>("settings");
        qsizetype turn = 0;
        for (const auto &[name, text] : settings) {
            for (const TestFail2ban::Version version : TestFail2ban::versionsInTurn(turn++))
                QTest::addRow("%s, %s", qPrintable(TestFail2ban::versionText(version)), name)
                    << version << QString::fromUtf8(text);
        }
    }

private Q_SLOTS:
    void cleanup()
    {
        m_rig.reset();
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }

    void refused_data()
    {
        rows({ { "a folder", "logtarget = @D@/taken" }, { "no folder", "logtarget = /nonexistent/x.log" },
            { "a link to nowhere", "logtarget = @D@/dangling.log" }, { "a format", "logtarget = STDOUT[format=\"x\"]" },
            { "syslog", "logtarget = SYSLOG\nsyslogsocket = @D@/none" },
            { "syslog is a folder", "logtarget = SYSLOG\nsyslogsocket = @D@/taken" },
            { "the journal", "logtarget = SYSTEMD-JOURNAL" } });
    }
    void refused()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(QString, settings);
        start(version, settings);
        const auto report = check();
        QVERIFY(report && !report->passed());
        QVERIFY(has(report->issues, Kind::LogTargetRefused, Severity::Blocking));
        const auto made = m_rig->make(m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(made && made->result == ChangeResult::Refused, qPrintable(Rig::told(made)));
        QVERIFY2(has(made->issues, Kind::LogTargetRefused, Severity::Blocking), qPrintable(Rig::told(made)));
        const auto reloaded = reload();
        QVERIFY(!reloaded);
        QCOMPARE(reloaded.error().code, core::ErrorCode::PreflightFailed);
        QVERIFY2(reloaded.error().detail.startsWith("logtarget: "_L1), qPrintable(reloaded.error().detail));
        QVERIFY(runs());
        QVERIFY(!m_rig->s.state.activation(m_rig->s.id));
        // And so it would have been: fail2ban's own test says OK, and the jail is gone.
        const auto test = m_rig->s.daemon.client({ u"-t"_s });
        QVERIFY2(test.exitCode == 0, qPrintable(test.output + test.errors));
        const auto theirs = m_rig->s.daemon.client({ u"reload"_s, u"--if-exists"_s, u"web"_s });
        QVERIFY2(!runs(), qPrintable(theirs.output + theirs.errors));
    }

    void taken_data()
    {
        rows({ { "a new file", "logtarget = @D@/log/new.log" }, { "a file", "logtarget = @D@/log/auth.log" },
            { "a stream", "logtarget = STDERR" }, { "options only", "logtarget = @D@/log/fail2ban.log[padding=off]" },
            { "syslog", "logtarget = SYSLOG\nsyslogsocket = @D@/syslog" },
            { "a socket that nobody opens", "syslogsocket = @D@/none" } });
    }
    void taken()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(QString, settings);
        start(version, settings);
        const auto report = check();
        QVERIFY(report && report->passed());
        QCOMPARE(has(report->issues, Kind::PendingEdits, Severity::Warning), !settings.contains("padding"_L1));
        const auto reloaded = reload();
        QVERIFY2(reloaded, qPrintable(reloaded ? QString() : reloaded.error().detail));
        QVERIFY(runs());
        // What is in force now is told as it was found, and is no edit that waits.
        const auto again = check();
        QVERIFY(again && again->passed() && !has(again->issues, Kind::PendingEdits, Severity::Warning));
    }

    // A daemon that has its syslog keeps it whatever the files say of the socket; its next start would not.
    void aSocketThatIsGone_data() { versionRows(); }
    void aSocketThatIsGone()
    {
        QFETCH(TestFail2ban::Version, version);
        start(version, u"logtarget = SYSLOG\nsyslogsocket = @D@/syslog"_s);
        QVERIFY(reload());
        m_rig->s.daemon.writeConfig(
            u"fail2ban.local"_s, u"[Definition]\nlogtarget = SYSLOG\nsyslogsocket = @D@/none\n"_s);
        const auto report = check();
        QVERIFY(report && has(report->issues, Kind::LogTargetRefused, Severity::Blocking));
        const auto reloaded = reload();
        QVERIFY(!reloaded);
        QVERIFY2(reloaded.error().detail.startsWith("syslogsocket: "_L1), qPrintable(reloaded.error().detail));
        QVERIFY(runs());
    }
};

QTEST_GUILESS_MAIN(TestPendingLogReal)
#include "tst_pending_log_real.moc"
