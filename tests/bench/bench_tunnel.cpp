// SPDX-License-Identifier: GPL-3.0-or-later
// What ssh costs: pings over the local socket, over a tunnel and over a helper behind sudo, in turn in one run, to the
// same real fail2ban through a real sshd on loopback. The limit is what a tunnel may add to a command.
//   bench_tunnel [--rounds 300]
#include "bench/bench_support.h"
#include "protocol/commands.h"
#include "services/host_registry.h"
#include "services/server_session.h"
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"
#include "transport/channel.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace {

constexpr double addedLimitMs = 1;

class Way final : public QObject
{
public:
    Way(std::unique_ptr<transport::Channel> channel, const core::Clock &clock)
        : m_session({ 1 }, std::move(channel), clock, { .connectMs = 30'000, .quickMs = 30'000 })
    {
    }

    /// Milliseconds from submit to the handler; an error ends the program.
    double ping()
    {
        QEventLoop loop;
        const auto began = std::chrono::steady_clock::now();
        auto ended = began;
        m_session.submit(protocol::ping(), this, [&](const core::Result<QString> &pong) {
            ended = std::chrono::steady_clock::now();
            if (!pong)
                qFatal("%s %s", qPrintable(core::errorCodeName(pong.error().code)), qPrintable(pong.error().detail));
            loop.quit();
        });
        loop.exec();
        return std::chrono::duration<double, std::milli>(ended - began).count();
    }

private:
    services::ServerSession m_session;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({ u"rounds"_s, {}, u"number"_s, u"300"_s });
    parser.process(application);
    const int rounds = parser.value(u"rounds"_s).toInt();

    TestSshd sshd;
    TestFail2ban daemon;
    if (!sshd.start() || !daemon.start()) {
        std::fprintf(stderr, "%s %s\n", qPrintable(sshd.error()), qPrintable(daemon.error()));
        return 2;
    }
    services::HostOptions options;
    options.runtimeBase = sshd.folder();
    services::HostRegistry hosts(options);
    core::ServerProfile local;
    local.socketPath = daemon.socketPath();
    core::ServerProfile tunnelled = local;
    tunnelled.kind = core::ConnectionKind::Ssh;
    tunnelled.destination = sshd.destination().host;
    tunnelled.sshConfig = sshd.clientConfig();
    core::ServerProfile bridged = tunnelled;
    bridged.elevation = core::Elevation::Sudo;

    const core::SystemClock clock;
    Way direct(hosts.makeChannel(local), clock);
    Way tunnel(hosts.makeChannel(tunnelled), clock);
    Way bridge(hosts.makeChannel(bridged), clock);
    bench::Report report("bench_tunnel");
    direct.ping();
    report.add("first command over ssh: login, helper, tunnel", tunnel.ping(), "ms");
    report.add("first command of a second way on the same connection", bridge.ping(), "ms");
    std::vector<double> directTimes;
    std::vector<double> tunnelTimes;
    std::vector<double> bridgeTimes;
    for (int i = 0; i < rounds; ++i) {
        directTimes.push_back(direct.ping());
        tunnelTimes.push_back(tunnel.ping());
        bridgeTimes.push_back(bridge.ping());
    }
    report.add("ping over the local socket, median", median(directTimes), "ms");
    report.add("ping over the tunnel, median", median(tunnelTimes), "ms");
    report.add("ping over the helper behind sudo, median", median(bridgeTimes), "ms");
    report.add("what the tunnel adds", median(tunnelTimes) - median(directTimes), "ms", addedLimitMs);
    report.add("logins", sshd.logins(), "", 1);
    return report.finish();
}
