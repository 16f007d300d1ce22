// SPDX-License-Identifier: GPL-3.0-or-later
// What breaks on the way to a real fail2ban behind a real sshd, and how it comes back.
#include "link_rig.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ServerState;

class TestLinkFaults final : public QObject
{
    Q_OBJECT

    /// Every state that a server has had.
    struct States final : QObject
    {
        States(services::RuntimeState &state, core::ServerId id)
        {
            connect(&state, &services::RuntimeState::statusChanged, this, [this, &state, id](core::ServerId changed) {
                if (changed == id)
                    seen.insert(state.status(id).state);
            });
        }
        std::set<ServerState> seen;
    };

private Q_SLOTS:
    void throughAJumpHost()
    {
        LinkRig rig;
        TestSshd jump;
        QVERIFY2(jump.start(), qPrintable(jump.error()));
        rig.sshd.setExtraClientConfig(u"ProxyJump jumper"_s);
        QFile own(rig.sshd.clientConfig());
        QFile theirs(jump.clientConfig());
        QVERIFY(own.open(QIODevice::ReadOnly) && theirs.open(QIODevice::ReadOnly));
        QFile both(rig.sshd.folder() + u"/both"_s);
        QVERIFY(both.open(QIODevice::WriteOnly));
        both.write(own.readAll() + theirs.readAll().replace("Host bangui-test bangui-test-jump", "Host jumper"));
        both.close();
        core::ServerProfile profile = rig.profile(u"web"_s);
        profile.sshConfig = both.fileName();
        const auto id = rig.add(profile);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QCOMPARE(rig.status(id).identity.pid, rig.daemon.pid());
        QTRY_COMPARE(jump.logins(), 1);
        QTRY_COMPARE(rig.sshd.logins(), 1);

        const States states(rig.state, id);
        jump.killSessions(); // what a restart of the jump host does
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QVERIFY(!states.seen.contains(ServerState::Offline));
        QCOMPARE(rig.status(id).online, std::optional(true));
    }

    /// The login may do everything but tunnel to sockets: the bytes go over a helper, and the truth is the same.
    void forwardingRefused()
    {
        LinkRig::Options options;
        options.sshd.allowStreamLocalForwarding = false;
        LinkRig rig(options);
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QCOMPARE(rig.status(id).version, rig.daemon.versionText());
        QCOMPARE(rig.status(id).identity.pid, rig.daemon.pid());
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Offline, longMs);
        QVERIFY2(rig.daemon.start(), qPrintable(rig.daemon.error()));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    void remoteSocketMissing()
    {
        LinkRig rig;
        core::ServerProfile profile = rig.profile(u"web"_s);
        profile.socketPath = rig.sshd.folder() + u"/nothing.sock"_s;
        const auto id = rig.add(profile);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Offline, longMs);
        QCOMPARE(rig.status(id).lastOutcome, std::optional(ProbeOutcome::NoSocket));
        QCOMPARE(rig.status(id).lastError.code, ErrorCode::NoSocket);
        // It appears: no new login, no new configuration.
        QVERIFY(QFile::link(rig.daemon.socketPath(), profile.socketPath));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    void sshdChildKilled()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        const States states(rig.state, id);
        rig.sshd.killSessions();
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, longMs); // by itself
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QVERIFY(!states.seen.contains(ServerState::Offline));
        QVERIFY(!states.seen.contains(ServerState::Busy));
        QCOMPARE(LinkRig::masters().size(), 1);
    }

    /// Only that connection hangs; the server itself would take a new one.
    void sshdChildFrozen()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        const States states(rig.state, id);
        const QList<qint64> frozen = rig.sshd.sessionPids();
        for (const qint64 pid : frozen)
            ::kill(static_cast<pid_t>(pid), SIGSTOP);
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QVERIFY(!states.seen.contains(ServerState::Offline));
        for (const qint64 pid : frozen)
            ::kill(static_cast<pid_t>(pid), SIGKILL);
    }

    /// Its files stay behind; nothing of them is used again, and they go.
    void masterKilled()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        const QStringList before = LinkRig::files(rig.sshd.folder());
        QVERIFY(before.size() >= 2); // control socket and tunnel
        const QList<qint64> masters = LinkRig::masters();
        QCOMPARE(masters.size(), 1);
        const States states(rig.state, id);
        ::kill(static_cast<pid_t>(masters.constFirst()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QVERIFY(!states.seen.contains(ServerState::Offline));
        for (const QString &file : LinkRig::files(rig.sshd.folder()))
            QVERIFY2(!before.contains(file), qPrintable(file));
    }

    void twentyReconnectsLeaveNothing()
    {
        LinkRig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        // Descriptors, files, and processes beside the two servers'.
        const auto descriptors = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::System | QDir::Files).size(); };
        const auto files = [&] { return LinkRig::files(rig.sshd.folder()).size(); };
        const auto processes = [&] {
            QList<qint64> pids = TestSshd::descendants(::getpid());
            for (const qint64 pid : rig.sshd.sessionPids() + TestSshd::descendants(rig.daemon.pid()))
                pids.removeAll(pid);
            return pids.size() - 2;
        };
        qsizetype fds = 0;
        qsizetype left = 0;
        for (int round = 0; round <= 20; ++round) {
            QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), round + 1, longMs);
            QTRY_VERIFY_WITH_TIMEOUT(rig.status(id).state == ServerState::Online && !rig.monitor.isProbing(id), longMs);
            if (round == 1) { // everything that is made once has been made
                QTRY_COMPARE_WITH_TIMEOUT(processes(), 1, longMs); // the master
                fds = descriptors();
                left = files();
            }
            if (round < 20) {
                rig.sshd.killSessions();
                QTRY_VERIFY_WITH_TIMEOUT(LinkRig::masters().isEmpty() || rig.sshd.logins() > round + 1, longMs);
                rig.monitor.retryNow(); // a connection that flaps waits for a minute otherwise
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(processes(), 1, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(files(), left, longMs);
        QTRY_VERIFY2_WITH_TIMEOUT(descriptors() <= fds, qPrintable(u"%1 > %2"_s.arg(descriptors()).arg(fds)), longMs);
    }
};

QTEST_GUILESS_MAIN(TestLinkFaults)
#include "tst_link_faults.moc"
