// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/connection_test_impl.h"
#include "services/host_registry.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using services::TestStage;

/// What a test of a connection says where it may not look at the socket: real_services cover what can be seen.
class TestConnectionTest : public QObject
{
    Q_OBJECT

    /// The steps that ended: "path+ permission-PermissionDenied".
    static QString run(ErrorCode ofStat, ErrorCode ofConnect, core::ServerProfile profile = doubles::profile(1))
    {
        support::FakeClock clock;
        services::HostRegistry hosts([&](const core::ServerProfile &) {
            auto host = std::make_unique<support::FakeHost>();
            host->setStatError(profile.socketPath, ofStat);
            return host;
        });
        auto channel = std::make_unique<support::FakeChannel>();
        channel->setAutoFail(core::Error { ofConnect, {} });
        services::ConnectionTestImpl test(profile, std::move(channel), hosts, clock);
        static constexpr const char *names[]
            = { "login", "elevation", "container", "path", "permission", "ping", "version", "capabilities" };
        QStringList ended;
        bool over = false;
        connect(&test, &services::ConnectionTest::stepChanged, &test, [&](const services::TestStep &step) {
            if (!step.running)
                ended += QLatin1StringView(names[static_cast<int>(step.stage)])
                    + (step.ok ? u"+"_s : u'-' + core::errorCodeName(step.error.code));
        });
        connect(&test, &services::ConnectionTest::finished, &test, [&](bool ok) { over = !ok; });
        test.start();
        if (!QTest::qWaitFor([&] { return over; }, 30'000))
            return u"no end: "_s + ended.join(u' ');
        return ended.join(u' ');
    }

private Q_SLOTS:
    void closedFolderIsAQuestionOfPermission()
    {
        QCOMPARE(run(ErrorCode::FileUnreadable, ErrorCode::PermissionDenied), u"path+ permission-PermissionDenied"_s);
    }
    void connectingStillFindsAWrongPath()
    {
        QCOMPARE(run(ErrorCode::FileUnreadable, ErrorCode::NoSocket), u"path-NoSocket"_s);
        QCOMPARE(run(ErrorCode::FileUnreadable, ErrorCode::NotASocket), u"path-NotASocket"_s);
    }
    void everyPartOfTheWayIsAStep_data()
    {
        QTest::addColumn<core::Elevation>("elevation");
        QTest::addColumn<QString>("container");
        QTest::addColumn<ErrorCode>("error");
        QTest::addColumn<QString>("steps");
        const auto sudo = core::Elevation::Sudo;
        const auto none = core::Elevation::None;
        QTest::newRow("sudo wants a password")
            << sudo << QString() << ErrorCode::ElevationPassword << u"elevation-ElevationPassword"_s;
        QTest::newRow("sudo refuses") << sudo << u"f2b"_s << ErrorCode::ElevationRefused
                                      << u"elevation-ElevationRefused"_s;
        QTest::newRow("no container behind sudo")
            << sudo << u"f2b"_s << ErrorCode::NoSocket << u"elevation+ container-NoSocket"_s;
        QTest::newRow("no Python in the container")
            << none << u"f2b"_s << ErrorCode::CommandNotFound << u"container-CommandNotFound"_s;
        QTest::newRow("docker is not for us")
            << none << u"f2b"_s << ErrorCode::PermissionDenied << u"container-PermissionDenied"_s;
        QTest::newRow("as far as the socket")
            << sudo << u"f2b"_s << ErrorCode::FileUnreadable << u"elevation+ container+ path-NoSocket"_s;
    }
    void everyPartOfTheWayIsAStep()
    {
        QFETCH(core::Elevation, elevation);
        QFETCH(QString, container);
        QFETCH(ErrorCode, error);
        QFETCH(QString, steps);
        core::ServerProfile profile = doubles::profile(1);
        profile.elevation = elevation;
        profile.container = container;
        QCOMPARE(run(error, ErrorCode::NoSocket, profile), steps);
    }
    void aDestinationThatSshMustNotSee()
    {
        core::ServerProfile profile = doubles::profile(1);
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = u"-oProxyCommand=id"_s;
        QCOMPARE(run(ErrorCode::TunnelDown, ErrorCode::TunnelDown, profile), u"login-InvalidArgument"_s);
    }
    /// Who waits for an answer reads at "Answer" how long, not at "Permission".
    void waitingIsTheAnswersTime()
    {
        support::FakeClock clock;
        const core::ServerProfile profile = doubles::profile(1);
        services::HostRegistry hosts([&](const core::ServerProfile &) {
            auto host = std::make_unique<support::FakeHost>();
            host->setStat(profile.socketPath, { .exists = true, .isSocket = true });
            return host;
        });
        auto owned = std::make_unique<support::FakeChannel>();
        const QPointer<support::FakeChannel> channel = owned.get();
        services::ConnectionTestImpl test(profile, std::move(owned), hosts, clock);
        QMap<TestStage, qint64> took;
        connect(&test, &services::ConnectionTest::stepChanged, &test, [&](const services::TestStep &step) {
            if (!step.running)
                took.insert(step.stage, step.tookMs);
        });
        test.start();
        QTRY_COMPARE(took.keys(), QList { TestStage::Path });
        QElapsedTimer waited;
        waited.start();
        QTRY_VERIFY(channel && channel->state() == transport::Channel::State::Opening && waited.hasExpired(40));
        channel->fail({ ErrorCode::Refused, {} });
        QTRY_VERIFY(took.contains(TestStage::Ping));
        QCOMPARE(took.value(TestStage::Permission), 0);
        QVERIFY(took.value(TestStage::Ping) >= 40);
    }
    void aBrokenWayIsNoQuestionOfPermission()
    {
        QCOMPARE(run(ErrorCode::TunnelDown, ErrorCode::TunnelDown), u"path-TunnelDown"_s);
    }
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connection_test.moc"
