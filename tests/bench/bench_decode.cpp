// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the reply of a jail with 100,000 bans becomes rows, against CPython's own unpickler on the same bytes in the
// same run. The input has the exact shape of the daemon's: each address is an object whose __reduce__ gives (str,
// (text,)).
//   bench_decode [--bans N] [--rounds N] [--python /usr/bin/python3] [--default-heap] [--json]
#include "core/heap.h"
#include "protocol/commands.h"
#include "protocol/frame_decoder.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

// Argument: folder, bans, rounds. Writes status.bin, withtime.bin and banned.bin and prints the best seconds of
// pickle.loads for each: as it is, where CPython gives its memory back after each round and pays for fresh pages in the
// next, and with a few texts of an earlier round alive, which keep the pages where they are.
constexpr const char *pythonSource = R"py(
import sys, time, pickle, random
folder, bans, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
class IPAddr:
    def __init__(self, s): self.s = s
    def __reduce__(self): return (str, (self.s,))
r = random.Random(1)
addresses = [IPAddr("%d.%d.%d.%d" % (r.randrange(1, 224), r.randrange(256), r.randrange(256), r.randrange(256))) for i in range(bans)]
status = (0, [("Filter", [("Currently failed", 0), ("Total failed", 0), ("File list", ["/var/log/auth.log"])]),
    ("Actions", [("Currently banned", bans), ("Total banned", bans), ("Banned IP list", addresses)])])
withtime = (0, ["%s \t2026-11-20 20:38:55 + 86400 = 2026-11-21 20:38:55" % a.s for a in addresses])
banned = (0, [{"sshd": addresses}])
for name, value, entries in (("status", status, lambda v: v[1][1][1][2][1]), ("withtime", withtime, lambda v: v[1]),
        ("banned", banned, lambda v: v[1][0]["sshd"])):
    data = pickle.dumps(value, 5)
    open(folder + "/" + name + ".bin", "wb").write(data + b"<F2B_END_COMMAND>")
    def best():
        seconds = 1e9
        for _ in range(rounds):
            began = time.perf_counter()
            result = pickle.loads(data)
            seconds = min(seconds, time.perf_counter() - began)
            del result
        return seconds
    usual = best()
    texts = entries(pickle.loads(data))
    kept = texts[::40]
    del texts
    print(name, usual, best(), flush=True)
    del kept
)py";

struct Measured
{
    double seconds = 0;
    qsizetype rows = 0;
};

