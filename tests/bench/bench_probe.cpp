// SPDX-License-Identifier: GPL-3.0-or-later
// What 500 servers cost: the whole composition with its store, state machine and the sidebar's model, every server
// probed every 10 s over its own socket, answered by another process. Prints the share of one core that this process
// used.
//   bench_probe [--servers 500] [--interval 10] [--seconds 40] [--json]
#include "composition/application.h"
#include "composition/start_up.h"
#include "models/feeds.h"
#include "models/server_tree_model.h"
#include "services/health_monitor.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "support/places.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

double cpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char *argv[])
{
    // Two descriptors a server; the usual soft limit of 1024 is enough for 500, not for 2000.
    rlimit files {};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({ u"servers"_s, u"Servers."_s, u"N"_s, u"500"_s });
    parser.addOption({ u"interval"_s, u"Seconds between probes."_s, u"S"_s, u"10"_s });
    parser.addOption({ u"seconds"_s, u"How long to measure."_s, u"S"_s, u"40"_s });
    parser.addOption({ u"json"_s, u"JSON only."_s });
    parser.process(application);
    const int servers = parser.value(u"servers"_s).toInt();
    const int seconds = parser.value(u"seconds"_s).toInt();

    QTemporaryDir folder(u"/tmp/bgbench-XXXXXX"_s);
    QProcess responder;
    responder.start(u"/usr/bin/python3"_s,
        { places::source(QStringLiteral("/tests/bench/probe_responder.py")), folder.path(), QString::number(servers) });
    if (!responder.waitForReadyRead(20'000))
        return 1;

    core::SystemClock clock;
    composition::ApplicationOptions options;
    options.dataDir = folder.filePath(u"data"_s);
    options.origin = u"bench"_s;
    options.checkSsh = false;
    options.startMonitor = false;
    options.settings.insert(u"probe_interval_seconds"_s, parser.value(u"interval"_s));
    composition::Application bangui(options, clock);
    composition::StartUp startUp(bangui);
    auto set = bangui.set();
    models::ServerTreeModel tree;
    models::ServerFeed feed(set.serverRegistry, set.runtimeState, tree);
    qint64 probes = 0;
    qint64 online = 0;
    QObject::connect(&set.healthMonitor, &services::HealthMonitor::probeFinished, &application,
        [&](core::ServerId, const core::ProbeReport &report) {
            ++probes;
            online += report.outcome == core::ProbeOutcome::Answered ? 1 : 0;
        });
    double before = 0;
    qint64 probesBefore = 0;
    QElapsedTimer timer;
    int added = 0;
    const auto begin = [&] {
        set.healthMonitor.start();
        // The first round connects and asks for versions; what counts is the steady state.
        QTimer::singleShot(15'000, &application, [&] {
            before = cpuSeconds();
            probesBefore = probes;
            timer.start();
            QTimer::singleShot(seconds * 1000, &application, &QCoreApplication::quit);
        });
    };
    QObject::connect(&startUp, &composition::StartUp::finished, &application, [&](bool ok) {
        if (!ok)
            QCoreApplication::exit(1);
        for (int i = 0; i < servers; ++i) {
            core::ServerProfile profile;
            profile.name = u"server-%1"_s.arg(i);
            profile.group = u"group-%1"_s.arg(i % 20);
            profile.socketPath = folder.filePath(u"%1.sock"_s.arg(i));
            profile.position = i;
            set.serverRegistry.add(profile, &application, [&](const core::Result<core::ServerProfile> &) {
                if (++added == servers)
                    begin();
            });
        }
    });
    startUp.start();
    const int code = QCoreApplication::exec();
    responder.closeWriteChannel();
    responder.waitForFinished(5'000);
    if (code != 0)
        return code;
    const double share = (cpuSeconds() - before) / (double(timer.elapsed()) / 1000);
    const double perProbe = (cpuSeconds() - before) / double(std::max<qint64>(1, probes - probesBefore)) * 1e6;
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const QJsonObject result { { u"servers"_s, servers }, { u"probes"_s, probes - probesBefore },
        { u"answered"_s, online }, { u"core_percent"_s, share * 100 }, { u"us_per_probe"_s, perProbe },
        { u"peak_rss_kib"_s, qint64(usage.ru_maxrss) }, { u"rows"_s, tree.rowCount({}) } };
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    if (!parser.isSet(u"json"_s))
        std::printf(
            "%d servers: %.2f %% of one core, %.0f us a probe (goal: at most 2 %%)\n", servers, share * 100, perProbe);
    return 0;
}
