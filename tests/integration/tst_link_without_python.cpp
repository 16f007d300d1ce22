// SPDX-License-Identifier: GPL-3.0-or-later
// A login that runs nothing of ours (no Python there, or a forced command) still carries a tunnel: the daemon is
// watched, and what cannot be known is not claimed.
#include "link_rig.h"
#include "services/connection_test_impl.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ServerState;

class TestLinkWithoutPython final : public QObject
{
    Q_OBJECT

    static LinkRig::Options options(const QString &command, bool tunnels = true)
    {
        LinkRig::Options options;
        options.sshd.extraServerConfig = u"ForceCommand "_s + command;
        options.sshd.allowStreamLocalForwarding = tunnels;
        return options;
    }

private Q_SLOTS:
    void theTunnelWorks_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("no Python") << u"exit 127"_s;
        QTest::newRow("no commands") << u"/bin/false"_s;
        QTest::newRow("a greeting and nothing else") << u"echo This account is currently not available."_s;
    }
    void theTunnelWorks()
    {
        QFETCH(QString, command);
        LinkRig rig(options(command));
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QCOMPARE(rig.status(id).version, rig.daemon.versionText());
        QVERIFY(rig.status(id).jails.contains(u"sshd"_s));
        QVERIFY(!rig.status(id).identity.isKnown());
        // The tunnel has carried something: what ends now is the daemon.
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Offline, longMs);
        QVERIFY2(rig.daemon.start(), qPrintable(rig.daemon.error()));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    void theConnectionTestSaysSo()
    {
        LinkRig rig(options(u"exit 127"_s));
        services::ConnectionTestFactoryImpl factory(
            [&](const core::ServerProfile &profile) { return rig.hosts.makeChannel(profile); }, rig.hosts, rig.clock,
            &rig.state);
        const auto test = factory.create(rig.profile(u"web"_s));
        QHash<services::TestStage, services::TestStep> steps;
        connect(test.get(), &services::ConnectionTest::stepChanged, this,
            [&](const services::TestStep &step) { steps.insert(step.stage, step); });
        QSignalSpy finished(test.get(), &services::ConnectionTest::finished);
        test->start();
        QVERIFY(finished.wait(longMs));
        QVERIFY(finished.constFirst().constFirst().toBool());
        QCOMPARE(steps.value(services::TestStage::Permission).detail, u"no Python there"_s);
        QVERIFY(steps.value(services::TestStage::Ping).ok);
    }

    /// A dead daemon, a missing socket and a server that forbids tunnels look alike from here.
    void whatCannotBeToldIsNotClaimed_data()
    {
        QTest::addColumn<bool>("tunnels");
        QTest::addColumn<bool>("daemon");
        QTest::newRow("no daemon") << true << false;
        QTest::newRow("no tunnels") << false << true;
    }
    void whatCannotBeToldIsNotClaimed()
    {
        QFETCH(bool, tunnels);
        QFETCH(bool, daemon);
        LinkRig rig(options(u"exit 127"_s, tunnels));
        if (!daemon)
            rig.daemon.kill();
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
        QCOMPARE(rig.status(id).lastOutcome, std::optional(ProbeOutcome::TunnelDown));
        QCOMPARE(rig.status(id).lastError.code, ErrorCode::TunnelDown);
        QVERIFY2(rig.status(id).lastError.detail.contains("no Python there to ask"_L1),
            qPrintable(rig.status(id).lastError.detail));
        QCOMPARE(rig.status(id).online, std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestLinkWithoutPython)
#include "tst_link_without_python.moc"