/// Best of many: feed in the slices a socket gives, decode into rows. As in Python's figure, what was made is thrown
/// away after the clock has stopped.
template <typename Command>
Measured measure(
    const QByteArray &reply, int rounds, const Command &command, qsizetype (*rows)(const typename Command::Reply &))
{
    Measured best { 1e9, -1 };
    for (int round = 0; round < rounds; ++round) {
        std::vector<core::Result<protocol::Reply>> replies;
        core::Result<typename Command::Reply> made = core::failure(core::ErrorCode::Internal);
        QElapsedTimer timer;
        timer.start();
        protocol::FrameDecoder decoder;
        constexpr qsizetype slice = 65536;
        for (qsizetype at = 0; at < reply.size(); at += slice) {
            auto some = decoder.feed(QByteArrayView(reply).sliced(at).first(std::min(slice, reply.size() - at)));
            if (some.empty())
                continue;
            replies = std::move(some);
            if (replies.front())
                made = command.decode(replies.front()->value);
        }
        best.seconds = std::min(best.seconds, double(timer.nsecsElapsed()) / 1e9);
        best.rows = made ? rows(*made) : -1;
    }
    return best;
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct PythonTimes
{
    double usual = 1e9; ///< seconds
    double keptPages = 1e9;
};

/// Takes the best times by name of reply into best; false where Python did not run.
bool runPython(const QString &interpreter, const QStringList &arguments, QHash<QString, PythonTimes> &best)
{
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(interpreter, arguments);
    if (!python.waitForFinished(300'000) || python.exitCode() != 0)
        return false;
    const QString output = QString::fromLatin1(python.readAllStandardOutput());
    for (const QString &line : output.split(u'\n', Qt::SkipEmptyParts)) {
        PythonTimes &times = best[line.section(u' ', 0, 0)];
        times.usual = std::min(times.usual, line.section(u' ', 1, 1).toDouble());
        times.keptPages = std::min(times.keptPages, line.section(u' ', 2, 2).toDouble());
    }
    return best.size() == 3;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({ { u"bans"_s, u"bans in the reply"_s, u"N"_s, u"100000"_s },
        { u"rounds"_s, u"repetitions, the best counts"_s, u"N"_s, u"31"_s },
        { u"python"_s, u"interpreter to compare with"_s, u"PATH"_s, u"/usr/bin/python3"_s },
        { u"default-heap"_s, u"leave glibc's thresholds as they are: every round then pays for fresh pages"_s },
        { u"json"_s, u"print JSON only"_s } });
    options.process(app);
    const bool keptHeap = !options.isSet(u"default-heap"_s);
    if (keptHeap) {
        // As both programs do: what is measured is what they do.
        core::keepHeapPages();
    }
    const int bans = options.value(u"bans"_s).toInt();
    const int rounds = std::max(1, options.value(u"rounds"_s).toInt());

    const QTemporaryDir folder;
    const QStringList arguments { u"-I"_s, u"-c"_s, QString::fromLatin1(pythonSource), folder.path(),
        QString::number(bans), QString::number(rounds) };
    const QString interpreter = options.value(u"python"_s);
    // Before and after, the best counts: on a busy machine Python must not lose what others take.
    QHash<QString, PythonTimes> python;
    if (!runPython(interpreter, arguments, python)) {
        std::fprintf(stderr, "bench_decode: Python did not run\n");
        return 2;
    }

    QHash<QString, Measured> measured;
    QHash<QString, qsizetype> sizes;
    const auto reply = [&folder, &sizes](const QString &name) {
        QByteArray bytes = fileBytes(folder.filePath(name + ".bin"_L1));
        sizes[name] = bytes.size();
        return bytes;
    };
    measured[u"status"_s]
        = measure(reply(u"status"_s), rounds, protocol::jailStatus(u"sshd"_s, protocol::StatusFlavour::Basic),
            [](const protocol::JailStatusReply &r) { return r.bans ? qsizetype(r.bans->size()) : -1; });
    measured[u"withtime"_s] = measure(reply(u"withtime"_s), rounds, protocol::jailBansWithTime(u"sshd"_s),
        [](const protocol::TimedBanList &r) { return qsizetype(r.size()); });
    measured[u"banned"_s] = measure(reply(u"banned"_s), rounds, protocol::banned(),
        [](const QHash<QString, core::BanList> &r) { return qsizetype(r.value(u"sshd"_s).size()); });
    if (!runPython(interpreter, arguments, python)) {
        std::fprintf(stderr, "bench_decode: Python did not run\n");
        return 2;
    }

    QJsonArray results;
    bool good = true;
    for (const QString &name : { u"status"_s, u"withtime"_s, u"banned"_s }) {
        const bool timed = name == "withtime"_L1;
        const double goalRatio = timed ? 3 : 5;
        const double goalSpeed = timed ? 1500 : 500; // MB/s
        const Measured own = measured[name];
        const double keptRatio = python[name].keptPages / own.seconds;
        const double speed = double(sizes[name]) / own.seconds / 1e6;
        const double ratio = python[name].usual / own.seconds;
        const bool met = own.rows == bans && speed >= goalSpeed && ratio >= goalRatio;
        good = good && (met || timed) && own.rows == bans;
        results.append(QJsonObject { { u"name"_s, u"decode_"_s + name }, { u"bytes"_s, qint64(sizes[name]) },
            { u"bans"_s, qint64(own.rows) }, { u"ms"_s, own.seconds * 1e3 }, { u"mb_per_s"_s, speed },
            { u"python_ms"_s, python[name].usual * 1e3 }, { u"times_python"_s, ratio },
            { u"python_kept_pages_ms"_s, python[name].keptPages * 1e3 }, { u"times_python_kept_pages"_s, keptRatio },
            { u"goal_mb_per_s"_s, goalSpeed }, { u"goal_times_python"_s, goalRatio }, { u"met"_s, met } });
        if (!options.isSet(u"json"_s)) {
            std::fprintf(stderr,
                "%-9s %8lld bytes, %lld bans: %7.2f ms, %6.0f MB/s; Python %7.2f ms, %.1f times as fast (%s); with its "
                "pages kept %7.2f ms, %.1f times\n",
                qPrintable(name), static_cast<long long>(sizes[name]), static_cast<long long>(own.rows),
                own.seconds * 1e3, speed, python[name].usual * 1e3, ratio, met ? "goal met" : "goal missed",
                python[name].keptPages * 1e3, keptRatio);
        }
    }
    std::puts(QJsonDocument(
        QJsonObject { { u"benchmark"_s, u"decode"_s }, { u"kept_heap"_s, keptHeap }, { u"results"_s, results } })
                  .toJson()
                  .constData());
    return good && results.size() == 3 ? 0 : 1;
}
