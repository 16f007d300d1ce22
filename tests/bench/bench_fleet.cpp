// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window with 500 servers, every one probed every 10 s over its own socket, and a handful more over a real
// sshd, all answered by another process: how soon it stands, its processor time, its memory against the same window
// with one server, how its lists scroll, and the longest time for which its event loop did not turn: at rest on the
// overview, and on the page of bans while one server sends its 100,000 anew again and again. The pulse of 2 ms that
// finds the gaps turns the event loop 500 times a second, which costs more than the probes: processor time at rest is
// measured without it. On a busy machine the clock measures the others, so each time is told three times: by the clock,
// by the processor time of the window's own thread ("of our own"), and by the clock without what the scheduler counts
// as waiting for a core ("undisturbed"), which is what the limits are for.
//   bench_fleet [--servers 500] [--ssh 5] [--seconds 20] [--bans 100000]
// platform: QT_QPA_PLATFORM, offscreen where not set
#include "app/application.h"
#include "app/command_line.h"
#include "bench/bench_folder.h"
#include "bench/bench_support.h"
#include "bench/fleet_measures.h"
#include "gui/gui_context.h"
#include "gui/main_window.h"
#include "services/ban_service.h"
#include "services/health_monitor.h"
#include "services/server_registry.h"
#include "support/places.h"
#include "support/test_sshd.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int settleMs = 15'000; ///< the first round connects and asks for versions
constexpr int frames = 150; ///< of one scroll from top to end

/// From top to end in equal steps, each painted at once: the longest list of that name, or of all.
QJsonObject scroll(QWidget *in, const QString &name)
{
    QAbstractItemView *view = nullptr;
    for (auto *one : in->findChildren<QAbstractItemView *>(name)) {
        const bool longest = !view || one->verticalScrollBar()->maximum() > view->verticalScrollBar()->maximum();
        if (one->isVisible() && longest)
            view = one;
    }
    if (!view || view->verticalScrollBar()->maximum() <= 0)
        return {};
    QScrollBar *bar = view->verticalScrollBar();
    bench::Spread spread;
    for (int i = 0; i <= frames; ++i) {
        bench::Stopwatch watch;
        bar->setValue(int(qint64(bar->maximum()) * i / frames));
        view->viewport()->repaint();
        spread.add(watch.lap());
    }
    bar->setValue(0);
    QJsonObject result = spread.json();
    result.insert(u"rows"_s, view->model()->rowCount());
    return result;
}

struct Fleet
{
    QString folder;
    int local = 0;
    int ssh = 0;
    QString sshConfig; ///< with the alias "bangui-test"
    int seconds = 0;
};

