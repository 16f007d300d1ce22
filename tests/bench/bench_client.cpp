// SPDX-License-Identifier: GPL-3.0-or-later
// BanGUI's session against a real fail2ban and its own client, in one run:
//   ping            median on an open connection        against `fail2ban-client ping`
//   status          of a jail with --bans bans, as rows against the daemon's raw time (a Python socket that only reads)
//   dashboard       50 jails over one connection        against one client process per jail
//   bench_client [--bans 100000] [--json]
#include "bench/bench_support.h"
#include "protocol/commands.h"
#include "services/server_session.h"
#include "support/test_fail2ban.h"
#include "transport/local_socket_channel.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int dashboardJails = 50;

// Arguments: socket, jail, rounds. Bans nothing; prints the best seconds from request to end marker.
constexpr const char *rawSource = R"py(
import pickle, socket, sys, time
path, jail, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
s = socket.socket(socket.AF_UNIX); s.connect(path)
request = pickle.dumps(["status", jail], 2) + b"<F2B_END_COMMAND>"
times = []
for _ in range(rounds):
    began = time.perf_counter(); s.sendall(request); size = 0; tail = b""
    while True:
        part = s.recv(262144); size += len(part); tail = (tail + part)[-17:]
        if tail == b"<F2B_END_COMMAND>": break
    times.append(time.perf_counter() - began)
