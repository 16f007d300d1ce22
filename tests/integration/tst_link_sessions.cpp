// SPDX-License-Identifier: GPL-3.0-or-later
// Many servers behind one ssh connection that each occupy a session of it: sshd allows ten (MaxSessions). The daemons
// are fakes; sshd, sudo and the helpers are the real ones.
#include "link_rig.h"
#include "services/wire_replies.h"
#include "support/scripted_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ServerState;

class TestLinkSessions final : public QObject
{
    Q_OBJECT

    static constexpr int count = 12;

    static LinkRig::Options options(const QString &serverConfig)
    {
        LinkRig::Options options;
        options.withDaemon = false;
        options.aliveSeconds = 5;
        options.sshd.extraServerConfig = serverConfig;
        return options;
    }

    /// Daemons without jails, each with its server behind sudo.
    struct Fleet
    {
        explicit Fleet(LinkRig &rig)
        {
            for (int i = 0; i < count; ++i) {
                daemons.push_back(std::make_unique<support::ScriptedServer>());
                daemons.back()->setResponder([](const QByteArray &request) -> support::ScriptedServer::Reply {
                    if (request.contains("version"))
                        return { wire::done(wire::text(u"1.1.0"_s)) };
                    if (request.contains("stats"))
                        return { wire::done(wire::dict({ wire::jailStats(u"sshd"_s, 1, 10, 2, 20) })) };
                    return { wire::status({ u"sshd"_s }) };
                });
                core::ServerProfile profile = rig.profile(u"server-%1"_s.arg(i));
                profile.socketPath = daemons.back()->path();
                profile.elevation = core::Elevation::Sudo;
                ids.append(rig.add(profile));
            }
        }
        std::vector<std::unique_ptr<support::ScriptedServer>> daemons;
        QList<core::ServerId> ids;
    };

    static int inState(const LinkRig &rig, const Fleet &fleet, ServerState state)
    {
        return static_cast<int>(std::count_if(
            fleet.ids.cbegin(), fleet.ids.cend(), [&](core::ServerId id) { return rig.status(id).state == state; }));
    }

private Q_SLOTS:
    void moreServersThanSessions()
    {
        LinkRig rig(options(u"MaxSessions 10"_s));
        Fleet fleet(rig);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(inState(rig, fleet, ServerState::Online), count, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 2); // four on the first connection, the others on a second one
        // And they stay: nobody takes a session away from another.
        QSignalSpy finished(&rig.monitor, &services::HealthMonitor::probeFinished);
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() >= 2 * count, longMs);
        QCOMPARE(inState(rig, fleet, ServerState::Online), count);
        QTRY_COMPARE(rig.sshd.logins(), 2);

        // Both connections end: all come back.
        rig.sshd.killSessions();
        QTRY_VERIFY_WITH_TIMEOUT(inState(rig, fleet, ServerState::Online) < count, longMs);
        rig.monitor.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(inState(rig, fleet, ServerState::Online), count, longMs);
    }

    /// A second login is not to be had without a person: the link has a limit, and says so. Nothing is said of daemons.
    void noSecondConnection()
    {
        LinkRig rig(options(u"MaxSessions 10"_s));
        Fleet fleet(rig);
        core::ServerProfile plain = rig.profile(u"plain"_s);
        plain.socketPath = fleet.daemons.front()->path();
        const auto first = rig.add(plain);
        connect(&rig.hosts, &services::HostRegistry::connectionOpened, this, [&] { rig.sshd.useWrongKey(true); });
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(inState(rig, fleet, ServerState::Online), 4, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(inState(rig, fleet, ServerState::Unreachable), count - 4, longMs);
        QTRY_COMPARE(rig.status(first).state, ServerState::Online); // a tunnel occupies no session
        for (const core::ServerId id : fleet.ids) {
            if (rig.status(id).state != ServerState::Unreachable)
                continue;
            QCOMPARE(rig.status(id).lastError.code, ErrorCode::TunnelDown);
            QVERIFY2(rig.status(id).lastError.detail.startsWith(transport::SshMaster::noSessionLeft),
                qPrintable(rig.status(id).lastError.detail));
            QCOMPARE(rig.status(id).online, std::nullopt);
        }
    }

    /// An administrator allows fewer sessions than we take for granted.
    void fewSessions()
    {
        LinkRig rig(options(u"MaxSessions 2"_s));
        Fleet fleet(rig);
        rig.monitor.start();
        QTRY_VERIFY_WITH_TIMEOUT(inState(rig, fleet, ServerState::Unreachable) > 0, 2 * longMs);
        for (const core::ServerId id : fleet.ids) {
            QVERIFY(rig.status(id).state != ServerState::Offline);
            QVERIFY(rig.status(id).state != ServerState::Busy);
            QVERIFY(rig.status(id).state != ServerState::NeedsAttention);
        }
    }
};

QTEST_GUILESS_MAIN(TestLinkSessions)
#include "tst_link_sessions.moc"