/// The window in this process; prints its figures as JSON.
int child(QApplication &application, const Fleet &fleet)
{
    const int all = fleet.local + fleet.ssh;
    const QString dataDir = fleet.folder + u"/data-%1"_s.arg(all);
    const auto describe = [&fleet](core::ServerProfile &profile, int i) {
        profile.group = u"group-%1"_s.arg(i % 20);
        profile.socketPath = fleet.folder + u"/%1.sock"_s.arg(i);
        profile.position = i;
        profile.probeIntervalSeconds = 10;
        if (i >= fleet.local) {
            profile.kind = core::ConnectionKind::Ssh;
            profile.destination = u"bangui-test"_s;
            profile.sshConfig = fleet.sshConfig;
        }
    };
    if (!bench::fill(dataDir, all, describe))
        return 1;
    app::CommandLine line;
    line.dataDir = dataDir;
    bench::Stopwatch sinceStart;
    QElapsedTimer clock;
    clock.start();
    app::Application bangui(application, line);
    QObject context;
    bench::Gaps gaps;
    bench::Share rest;
    QJsonObject result;
    QSet<core::ServerId> answered;
    QTimer poke;
    QTimer settle;
    qint64 lists = 0;
    double sshBegan = 0;
    const auto sshSeconds = [] { return bench::cpuSecondsOf(TestSshd::descendants(::getpid())); };
    const auto onBans = [&] {
        poke.stop();
        result.insert(u"bans"_s, gaps.end());
        result.insert(u"lists"_s, lists);
        result.insert(u"with_bans_kb"_s, bench::memoryKb("Private_Dirty"));
        result.insert(u"scroll_bans"_s, scroll(bangui.window(), {}));
        QCoreApplication::quit();
    };
    const auto onRest = [&] {
        result.insert(u"rest"_s, gaps.end());
        result.insert(u"dirty_kb"_s, bench::memoryKb("Private_Dirty"));
        result.insert(u"rss_kb"_s, bench::memoryKb("Rss"));
        result.insert(u"heap_kb"_s, double(bench::heapBytes()) / 1000);
        gui::MainWindow *window = bangui.window();
        result.insert(u"scroll_servers"_s, scroll(window, u"serverTree"_s));
        window->showPage(u"bans"_s);
        auto &services = window->context().services;
        QObject::connect(&services.banService, &services::BanService::bansChanged, &context,
            [&lists](core::ServerId, const QString &) { ++lists; });
        const core::ServerId first = services.serverRegistry.profiles().constFirst().id;
        // The first lists of all servers come now; then only the big one, again and again.
        QObject::connect(&poke, &QTimer::timeout, &context,
            [first, monitor = &services.healthMonitor] { monitor->probeNow(first); });
        QTimer::singleShot(settleMs, &context, [&, onBans] {
            poke.start(2000);
            lists = 0;
            gaps.begin();
            QTimer::singleShot(fleet.seconds * 1000, &context, onBans);
        });
    };
    const auto onSettled = [&, onRest] {
        rest.begin();
        sshBegan = sshSeconds();
        QTimer::singleShot(fleet.seconds * 1000, &context, [&, onRest] {
            result.insert(u"rest_core_percent"_s, rest.percent());
            result.insert(u"ssh_core_percent"_s, (sshSeconds() - sshBegan) / fleet.seconds * 100);
            gaps.begin();
            QTimer::singleShot(fleet.seconds * 1000, &context, onRest);
        });
    };
    settle.setSingleShot(true);
    QObject::connect(&settle, &QTimer::timeout, &context, onSettled);
    QObject::connect(&bangui, &app::Application::windowShown, &context, [&] {
        gui::MainWindow *window = bangui.window();
        window->resize(1280, 800);
        QObject::connect(window, &gui::MainWindow::firstPainted, &context, [&] {
            const bench::Spent spent = sinceStart.lap();
            result.insert(u"painted"_s,
                QJsonObject {
                    { u"wall"_s, spent.wall }, { u"own"_s, spent.own }, { u"undisturbed"_s, spent.undisturbed } });
        });
        settle.start(4 * settleMs); // where somebody never answers
        QObject::connect(&window->context().services.healthMonitor, &services::HealthMonitor::probeFinished, &context,
            [&](core::ServerId id, const core::ProbeReport &report) {
                if (report.outcome == core::ProbeOutcome::Answered)
                    answered.insert(id);
                if (answered.size() == all && !result.contains(u"all_answered_ms"_s)) {
                    result.insert(u"all_answered_ms"_s, double(clock.elapsed()));
                    settle.start(settleMs);
                }
            });
    });
    bangui.start();
    const int code = QApplication::exec();
    result.insert(u"answered"_s, answered.size());
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return code;
}

QJsonObject run(const Fleet &fleet)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
        { u"--child"_s, fleet.folder, u"--servers"_s, QString::number(fleet.local), u"--ssh"_s,
            QString::number(fleet.ssh), u"--config"_s, fleet.sshConfig, u"--seconds"_s,
            QString::number(fleet.seconds) });
    process.waitForFinished(600'000);
    return QJsonDocument::fromJson(process.readAllStandardOutput().trimmed()).object();
}

/// What happened, by the clock and without the waits for a core; the limit is for the latter.
void addTimes(bench::Report &report, const char *what, const QJsonObject &times, std::optional<double> limit)
{
    const std::string name(what);
    report.add(name + ", by the clock", times.value(u"wall"_s).toDouble(), "ms");
    report.add(name + ", undisturbed", times.value(u"undisturbed"_s).toDouble(-1), "ms", limit);
    report.add(name + ", of our own", times.value(u"own"_s).toDouble(), "ms", limit);
}

} // namespace

