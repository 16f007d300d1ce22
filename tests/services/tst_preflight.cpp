// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/config_service.h"
#include "services/preflight.h"
#include "services/preflight_service_impl.h"
#include "services/runtime_state.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using support::FakeHost;
using Kind = services::PreflightIssueKind;
using Severity = services::PreflightSeverity;
using Reported = core::Result<services::PreflightReport>;

namespace {

constexpr core::ServerId server { 1 };

/// Says what the test has written, without a machine.
class Files final : public services::ConfigService
{
    Q_OBJECT
public:
    core::RequestHandle read(
        core::ServerId, const QObject *context, core::Handler<services::ServerConfiguration> handler) override
    {
        const core::Pending<services::ServerConfiguration> pending(context, std::move(handler));
        if (error) {
            pending.finishLater(core::failure(*error));
        } else {
            services::ServerConfiguration configuration;
            configuration.server = server;
            configuration.version = version;
            configuration.configuration = config::Configuration::read(tree, {});
            pending.finishLater(configuration);
        }
        return pending.handle();
    }
    std::optional<services::ServerConfiguration> last(core::ServerId) const override { return std::nullopt; }

    config::ConfigTree tree;
    QString version = u"1.1.0"_s;
    std::optional<ErrorCode> error;
};

/// One answer of a machine, as a column of a test's data.
struct Said
{
    FakeHost::Answer answer;
};

/// Of a daemon with the jail web that tells nothing else.
QByteArray answerOfWeb(const QByteArray &request)
{
    if (request.contains("status"))
        return wire::status({ u"web"_s });
    if (request.contains("actions"))
        return wire::done(wire::list({ wire::text(u"noop"_s) }));
    if (request.contains("actionban"))
        return wire::done(wire::text(u"nft add <ip>"_s));
    return wire::invalidCommand();
}

/// As `fail2ban-client -d` prints a command.
QByteArray printed(const QVariant &value)
{
    if (value.typeId() == QMetaType::QVariantList) {
        QByteArrayList items;
        for (const QVariant &item : value.toList())
            items += printed(item);
        return '[' + items.join(", ") + ']';
    }
    if (value.typeId() == QMetaType::QString || value.typeId() == QMetaType::QByteArray)
        return '\'' + value.toString().toUtf8().replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n") + '\'';
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? "True" : "False";
    return value.isValid() ? value.toString().toUtf8() : "None";
}

} // namespace

