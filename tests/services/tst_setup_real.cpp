// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"
#include "services/connection_test_impl.h"
#include "services/setup_service_impl.h"
#include "transport/local_host.h"

using namespace Qt::StringLiterals;
using Finding = services::LocalServerFinding;

/// What the wizard and the connection test find out, with real sockets.
class TestSetupReal : public QObject
{
    Q_OBJECT

    static std::unique_ptr<transport::Channel> channel(const core::ServerProfile &profile)
    {
        return std::make_unique<transport::LocalSocketChannel>(profile.socketPath);
    }
    static QList<services::TestStep> test(RealServices &s, const QString &socket, bool &passed)
    {
        core::ServerProfile profile;
        profile.socketPath = socket;
        services::ConnectionTestFactoryImpl factory(channel, s.hosts, s.clock);
        const auto run = factory.create(profile);
        QList<services::TestStep> ended;
        QObject::connect(
            run.get(), &services::ConnectionTest::stepChanged, &s.context, [&](const services::TestStep &step) {
                if (!step.running)
                    ended.append(step);
            });
        QSignalSpy finished(run.get(), &services::ConnectionTest::finished);
        run->start();
        if (finished.isEmpty())
            finished.wait(30'000);
        passed = !finished.isEmpty() && finished.first().first().toBool();
        return ended;
    }

private Q_SLOTS:
    void findsWhatIsThere()
    {
        RealServices s(TestFail2ban::Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        transport::LocalHost host;
        storage::SettingsRepository settings(s.store);
        std::optional<core::ServerProfile> adopted;
        services::SetupServiceImpl::Places places;
        places.configDirs = { s.daemon.configDir() };
        places.sockets = { u"/nonexistent/fail2ban.sock"_s, s.daemon.logPath() };
        places.clients = { s.daemon.clientProgram() };
        services::SetupServiceImpl setup(
            settings, s.state, channel, host, s.clock,
            [&](const std::optional<core::ServerProfile> &profile, const QHash<QString, QString> &) {
                adopted = profile;
            },
            places);
        const auto found = s.wait<QList<Finding>>([&](auto h) { setup.findLocalServers(&s.context, h); });
        QVERIFY(found);
        QCOMPARE(found->size(), 3);
        QCOMPARE(found->at(0).state, Finding::State::Answers);
        QCOMPARE(found->at(0).version, u"1.1.0"_s);
        QCOMPARE(found->at(0).socketPath, s.daemon.socketPath());
        QVERIFY(found->at(0).foundIn.endsWith(u"/fail2ban.conf"_s));
        QVERIFY(found->at(0).installed);
        QCOMPARE(found->at(1).state, Finding::State::Missing);
        QCOMPARE(found->at(2).state, Finding::State::NotASocket);

        s.daemon.kill();
        QCOMPARE(s.wait<QList<Finding>>([&](auto h) { setup.findLocalServers(&s.context, h); })->at(0).state,
            Finding::State::NotRunning);

        QVERIFY(!s.state.isSetupComplete());
        core::ServerProfile first;
        first.name = u"this computer"_s;
        first.socketPath = s.daemon.socketPath();
        QVERIFY(s.wait<bool>([&](auto h) {
            setup.finish(first, { { u"probe_interval_seconds"_s, u"10"_s } }, &s.context, h);
        }));
        QVERIFY(s.state.isSetupComplete());
        QVERIFY(adopted && adopted->id.isValid());
        QVERIFY(*s.wait<bool>([&](auto h) { settings.setupComplete(&s.context, h); }));
    }

    void testsStepByStep()
    {
        RealServices s(TestFail2ban::Version::V1_0_2);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        bool passed = false;
        auto steps = test(s, s.daemon.socketPath(), passed);
        QVERIFY(passed);
        QCOMPARE(steps.size(), 5);
        QCOMPARE(steps[3].detail, u"1.0.2"_s);
        QVERIFY(steps[4].detail.contains(u"banip --with-time"_s));
        QVERIFY(!steps[4].detail.contains(u"stats"_s));

        steps = test(s, u"/nonexistent/x.sock"_s, passed);
        QVERIFY(!passed);
        QCOMPARE(steps.last().stage, services::TestStage::Path);
        QCOMPARE(steps.last().error.code, core::ErrorCode::NoSocket);

        steps = test(s, s.daemon.logPath(), passed);
        QCOMPARE(steps.last().error.code, core::ErrorCode::NotASocket);

        s.daemon.kill();
        steps = test(s, s.daemon.socketPath(), passed);
        QVERIFY(!passed);
        QCOMPARE(steps.last().stage, services::TestStage::Ping);
        QCOMPARE(steps.last().error.code, core::ErrorCode::Refused);
    }
};

QTEST_GUILESS_MAIN(TestSetupReal)
#include "tst_setup_real.moc"
