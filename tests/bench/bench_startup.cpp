// SPDX-License-Identifier: GPL-3.0-or-later
// From exec to the first useful paint (the stored servers with their last known state), against a bare tabbed window,
// in pairs, because the machine's speed drifts. Both programs say "painted" at that moment and end; the time until they
// have ended is told too.
//   bench_startup [--servers 20] [--rounds 15] [--json]      platform: QT_QPA_PLATFORM, offscreen where it is not set
#include "bench/bench_folder.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

struct Times
{
    double paint = -1;
    double end = -1;
};

Times run(const QString &program, const QStringList &arguments)
{
    constexpr int deadlineMs = 30'000;
    Times times;
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    while (!process.canReadLine() && process.waitForReadyRead(deadlineMs)) { }
    const bool painted = process.readLine() == "painted\n";
    const double paint = double(timer.nsecsElapsed()) / 1e6;
    if (!painted || (process.state() != QProcess::NotRunning && !process.waitForFinished(deadlineMs))
        || process.exitCode() != 0) {
        std::fputs(process.readAllStandardError().constData(), stderr);
        return times;
    }
    times.paint = paint;
    times.end = double(timer.nsecsElapsed()) / 1e6;
    return times;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({ u"servers"_s, u"Stored servers."_s, u"N"_s, u"20"_s });
    parser.addOption({ u"rounds"_s, u"Pairs."_s, u"N"_s, u"15"_s });
    parser.addOption({ u"json"_s, u"JSON only."_s });
    parser.process(application);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");

    QTemporaryDir folder;
    const auto describe = [](core::ServerProfile &profile, int i) {
        profile.group = u"group-%1"_s.arg(i % 4);
        profile.socketPath = u"/nonexistent/%1.sock"_s.arg(i);
    };
    if (!bench::fill(folder.filePath(u"data"_s), parser.value(u"servers"_s).toInt(), describe))
        return 1;
    const QString here = QCoreApplication::applicationDirPath();
    const QStringList arguments { u"--data"_s, folder.filePath(u"data"_s) };
    run(here + u"/bare_window"_s, {});
    run(here + u"/first_paint"_s, arguments);
    std::vector<double> bare;
    std::vector<double> bangui;
    std::vector<double> ratios;
    std::vector<double> endRatios;
    for (int i = 0; i < parser.value(u"rounds"_s).toInt(); ++i) {
        const Times plain = run(here + u"/bare_window"_s, {});
        const Times ours = run(here + u"/first_paint"_s, arguments);
        if (plain.paint < 0 || ours.paint < 0)
            return 1;
        bare.push_back(plain.paint);
        bangui.push_back(ours.paint);
        ratios.push_back(ours.paint / plain.paint);
        endRatios.push_back(ours.end / plain.end);
    }
    const QJsonObject result { { u"bare_ms"_s, median(bare) }, { u"first_paint_ms"_s, median(bangui) },
        { u"ratio"_s, median(ratios) }, { u"ratio_until_end"_s, median(endRatios) } };
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    if (!parser.isSet(u"json"_s))
        std::printf(
            "first useful paint %.0f ms, bare window %.0f ms: %.2f times (goal: at most 2.2); until the end %.2f\n",
            median(bangui), median(bare), median(ratios), median(endRatios));
    return 0;
}