/// The flow of a check over files, a machine and a daemon that the test plays.
class TestPreflight final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock.setNow(1'795'000'000'000);
        m_registry = std::make_unique<doubles::Registry>(m_clock);
        m_channel = m_registry->put(doubles::profile(1), { 100, 100, 100, 100, 100 });
        m_channel->setAutoFail(core::Error { ErrorCode::NoSocket, {} });
        auto made = std::make_shared<std::unique_ptr<FakeHost>>(std::make_unique<FakeHost>());
        m_host = made->get();
        m_hosts = std::make_unique<services::HostRegistry>(
            [made](const core::ServerProfile &) { return std::move(*made); });
        m_state = std::make_unique<services::RuntimeState>();
        m_files = std::make_unique<Files>();
        m_preflight
            = std::make_unique<services::PreflightServiceImpl>(*m_files, *m_registry, *m_hosts, *m_state, m_clock);
        m_preflight->setOwnAddresses([](const core::ServerProfile &) {
            return services::KnownAddresses { { *core::IpAddress::parse(u"192.0.2.50") },
                { *core::IpAddress::parse(u"192.0.2.60") } };
        });
        m_files->tree = {};
        m_files->tree.folder = u"/etc/fail2ban"_s;
        put(u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\ndbpurgeage = 1d\nlogtarget = /var/log/fail2ban.log\n");
        put(u"jail.conf"_s,
            "[DEFAULT]\nbantime = 600\nfindtime = 600\nmaxretry = 2\nbackend = polling\nenabled = false\n"
            "action = noop\nfilter = weblike\nlogpath = /var/log/web.log\n"
            "[web]\nenabled = true\n[other]\nenabled = true\n");
        put(u"filter.d/weblike.conf"_s, "[Definition]\nfailregex = ^<HOST> denied\nignoreregex = ^<HOST> ok\n");
        put(u"action.d/noop.conf"_s, "[Definition]\nactionban = nft add <ip>\n");
        // A machine on which all is well.
        m_host->whenWords({ u"-t"_s }, FakeHost::success());
        m_host->when([](const QStringList &argv) { return argv.contains(u"-d"_s); },
            [this](const transport::HostCommand &) { return FakeHost::success(dump()); });
        m_host->when([](const QStringList &argv) { return argv[0].contains("python"_L1); }, FakeHost::success());
        m_host->when(
            [](const QStringList &argv) { return argv[0].endsWith("fail2ban-regex"_L1); }, FakeHost::success());
        m_host->setStat(
            u"/var/log/web.log"_s, { .exists = true, .isRegular = true, .size = 100, .modifiedAt = m_clock.nowMs() });
        m_host->setStat(u"/usr/sbin/nft"_s, { .exists = true, .isRegular = true });
        matches("192.0.2.1|1794999990\n");
    }
    void cleanup()
    {
        m_preflight.reset();
        m_files.reset();
        m_state.reset();
        m_hosts.reset();
        m_registry.reset();
    }

    void allIsWellAndTheDaemonIsDown()
    {
        QSignalSpy progress(m_preflight.get(), &services::PreflightService::progressed);
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        QVERIFY(report->passed());
        QCOMPARE(report->issues.size(), 1); // that nobody could ask the daemon
        QCOMPARE(report->issues[0].kind, Kind::NotChecked);
        QCOMPARE(report->issues[0].detail, u"NoSocket"_s);
        QCOMPARE(report->server, server);
        QCOMPARE(report->jail, u"web"_s);
        QCOMPARE(progress.count(), 10);
        QVERIFY(std::ranges::all_of(report->checks, &services::PreflightCheck::passed));
        QCOMPARE(notWhole(report), u"effect: none"_s);
        QVERIFY(std::ranges::all_of(m_host->runs(), &FakeHost::Run::reader)); // nothing but looks
        QVERIFY(m_channel->writes().isEmpty());
    }

    void errorsOfTheWay_data()
    {
        QTest::addColumn<QString>("word");
        for (const auto *word : { "-t", "-d" })
            QTest::newRow(word) << QString::fromUtf8(word);
    }
    void errorsOfTheWay()
    {
        QFETCH(QString, word);
        m_host->whenWords({ word }, FakeHost::Answer(core::failure(ErrorCode::TunnelDown, u"gone"_s)));
        const Reported report = check(u"web"_s);
        QVERIFY(!report);
        QCOMPARE(report.error(), (core::Error { ErrorCode::TunnelDown, u"gone"_s }));
    }

    void whatCannotBeAskedFor()
    {
        QCOMPARE(check(u"nosuch"_s).error().code, ErrorCode::UnknownJail);
        QCOMPARE(check(u"a\nb"_s).error().code, ErrorCode::InvalidArgument);
        m_files->error = ErrorCode::FileNotFound;
        QCOMPARE(check(u"web"_s).error().code, ErrorCode::FileNotFound);
        std::optional<Reported> unknown;
        m_preflight->check(core::ServerId { 7 }, {}, this, [&unknown](const Reported &report) { unknown = report; });
        QVERIFY(!unknown); // never from inside the call
        QTRY_VERIFY(unknown);
        QCOMPARE(unknown->error().code, ErrorCode::NoSuchServer);
    }

    void withoutFail2bansProgramsNothingIsRight()
    {
        m_host->whenWords({ u"-t"_s }, FakeHost::Answer(core::failure(ErrorCode::CommandNotFound)));
        Reported report = check(u"web"_s);
        QVERIFY(report && !report->passed());
        QVERIFY(has(report, Kind::NotChecked, Severity::Blocking, u"fail2ban-client -t"_s));
        m_host->whenWords({ u"-t"_s }, FakeHost::success());
        m_host->when([](const QStringList &argv) { return !argv.contains(u"-t"_s) && !argv.contains(u"-d"_s); },
            FakeHost::Answer(core::failure(ErrorCode::CommandNotFound)));
        report = check(u"web"_s);
        QVERIFY(report && !report->passed());
        QVERIFY(has(report, Kind::NotChecked, Severity::Blocking, u"fail2ban-regex"_s));
    }

    void whatWasNotMadeIsNoPass()
    {
        // Without fail2ban's word on what it would load there is nothing to look at.
        m_host->when([](const QStringList &argv) { return argv.contains(u"-d"_s); },
            FakeHost::Answer(core::failure(ErrorCode::CommandNotFound)));
        QCOMPARE(notWhole(check(u"web"_s)),
            u"dump: none, times: none, logs: none, regexes: none, backend: none, actions: none, lines: none, "
            "effect: none"_s);
    }

    void whatSomethingBlocksIsNotSearched()
    {
        put(u"jail.d/x.local"_s, "[web]\nbantime = soon\n");
        QCOMPARE(notWhole(check(u"web"_s)), u"lines: none, effect: none"_s);
        QCOMPARE(notWhole(check({})), u"lines: part, effect: none"_s); // the other one is
    }

    void aTestThatFailsIsNotOk()
    {
        m_host->whenWords({ u"-t"_s }, FakeHost::exited(255, {}, "ERROR: something"));
        put(u"jail.d/x.local"_s, "[other]\nfilter = nosuch\n");
        const Reported report = check(u"web"_s);
        QVERIFY(report && report->passed()); // this jail would start all the same
        const auto test = std::ranges::find(report->checks, u"test"_s, &services::PreflightCheck::name);
        QVERIFY(!test->passed);
    }

    void filesWithoutAnEnd_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("read"); // by fail2ban
        QTest::newRow("FIFO") << u"jail.d/x.local"_s << u"Not a regular file"_s << true;
        QTest::newRow("1 GiB") << u"jail.d/x.local"_s << u"1073741824 bytes"_s << true;
        QTest::newRow("of the daemon") << u"fail2ban.local"_s << u"Not a regular file"_s << true;
        QTest::newRow("filter") << u"filter.d/weblike.local"_s << u"Not a regular file"_s << true;
        QTest::newRow("filter of nobody") << u"filter.d/nobody.local"_s << u"Not a regular file"_s << false;
        QTest::newRow("closed") << u"filter.d/weblike.local"_s << u"Permission denied"_s << false;
    }
    void filesWithoutAnEnd()
    {
        QFETCH(QString, file);
        QFETCH(QString, reason);
        QFETCH(bool, read);
        m_files->tree.unreadable.insert(m_files->tree.path(file), reason);
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        const bool blocked = has(report, Kind::NotChecked, Severity::Blocking, u"fail2ban-client -t"_s);
        QCOMPARE(blocked, read);
        // Whatever of fail2ban read it would wait there, or fill the machine's memory.
        QCOMPARE(m_host->runs().isEmpty(), read);
    }

    void aTestThatDoesNotEndIsNotMadeTwice()
    {
        m_host->whenWords({ u"-t"_s }, FakeHost::Answer(core::failure(ErrorCode::Timeout)));
        const Reported report = check(u"web"_s);
        QVERIFY(report && !report->passed());
        QCOMPARE(m_host->runs().size(), 1);
    }

    void oneFilterOfManyJailsIsTriedOnce()
    {
        const auto tried = [this] {
            return std::ranges::count_if(m_host->runs(), [](const FakeHost::Run &run) {
                return run.command.argv[0].contains("python"_L1) && !run.command.argv.contains(u"/var/log/web.log"_s)
                    && !run.command.argv.contains(u"<ip>|<time>"_s);
            });
        };
        const Reported report = check({});
        QVERIFY(report && report->passed());
        QCOMPARE(tried(), 1);
        const auto regexes = std::ranges::find(report->checks, u"regexes"_s, &services::PreflightCheck::name);
        QCOMPARE(regexes->detail, u"4"_s); // of both jails
        // Another zone is another test.
        put(u"jail.d/x.local"_s, "[other]\nlogtimezone = UTC+0100\n");
        QVERIFY(check({}));
        QCOMPARE(tried(), 3);
    }

    void oneBackendIsTestedOnce()
    {
        put(u"jail.d/x.local"_s, "[DEFAULT]\nbackend = systemd\n");
        m_host->whenWords({ u"systemd-journal"_s }, FakeHost::exited(255, "Error: systemd library not found."));
        const Reported report = check({});
        QCOMPARE(std::ranges::count(report->issues, Kind::BackendMissing, &services::PreflightIssue::kind), 2);
        QCOMPARE(std::ranges::count_if(m_host->runs(),
                     [](const FakeHost::Run &run) { return run.command.argv.contains(u"systemd-journal"_s); }),
            1);
    }

    void whyTheTestFails()
    {
        m_host->whenWords({ u"-t"_s }, FakeHost::exited(255, {}, "ERROR: something"));
        Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::ConfigUnreadable, Severity::Blocking, {}));
        QCOMPARE(report->issues[0].detail, u"ERROR: something"_s);
        // Another jail's filter is the reason: that one would be skipped, and this one would start.
        put(u"jail.d/x.local"_s, "[other]\nfilter = nosuch\n");
        report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::UnknownFilter, Severity::Warning, u"nosuch"_s));
        QVERIFY(has(report, Kind::NotRestartable, Severity::Warning, {}));
    }

    void readAnotherWay()
    {
        m_dump = dump().replace("'maxretry', 2", "'maxretry', 9");
        const Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(std::ranges::any_of(report->issues, [](const services::PreflightIssue &issue) {
            return issue.kind == Kind::NotChecked && issue.subject == "fail2ban-client -d"_L1
                && issue.detail.contains("maxretry: 9 / 2"_L1);
        }));
    }

    void timesThatFail2banJudges_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::newRow("taken") << 0;
        QTest::newRow("refused") << 255;
    }
    void timesThatFail2banJudges()
    {
        QFETCH(int, exitCode);
        put(u"jail.d/x.local"_s, "[web]\nbantime = 1h30\n");
        m_host->whenWords({ u"--str2sec"_s, u"1h30"_s }, FakeHost::exited(exitCode, "ERROR: no"));
        const Reported report = check(u"web"_s);
        QCOMPARE(has(report, Kind::BadTime, Severity::Blocking, u"bantime"_s), exitCode != 0);
        if (exitCode != 0) {
            QCOMPARE(report->issues[0].origin.file, u"/etc/fail2ban/jail.d/x.local"_s);
            QCOMPARE(report->issues[0].origin.line, 2);
        }
    }

    void codeIsNeverGivenToFail2ban()
    {
        put(u"jail.d/x.local"_s, "[web]\nbantime = __import__('os').getpid()\n");
        const Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::TimeIsCode, Severity::Blocking, u"bantime"_s));
        QVERIFY(std::ranges::none_of(
            m_host->runs(), [](const FakeHost::Run &run) { return run.command.argv.contains(u"--str2sec"_s); }));
    }

    void regexes_data()
    {
        QTest::addColumn<Said>("said");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Severity>("severity");
        const auto row = [](const char *name, const FakeHost::Answer &answer, Kind kind, Severity severity) {
            QTest::newRow(name) << Said { answer } << kind << severity;
        };
        row("bad", FakeHost::exited(255, "ERROR: Unable to compile regular expression 'x'"), Kind::BadRegex,
            Severity::Blocking);
        row("no group", FakeHost::exited(255, "ERROR: No failure-id group in 'x'"), Kind::NoHostGroup,
            Severity::Blocking);
        row("CPU limit", FakeHost::exited(128 + 24), Kind::RunawayRegex, Severity::Blocking);
        row("killed", FakeHost::exited(128 + 9), Kind::RunawayRegex, Severity::Blocking);
        row("too slow", FakeHost::Answer(core::failure(ErrorCode::Timeout)), Kind::RunawayRegex, Severity::Blocking);
        row("too long", FakeHost::Answer(core::failure(ErrorCode::InvalidArgument)), Kind::NotChecked,
            Severity::Warning);
    }
    void regexes()
    {
        QFETCH(Said, said);
        QFETCH(Kind, kind);
        QFETCH(Severity, severity);
        // The whole filter fails, then the regexes one by one; the ignoreregex is right.
        m_host->when([](const QStringList &argv) { return argv[0].contains("python"_L1); }, FakeHost::exited(255));
        m_host->when([](const QStringList &argv) { return argv.last() == "^<HOST> denied"_L1; }, said.answer);
        const Reported report = check(u"web"_s);
        QVERIFY(has(report, kind, severity, u"^<HOST> denied"_s));
        QVERIFY(!has(report, kind, severity, u"^<HOST> ok"_s));
        if (severity == Severity::Blocking) {
            QCOMPARE(report->issues[0].origin.file, u"/etc/fail2ban/filter.d/weblike.conf"_s);
            const auto check = std::ranges::find(report->checks, u"regexes"_s, &services::PreflightCheck::name);
            QVERIFY(!check->passed);
            QCOMPARE(check->detail, u"2"_s);
        }
        QVERIFY(std::ranges::all_of(m_host->runs(), [](const FakeHost::Run &run) {
            return !run.command.argv[0].endsWith("fail2ban-regex"_L1) || run.command.cpuSeconds > 0;
        }));
    }

    void thePythonThatFail2banRunsWith()
    {
        m_host->setFile(u"/usr/bin/fail2ban-client"_s, "#!/opt/py/bin/python3.11 -s\n");
        QVERIFY(check(u"web"_s));
        QVERIFY(std::ranges::any_of(m_host->runs(),
            [](const FakeHost::Run &run) { return run.command.argv[0] == "/opt/py/bin/python3.11"_L1; }));
        QVERIFY(std::ranges::none_of(
            m_host->runs(), [](const FakeHost::Run &run) { return run.command.argv[0] == "/usr/bin/python3"_L1; }));
    }

    void backends_data()
    {
        QTest::addColumn<QByteArray>("backend");
        QTest::addColumn<QString>("word"); // of the command that asks
        QTest::addColumn<Said>("said");
        QTest::addColumn<bool>("missing");
        QTest::newRow("systemd") << QByteArray("systemd") << u"systemd-journal"_s << Said { FakeHost::success() }
                                 << false;
        QTest::newRow("systemd without its module")
            << QByteArray("systemd") << u"systemd-journal"_s
            << Said { FakeHost::exited(255, "Error: systemd library not found. Exiting...") } << true;
        QTest::newRow("the journal may not be read") << QByteArray("systemd") << u"systemd-journal"_s
                                                     << Said { FakeHost::exited(1, "Permission denied") } << false;
        QTest::newRow("pyinotify") << QByteArray("pyinotify") << u"pyinotify"_s << Said { FakeHost::success() }
                                   << false;
        QTest::newRow("pyinotify without its module")
            << QByteArray("pyinotify") << u"pyinotify"_s << Said { FakeHost::exited(1) } << true;
        QTest::newRow("nobody knows") << QByteArray("pyinotify") << u"pyinotify"_s
                                      << Said { FakeHost::Answer(core::failure(ErrorCode::CommandNotFound)) } << false;
    }
    void backends()
    {
        QFETCH(QByteArray, backend);
        QFETCH(QString, word);
        QFETCH(Said, said);
        QFETCH(bool, missing);
        put(u"jail.d/x.local"_s, "[web]\nbackend = " + backend + '\n');
        m_host->whenWords({ word }, said.answer);
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        QCOMPARE(has(report, Kind::BackendMissing, Severity::Blocking, QString::fromUtf8(backend)), missing);
        QCOMPARE(report->passed(), !missing);
        // Neither yes nor no is no yes.
        const auto check = std::ranges::find(report->checks, u"backend"_s, &services::PreflightCheck::name);
        QCOMPARE(check->extent == services::PreflightExtent::Whole, missing || isSuccess(said.answer));
    }

    void logs_data()
    {
        QTest::addColumn<transport::FileStat>("stat");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Severity>("severity");
        const qint64 now = 1'795'000'000'000;
        QTest::newRow("gone") << transport::FileStat {} << Kind::LogMissing << Severity::Blocking;
        QTest::newRow("folder") << transport::FileStat { .exists = true, .isDirectory = true } << Kind::LogIsFolder
                                << Severity::Blocking;
        QTest::newRow("FIFO") << transport::FileStat { .exists = true } << Kind::BadValue << Severity::Blocking;
        QTest::newRow("old") << transport::FileStat { .exists = true,
            .isRegular = true,
            .size = 1,
            .modifiedAt = now - 25LL * 3600 * 1000 }
                             << Kind::LogNotGrowing << Severity::Warning;
    }
    void logs()
    {
        QFETCH(transport::FileStat, stat);
        QFETCH(Kind, kind);
        QFETCH(Severity, severity);
        m_host->setStat(u"/var/log/web.log"_s, stat);
        QVERIFY(has(check(u"web"_s), kind, severity, kind == Kind::BadValue ? u"logpath"_s : u"/var/log/web.log"_s));
        m_host->setStatError(u"/var/log/web.log"_s, ErrorCode::PermissionDenied);
        const Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::NotChecked, Severity::Warning, u"/var/log/web.log"_s));
    }

    void tools()
    {
        put(u"action.d/noop.conf"_s, "[Definition]\nactionban = nosuch <ip> || true\n logger <ip>\n");
        Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::ToolMissing, Severity::Warning, u"nosuch"_s));
        QVERIFY(has(report, Kind::ToolMissing, Severity::Blocking, u"logger"_s));
        // Where this login may not look, nothing is known, and that is no alarm.
        m_host->setStatError(u"/usr/local/bin/logger"_s, ErrorCode::PermissionDenied);
        report = check(u"web"_s);
        QVERIFY(report && report->passed());
    }

    void lockedOut()
    {
        matches("192.0.2.50|1794999980\n192.0.2.50|1794999990\n192.0.2.51|1794999980\n192.0.2.51|1794999990\n");
        Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::LocksOut, Severity::Blocking, u"192.0.2.50"_s));
        QVERIFY(!has(report, Kind::LocksOut, Severity::Blocking, u"192.0.2.51"_s));
        put(u"jail.d/x.local"_s, "[web]\nignoreip = 192.0.2.0/24\n");
        report = check(u"web"_s);
        QVERIFY(report && report->passed());
        // Two days ago is no day of this log, and then nothing was found in it.
        put(u"jail.d/x.local"_s, "[web]\nmaxretry = 2\n");
        matches("192.0.2.50|1794800000\n192.0.2.50|1794800001\n");
        report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::NothingMatches, Severity::Warning, u"/var/log/web.log"_s));
    }

    // Networks are no more than a part of what fail2ban takes for ignoreip.
    void whoIsIgnored_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QByteArray>("words"); // of the jail
        QTest::addColumn<Said>("said"); // of the name
        QTest::addColumn<QString>("outcome"); // empty: nothing; or what may cover them
        const QString v = u"1.1.1"_s;
        const QByteArray name = "ignoreip = 203.0.113.1 admin.example.org\n";
        const QByteArray file = "ignoreip = file:/etc/fail2ban/ours\n";
        const QByteArray otherFile = "ignoreip = file:/etc/fail2ban/others\n";
        const QByteArray noFile = "ignoreip = file:/etc/fail2ban/none\n";
        const Said none { FakeHost::success("\n") };
        const QString blocks = u"blocks"_s;
        QTest::newRow("nobody") << v << QByteArray() << none << blocks;
        QTest::newRow("network") << v << QByteArray("ignoreip = 192.0.2.0/24\n") << none << QString();
        QTest::newRow("name") << v << name << Said { FakeHost::success("192.0.2.50 2001:db8::1\n") } << QString();
        QTest::newRow("another's name") << v << name << Said { FakeHost::success("192.0.2.51\n") } << blocks;
        QTest::newRow("no such name") << v << name << none << blocks;
        QTest::newRow("no answer") << v << name << Said { FakeHost::success("?\n") } << u"admin.example.org"_s;
        QTest::newRow("no answer in time")
            << v << name << Said { FakeHost::Answer(core::failure(ErrorCode::Timeout)) } << u"admin.example.org"_s;
        QTest::newRow("no Python") << v << name << Said { FakeHost::exited(1) } << u"admin.example.org"_s;
        QTest::newRow("command") << v << QByteArray("ignorecommand = /bin/ours <ip>\n") << none << u"ignorecommand"_s;
        QTest::newRow("command and network")
            << v << QByteArray("ignorecommand = /bin/ours <ip>\nignoreip = 192.0.2.50\n") << none << QString();
        QTest::newRow("file") << v << file << none << QString();
        QTest::newRow("another file") << v << otherFile << none << blocks;
        QTest::newRow("no file") << v << noFile << none << u"file:/etc/fail2ban/none"_s;
        QTest::newRow("file, before there were such") << u"1.1.0"_s << file << none << blocks;
        QTest::newRow("file, and who knows") << QString() << file << none << QString();
    }
    void whoIsIgnored()
    {
        QFETCH(QString, version);
        QFETCH(QByteArray, words);
        QFETCH(Said, said);
        QFETCH(QString, outcome);
        matches("192.0.2.50|1794999980\n192.0.2.50|1794999990\n192.0.2.60|1794999980\n");
        m_files->version = version;
        put(u"jail.d/x.local"_s, "[web]\n" + words);
        m_host->whenWords({ u"admin.example.org"_s }, said.answer);
        m_host->setFile(u"/etc/fail2ban/ours"_s, "# us\n198.51.100.0/24, 192.0.2.48/30 # the office\n");
        m_host->setFile(u"/etc/fail2ban/others"_s, "198.51.100.0/24\n# 192.0.2.50\n");
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        const bool blocks = outcome == "blocks"_L1;
        QCOMPARE(has(report, Kind::LocksOut, Severity::Blocking, u"192.0.2.50"_s), blocks);
        QCOMPARE(report->passed(), !blocks);
        const auto may = std::ranges::find(report->issues, Kind::MayLockOut, &services::PreflightIssue::kind);
        QCOMPARE(may == report->issues.cend() ? QString() : may->detail, blocks ? QString() : outcome);
        QCOMPARE(may == report->issues.cend(), blocks || outcome.isEmpty());
    }

    // An address of this computer by which the server does not know it may be another's there.
    void whatMayBeSomebodyElses()
    {
        matches("192.0.2.60|1794999980\n192.0.2.60|1794999990\n");
        Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::MayLockOut, Severity::Warning, u"192.0.2.60"_s));
        put(u"jail.d/x.local"_s, "[web]\nignoreip = 192.0.2.60\n");
        report = check(u"web"_s);
        QVERIFY(report && !has(report, Kind::MayLockOut, Severity::Warning, u"192.0.2.60"_s));
    }

    // Of a log that is too long what has been left out is told, and what was found there is no proof of nothing.
    void aLogThatIsSearchedPartly_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<QString>("since");
        QTest::addColumn<bool>("partly");
        QTest::newRow("whole") << QByteArray("bangui-lines: 4711 whole\n") << QString() << false;
        QTest::newRow("since") << QByteArray("bangui-lines: 67108000 1794990000\n") << u"2026-11-18T08:20:00Z"_s
                               << true;
        QTest::newRow("nobody knows since when") << QByteArray("x\nbangui-lines: 67108000 cut\n") << QString() << true;
    }
    void aLogThatIsSearchedPartly()
    {
        QFETCH(QByteArray, told);
        QFETCH(QString, since);
        QFETCH(bool, partly);
        m_host->whenWords({ u"/var/log/web.log"_s }, FakeHost::exited(0, {}, told));
        const Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QCOMPARE(has(report, Kind::SearchedPartly, Severity::Warning, u"/var/log/web.log"_s), partly);
        QCOMPARE(has(report, Kind::NothingMatches, Severity::Warning, u"/var/log/web.log"_s), !partly);
        QCOMPARE(notWhole(report).contains("lines: part"_L1), partly);
        const auto issue = std::ranges::find(report->issues, Kind::SearchedPartly, &services::PreflightIssue::kind);
        if (partly)
            QCOMPARE(issue->detail, since);
    }

    void anOutputThatWasTooLong()
    {
        auto answer = FakeHost::success("192.0.2.50|1794999980\n192.0.2.50|1794999990\n");
        answer->truncated = true;
        m_host->whenWords({ u"/var/log/web.log"_s }, answer);
        const Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::SearchedPartly, Severity::Warning, u"/var/log/web.log"_s));
        QVERIFY(has(report, Kind::LocksOut, Severity::Blocking, u"192.0.2.50"_s));
    }

    // What logrotate has made of a log is read with it, and not once more.
    void aRotatedLogOfTheSamePattern()
    {
        put(u"jail.d/x.local"_s, "[web]\nlogpath = /var/log/web.log\n /var/log/web.log.1\n /var/log/old.log.1\n");
        for (const QString &log : { u"/var/log/web.log.1"_s, u"/var/log/old.log.1"_s })
            m_host->setStat(log, { .exists = true, .isRegular = true, .size = 100, .modifiedAt = m_clock.nowMs() });
        QVERIFY(check(u"web"_s));
        const auto searched = [this](const QString &log) {
            return std::ranges::count_if(
                m_host->runs(), [&log](const FakeHost::Run &run) { return run.command.argv.value(4) == log; });
        };
        QCOMPARE(searched(u"/var/log/web.log"_s), 1);
        QCOMPARE(searched(u"/var/log/web.log.1"_s), 0);
        QCOMPARE(searched(u"/var/log/old.log.1"_s), 1);
    }

    void aFilterThatDoesNotComeToAnEnd_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<Said>("ended"); // how
        QTest::addColumn<int>("times"); // that it was, before it came to an end
        QTest::addColumn<QStringList>("limits"); // that were tried
        QTest::addColumn<bool>("blocks");
        QTest::addColumn<bool>("warns");
        const QString whole = u"67108864"_s;
        const QString middle = u"4194304"_s;
        const QString end = u"51200"_s;
        const Said killed { FakeHost::exited(152) };
        const Said ofLong { FakeHost::exited(152, {}, "bangui-lines: 52428800 whole\n") };
        const Said ofShort { FakeHost::exited(137, {}, "bangui-lines: 800000 whole\n") };
        const Said late { FakeHost::Answer(core::failure(ErrorCode::Timeout)) };
        QTest::newRow("a long log") << QByteArray("weblike") << ofLong << 1 << QStringList { whole, middle } << false
                                    << false;
        QTest::newRow("a short log, by one line of it")
            << QByteArray("weblike") << ofShort << 1 << QStringList { whole, end } << false << true;
        QTest::newRow("by its last lines")
            << QByteArray("weblike") << ofLong << 3 << QStringList { whole, middle, end } << true << false;
        QTest::newRow("a short log, by its last lines")
            << QByteArray("weblike") << ofShort << 2 << QStringList { whole, end } << true << false;
        QTest::newRow("nothing was said")
            << QByteArray("weblike") << killed << 3 << QStringList { whole, middle, end } << true << false;
        QTest::newRow("too late") << QByteArray("weblike") << late << 3 << QStringList { whole, middle, end } << true
                                  << false;
        QTest::newRow("one of fail2ban's own")
            << QByteArray("exim") << ofShort << 2 << QStringList { whole, end } << false << true;
    }
    void aFilterThatDoesNotComeToAnEnd()
    {
        QFETCH(QByteArray, filter);
        QFETCH(Said, ended);
        QFETCH(int, times);
        QFETCH(QStringList, limits);
        QFETCH(bool, blocks);
        QFETCH(bool, warns);
        put(u"jail.d/x.local"_s, "[web]\nfilter = " + filter + '\n');
        put(u"filter.d/"_s + QString::fromLatin1(filter) + u".conf"_s, "[Definition]\nfailregex = ^<HOST> denied\n");
        QStringList asked;
        m_host->when([](const QStringList &argv) { return argv.contains(u"/var/log/web.log"_s); },
            [&](const transport::HostCommand &command) {
                asked += command.argv.value(5);
                return asked.size() <= times ? ended.answer
                                             : FakeHost::exited(0, {}, "bangui-lines: 50000 1794990000\n");
            });
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        QCOMPARE(asked, limits);
        QCOMPARE(has(report, Kind::RunawayRegex, Severity::Blocking, u"failregex"_s), blocks);
        QCOMPARE(has(report, Kind::RunawayRegex, Severity::Warning, u"failregex"_s), warns);
        QCOMPARE(report->passed(), !blocks);
        QVERIFY(!has(report, Kind::NothingMatches, Severity::Warning, u"/var/log/web.log"_s));
        QCOMPARE(has(report, Kind::SearchedPartly, Severity::Warning, u"/var/log/web.log"_s), times < limits.size());
    }

    void whoLoggedIn_data()
    {
        QTest::addColumn<bool>("file"); // of the logins
        QTest::addColumn<bool>("stale");
        QTest::addColumn<bool>("readable");
        QTest::addColumn<bool>("journal"); // is asked
        QTest::newRow("file") << true << false << true << false;
        QTest::newRow("file that cannot be searched") << true << false << false << false;
        QTest::newRow("file that nobody writes any more") << true << true << true << true;
        QTest::newRow("journal") << false << false << true << true;
        QTest::newRow("journal that tells nothing") << false << false << false << true;
    }
    void whoLoggedIn()
    {
        QFETCH(bool, file);
        QFETCH(bool, stale);
        QFETCH(bool, readable);
        QFETCH(bool, journal);
        matches("192.0.2.51|1794999980\n192.0.2.51|1794999990\n");
        const QString inJournal = u"journal:_SYSTEMD_UNIT=ssh.service\n+\n_SYSTEMD_UNIT=sshd.service"_s;
        if (file)
            m_host->setStat(u"/var/log/auth.log"_s,
                { .exists = true,
                    .isRegular = true,
                    .size = 100,
                    .modifiedAt = m_clock.nowMs() - (stale ? 2 : 0) * 24LL * 3600 * 1000 });
        const auto answer = readable ? FakeHost::success("192.0.2.51|1794999000\n")
                                     : FakeHost::exited(1, {}, "journalctl: no entry of the last day");
        m_host->whenWords({ u"/var/log/auth.log"_s }, stale ? FakeHost::success() : answer);
        m_host->whenWords({ inJournal }, answer);
        const Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QCOMPARE(has(report, Kind::LocksOut, Severity::Warning, u"192.0.2.51"_s), readable);
        QCOMPARE(has(report, Kind::NotChecked, Severity::Warning, u"logins"_s), !readable);
        const auto asked = std::ranges::find_if(
            m_host->runs(), [&inJournal](const FakeHost::Run &run) { return run.command.argv.contains(inJournal); });
        QCOMPARE(asked != m_host->runs().end(), journal);
        QVERIFY(!journal || asked->command.argv.contains(u"--datepattern={^LN-BEG}EPOCH"_s));
    }

    void whatIsInTheJournal()
    {
        // journalctl and fail2ban-regex are the test's here: what is asked of them, and what follows from their answer.
        put(u"jail.d/x.local"_s, "[web]\nbackend = systemd\n");
        put(u"filter.d/weblike.conf"_s,
            "[Definition]\nfailregex = ^<HOST> denied\njournalmatch = _SYSTEMD_UNIT=web.service + _COMM=web\n");
        const QString log = u"journal:_SYSTEMD_UNIT=web.service\n+\n_COMM=web"_s;
        m_host->whenWords({ log }, FakeHost::success("192.0.2.50|1794999980\n192.0.2.50|1794999990\n"));
        Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::LocksOut, Severity::Blocking, u"192.0.2.50"_s));
        const auto asked = std::ranges::find_if(
            m_host->runs(), [&log](const FakeHost::Run &run) { return run.command.argv.contains(log); });
        QVERIFY(asked != m_host->runs().end());
        QVERIFY(asked->command.argv.contains(u"--datepattern={^LN-BEG}EPOCH"_s));
        m_host->whenWords({ log }, FakeHost::success({}));
        report = check(u"web"_s);
        QVERIFY(has(report, Kind::NothingMatches, Severity::Warning, u"systemd-journal"_s));
        QVERIFY(!has(report, Kind::NotChecked, Severity::Warning, u"systemd-journal"_s));
        m_host->whenWords({ log }, FakeHost::exited(1, {}, "journalctl: no entry of the last day"));
        report = check(u"web"_s);
        QVERIFY(has(report, Kind::NotChecked, Severity::Warning, u"systemd-journal"_s));
        QVERIFY(!has(report, Kind::NothingMatches, Severity::Warning, u"systemd-journal"_s));
        // What could be an option of journalctl, or is several matches of which any would do, is not passed on.
        for (const QByteArray &match : { QByteArray("--rotate"), QByteArray("_COMM=a\n  _COMM=b"), QByteArray() }) {
            put(u"filter.d/weblike.conf"_s, "[Definition]\nfailregex = ^<HOST> denied\njournalmatch = " + match + "\n");
            const auto before = m_host->runs().size();
            report = check(u"web"_s);
            QVERIFY(has(report, Kind::NotChecked, Severity::Warning, u"systemd-journal"_s));
            QVERIFY(std::ranges::none_of(m_host->runs().sliced(before), [](const FakeHost::Run &run) {
                return std::ranges::any_of(
                    run.command.argv, [](const QString &word) { return word.startsWith(u"journal:"_s); });
            }));
        }
    }

    void aCancelledOneEndsWhatHangsThere()
    {
        m_host->setHeld(true);
        m_registry->session(server)->reconnectNow();
        std::optional<Reported> answer;
        core::RequestHandle handle
            = m_preflight->check(server, u"web"_s, this, [&answer](Reported report) { answer = std::move(report); });
        QTRY_COMPARE(m_host->heldCount(), 1);
        handle.cancel();
        QTRY_COMPARE(m_host->cancelledCount(), 1);
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::Cancelled);
    }

    void aClientThatHangsIsAskedOnce()
    {
        m_host->whenWords({ u"-t"_s }, FakeHost::Answer(core::failure(ErrorCode::Timeout)));
        const Reported report = check(u"web"_s);
        QVERIFY(has(report, Kind::NotChecked, Severity::Blocking, u"fail2ban-client -t"_s));
        QVERIFY(std::ranges::none_of(
            m_host->runs(), [](const FakeHost::Run &run) { return run.command.argv.contains(u"-d"_s); }));
    }

    void theRunningDaemon()
    {
        m_channel->setAutoFail({});
        m_channel->setAutoAccept(true);
        m_channel->setResponder([](const QByteArray &request) {
            if (request.contains("status"))
                return wire::status({ u"web"_s });
            if (request.contains("logtarget"))
                return wire::done(wire::text(u"/var/log/other.log"_s));
            if (request.contains("dbpurgeage"))
                return wire::done("N");
            if (request.contains("loglevel"))
                return wire::done(wire::text(u"INFO"_s));
            if (request.contains("actions"))
                return wire::done(wire::list({ wire::text(u"noop"_s) }));
            if (request.contains("actionban"))
                return wire::done(wire::text(u"nft add <ip>"_s));
            if (request.contains("maxretry"))
                return wire::done(wire::number(7));
            if (request.contains("bantime") || request.contains("findtime"))
                return wire::done(wire::number(600));
            if (request.contains("failregex"))
                return wire::done(wire::list({ wire::text(u"^(?P<host>\\S+) denied"_s) }));
            if (request.contains("logpath"))
                return wire::done(wire::list({ wire::text(u"/var/log/web.log"_s) }));
            return wire::invalidCommand();
        });
        m_host->setStat(u"/var/log"_s, { .exists = true, .isDirectory = true, .writable = true });
        Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::PendingEdits, Severity::Warning, u"logtarget"_s));
        QVERIFY(has(report, Kind::RuntimeLost, Severity::Warning, u"maxretry"_s));
        QCOMPARE(report->issues.size(), 2);
        QVERIFY(m_channel->writes().size() > 5);
        // A daemon without a database says None of both, and a reload changes nothing of that.
        QVERIFY(!has(report, Kind::PendingEdits, Severity::Warning, u"dbpurgeage"_s));
        // Where our own file says so, too, it is lost just the same; and a log's folder that is missing costs the
        // jails.
        put(u"jail.d/zz-bangui-web.local"_s, "[web]\nmaxretry = 2\n");
        m_host->setStat(u"/var/log"_s, {});
        report = check(u"web"_s);
        QVERIFY(has(report, Kind::LogTargetRefused, Severity::Blocking, u"logtarget"_s));
        QVERIFY(has(report, Kind::RuntimeLost, Severity::Warning, u"maxretry"_s));
        QCOMPARE(report->issues.size(), 2);
    }

    // A daemon restarts a jail whose backend is named otherwise than when it was started, and tells only what came of
    // it.
    void whichBackendRuns_data()
    {
        QTest::addColumn<QString>("running"); // empty: an old daemon, which tells files and journal apart
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<bool>("newer"); // the file
        QTest::addColumn<QString>("subject"); // empty: nothing
        QTest::newRow("as it is") << u"polling"_s << QByteArray("polling") << false << QString();
        QTest::newRow("another") << u"polling"_s << QByteArray("pyinotify") << false << u"backend"_s;
        QTest::newRow("the journal") << u"systemd"_s << QByteArray("polling") << false << u"backend"_s;
        QTest::newRow("auto is never the journal") << u"systemd"_s << QByteArray("auto") << false << u"backend"_s;
        QTest::newRow("auto is any other") << u"polling"_s << QByteArray("auto") << false << QString();
        QTest::newRow("auto since then") << u"polling"_s << QByteArray("auto") << true << u"backend?"_s;
        QTest::newRow("auto before") << u"polling"_s << QByteArray("polling") << true << u"backend?"_s;
        QTest::newRow("the journal is the journal") << u"systemd"_s << QByteArray("systemd") << true << QString();
        QTest::newRow("old: files") << QString() << QByteArray("polling") << false << QString();
        QTest::newRow("old: files since then") << QString() << QByteArray("auto") << true << u"backend?"_s;
        QTest::newRow("old: to the journal") << QString() << QByteArray("systemd") << true << u"backend"_s;
    }
    void whichBackendRuns()
    {
        QFETCH(QString, running);
        QFETCH(QByteArray, wanted);
        QFETCH(bool, newer);
        QFETCH(QString, subject);
        put(u"jail.d/aa-someone.local"_s, "[web]\nbackend = " + wanted + '\n');
        put(u"filter.d/weblike.conf"_s, "[Definition]\nfailregex = ^<HOST> denied\njournalmatch = _COMM=web\n");
        playDaemon({});
        m_channel->setResponder([running](const QByteArray &request) {
            const QByteArray counts = wire::pair(wire::number(0), wire::number(0));
            if (request.contains("stats") && !running.isEmpty())
                return wire::done(wire::dict({ { u"web"_s, wire::list({ wire::text(running), counts, counts }) } }));
            if (request.contains("short"))
                return wire::jailStatusShort(0, 0, 0, 0);
            return answerOfWeb(request);
        });
        const QString socket = doubles::profile(1).socketPath;
        const auto stat
            = [this](qint64 at) { return transport::FileStat { .exists = true, .modifiedAt = m_clock.nowMs() + at }; };
        m_host->setStat(socket, stat(-5000));
        m_host->setStat(u"/etc/fail2ban/jail.d/aa-someone.local"_s, stat(newer ? -4000 : -6000));
        const Reported report = check(u"web"_s);
        QVERIFY(report);
        const auto issue = std::ranges::find(report->issues, Kind::RestartsJail, &services::PreflightIssue::kind);
        QCOMPARE(issue == report->issues.cend() ? QString() : issue->subject, subject);
        if (!subject.isEmpty())
            QVERIFY2(issue->detail.contains(" -> "_L1 + QString::fromLatin1(wanted)), qPrintable(issue->detail));
    }

    // What another jail runs is one thing, and what its files say by now another: the next start reads those.
    void whatWouldKeepTheDaemonFromStarting()
    {
        put(u"filter.d/broken.conf"_s, "[Definition]\nfailregex = ^(broken <HOST>\n");
        put(u"jail.d/x.local"_s,
            "[other]\nfilter = broken\n[third]\nenabled = true\nfilter = broken\n"
            "[fourth]\nenabled = true\nbackend = pyinotify\n[fifth]\nenabled = true\nbackend = pyinotify\n");
        m_host->when([](const QStringList &argv) { return argv[0].contains("python"_L1); },
            [](const transport::HostCommand &command) {
                return command.input.contains("^(broken")
                    ? FakeHost::exited(255, "ERROR: Unable to compile regular expression")
                    : FakeHost::success();
            });
        m_host->whenWords({ u"pyinotify"_s }, FakeHost::exited(1));
        const auto spoilers = [](const Reported &report) {
            QStringList all;
            if (report) {
                for (const services::PreflightIssue &issue : report->issues) {
                    if (issue.kind == Kind::NotRestartable)
                        all += issue.jail + u' ' + issue.subject;
                }
            }
            all.sort();
            return all;
        };
        const QStringList expected { u"fifth backend"_s, u"fourth backend"_s, u"other failregex"_s,
            u"third failregex"_s };
        Reported report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QCOMPARE(spoilers(report), expected);
        const auto tries = [this](const QByteArray &filter, const QString &word) {
            return std::ranges::count_if(m_host->runs(), [&](const FakeHost::Run &run) {
                return run.command.input.contains(filter) && run.command.argv.contains(word);
            });
        };
        QCOMPARE(tries("^(broken", u"-I"_s), 1);
        QCOMPARE(tries({}, u"pyinotify"_s), 1);
        // What the daemon runs it has compiled; what it has not loaded is tried.
        for (const QString &running : { u"^(broken (?P<host>\\S+)"_s, u"^(broker (?P<host>\\S+)"_s }) {
            playDaemon({ { "status",
                             wire::list({ wire::pair(wire::text(u"Number of jail"_s), wire::number(2)),
                                 wire::pair(wire::text(u"Jail list"_s), wire::text(u"other, third"_s)) }) },
                { "failregex", wire::list({ wire::text(running) }) }, { "ignoreregex", wire::list({}) } });
            report = check(u"web"_s);
            QVERIFY(report && report->passed());
            QCOMPARE(spoilers(report), running.contains("broken"_L1) ? expected.first(2) : expected);
        }
    }

    // Only what the edit itself changes is no surprise, whoever's file has said so until now.
    void whatAnEditDoesNotTouchIsLost()
    {
        playDaemon({ { "maxretry", wire::number(99) }, { "findtime", wire::number(600) },
            { "ignoreip", wire::list({ wire::text(u"203.0.113.5"_s), wire::text(u"192.0.2.1"_s) }) } });
        const QByteArray own = "[web]\nmaxretry = 7\nignoreip = 192.0.2.1\n";
        put(u"jail.d/zz-bangui-web.local"_s, own);
        const config::ConfigTree before = m_files->tree;
        put(u"jail.d/zz-bangui-web.local"_s, own + "findtime = 777\n");
        Reported report = checkEdit(before);
        QVERIFY(has(report, Kind::RuntimeLost, Severity::Warning, u"maxretry"_s));
        QVERIFY(has(report, Kind::RuntimeLost, Severity::Warning, u"ignoreip"_s));
        QVERIFY(!has(report, Kind::RuntimeLost, Severity::Warning, u"findtime"_s));
        // Our line that is taken out is what the edit is for.
        put(u"jail.d/zz-bangui-web.local"_s, "[web]\nignoreip = 192.0.2.1 203.0.113.5\n");
        report = checkEdit(before);
        QVERIFY(report && !has(report, Kind::RuntimeLost, Severity::Warning, u"maxretry"_s));
        QVERIFY(!has(report, Kind::RuntimeLost, Severity::Warning, u"ignoreip"_s));
        // What somebody else has written into the filter, and the log, come into force with it.
        playDaemon({ { "failregex", wire::list({ wire::text(u"^(?P<host>\\S+) refused"_s) }) },
            { "logpath", wire::list({ wire::text(u"/var/log/old.log"_s) }) } });
        put(u"jail.d/zz-bangui-web.local"_s, own + "bantime = 700\n");
        report = checkEdit(before);
        QVERIFY(has(report, Kind::PendingEdits, Severity::Warning, u"failregex"_s));
        QVERIFY(has(report, Kind::PendingEdits, Severity::Warning, u"logpath"_s));
        put(u"jail.d/zz-bangui-web.local"_s, own + "failregex = ^<HOST> forbidden\nlogpath = /var/log/web*.log\n");
        report = checkEdit(before);
        QVERIFY(report && std::ranges::count(report->issues, Kind::PendingEdits, &services::PreflightIssue::kind) == 0);
        // A jail that ends with the edit is not reloaded.
        put(u"jail.d/zz-bangui-web.local"_s, "[web]\nenabled = false\n");
        report = checkEdit(before);
        QVERIFY(report && std::ranges::count(report->issues, Kind::RuntimeLost, &services::PreflightIssue::kind) == 0);
    }

    void whoHasLostInterestIsNotAskedFor()
    {
        m_host->setHeld(true);
        int answers = 0;
        core::RequestHandle handle = m_preflight->check(server, u"web"_s, this, [&answers](const Reported &report) {
            ++answers;
            QCOMPARE(report.error().code, ErrorCode::Cancelled);
        });
        QTRY_COMPARE(m_host->heldCount(), 1);
        handle.cancel();
        QTRY_COMPARE(answers, 1);
        m_host->setHeld(false);
        m_host->release();
        QTRY_VERIFY(m_preflight->children().isEmpty());
        QCOMPARE(m_host->runs().size(), 1);
    }

    void theServiceEndsInTheMiddle()
    {
        m_host->setHeld(true);
        std::optional<Reported> answer;
        m_preflight->check(server, u"web"_s, this, [&answer](const Reported &report) { answer = report; });
        QTRY_COMPARE(m_host->heldCount(), 1);
        m_preflight.reset();
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::Cancelled);
    }

    void allEnabledJails()
    {
        put(u"jail.d/x.local"_s, "[other]\nbantime = soon\n");
        Reported report = check({});
        QVERIFY(report && !report->passed());
        QVERIFY(has(report, Kind::BadTime, Severity::Blocking, u"bantime"_s));
        QCOMPARE(report->issues[0].jail, u"other"_s);
        // For the one that is right it is a warning: the next start of the daemon would fail.
        report = check(u"web"_s);
        QVERIFY(report && report->passed());
        QVERIFY(has(report, Kind::NotRestartable, Severity::Warning, u"bantime"_s));
    }

