// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_rig.h"
#include "support/event_loop.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// The connection of one server: opened when wanted, retried, dropped when it cannot be trusted.
class TestSessionConnection final : public SessionRig
{
    Q_OBJECT

private Q_SLOTS:
    void init() { build(); }
    void cleanup() { m_gate.reset(); }

    void connectsOnlyWhenAsked();
    void busyIsRetriedUntilTheDeadline();
    void connectFailureAnswersEverybodyAtOnce();
    void backoffBetweenAttempts();
    void backoffLongerThanTheDeadlineTellsWhy();
    void openingHasADeadline();
    void eofMidReply();
    void eofOnAnIdleConnectionRetriesAQueryOnce();
    void eofOnAFreshConnectionIsLost();
    void changeIsNeverRepeated();
    void changeCutWithItsLinkMayHaveBeenDone();
    void moreRepliesThanRequests();
    void garbageIsAProtocolError();
    void unsolicitedBytesDropTheConnection();
    void latencyAndSuccess();
    void identityIsReadPerConnection();
    void timesAreReadInTheZoneOfTheirMachine();
    void destructionCancels();
    void handlerMayDeleteTheSession();
};

void TestSessionConnection::connectsOnlyWhenAsked()
{
    support::settle();
    QCOMPARE(m_gate->channel->openCount(), 0);
    QVERIFY(m_gate->session().isIdle());
    Heard<protocol::Value> heard;
    submit(heard, query(u"ping"_s));
    QVERIFY(!m_gate->session().isIdle());
    QVERIFY(written(1));
    QCOMPARE(m_gate->channel->openCount(), 1);
    QVERIFY(m_gate->session().isConnected());
    QCOMPARE(m_gate->channel->written(), encoded(u"ping"_s));
}

void TestSessionConnection::busyIsRetriedUntilTheDeadline()
{
    m_gate->channel->setAutoFail(error(core::ErrorCode::Busy));
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    // Refused as well as begun: the pause is counted from there.
    const auto refused = [&](int attempts) {
        return m_gate->channel->openCount() == attempts
            && m_gate->channel->state() == transport::Channel::State::Closed;
    };
    QTRY_VERIFY(refused(1));
    m_gate->clock.advance(30);
    QTRY_VERIFY(refused(2));
    QCOMPARE(heard.count(), 0);
    m_gate->clock.advance(31);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Busy);

    // A daemon that has time again within the deadline answers as if nothing had been.
    m_gate->session().reconnectNow();
    const int before = m_gate->channel->openCount();
    submit(heard, query(u"b"_s));
    QTRY_VERIFY(refused(before + 1));
    m_gate->channel->setAutoFail({});
    m_gate->clock.advance(30);
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)));
    QCOMPARE(heard.results.at(1)->toString(), u"B"_s);
}

void TestSessionConnection::connectFailureAnswersEverybodyAtOnce()
{
    m_gate->channel->setAutoFail(error(core::ErrorCode::PermissionDenied));
    Heard<protocol::Value> heard;
    Heard<protocol::Value> changed;
    submit(heard, query(u"a"_s));
    submit(heard, query(u"b"_s, CommandClass::HeavyRead));
    QTRY_COMPARE(heard.count(), 2);
    QCOMPARE(heard.code(0), core::ErrorCode::PermissionDenied);
    QCOMPARE(heard.code(1), core::ErrorCode::PermissionDenied);
    QCOMPARE(m_gate->channel->openCount(), 1);
    m_gate->session().reconnectNow();
    submitChange(changed, u"x"_s);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.code(), core::ErrorCode::PermissionDenied);
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Failed);
    QVERIFY(m_gate->channel->writes().isEmpty());
}

void TestSessionConnection::backoffBetweenAttempts()
{
    m_gate->session().setTimeouts({ 10'000, 10'000, 10'000, 10'000, 10'000 });
    m_gate->channel->setAutoFail(error(core::ErrorCode::Refused));
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QTRY_COMPARE(heard.count(), 1);
    submit(heard, query(u"b"_s));
    support::letTimersFire(30);
    QCOMPARE(m_gate->channel->openCount(), 1); // 75 ms at least have to pass
    m_gate->clock.advance(130);
    QTRY_COMPARE(m_gate->channel->openCount(), 2);
    QTRY_COMPARE(heard.count(), 2);
    submit(heard, query(u"c"_s));
    m_gate->clock.advance(130); // the second pause is 150 ms at least
    support::letTimersFire(30);
    QCOMPARE(m_gate->channel->openCount(), 2);
    m_gate->session().reconnectNow();
    QTRY_COMPARE(m_gate->channel->openCount(), 3);
}

void TestSessionConnection::backoffLongerThanTheDeadlineTellsWhy()
{
    m_gate->channel->setAutoFail(error(core::ErrorCode::Refused));
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QTRY_COMPARE(heard.count(), 1);
    submit(heard, query(u"b"_s));
    m_gate->clock.advance(61); // its deadline; the pause is 75 ms at least
    QTRY_COMPARE(heard.count(), 2);
    QCOMPARE(heard.code(1), core::ErrorCode::Refused);
    QCOMPARE(m_gate->channel->openCount(), 1);
}

void TestSessionConnection::openingHasADeadline()
{
    m_gate->channel->setAutoAccept(false);
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s, CommandClass::HeavyRead));
    QTRY_COMPARE(m_gate->channel->openCount(), 1);
    m_gate->clock.advance(61);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Timeout);
    QCOMPARE(m_gate->channel->state(), transport::Channel::State::Closed);
}

