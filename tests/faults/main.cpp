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
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t interrupted = 0;

void print(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

constexpr int lateCode = 10; ///< of a round that has no other fault
constexpr int notBegunCode = 11; ///< of one that could not begin, so that it says nothing

/// The whole run that was asked for.
struct Asked
{
    quint32 seed = 1;
    int first = 0;
    int rounds = 0;
    int jobs = 1;
    QString fault;
    QString without;
    bool script = false;
    bool mustFail = false;
    bool noDatabase = false;
    QString program;
};

int oneRound(const Asked &asked, int number)
{
    // Whoever loses its parent here comes back to this process: it ends with the round.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const QString program = !asked.program.isEmpty() ? asked.program
        : asked.without.isEmpty()                    ? QStringLiteral(BANGUI_CLI)
                                  : QCoreApplication::applicationDirPath() + u"/bangui-cli-without-"_s + asked.without;
    const faults::Report report = asked.script ? faults::runScriptRound(asked.seed, number, asked.noDatabase)
                                               : faults::runRound({ .seed = asked.seed,
                                                   .number = number,
                                                   .program = program,
                                                   .fault = asked.fault,
                                                   .noDatabase = asked.noDatabase,
                                                   .without = asked.without });
    print(u"round %1: %2: %3"_s.arg(number).arg(report.title, report.end));
    if (!report.notBegun.isEmpty()) {
        print(u"  no round %1: %2"_s.arg(number).arg(report.notBegun));
        return notBegunCode;
    }
    for (const QString &violation : report.violations)
        print(u"  VIOLATION in %1: %2"_s.arg(number).arg(violation));
    if (!report.late.isEmpty())
        print(u"  late in %1: %2"_s.arg(number).arg(report.late));
    return !report.violations.isEmpty() ? 1 : report.late.isEmpty() ? 0 : lateCode;
}

QStringList wordsOf(const Asked &asked, int number)
{
    QStringList words { u"--seed"_s, QString::number(asked.seed), u"--round"_s, QString::number(number) };
    if (asked.script)
        words << u"--script"_s;
    if (asked.noDatabase)
        words << u"--no-database"_s;
    if (!asked.without.isEmpty())
        words << u"--without"_s << asked.without;
    if (!asked.fault.isEmpty())
        words << u"--fault"_s << asked.fault;
    if (!asked.program.isEmpty())
        words << u"--program"_s << asked.program;
    return words;
}

/// Each round is a process of its own: what it starts ends with it.
int allRounds(const Asked &asked)
{
    std::map<int, std::unique_ptr<QProcess>> running;
    int next = asked.first;
    int done = 0;
    int late = 0;
    QStringList notBegun;
    QStringList bad;
    const auto sumUp = [&] {
        print(u"seed %1: %2 rounds, %3 with violations%4; %5 were late, but by load%6"_s.arg(asked.seed)
                  .arg(done - notBegun.size())
                  .arg(bad.size())
                  .arg(bad.isEmpty() ? QString() : u": "_s + bad.join(u", "_s))
                  .arg(late)
                  .arg(notBegun.isEmpty() ? QString() : u"; could not begin: "_s + notBegun.join(u", "_s)));
    };
    const auto goesOn = [&] { return !interrupted && next < asked.first + asked.rounds; };
    while (goesOn() || !running.empty()) {
        while (goesOn() && int(running.size()) < asked.jobs) {
            auto process = std::make_unique<QProcess>();
            process->setProcessChannelMode(QProcess::ForwardedChannels);
            process->setChildProcessModifier([] {
                ::prctl(PR_SET_PDEATHSIG, SIGKILL);
                ::setpgid(0, 0); // who interrupts the run lets its rounds end
            });
            process->start(QCoreApplication::applicationFilePath(), wordsOf(asked, next));
            running.emplace(next++, std::move(process));
        }
        for (auto it = running.begin(); it != running.end();) {
            QProcess &process = *it->second;
            if (!process.waitForFinished(50) && process.state() != QProcess::NotRunning) {
                ++it;
                continue;
            }
            if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == lateCode)
                ++late;
            else if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == notBegunCode)
                notBegun << QString::number(it->first);
            else if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
                bad << QString::number(it->first);
            it = running.erase(it);
            if (++done % 50 == 0) {
                sumUp();
                print(u"to go on from here: --seed %1 --from %2"_s.arg(asked.seed)
                          .arg(running.empty() ? next : running.begin()->first));
            }
        }
    }
    sumUp();
    if (next < asked.first + asked.rounds)
        print(u"to go on from here: --seed %1 --from %2"_s.arg(asked.seed).arg(next));
    if (asked.mustFail)
        return !bad.isEmpty() && notBegun.isEmpty() ? 0 : 1;
    return bad.isEmpty() && notBegun.isEmpty() ? 0 : 1;
}

} // namespace

/// faults --seed S --rounds N [--from K] [--jobs J]: changes of throw-away daemons by bangui-cli, each with a fault,
/// against what must hold afterwards. --round K runs that one alone, as the whole run of that seed had it. --without
/// GUARD takes a bangui-cli that was built without that guard: it has to fail. --script drives the server's half alone.
/// Interrupted, it begins no more rounds, and tells how to go on.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        { { u"seed"_s, u"what decides the rounds"_s, u"S"_s, u"1"_s }, { u"rounds"_s, u"how many"_s, u"N"_s, u"20"_s },
            { { u"from"_s, u"first"_s }, u"the first one"_s, u"K"_s, u"0"_s },
            { u"jobs"_s, u"side by side"_s, u"J"_s, u"4"_s }, { u"round"_s, u"this one alone"_s, u"K"_s },
            { u"fault"_s, u"only this one, as the rounds name it"_s, u"FAULT"_s },
            { u"without"_s, u"fence, lock, verify or record"_s, u"GUARD"_s },
            { u"program"_s, u"another bangui-cli than the one that was built with it"_s, u"PATH"_s },
            { u"no-database"_s, u"of daemons without a database only; else one round in four is"_s },
            { u"must-fail"_s, u"good is where a round finds a violation: for --without"_s },
            { u"script"_s, u"the server's half alone, in each shell"_s } });
    parser.addHelpOption();
    parser.process(application);
    const Asked asked { .seed = parser.value(u"seed"_s).toUInt(),
        .first = parser.value(u"from"_s).toInt(),
        .rounds = parser.value(u"rounds"_s).toInt(),
        .jobs = qMax(1, parser.value(u"jobs"_s).toInt()),
        .fault = parser.value(u"fault"_s),
        .without = parser.value(u"without"_s),
        .script = parser.isSet(u"script"_s),
        .mustFail = parser.isSet(u"must-fail"_s),
        .noDatabase = parser.isSet(u"no-database"_s),
        .program = parser.value(u"program"_s) };
    static const QStringList guards { u""_s, u"fence"_s, u"lock"_s, u"verify"_s, u"record"_s };
    if (!guards.contains(asked.without)) {
        print(u"there is no guard "_s + asked.without);
        return 2;
    }
    if (parser.isSet(u"round"_s))
        return oneRound(asked, parser.value(u"round"_s).toInt());
    for (const int number : { SIGINT, SIGTERM })
        std::signal(number, [](int) { interrupted = 1; });
    return allRounds(asked);
}
