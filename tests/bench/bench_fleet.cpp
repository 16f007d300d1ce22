// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window with 500 servers, every one probed every 10 s over its own socket, answered by another process:
// its processor time, its memory against the same window with one server, and the longest time for which its event loop
// did not turn: at rest on the overview, and on the page of bans while one server sends its 100,000 anew again and
// again. The pulse of 2 ms that finds the gaps turns the event loop 500 times a second, which costs more than the
// probes: processor time at rest is measured without it. "Of our own" is processor time of the window's own thread:
// on a busy machine the clock measures the others.
//   bench_fleet [--servers 500] [--seconds 20] [--bans 100000]      platform: QT_QPA_PLATFORM, offscreen where not set
#include "app/application.h"
#include "app/command_line.h"
#include "bench/bench_folder.h"
#include "bench/bench_support.h"
#include "gui/gui_context.h"
#include "gui/main_window.h"
#include "services/ban_service.h"
#include "services/health_monitor.h"
#include "services/server_registry.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <ctime>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 2;
constexpr int settleMs = 15'000; ///< the first round connects and asks for versions

double cpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentKib()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble();
    }
    return 0;
}

/// Processor time that this thread has used.
double ownMs()
{
    timespec spent {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

/// The share of one core that the whole process uses.
class Share final
{
public:
    void begin()
    {
        m_cpu = cpuSeconds();
        m_wall.start();
    }
    [[nodiscard]] double percent() const { return (cpuSeconds() - m_cpu) / (double(m_wall.elapsed()) / 1000) * 100; }

private:
    QElapsedTimer m_wall;
    double m_cpu = 0;
};

/// How late a timer of 2 ms is: what a click or a repaint would have waited.
class Gaps final : public QObject
{
public:
    Gaps()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(tickMs);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double passed = double(m_elapsed.nsecsElapsed()) / 1e6;
            m_elapsed.start();
            m_gaps.push_back(std::max(0.0, passed - tickMs));
            const double own = ownMs();
            m_longestOwn = std::max(m_longestOwn, own - m_own);
            m_own = own;
        });
    }
    void begin()
    {
        m_gaps.clear();
        m_longestOwn = 0;
        m_own = ownMs();
        m_share.begin();
        m_elapsed.start();
        m_timer.start();
    }
    /// {"max", "own", "p999", "core_percent"}
    QJsonObject end()
    {
        m_timer.stop();
        const double share = m_share.percent();
        std::ranges::sort(m_gaps);
        const auto at
            = [this](double part) { return m_gaps.empty() ? 0 : m_gaps[size_t(double(m_gaps.size() - 1) * part)]; };
        return { { u"max"_s, at(1) }, { u"own"_s, m_longestOwn }, { u"p999"_s, at(0.999) },
            { u"core_percent"_s, share } };
    }

private:
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    Share m_share;
    double m_own = 0;
    double m_longestOwn = 0;
    std::vector<double> m_gaps;
};

/// The window in this process; prints its figures as JSON.
int child(QApplication &application, const QString &folder, int servers, int seconds)
{
    const QString dataDir = folder + u"/data-%1"_s.arg(servers);
    const auto describe = [&folder](core::ServerProfile &profile, int i) {
        profile.group = u"group-%1"_s.arg(i % 20);
        profile.socketPath = folder + u"/%1.sock"_s.arg(i);
        profile.position = i;
        profile.probeIntervalSeconds = 10;
    };
    if (!bench::fill(dataDir, servers, describe))
        return 1;
    app::CommandLine line;
    line.dataDir = dataDir;
    app::Application bangui(application, line);
    QObject context;
    Gaps gaps;
    Share rest;
    QJsonObject result;
    QSet<core::ServerId> answered;
    QElapsedTimer sinceStart;
    QTimer poke;
    qint64 lists = 0;
    const auto onBans = [&] {
        result.insert(u"bans"_s, gaps.end());
        result.insert(u"lists"_s, lists);
        result.insert(u"rss_with_bans_kib"_s, residentKib());
        QCoreApplication::quit();
    };
    const auto onRest = [&] {
        result.insert(u"rest"_s, gaps.end());
        result.insert(u"rss_kib"_s, residentKib());
        gui::MainWindow *window = bangui.window();
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
            QTimer::singleShot(seconds * 1000, &context, onBans);
        });
    };
    QObject::connect(&bangui, &app::Application::windowShown, &context, [&] {
        gui::MainWindow *window = bangui.window();
        window->resize(1280, 800);
        QObject::connect(&window->context().services.healthMonitor, &services::HealthMonitor::probeFinished, &context,
            [&](core::ServerId id, const core::ProbeReport &report) {
                if (report.outcome == core::ProbeOutcome::Answered)
                    answered.insert(id);
                if (answered.size() == servers && !result.contains(u"all_answered_ms"_s))
                    result.insert(u"all_answered_ms"_s, double(sinceStart.elapsed()));
            });
        QTimer::singleShot(settleMs, &context, [&, onRest] {
            rest.begin();
            QTimer::singleShot(seconds * 1000, &context, [&, onRest] {
                result.insert(u"rest_core_percent"_s, rest.percent());
                gaps.begin();
                QTimer::singleShot(seconds * 1000, &context, onRest);
            });
        });
    });
    sinceStart.start();
    bangui.start();
    const int code = QApplication::exec();
    result.insert(u"answered"_s, answered.size());
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return code;
}