void TestSessionConnection::eofMidReply()
{
    const QByteArray reply = wire::done(wire::text(u"A"_s));
    for (qsizetype cut = 1; cut < reply.size(); ++cut) {
        Heard<protocol::Value> heard;
        m_gate->session().reconnectNow();
        const auto before = m_gate->channel->writes().size();
        submit(heard, query(u"a"_s));
        QVERIFY(written(before + 1));
        m_gate->channel->feed(reply.left(cut));
        m_gate->channel->cut();
        QCOMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), core::ErrorCode::ConnectionLost);
        QVERIFY(!m_gate->session().isConnected());
    }
}

void TestSessionConnection::eofOnAnIdleConnectionRetriesAQueryOnce()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    submit(heard, query(u"b"_s));
    QVERIFY(written(2));
    m_gate->channel->cut(); // a daemon that was restarted meanwhile
    QVERIFY(written(3));
    QCOMPARE(m_gate->channel->openCount(), 2);
    QCOMPARE(m_gate->channel->writes().at(2), encoded(u"b"_s));
    QCOMPARE(heard.count(), 1);
    m_gate->channel->cut(); // and again: once is enough
    QCOMPARE(heard.count(), 2);
    QCOMPARE(heard.code(1), core::ErrorCode::ConnectionLost);
    support::settle();
    QCOMPARE(m_gate->channel->writes().size(), 3);
}

void TestSessionConnection::eofOnAFreshConnectionIsLost()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->cut();
    QCOMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::ConnectionLost);
}

void TestSessionConnection::changeIsNeverRepeated()
{
    Heard<protocol::Value> heard;
    Heard<protocol::Value> changed;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    submitChange(changed, u"x"_s);
    QVERIFY(written(2));
    m_gate->channel->cut();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.code(), core::ErrorCode::ConnectionLost);
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Unknown);
    support::settle();
    QCOMPARE(m_gate->channel->writes().size(), 2);
}

void TestSessionConnection::changeCutWithItsLinkMayHaveBeenDone()
{
    Heard<protocol::Value> heard;
    Heard<protocol::Value> changed;
    submitChange(changed, u"x"_s);
    QVERIFY(written(1));
    m_gate->channel->cut({ core::ErrorCode::TunnelDown, u"ssh's words"_s });
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.code(), core::ErrorCode::ConnectionLost); // and not that the way is down, so nothing happened
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Unknown);
    // A question is answered by what is wrong.
    submit(heard, query(u"a"_s));
    m_gate->clock.advance(10'000);
    QVERIFY(written(2));
    m_gate->channel->cut({ core::ErrorCode::TunnelDown, u"ssh's words"_s });
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::TunnelDown);
}

void TestSessionConnection::moreRepliesThanRequests()
{
    Heard<protocol::Value> heard;
    QSignalSpy lost(&m_gate->session(), &services::ServerSession::disconnected);
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)) + wire::done(wire::text(u"uninvited"_s)));
    QCOMPARE(heard.count(), 1);
    QCOMPARE(heard.results.at(0)->toString(), u"A"_s);
    QCOMPARE(lost.count(), 1);
    QCOMPARE(lost.at(0).at(0).value<core::Error>().code, core::ErrorCode::ProtocolError);
    QCOMPARE(m_gate->channel->state(), transport::Channel::State::Closed);
    // What was uninvited answers nobody.
    m_gate->session().reconnectNow();
    submit(heard, query(u"b"_s));
    QVERIFY(written(2));
    QCOMPARE(heard.count(), 1);

    // The beginning of a reply too many is enough.
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)) + "\x80");
    QCOMPARE(heard.count(), 2);
    QVERIFY(!m_gate->session().isConnected());
}