int main(int argc, char *argv[])
{
    // Two descriptors a server; the usual soft limit of 1024 is enough for 500, not for 2000.
    rlimit files {};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"bangui"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.addOption({ u"servers"_s, u"Servers on local sockets."_s, u"N"_s, u"500"_s });
    parser.addOption({ u"ssh"_s, u"Servers over a real sshd."_s, u"N"_s, u"5"_s });
    parser.addOption({ u"seconds"_s, u"How long to measure, three times."_s, u"S"_s, u"20"_s });
    parser.addOption({ u"bans"_s, u"Bans of the first server."_s, u"N"_s, u"100000"_s });
    parser.addOption({ u"config"_s, u"Of ssh, for the window alone."_s, u"PATH"_s });
    parser.addOption({ u"child"_s, u"Only the window, over the sockets in this folder."_s, u"FOLDER"_s });
    parser.process(application);
    Fleet fleet;
    fleet.local = parser.value(u"servers"_s).toInt();
    fleet.ssh = parser.value(u"ssh"_s).toInt();
    fleet.seconds = parser.value(u"seconds"_s).toInt();
    if (parser.isSet(u"child"_s)) {
        fleet.folder = parser.value(u"child"_s);
        fleet.sshConfig = parser.value(u"config"_s);
        return child(application, fleet);
    }

    QTemporaryDir folder(u"/tmp/bgfleet-XXXXXX"_s);
    fleet.folder = folder.path();
    const QString runtime = folder.filePath(u"run"_s);
    QDir().mkdir(runtime);
    QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime));
    TestSshd sshd;
    if (!sshd.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(sshd.error()));
        return 2;
    }
    fleet.sshConfig = sshd.clientConfig();
    const int servers = fleet.local + fleet.ssh;
    QProcess responder;
    responder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    responder.start(u"/usr/bin/python3"_s,
        { places::source(QStringLiteral("/tests/bench/probe_responder.py")), folder.path(), QString::number(servers),
            parser.value(u"bans"_s) });
    if (!responder.waitForReadyRead(60'000))
        return 1;
    Fleet single = fleet;
    single.local = 1;
    single.ssh = 0;
    single.seconds = 2;
    const QJsonObject one = run(single);
    const QJsonObject many = run(fleet);
    responder.closeWriteChannel();
    responder.waitForFinished(5'000);

    bench::Report report("bench_fleet");
    const QJsonObject bans = many.value(u"bans"_s).toObject();
    const auto each = [&](const QString &what) {
        return (many.value(what).toDouble() - one.value(what).toDouble()) / (servers - 1);
    };
    report.add("servers that answered", many.value(u"answered"_s).toDouble(), "", servers, true);
    report.add("of them over ssh", fleet.ssh, "");
    report.add("logins at the sshd", sshd.logins(), "", 1);
    addTimes(report, "start: first paint", many.value(u"painted"_s).toObject(), {});
    addTimes(report, "start with one server: first paint", one.value(u"painted"_s).toObject(), {});
    report.add("start: until all had answered", many.value(u"all_answered_ms"_s).toDouble(), "ms");
    report.add("at rest on the overview: share of one core", many.value(u"rest_core_percent"_s).toDouble(100), "%", 2);
    report.add("at rest: the ssh processes' share of one core", many.value(u"ssh_core_percent"_s).toDouble(), "%");
    addTimes(report, "at rest: longest gap in the event loop", many.value(u"rest"_s).toObject(), 16);
    report.add("memory of one more server, private and dirty", each(u"dirty_kb"_s), "kB", 30);
    report.add("memory of one more server, resident", each(u"rss_kb"_s), "kB");
    report.add("memory of one more server, on the heap", each(u"heap_kb"_s), "kB");
    report.add("private and dirty with one server", one.value(u"dirty_kb"_s).toDouble() / 1000, "MB");
    report.add("private and dirty with all", many.value(u"dirty_kb"_s).toDouble() / 1000, "MB");
    report.add("lists of bans that came meanwhile", many.value(u"lists"_s).toDouble(), "", 3, true);
    report.add("while the bans come: share of one core", bans.value(u"core_percent"_s).toDouble(), "%");
    addTimes(report, "while the bans come: longest gap", bans, 16);
    report.add(
        "while the bans come: undisturbed gap, 999 of 1000", bans.value(u"undisturbed_p999"_s).toDouble(), "ms", 8);
    for (const auto &[name, key] : { std::pair { "scrolling the servers", u"scroll_servers"_s },
             std::pair { "scrolling the bans", u"scroll_bans"_s } }) {
        const QJsonObject times = many.value(key).toObject();
        report.add(std::string(name) + ": rows", times.value(u"rows"_s).toDouble(), "", 1, true);
        report.add(std::string(name) + ": frame of our own, median", times.value(u"own_p50"_s).toDouble(), "ms");
        report.add(std::string(name) + ": frame of our own, 19 of 20", times.value(u"own_p95"_s).toDouble(), "ms");
        addTimes(report, (std::string(name) + ": longest frame").c_str(), times, 16);
    }
    return report.finish();
}