QJsonObject run(const QString &folder, int servers, int seconds)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
        { u"--child"_s, folder, u"--servers"_s, QString::number(servers), u"--seconds"_s, QString::number(seconds) });
    process.waitForFinished(600'000);
    return QJsonDocument::fromJson(process.readAllStandardOutput().trimmed()).object();
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
    parser.addOption({ u"servers"_s, u"Servers."_s, u"N"_s, u"500"_s });
    parser.addOption({ u"seconds"_s, u"How long to measure, three times."_s, u"S"_s, u"20"_s });
    parser.addOption({ u"bans"_s, u"Bans of the first server."_s, u"N"_s, u"100000"_s });
    parser.addOption({ u"child"_s, u"Only the window, over the sockets in this folder."_s, u"FOLDER"_s });
    parser.process(application);
    const int servers = parser.value(u"servers"_s).toInt();
    const int seconds = parser.value(u"seconds"_s).toInt();
    if (parser.isSet(u"child"_s))
        return child(application, parser.value(u"child"_s), servers, seconds);

    QTemporaryDir folder(u"/tmp/bgfleet-XXXXXX"_s);
    QProcess responder;
    responder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    responder.start(u"/usr/bin/python3"_s,
        { QStringLiteral(BANGUI_SOURCE_DIR "/tests/bench/probe_responder.py"), folder.path(), QString::number(servers),
            parser.value(u"bans"_s) });
    if (!responder.waitForReadyRead(60'000))
        return 1;
    const QJsonObject one = run(folder.path(), 1, 2);
    const QJsonObject many = run(folder.path(), servers, seconds);
    responder.closeWriteChannel();
    responder.waitForFinished(5'000);

    bench::Report report("bench_fleet");
    const QJsonObject rest = many.value(u"rest"_s).toObject();
    const QJsonObject bans = many.value(u"bans"_s).toObject();
    const double each = (many.value(u"rss_kib"_s).toDouble() - one.value(u"rss_kib"_s).toDouble()) / (servers - 1);
    report.add("servers that answered", many.value(u"answered"_s).toDouble(), "", servers, true);
    report.add("from start until all had answered", many.value(u"all_answered_ms"_s).toDouble(), "ms");
    report.add("at rest on the overview: share of one core", many.value(u"rest_core_percent"_s).toDouble(), "%", 2);
    report.add("at rest: longest gap in the event loop", rest.value(u"max"_s).toDouble(), "ms", 16);
    report.add("at rest: longest turn of our own", rest.value(u"own"_s).toDouble(), "ms", 16);
    report.add("at rest: gap, 999 of 1000", rest.value(u"p999"_s).toDouble(), "ms", 8);
    report.add("memory of one more server", each, "KiB", 30);
    report.add("lists of bans that came meanwhile", many.value(u"lists"_s).toDouble(), "", 3, true);
    report.add("while the bans come: share of one core", bans.value(u"core_percent"_s).toDouble(), "%");
    report.add("while the bans come: longest gap in the event loop", bans.value(u"max"_s).toDouble(), "ms", 16);
    report.add("while the bans come: longest turn of our own", bans.value(u"own"_s).toDouble(), "ms", 16);
    report.add("while the bans come: gap, 999 of 1000", bans.value(u"p999"_s).toDouble(), "ms", 8);
    return report.finish();
}
