// SPDX-License-Identifier: GPL-3.0-or-later
// Channels to a real fail2ban behind a real sshd: what each kind of loss is told as.
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"
#include "transport/bridge_channel.h"
#include "transport/local_socket_channel.h"
#include "transport/routed_host.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"
#include "transport/tunnel_channel.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using core::ErrorCode;
using transport::BridgeChannel;
using transport::Channel;
using transport::RoutedHost;
using transport::SshMaster;
using transport::TunnelChannel;
using namespace Qt::StringLiterals;

namespace {

constexpr int longMs = 40'000;
// ["ping"] in pickle protocol 2, and the marker.
const QByteArray pingRequest = QByteArray("\x80\x02]X\x04\x00\x00\x00pinga.<F2B_END_COMMAND>", 31);

QString codeOf(const QSignalSpy &spy)
{
    return spy.isEmpty() ? QString() : core::errorCodeName(spy.back().at(0).value<core::Error>().code);
}

} // namespace

class TestTunnelChannel : public QObject
{
    Q_OBJECT

    struct Rig
    {
        explicit Rig(const TestSshd::Options &options = {}, const transport::HostRoute &more = {})
            : sshd(options)
        {
            if (!sshd.start() || !daemon.start())
                qFatal("%s %s", qPrintable(sshd.error()), qPrintable(daemon.error()));
            folder = std::move(*transport::RuntimeFolder::create(sshd.folder()));
            transport::SshOptions ssh;
            ssh.aliveIntervalSeconds = 1;
            master = std::make_unique<SshMaster>(sshd.destination(), *folder, ssh);
            transport::HostRoute route = more;
            route.master = master.get();
            host = std::move(*RoutedHost::create(route));
        }

        TestSshd sshd;
        TestFail2ban daemon;
        std::unique_ptr<transport::RuntimeFolder> folder;
        std::unique_ptr<SshMaster> master;
        std::unique_ptr<RoutedHost> host;
    };

    /// Asks for a ping and takes the whole answer.
    static void ping(Channel &channel)
    {
        QByteArray got;
        const QMetaObject::Connection connection
            = connect(&channel, &Channel::bytesReceived, &channel, [&got](const QByteArray &b) { got += b; });
        channel.write(pingRequest);
        QTRY_VERIFY_WITH_TIMEOUT(got.endsWith("<F2B_END_COMMAND>"), longMs);
        QVERIFY(got.contains("pong"));
        disconnect(connection);
    }

private Q_SLOTS:
    void carriesFail2ban()
    {
        Rig rig;
        TunnelChannel channel(*rig.master, *rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy failed(&channel, &Channel::failed);
        channel.open();
        QTRY_VERIFY_WITH_TIMEOUT(opened.size() + failed.size() == 1, longMs);
        QVERIFY2(opened.size() == 1, qPrintable(codeOf(failed)));
        QVERIFY(channel.peerIdentity().has_value());
        QCOMPARE(channel.peerIdentity()->pid, rig.daemon.pid());
        QCOMPARE(channel.peerIdentity()->startTime, transport::processStartTime(rig.daemon.pid()));
        for (int i = 0; i < 3; ++i)
            ping(channel);
        QVERIFY(!channel.usesBridge());
        // The machine's, whatever TZ says to this program.
        const QString file = QFileInfo(u"/etc/localtime"_s).canonicalFilePath();
        QCOMPARE(channel.timeZone(), file.isEmpty() ? "UTC"_ba : file.section(u"/zoneinfo/"_s, 1).toUtf8());
        QTRY_COMPARE(rig.sshd.connections(), 1); // one login for tunnel and commands
    }

    void deadDaemonBehindAGoodTunnel()
    {
        Rig rig;
        TunnelChannel channel(*rig.master, *rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        QSignalSpy failed(&channel, &Channel::failed);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, longMs);
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, longMs);
        QCOMPARE(codeOf(closed), u"ConnectionLost"_s);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, longMs);
        QCOMPARE(codeOf(failed), u"Refused"_s); // its socket stays
        QVERIFY(QFile::remove(rig.daemon.socketPath()));
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, longMs);
        QCOMPARE(codeOf(failed), u"NoSocket"_s);
        QCOMPARE(rig.master->state(), SshMaster::State::Up);
        QVERIFY2(rig.daemon.start(), qPrintable(rig.daemon.error()));
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, longMs);
        ping(channel);
    }

    void deadLink()
    {
        Rig rig;
        TunnelChannel channel(*rig.master, *rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, longMs);
        rig.sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, longMs);
        QCOMPARE(codeOf(closed), u"TunnelDown"_s); // and says nothing about the daemon
        QVERIFY2(rig.sshd.start(), qPrintable(rig.sshd.error()));
        bool up = false;
        rig.master->connectNow({}, this, [&up](const core::Result<bool> &result) { up = result.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(up, longMs);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, longMs);
        ping(channel);
    }

    void frozenLink()
    {
        Rig rig;
        TunnelChannel channel(*rig.master, *rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, longMs);
        rig.sshd.freeze();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, longMs);
        QCOMPARE(codeOf(closed), u"TunnelFrozen"_s);
        rig.sshd.thaw();
    }

    void forbiddenTunnelsGoOverTheHelper()
    {
        Rig rig({ .allowStreamLocalForwarding = false });
        TunnelChannel channel(*rig.master, *rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, longMs);
        channel.write(pingRequest); // ssh closes its end
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, longMs);
        QCOMPARE(codeOf(closed), u"ConnectionLost"_s);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, longMs);
        QVERIFY(channel.usesBridge());
        QCOMPARE(channel.peerIdentity()->pid, rig.daemon.pid());
        ping(channel);
    }

    void bridgeWithSudo()
    {
        Rig rig({}, { .elevation = core::Elevation::Sudo });
        BridgeChannel channel(*rig.host, rig.daemon.socketPath());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        QSignalSpy failed(&channel, &Channel::failed);
        channel.open();
        QTRY_VERIFY_WITH_TIMEOUT(opened.size() + failed.size() == 1, longMs);
        QVERIFY2(opened.size() == 1, qPrintable(codeOf(failed)));
        QCOMPARE(channel.peerIdentity()->pid, rig.daemon.pid());
        for (int i = 0; i < 3; ++i)
            ping(channel);
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, longMs);
        channel.open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, longMs);
        QCOMPARE(codeOf(failed), u"Refused"_s);
        BridgeChannel nowhere(*rig.host, u"/nonexistent/x"_s);
        QSignalSpy absent(&nowhere, &Channel::failed);
        nowhere.open();
        QTRY_COMPARE_WITH_TIMEOUT(absent.size(), 1, longMs);
        QCOMPARE(codeOf(absent), u"NoSocket"_s);
    }

    void bridgeIsClosedOnTheOtherSideToo()
    {
        Rig rig;
        auto channel = std::make_unique<BridgeChannel>(*rig.host, rig.daemon.socketPath());
        QSignalSpy opened(channel.get(), &Channel::opened);
        channel->open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, longMs);
        const auto helpers = [&rig] {
            int count = 0;
            const auto pids = rig.sshd.sessionPids();
            for (const qint64 pid : pids) {
                QFile file(u"/proc/%1/cmdline"_s.arg(pid));
                count += file.open(QIODevice::ReadOnly) && file.readAll().contains("import os;g=");
            }
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(helpers(), 1, longMs);
        channel.reset();
        QTRY_COMPARE_WITH_TIMEOUT(helpers(), 0, longMs);
    }
};

QTEST_GUILESS_MAIN(TestTunnelChannel)
#include "tst_tunnel_channel.moc"
