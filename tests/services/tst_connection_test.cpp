// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/connection_test_impl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using services::TestStage;

/// What a test of a connection says where it may not look at the socket: real_services cover what can be seen.
class TestConnectionTest : public QObject
{
    Q_OBJECT

    /// The steps that ended: "path+ permission-PermissionDenied".
    static QString run(ErrorCode ofStat, ErrorCode ofConnect)
    {
        support::FakeClock clock;
        support::FakeHost host;
        const core::ServerProfile profile = doubles::profile(1);
        host.setStatError(profile.socketPath, ofStat);
        auto channel = std::make_unique<support::FakeChannel>();
        channel->setAutoFail(core::Error { ofConnect, {} });
        services::ConnectionTestImpl test(profile, std::move(channel), host, clock);
        static constexpr const char *names[] = { "path", "permission", "ping", "version", "capabilities" };
        QStringList ended;
        bool over = false;
        connect(&test, &services::ConnectionTest::stepChanged, &test, [&](const services::TestStep &step) {
            if (!step.running)
                ended += QLatin1StringView(names[static_cast<int>(step.stage)])
                    + (step.ok ? u"+"_s : u'-' + core::errorCodeName(step.error.code));
        });
        connect(&test, &services::ConnectionTest::finished, &test, [&](bool ok) { over = !ok; });
        test.start();
        if (!QTest::qWaitFor([&] { return over; }, 5000))
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
    void aBrokenWayIsNoQuestionOfPermission()
    {
        QCOMPARE(run(ErrorCode::TunnelDown, ErrorCode::TunnelDown), u"path-TunnelDown"_s);
    }
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connection_test.moc"
