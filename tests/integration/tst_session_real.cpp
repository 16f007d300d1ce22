// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"
#include "protocol/commands.h"
#include "protocol/server_capabilities.h"
#include "services/jail_service_state.h"
#include "services/server_session.h"
#include "support/event_loop.h"
#include "support/test_fail2ban.h"
#include "transport/local_socket_channel.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(TestFail2ban::Version)

namespace {

core::Error lost()
{
    return { core::ErrorCode::Internal, u"no answer"_s };
}

} // namespace

/// One session against real daemons, and against what can happen to them.
class TestSessionReal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversation_data();
    void conversation();
    void markerAndBigTexts_data() { conversation_data(); }
    void markerAndBigTexts();
    void killedWhileIdle();
    void killedWhileAnswering();
    void restartedWhileIdle();
    void frozen();
    void socketRemovedAndReplaced();

private:
    std::unique_ptr<services::ServerSession> session(
        const TestFail2ban &daemon, const services::SessionTimeouts &timeouts = {})
    {
        return std::make_unique<services::ServerSession>(core::ServerId { 1 },
            std::make_unique<transport::LocalSocketChannel>(daemon.socketPath()), m_clock, timeouts);
    }
    template <typename R>
    core::Result<R> ask(services::ServerSession &session, const protocol::TypedQuery<R> &query, int timeoutMs = 20'000)
    {
        core::Result<R> answer = tl::unexpected(lost());
        bool done = false;
        QObject context;
        session.submit<R>(query, &context, [&](core::Result<R> said) {
            answer = std::move(said);
            done = true;
        });
        std::ignore = QTest::qWaitFor([&] { return done; }, timeoutMs);
        return answer;
    }

    core::SystemClock m_clock;
};

void TestSessionReal::conversation_data()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const auto version : TestFail2ban::versions())
        QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version;
}

