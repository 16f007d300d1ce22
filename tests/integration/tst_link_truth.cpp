// SPDX-License-Identifier: GPL-3.0-or-later
// Real fail2ban behind a real sshd, as the window sees it: what is wrong with the link says nothing about the daemon,
// and the other way round.
#include "link_rig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::AttentionReason;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ServerState;

class TestLinkTruth final : public QObject
{
    Q_OBJECT

    using Rig = LinkRig;

private Q_SLOTS:
    void severalServersShareOneConnection()
    {
        Rig rig;
        const auto first = rig.add(u"first"_s);
        const auto second = rig.add(u"second"_s);
        const auto elevated = rig.add(u"with sudo"_s, core::Elevation::Sudo);
        rig.monitor.start();
        for (const core::ServerId id : { first, second, elevated }) {
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
            QCOMPARE(rig.status(id).version, rig.daemon.versionText());
            QCOMPARE(rig.status(id).identity.pid, rig.daemon.pid());
            QVERIFY(rig.status(id).jails.contains(u"sshd"_s));
        }
        QTRY_COMPARE(rig.sshd.logins(), 1);
        QTRY_COMPARE(rig.sshd.connections(), 1);
        // The machine's own zone, told by the other end, and the user's word against it.
        QVERIFY(!rig.registry.session(first)->timeZone({}).id().isEmpty());
        QCOMPARE(rig.registry.session(first)->timeZone(u"Asia/Tokyo"_s).id(), QByteArray("Asia/Tokyo"));
        // To ban this address would lock us out.
        const QList us { *core::IpAddress::parse(u"127.0.0.1") };
        QCOMPARE(rig.hosts.loginAddresses(), us);
        for (const core::ServerId id : { first, elevated }) {
            core::ServerProfile profile = *rig.registry.profile(id);
            QCOMPARE(rig.hosts.loginAddresses(profile), us);
            profile.destination = u"nobody@elsewhere.invalid"_s; // another machine has not seen us
            QCOMPARE(rig.hosts.loginAddresses(profile), QList<core::IpAddress>());
        }
        // Nobody needs the connection any more.
        rig.monitor.stop();
        for (const core::ServerId id : { first, second, elevated }) {
            const auto gone = fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
                rig.registry.remove(id, context, std::move(handler));
            });
            QVERIFY(gone);
        }
        rig.hosts.keepOnly(rig.registry.profiles());
        QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.connections(), 0, longMs);
    }

    void daemonDownBehindAHealthyTunnel()
    {
        Rig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Offline, longMs);
        QCOMPARE(rig.status(id).online, std::optional(false));
        QCOMPARE(rig.status(id).lastOutcome, std::optional(ProbeOutcome::Refused));
        QVERIFY2(rig.daemon.start(), qPrintable(rig.daemon.error()));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1); // the same tunnel all the time
    }

    void busyDaemon()
    {
        Rig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        rig.daemon.freeze();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Busy, longMs);
        QCOMPARE(rig.status(id).online, std::optional(true));
        rig.daemon.thaw();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    void linkDown()
    {
        Rig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        core::ActivationRecord record;
        record.server = id;
        record.jail = u"sshd"_s;
        record.at = rig.clock.nowMs();
        record.jailsBefore = rig.status(id).jails;
        record.identityBefore = rig.status(id).identity;
        rig.state.recordActivation(record);
        rig.sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
        QCOMPARE(rig.status(id).lastOutcome, std::optional(ProbeOutcome::TunnelDown));
        QCOMPARE(rig.status(id).online, std::optional(true)); // nothing is known against it
        QVERIFY(!rig.state.pendingRecovery(id));
        QVERIFY2(rig.sshd.start(), qPrintable(rig.sshd.error()));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs); // by itself
        QVERIFY(!rig.state.pendingRecovery(id));
    }

    void linkFrozen()
    {
        Rig rig;
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        rig.sshd.freeze();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).lastOutcome, std::optional(ProbeOutcome::TunnelFrozen), longMs);
        QTRY_COMPARE(rig.status(id).state, ServerState::Unreachable);
        QCOMPARE(rig.status(id).online, std::optional(true));
        rig.sshd.thaw();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
    }

    void whatOnlyAPersonCanSolve_data()
    {
        QTest::addColumn<TestSshd::HostKey>("key");
        QTest::addColumn<bool>("wrongLogin");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<AttentionReason>("reason");
        using Key = TestSshd::HostKey;
        QTest::newRow("unknown host key")
            << Key::Unknown << false << ErrorCode::HostKeyUnknown << AttentionReason::HostKeyUnknown;
        QTest::newRow("changed host key")
            << Key::Changed << false << ErrorCode::HostKeyChanged << AttentionReason::HostKey;
        QTest::newRow("revoked host key")
            << Key::Revoked << false << ErrorCode::HostKeyChanged << AttentionReason::HostKey;
        QTest::newRow("login") << Key::Known << true << ErrorCode::AuthenticationRequired
                               << AttentionReason::Authentication;
    }
    void whatOnlyAPersonCanSolve()
    {
        QFETCH(TestSshd::HostKey, key);
        QFETCH(bool, wrongLogin);
        QFETCH(ErrorCode, code);
        QFETCH(AttentionReason, reason);
        Rig rig;
        rig.sshd.setHostKey(key);
        rig.sshd.useWrongKey(wrongLogin);
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::NeedsAttention, longMs);
        QCOMPARE(rig.status(id).attention, reason);
        QCOMPARE(rig.status(id).lastError.code, code);
        QCOMPARE(rig.status(id).online, std::nullopt); // never asked: nothing is claimed
    }
};

QTEST_GUILESS_MAIN(TestLinkTruth)
#include "tst_link_truth.moc"