times.sort()
print(times[0], times[len(times) // 2], size)
)py";

// Arguments: socket, jail, bans.
constexpr const char *fillSource = R"py(
import pickle, socket, sys
path, jail, bans = sys.argv[1], sys.argv[2], int(sys.argv[3])
s = socket.socket(socket.AF_UNIX); s.connect(path)
for first in range(0, bans, 1000):
    ips = ["%d.%d.%d.%d" % (20 + n // 16777216, n // 65536 % 256, n // 256 % 256, n % 256) for n in range(first, min(first + 1000, bans))]
    s.sendall(pickle.dumps(["set", jail, "banip"] + ips, 2) + b"<F2B_END_COMMAND>")
    reply = b""
    while not reply.endswith(b"<F2B_END_COMMAND>"): reply += s.recv(65536)
)py";

QByteArray python(const char *source, const QStringList &arguments)
{
    QProcess process;
    process.start(u"/usr/bin/python3"_s, QStringList { u"-c"_s, QString::fromLatin1(source) } + arguments);
    process.waitForFinished(600'000);
    if (process.exitCode() != 0)
        std::fputs(process.readAllStandardError().constData(), stderr);
    return process.readAllStandardOutput();
}

class Bench final : public QObject
{
public:
    explicit Bench(TestFail2ban &daemon)
        : m_daemon(daemon)
        , m_session({ 1 }, std::make_unique<transport::LocalSocketChannel>(daemon.socketPath()), m_clock,
              { .heavyReadMs = 120'000 })
    {
    }

    /// Milliseconds of one query, from submit to handler.
    template <typename R> double once(const protocol::TypedQuery<R> &query)
    {
        QEventLoop loop;
        QElapsedTimer timer;
        double ms = -1;
        timer.start();
        m_session.submit(query, this, [&](const core::Result<R> &result) {
            ms = result ? double(timer.nsecsElapsed()) / 1e6 : -1;
            loop.quit();
        });
        loop.exec();
        return ms;
    }
    template <typename R> double median(const protocol::TypedQuery<R> &query, int rounds)
    {
        std::vector<double> times;
        for (int i = 0; i < rounds; ++i)
            times.push_back(once(query));
        std::ranges::sort(times);
        return times[times.size() / 2];
    }
    /// All jails, queued at once as the jail service does it.
    double dashboard(const QStringList &jails)
    {
        QEventLoop loop;
        QElapsedTimer timer;
        qsizetype open = jails.size();
        timer.start();
        for (const QString &jail : jails) {
            m_session.submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), this,
                [&](const core::Result<protocol::JailStatusReply> &) {
                    if (--open == 0)
                        loop.quit();
                });
        }
        loop.exec();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    double client(const QStringList &words, int rounds)
    {
        std::vector<double> times;
        for (int i = 0; i < rounds; ++i) {
            QElapsedTimer timer;
            timer.start();
            m_daemon.client(words);
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        return times[times.size() / 2];
    }

private:
    TestFail2ban &m_daemon;
    core::SystemClock m_clock;
    services::ServerSession m_session;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({ u"bans"_s, u"Bans in the big jail."_s, u"N"_s, u"100000"_s });
    parser.addOption({ u"json"_s, u"JSON only."_s });
    parser.process(application);
    const int bans = parser.value(u"bans"_s).toInt();

    TestFail2ban daemon(TestFail2ban::Version::V1_0_2);
    QString jails;
    for (int i = 0; i < dashboardJails; ++i)
        jails += u"[j%1]\nenabled = true\nfilter = weblike\nlogpath = %2\naction = noop\n"_s.arg(i).arg(
            daemon.watchedLog(u"off"_s));
    daemon.writeConfig(u"jail.d/bench.local"_s, jails);
    if (!daemon.start(60'000)) {
        std::fputs(qPrintable(daemon.error()), stderr);
        return 1;
    }
    Bench bench(daemon);
    QStringList names;
    for (int i = 0; i < dashboardJails; ++i)
        names += u"j%1"_s.arg(i);

    bench.once(protocol::ping());
    const double ping = bench.median(protocol::ping(), 1000);
    const double clientPing = bench.client({ u"ping"_s }, 7);
    bench.dashboard(names);
    std::vector<double> boards;
    for (int i = 0; i < 15; ++i)
        boards.push_back(bench.dashboard(names));
    std::ranges::sort(boards);
    const double board = boards[boards.size() / 2];
    double perJail = 0;
    for (const QString &name : names)
        perJail += bench.client({ u"status"_s, name }, 1);

    python(fillSource, { daemon.socketPath(), u"big"_s, QString::number(bans) });
    const auto raw = QString::fromLatin1(python(rawSource, { daemon.socketPath(), u"big"_s, u"9"_s })).split(u' ');
    std::vector<double> differences;
    const auto statusQuery = protocol::jailStatus(u"big"_s, protocol::StatusFlavour::Basic);
    std::vector<double> statuses;
    std::vector<double> raws;
    for (int i = 0; i < 9; ++i) { // in pairs: the machine's speed drifts
        raws.push_back(QString::fromLatin1(python(rawSource, { daemon.socketPath(), u"big"_s, u"1"_s }))
                           .section(u' ', 0, 0)
                           .toDouble()
            * 1000);
        statuses.push_back(bench.once(statusQuery));
        differences.push_back(statuses.back() - raws.back());
    }
    std::ranges::sort(statuses);
    std::ranges::sort(raws);
    std::ranges::sort(differences);

    const QJsonObject result {
        { u"ping_ms"_s, ping },
        { u"client_ping_ms"_s, clientPing },
        { u"ping_ratio"_s, clientPing / ping },
        { u"status_bans"_s, bans },
        { u"status_bytes"_s, raw.value(2).trimmed().toInt() },
        { u"status_ms"_s, statuses[statuses.size() / 2] },
        { u"status_raw_ms"_s, raws[raws.size() / 2] },
        { u"status_over_raw_ms"_s, differences[differences.size() / 2] },
        { u"dashboard_jails"_s, dashboardJails },
        { u"dashboard_ms"_s, board },
        { u"dashboard_clients_ms"_s, perJail },
        { u"dashboard_ratio"_s, perJail / board },
    };
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    if (!parser.isSet(u"json"_s)) {
        std::printf("ping        %.3f ms, client %.1f ms: %.0f times (goal: at most 0.5 ms, at least 100 times)\n",
            ping, clientPing, clientPing / ping);
        std::printf("status      %.1f ms, raw %.1f ms: %+.1f ms (goal: at most +5 ms)\n", statuses[statuses.size() / 2],
            raws[raws.size() / 2], differences[differences.size() / 2]);
        std::printf("dashboard   %.1f ms, %d clients %.0f ms: %.0f times (goal: at least 20 times)\n", board,
            dashboardJails, perJail, perJail / board);
    }
    return 0;
}