void TestSessionReal::conversation()
{
    QFETCH(TestFail2ban::Version, version);
    TestFail2ban daemon(version);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QSignalSpy connections(s.get(), &services::ServerSession::connected);
    QCOMPARE(ask(*s, protocol::ping()).value_or(u"?"_s), u"pong"_s);
    QVERIFY(s->lastLatencyUs() > 0);
    QCOMPARE(s->identity()->pid, daemon.pid());
    QVERIFY(s->identity()->startTime != 0);
    QCOMPARE(ask(*s, protocol::version()).value_or(u"?"_s), daemon.versionText());

    const auto status = ask(*s, protocol::status());
    QVERIFY(status);
    QStringList jails = status->jails;
    jails.sort();
    QCOMPARE(jails, (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));

    const auto stats = ask(*s, protocol::stats());
    services::JailServiceState capabilities;
    std::optional<core::Result<bool>> hasStats;
    capabilities.ask(protocol::Capability::Stats, *s, {}, this, [&](core::Result<bool> said) { hasStats = said; });
    QTRY_VERIFY_WITH_TIMEOUT(hasStats.has_value(), 30'000);
    if (version == TestFail2ban::Version::V1_1_0) {
        QVERIFY(stats);
        QCOMPARE(stats->size(), 4);
        QCOMPARE(**hasStats, true);
    } else {
        QCOMPARE(stats.error().code, core::ErrorCode::InvalidCommand);
        QCOMPARE(**hasStats, false);
    }

    daemon.writeFailure(u"192.0.2.7"_s);
    QTRY_VERIFY_WITH_TIMEOUT(daemon.actionLines().contains(u"ban sshd 192.0.2.7"_s), 30'000);
    const auto sshd = ask(*s, protocol::jailStatus(u"sshd"_s, protocol::StatusFlavour::Basic));
    QVERIFY(sshd);
    QCOMPARE(sshd->jail.currentlyBanned, 1);
    QCOMPARE(sshd->jail.files, QStringList { daemon.watchedLog(u"auth"_s) });
    QCOMPARE(core::banTargetText(sshd->bans->front().target), u"192.0.2.7"_s);
    const auto timed = ask(*s, protocol::jailBansWithTime(u"sshd"_s));
    QVERIFY(timed);
    QCOMPARE(timed->size(), std::size_t(1));
    QCOMPARE(timed->front().banTime, 3600);

    int readable = 0;
    for (const protocol::PropertyInfo &info : protocol::jailPropertyInfos()) {
        const auto value = ask(*s, protocol::jailProperty(u"sshd"_s, QString::fromLatin1(info.name)));
        if (value)
            ++readable;
        else
            qInfo("%s: %s", info.name, qPrintable(value.error().detail));
    }
    QVERIFY2(readable >= 15, qPrintable(QString::number(readable)));
    QCOMPARE(ask(*s, protocol::jailProperty(u"sshd"_s, u"maxretry"_s))->toInt(), 2);
    QCOMPARE(
        ask(*s, protocol::jailActions(u"web"_s)).value_or(QStringList()), (QStringList { u"dummy"_s, u"dummy2"_s }));
    QCOMPARE(ask(*s, protocol::jailProperty(u"nosuch"_s, u"maxretry"_s)).error().code, core::ErrorCode::UnknownJail);
    QCOMPARE(ask(*s, protocol::ping()).value_or(u"?"_s), u"pong"_s);
    QCOMPARE(connections.count(), 1); // all of it over one connection
}

void TestSessionReal::markerAndBigTexts()
{
    QFETCH(TestFail2ban::Version, version);
    TestFail2ban daemon(version);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QSignalSpy lostConnections(s.get(), &services::ServerSession::disconnected);
    const QString big(2'000'000, u'x');
    const QString umlauts = QString(u"ä<ö€\U0001F512"_s).repeated(20'000);
    const QList<QStringList> texts { { u"plain"_s }, { u"<F2B_END_COMMAND>"_s },
        { u"before <F2B_END_COMMAND> after"_s, u"<F2B_END_COMMAND><F2B_CLOSE_COMMAND>"_s,
            u"\\x3c <F2B_END_COMMAND>\n'\"\\"_s },
        { u"<F2B_CLOSE_COMMAND>"_s }, { QString(), u"\u0000\n\r\t"_s }, { umlauts }, { big },
        { big + u"<F2B_END_COMMAND>"_s + umlauts } };
    for (const QStringList &words : texts) {
        const auto back = ask(*s, protocol::echo(words));
        QVERIFY2(back, back ? "" : qPrintable(core::errorCodeName(back.error().code) + back.error().detail.left(200)));
        QStringList said = *back;
        if (said.value(0) == "echo"_L1)
            said.removeFirst();
        QVERIFY2(said == words, qPrintable(words.constFirst().left(60)));
    }
    QCOMPARE(ask(*s, protocol::ping()).value_or(u"?"_s), u"pong"_s);
    QCOMPARE(lostConnections.count(), 0);
}

void TestSessionReal::killedWhileIdle()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QVERIFY(ask(*s, protocol::ping()));
    QSignalSpy gone(s.get(), &services::ServerSession::disconnected);
    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, 30'000);
    QVERIFY(!s->isConnected());
    // The socket stayed behind. A child that the daemon was about to start an action with can hold it for a moment.
    QTRY_COMPARE_WITH_TIMEOUT(ask(*s, protocol::ping()).error().code, core::ErrorCode::Refused, 30'000);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QCOMPARE(ask(*s, protocol::ping()).value_or(u"?"_s), u"pong"_s);
    QCOMPARE(s->identity()->pid, daemon.pid());
    QVERIFY(daemon.stop());
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 2, 30'000);
    s->reconnectNow();
    QCOMPARE(ask(*s, protocol::ping()).error().code, core::ErrorCode::NoSocket);
}

void TestSessionReal::killedWhileAnswering()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QVERIFY(ask(*s, protocol::ping()));
    daemon.freeze();
    std::optional<core::Result<QString>> answer;
    s->submit<QString>(protocol::version(), this, [&](core::Result<QString> said) { answer = said; });
    support::letTimersFire(50); // it is on its way, and nobody answers
    QVERIFY(!answer);
    daemon.kill();
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000);
    // Once more on a new connection, which nobody accepts any longer. Or a process that is ending, which has closed the
    // old connection already and the socket not yet.
    const core::ErrorCode code = answer->error().code;
    QVERIFY(code == core::ErrorCode::Refused || code == core::ErrorCode::ConnectionLost);
}

void TestSessionReal::restartedWhileIdle()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QVERIFY(ask(*s, protocol::ping()));
    const qint64 before = s->identity()->pid;
    QVERIFY2(daemon.restart(), qPrintable(daemon.error()));
    // The end of the old connection has not been looked at yet.
    QCOMPARE(ask(*s, protocol::version()).value_or(u"?"_s), daemon.versionText());
    QVERIFY(s->identity()->pid != before);
    QCOMPARE(s->identity()->pid, daemon.pid());
}

void TestSessionReal::frozen()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon, { 300, 300, 300, 300, 300 });
    QVERIFY(ask(*s, protocol::ping()));
    daemon.freeze();
    QCOMPARE(ask(*s, protocol::ping()).error().code, core::ErrorCode::Timeout);
    QVERIFY(!s->isConnected());
    // The kernel still takes connections, until the backlog is full.
    bool busy = false;
    for (int i = 0; i < 6 && !busy; ++i) {
        const auto code = ask(*s, protocol::ping()).error().code;
        QVERIFY2(
            code == core::ErrorCode::Timeout || code == core::ErrorCode::Busy, qPrintable(core::errorCodeName(code)));
        busy = code == core::ErrorCode::Busy;
    }
    QVERIFY(busy);
    daemon.thaw();
    s->reconnectNow();
    QVERIFY(QTest::qWaitFor([&] { return ask(*s, protocol::ping()).value_or(u"?"_s) == u"pong"_s; }, 30'000));
}

void TestSessionReal::socketRemovedAndReplaced()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto s = session(daemon);
    QVERIFY(ask(*s, protocol::ping()));
    QVERIFY(QFile::remove(daemon.socketPath()));
    QCOMPARE(ask(*s, protocol::ping()).value_or(u"?"_s), u"pong"_s); // an open connection needs no path
    const auto other = session(daemon);
    QCOMPARE(ask(*other, protocol::ping()).error().code, core::ErrorCode::NoSocket);
    QFile file(daemon.socketPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    other->reconnectNow();
    QCOMPARE(ask(*other, protocol::ping()).error().code, core::ErrorCode::NotASocket);
    QVERIFY(QFile::remove(daemon.socketPath()));
}

QTEST_GUILESS_MAIN(TestSessionReal)
#include "tst_session_real.moc"