void TestSessionConnection::garbageIsAProtocolError()
{
    for (const QByteArray &garbage : { QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n"), QByteArray(64, '\0'),
             QByteArray("\x80\x02K\x01.not the marker at all"), QByteArray("\x80\x02QQ.") }) {
        Heard<protocol::Value> heard;
        m_gate->session().reconnectNow();
        const auto before = m_gate->channel->writes().size();
        submit(heard, query(u"a"_s));
        QVERIFY(written(before + 1));
        m_gate->channel->feed(garbage);
        QCOMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), core::ErrorCode::ProtocolError);
        QCOMPARE(m_gate->channel->state(), transport::Channel::State::Closed);
    }
}

void TestSessionConnection::unsolicitedBytesDropTheConnection()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    QVERIFY(m_gate->session().isConnected());
    m_gate->channel->feed("\x80");
    QVERIFY(!m_gate->session().isConnected());
    QCOMPARE(m_gate->channel->state(), transport::Channel::State::Closed);
}

void TestSessionConnection::latencyAndSuccess()
{
    QCOMPARE(m_gate->session().lastSuccessAt(), 0);
    QCOMPARE(m_gate->session().lastLatencyUs(), -1);
    Heard<protocol::Value> heard;
    QElapsedTimer total;
    total.start();
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    support::letTimersFire(20);
    m_gate->clock.advance(25);
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    QCOMPARE(m_gate->session().lastSuccessAt(), m_gate->clock.monotonicMs());
    QVERIFY2(
        m_gate->session().lastLatencyUs() >= 15'000, qPrintable(QString::number(m_gate->session().lastLatencyUs())));
    QVERIFY(m_gate->session().lastLatencyUs() <= total.nsecsElapsed() / 1000);
}

void TestSessionConnection::identityIsReadPerConnection()
{
    m_gate->channel->setIdentity(core::ProcessIdentity { 42, 7 });
    QVERIFY(!m_gate->session().identity());
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    QCOMPARE(m_gate->session().identity(), (core::ProcessIdentity { 42, 7 }));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    m_gate->channel->setIdentity(core::ProcessIdentity { 43, 8 });
    QCOMPARE(m_gate->session().identity(), (core::ProcessIdentity { 42, 7 }));
    m_gate->channel->cut();
    QVERIFY(!m_gate->session().identity());
    submit(heard, query(u"b"_s));
    QVERIFY(written(2));
    QCOMPARE(m_gate->session().identity(), (core::ProcessIdentity { 43, 8 }));
}

void TestSessionConnection::timesAreReadInTheZoneOfTheirMachine()
{
    const QByteArray here = QTimeZone::systemTimeZoneId();
    QCOMPARE(m_gate->session().timeZone({}).id(), here);
    m_gate->channel->setTimeZone("Asia/Tokyo");
    QCOMPARE(m_gate->session().timeZone({}).id(), QByteArray("Asia/Tokyo"));
    QCOMPARE(m_gate->session().timeZone(u"Europe/Berlin"_s).id(), QByteArray("Europe/Berlin")); // the user's word
    QCOMPARE(m_gate->session().timeZone(u"Nowhere/Land"_s).id(), QByteArray("Asia/Tokyo"));
    m_gate->channel->setTimeZone("../../etc/passwd");
    QCOMPARE(m_gate->session().timeZone({}).id(), here);
}

void TestSessionConnection::destructionCancels()
{
    Heard<protocol::Value> heard;
    Heard<QString> typed;
    submit(heard, query(u"a"_s));
    submit(heard, query(u"b"_s));
    m_gate->session().submit<QString>(protocol::version(), &typed.context, typed.handler());
    QVERIFY(written(1));
    m_gate->registry.drop(core::ServerId { 1 });
    QCOMPARE(heard.count(), 0);
    QTRY_COMPARE(heard.count(), 2);
    QTRY_COMPARE(typed.count(), 1);
    QCOMPARE(heard.code(0), core::ErrorCode::Cancelled);
    QCOMPARE(heard.code(1), core::ErrorCode::Cancelled);
    QCOMPARE(typed.code(), core::ErrorCode::Cancelled);
}

void TestSessionConnection::handlerMayDeleteTheSession()
{
    // Deleted where the deadline passes: no channel is in the middle of a signal then.
    Heard<protocol::Value> heard;
    m_gate->session().submit(query(u"a"_s), this, [&](const core::Result<protocol::Value> &result) {
        QCOMPARE(result.error().code, core::ErrorCode::Timeout);
        m_gate->registry.drop(core::ServerId { 1 });
    });
    submit(heard, query(u"b"_s, CommandClass::HeavyRead));
    QVERIFY(written(1));
    m_gate->clock.advance(61);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestSessionConnection)
#include "tst_session_connection.moc"