private:
    void put(const QString &name, const QByteArray &text)
    {
        m_files->tree.files.insert(m_files->tree.path(name), text);
    }
    /// What `fail2ban-client -d` says of the files, unless the test says something else.
    QByteArray dump() const
    {
        if (!m_dump.isEmpty())
            return m_dump;
        QByteArray lines;
        const auto configuration = config::Configuration::read(m_files->tree, {});
        for (const QVariantList &command : configuration.stream())
            lines += printed(command) + '\n';
        return lines;
    }
    /// What the filter finds in the log.
    void matches(const QByteArray &found) { m_host->whenWords({ u"/var/log/web.log"_s }, FakeHost::success(found)); }
    Reported check(const QString &jail)
    {
        std::optional<Reported> answer;
        m_registry->session(server)->reconnectNow(); // the clock stands still, and with it every backoff
        m_preflight->check(server, jail, this, [&answer](Reported report) { answer = std::move(report); });
        if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            return core::failure(ErrorCode::Internal, u"no answer from the event loop"_s);
        m_dump.clear();
        return *answer;
    }
    /// A daemon with the jail web that runs what the files say, but for these of its properties; and no backends.
    void playDaemon(const QHash<QByteArray, QByteArray> &properties)
    {
        m_channel->setAutoFail({});
        m_channel->setAutoAccept(true);
        m_channel->setResponder([properties](const QByteArray &request) {
            for (auto property = properties.cbegin(); property != properties.cend(); ++property) {
                if (request.contains(property.key()))
                    return wire::done(property.value());
            }
            return answerOfWeb(request);
        });
    }
    /// Of the files as they are now, by an edit of those.
    Reported checkEdit(const config::ConfigTree &before)
    {
        std::optional<Reported> answer;
        m_registry->session(server)->reconnectNow();
        services::ServerConfiguration edited;
        edited.server = server;
        edited.version = u"1.1.0"_s;
        edited.configuration = config::Configuration::read(m_files->tree, {});
        auto *flow = new services::Preflight(services::PreflightContext { .config = *m_files,
                                                 .host = m_hosts->reader(doubles::profile(1)),
                                                 .session = m_registry->session(server),
                                                 .clock = m_clock,
                                                 .profile = doubles::profile(1),
                                                 .own = {},
                                                 .daemonVersion = u"1.1.0"_s,
                                                 .commandDir = u"/tmp/copy"_s,
                                                 .configuration = edited,
                                                 .before = config::Configuration::read(before, {}) },
            u"web"_s,
            core::Pending<services::PreflightReport>(this, [&answer](const Reported &report) { answer = report; }),
            this);
        flow->start();
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            return core::failure(ErrorCode::Internal, u"no answer from the event loop"_s);
        return *answer;
    }
    static bool isSuccess(const FakeHost::Answer &answer) { return answer && answer->exitCode == 0; }
    /// "dump: none, lines: part".
    static QString notWhole(const Reported &report)
    {
        QStringList words;
        if (report) {
            for (const services::PreflightCheck &check : report->checks) {
                if (check.extent != services::PreflightExtent::Whole)
                    words += check.name + (check.extent == services::PreflightExtent::None ? u": none"_s : u": part"_s);
            }
        }
        return words.join(u", "_s);
    }
    static bool has(const Reported &report, Kind kind, Severity severity, const QString &subject)
    {
        return report && std::ranges::any_of(report->issues, [&](const services::PreflightIssue &issue) {
            return issue.kind == kind && issue.severity == severity && issue.subject == subject;
        });
    }

    support::FakeClock m_clock;
    QByteArray m_dump;
    std::unique_ptr<doubles::Registry> m_registry;
    support::FakeChannel *m_channel = nullptr;
    FakeHost *m_host = nullptr;
    std::unique_ptr<services::HostRegistry> m_hosts;
    std::unique_ptr<services::RuntimeState> m_state;
    std::unique_ptr<Files> m_files;
    std::unique_ptr<services::PreflightServiceImpl> m_preflight;
};

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
