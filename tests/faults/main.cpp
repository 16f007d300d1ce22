// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/round.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>

#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace {

void print(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

int oneRound(quint32 seed, int number)
{
    const faults::Report report = faults::runRound(seed, number);
    print(u"round %1: %2: %3"_s.arg(number).arg(report.title, report.end));
    for (const QString &violation : report.violations)
        print(u"  VIOLATION %1"_s.arg(violation));
    return report.violations.isEmpty() ? 0 : 1;
}

/// Each round is a process of its own: what it starts ends with it.
int allRounds(quint32 seed, int first, int rounds, int jobs)
{
    std::map<int, std::unique_ptr<QProcess>> running;
    int next = first;
    int bad = 0;
    while (next < first + rounds || !running.empty()) {
        while (next < first + rounds && int(running.size()) < jobs) {
            auto process = std::make_unique<QProcess>();
            process->setProcessChannelMode(QProcess::ForwardedChannels);
            process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
            process->start(QCoreApplication::applicationFilePath(),
                { u"--seed"_s, QString::number(seed), u"--round"_s, QString::number(next) });
            running.emplace(next++, std::move(process));
        }
        for (auto it = running.begin(); it != running.end();) {
            QProcess &process = *it->second;
            if (!process.waitForFinished(50) && process.state() != QProcess::NotRunning) {
                ++it;
                continue;
            }
            if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
                ++bad;
            it = running.erase(it);
        }
    }
    print(u"seed %1: %2 rounds, %3 with violations"_s.arg(seed).arg(rounds).arg(bad));
    return bad == 0 ? 0 : 1;
}

} // namespace

/// faults --seed S --rounds N [--first K] [--jobs J]: changes of throw-away daemons, each with a fault, against what
/// must hold afterwards. --round K runs that one alone, as the whole run of that seed had it.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({ { u"seed"_s, u"what decides the rounds"_s, u"S"_s, u"1"_s },
        { u"rounds"_s, u"how many"_s, u"N"_s, u"20"_s }, { u"first"_s, u"the first one"_s, u"K"_s, u"0"_s },
        { u"jobs"_s, u"side by side"_s, u"J"_s, u"4"_s }, { u"round"_s, u"this one alone"_s, u"K"_s } });
    parser.addHelpOption();
    parser.process(application);
    const quint32 seed = parser.value(u"seed"_s).toUInt();
    if (parser.isSet(u"round"_s))
        return oneRound(seed, parser.value(u"round"_s).toInt());
    return allRounds(seed, parser.value(u"first"_s).toInt(), parser.value(u"rounds"_s).toInt(),
        qMax(1, parser.value(u"jobs"_s).toInt()));
}
