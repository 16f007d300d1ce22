// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "service_doubles.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using doubles::Heard;
using protocol::CommandClass;

namespace {

protocol::Query query(const QString &word, CommandClass commandClass = CommandClass::Quick)
{
    return protocol::Query(protocol::Request({ word }, commandClass));
}
protocol::Change change(const QString &word)
{
    return protocol::Change(protocol::Request({ u"set"_s, word }, CommandClass::Change));
}
core::Error error(core::ErrorCode code)
{
    return { code, {} };
}

} // namespace

/// The queue and the connection of one server over a channel that the test plays.
class TestServerSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_gate.reset(); }

    void connectsOnlyWhenAsked();
    void oneInFlightInOrder();
    void quickOvertakesHeavyButNoChange();
    void identicalQueriesShareOneAnswer();
    void sharingStopsAtAChange();
    void serverErrorsAreErrorsOfOneRequest();
    void typedReplies();
    void handlerNeverRunsInsideTheCall();
    void replyInPieces();
    void cancelInTheQueueSendsNothing();
    void cancelInFlightKeepsTheConnection();
    void deadContextIsSkipped();
    void missedDeadlineDropsTheConnection();
    void queuedQueriesHaveDeadlinesToo();
    void changesWaitForTheirTurn();
    void changeThatTimesOutIsNotSentAgain();
    void busyIsRetriedUntilTheDeadline();
    void connectFailureAnswersEverybodyAtOnce();
    void backoffBetweenAttempts();
    void backoffLongerThanTheDeadlineTellsWhy();
    void openingHasADeadline();
    void eofMidReply();
    void eofOnAnIdleConnectionRetriesAQueryOnce();
    void eofOnAFreshConnectionIsLost();
    void changeIsNeverRepeated();
    void moreRepliesThanRequests();
    void garbageIsAProtocolError();
    void unsolicitedBytesDropTheConnection();
    void latencyAndSuccess();
    void identityIsReadPerConnection();
    void destructionCancels();
    void handlerMayDeleteTheSession();

private:
    void submit(Heard<protocol::Value> &heard, const protocol::Query &q)
    {
        m_handles.append(m_gate->session().submit(q, &heard.context, heard.handler()));
    }
    void submitChange(Heard<protocol::Value> &heard, const QString &word)
    {
        m_gate->gate.submit(core::ServerId { 1 }, change(word), &heard.context, heard.handler());
    }
    /// Until the session has written so many requests in all.
    bool written(qsizetype count)
    {
        return QTest::qWaitFor([&] { return m_gate->channel->writes().size() >= count; }, 5000);
    }
    QByteArray encoded(const QString &word) { return query(word).request().encode(); }

    std::unique_ptr<doubles::Gate> m_gate;
    QList<core::RequestHandle> m_handles;
};

void TestServerSession::init()
{
    m_handles.clear();
    m_gate = std::make_unique<doubles::Gate>(services::SessionTimeouts { 60, 60, 120, 200, 400 });
}

void TestServerSession::connectsOnlyWhenAsked()
{
    QTest::qWait(20);
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

void TestServerSession::oneInFlightInOrder()
{
    Heard<protocol::Value> heard;
    for (const auto &word : { u"a"_s, u"b"_s, u"c"_s })
        submit(heard, query(word));
    QVERIFY(written(1));
    QTest::qWait(10);
    QCOMPARE(m_gate->channel->writes().size(), 1);
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    QCOMPARE(m_gate->channel->writes().size(), 2);
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"C"_s)));
    QCOMPARE(heard.count(), 3);
    QCOMPARE(heard.results[0]->toString(), u"A"_s);
    QCOMPARE(heard.results[1]->toString(), u"B"_s);
    QCOMPARE(heard.results[2]->toString(), u"C"_s);
    QCOMPARE(m_gate->channel->openCount(), 1);
    QVERIFY(m_gate->session().isIdle());
}

void TestServerSession::quickOvertakesHeavyButNoChange()
{
    m_gate->channel->setResponder([](const QByteArray &) { return wire::done(wire::text(u"x"_s)); });
    Heard<protocol::Value> heard;
    Heard<protocol::Value> changed;
    submit(heard, query(u"first"_s));
    submit(heard, query(u"heavy1"_s, CommandClass::HeavyRead));
    submit(heard, query(u"quick1"_s));
    // The gate stores its record first, so the change joins the queue a little later.
    submitChange(changed, u"change"_s);
    QTRY_COMPARE(heard.count(), 3);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(m_gate->channel->writes().mid(0, 3),
        (QList<QByteArray> { encoded(u"first"_s), encoded(u"quick1"_s), encoded(u"heavy1"_s) }));

    // A change in the queue is a fence.
    m_gate->channel->setResponder({});
    submit(heard, query(u"blocker"_s));
    QVERIFY(written(5));
    submitChange(changed, u"fence"_s);
    QTest::qWait(5); // the record is stored
    submit(heard, query(u"late"_s));
    m_gate->channel->setResponder([](const QByteArray &) { return wire::done(wire::text(u"x"_s)); });
    m_gate->channel->feed(wire::done(wire::text(u"x"_s)));
    QTRY_COMPARE(changed.count(), 2);
    QTRY_COMPARE(heard.count(), 5);
    QCOMPARE(m_gate->channel->writes().at(5), change(u"fence"_s).request().encode());
    QCOMPARE(m_gate->channel->writes().at(6), encoded(u"late"_s));
}

void TestServerSession::identicalQueriesShareOneAnswer()
{
    Heard<protocol::Value> heard;
    for (int i = 0; i < 5; ++i)
        submit(heard, query(u"banned"_s, CommandClass::HeavyRead));
    QVERIFY(written(1));
    submit(heard, query(u"banned"_s, CommandClass::HeavyRead)); // joins the one in flight
    m_gate->channel->feed(wire::done(wire::text(u"shared"_s)));
    QCOMPARE(heard.count(), 6);
    for (const auto &result : heard.results)
        QCOMPARE(result->toString(), u"shared"_s);
    QTest::qWait(10);
    QCOMPARE(m_gate->channel->writes().size(), 1);
    submit(heard, query(u"banned"_s, CommandClass::HeavyRead)); // a new question
    QVERIFY(written(2));
}

void TestServerSession::sharingStopsAtAChange()
{
    Heard<protocol::Value> heard;
    Heard<protocol::Value> changed;
    submit(heard, query(u"status"_s));
    QVERIFY(written(1));
    submitChange(changed, u"x"_s);
    QTRY_COMPARE(m_gate->audit.entries.size(), 1);
    QTest::qWait(5);
    Heard<protocol::Value> after;
    submit(after, query(u"status"_s)); // must not be answered by what was read before the change
    m_gate->channel->feed(wire::done(wire::text(u"before"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"changed"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"after"_s)));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(heard.results.at(0)->toString(), u"before"_s);
    QCOMPARE(changed.results.at(0)->toString(), u"changed"_s);
    QCOMPARE(after.results.at(0)->toString(), u"after"_s);
}

void TestServerSession::serverErrorsAreErrorsOfOneRequest()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    submit(heard, query(u"b"_s));
    submit(heard, query(u"c"_s));
    submit(heard, query(u"d"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::raised("fail2ban.exceptions", "UnknownJailException", u"nosuch"_s));
    m_gate->channel->feed(wire::frame(wire::text(u"ERROR: pickle data was truncated"_s)));
    m_gate->channel->feed(wire::frame(wire::list({ wire::text(u"SHUTDOWN"_s) })));
    m_gate->channel->feed(wire::done(wire::text(u"fine"_s)));
    QCOMPARE(heard.count(), 4);
    QCOMPARE(heard.code(0), core::ErrorCode::UnknownJail);
    QCOMPARE(heard.code(1), core::ErrorCode::ServerRefused);
    QCOMPARE(heard.code(2), core::ErrorCode::ShuttingDown);
    QCOMPARE(heard.results[3]->toString(), u"fine"_s);
    QVERIFY(m_gate->session().isConnected());
}

void TestServerSession::typedReplies()
{
    Heard<QString> version;
    Heard<protocol::StatusReply> status;
    m_gate->session().submit<QString>(protocol::version(), &version.context, version.handler());
    m_gate->session().submit<protocol::StatusReply>(protocol::status(), &status.context, status.handler());
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"1.1.0"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"not a status"_s)));
    QCOMPARE(*version.results.at(0), u"1.1.0"_s);
    QCOMPARE(status.code(), core::ErrorCode::UnexpectedReply);
    QVERIFY(m_gate->session().isConnected());
}

void TestServerSession::handlerNeverRunsInsideTheCall()
{
    m_gate->channel->setAutoFail(error(core::ErrorCode::NoSocket));
    Heard<protocol::Value> heard;
    submit(heard, query(u"ping"_s));
    QCOMPARE(heard.count(), 0);
    QCOMPARE(m_gate->channel->openCount(), 0);
    QTRY_COMPARE(heard.count(), 1);
}

void TestServerSession::replyInPieces()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    const QByteArray reply = wire::done(wire::text(u"<F2B_END_COMMAND> inside"_s));
    for (qsizetype i = 0; i < reply.size(); ++i) {
        QCOMPARE(heard.count(), 0);
        m_gate->channel->feed(reply.mid(i, 1));
    }
    QCOMPARE(heard.count(), 1);
    QCOMPARE(heard.results.at(0)->toString(), u"<F2B_END_COMMAND> inside"_s);
}

void TestServerSession::cancelInTheQueueSendsNothing()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    submit(heard, query(u"b"_s));
    submit(heard, query(u"c"_s));
    QVERIFY(written(1));
    m_handles[1].cancel();
    m_handles[1].cancel();
    QCOMPARE(heard.count(), 0); // never from inside cancel()
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Cancelled);
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"C"_s)));
    QCOMPARE(heard.count(), 3);
    QCOMPARE(m_gate->channel->writes(), (QList<QByteArray> { encoded(u"a"_s), encoded(u"c"_s) }));
}

void TestServerSession::cancelInFlightKeepsTheConnection()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    submit(heard, query(u"b"_s));
    QVERIFY(written(1));
    m_handles[0].cancel();
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(m_gate->channel->writes().size(), 1); // its reply is still to come
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)));
    QCOMPARE(heard.count(), 2);
    QCOMPARE(heard.code(0), core::ErrorCode::Cancelled);
    QCOMPARE(heard.results[1]->toString(), u"B"_s);
}

void TestServerSession::deadContextIsSkipped()
{
    Heard<protocol::Value> heard;
    Heard<protocol::Value> dead;
    submit(heard, query(u"a"_s));
    {
        QObject context;
        m_gate->session().submit(query(u"b"_s), &context, dead.handler());
    }
    submit(heard, query(u"c"_s));
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    QCOMPARE(m_gate->channel->writes().at(1), encoded(u"c"_s));
    m_gate->channel->feed(wire::done(wire::text(u"C"_s)));
    QTest::qWait(5);
    QCOMPARE(dead.count(), 0);
    QCOMPARE(heard.count(), 2);
}

void TestServerSession::missedDeadlineDropsTheConnection()
{
    Heard<protocol::Value> heard;
    QSignalSpy lost(&m_gate->session(), &services::ServerSession::disconnected);
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    QTest::qWait(90);
    QCOMPARE(heard.count(), 0); // the clock decides, not the timer
    m_gate->clock.advance(61);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Timeout);
    QCOMPARE(m_gate->channel->state(), transport::Channel::State::Closed);
    QCOMPARE(lost.count(), 1);
    QVERIFY(!m_gate->session().isConnected());
    submit(heard, query(u"b"_s));
    QVERIFY(written(2));
    QCOMPARE(m_gate->channel->openCount(), 2);
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)));
    QCOMPARE(heard.results.at(1)->toString(), u"B"_s);
}

void TestServerSession::queuedQueriesHaveDeadlinesToo()
{
    Heard<protocol::Value> heavy;
    Heard<protocol::Value> quick;
    submit(heavy, query(u"heavy"_s, CommandClass::HeavyRead));
    QVERIFY(written(1));
    submit(quick, query(u"quick"_s));
    m_gate->clock.advance(70);
    QTRY_COMPARE(quick.count(), 1);
    QCOMPARE(quick.code(), core::ErrorCode::Timeout);
    QCOMPARE(heavy.count(), 0);
    QVERIFY(m_gate->session().isConnected());
    m_gate->channel->feed(wire::done(wire::text(u"list"_s)));
    QCOMPARE(heavy.count(), 1);
    QTest::qWait(5);
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

void TestServerSession::changesWaitForTheirTurn()
{
    Heard<protocol::Value> changed;
    submitChange(changed, u"one"_s);
    submitChange(changed, u"two"_s);
    QVERIFY(written(1));
    m_gate->clock.advance(150);
    QTest::qWait(100);
    m_gate->channel->feed(wire::done(wire::text(u"1"_s)));
    QVERIFY(written(2));
    m_gate->clock.advance(150); // 300 after its submission, 150 after it was sent
    QTest::qWait(100);
    m_gate->channel->feed(wire::done(wire::text(u"2"_s)));
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(changed.results.at(1)->toString(), u"2"_s);
}

void TestServerSession::changeThatTimesOutIsNotSentAgain()
{
    Heard<protocol::Value> changed;
    submitChange(changed, u"one"_s);
    submitChange(changed, u"two"_s);
    QVERIFY(written(1));
    QTest::qWait(5);
    m_gate->clock.advance(201);
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(changed.code(0), core::ErrorCode::Timeout); // unknown
    QCOMPARE(changed.code(1), core::ErrorCode::Busy); // known: it was not sent
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Unknown);
    QCOMPARE(m_gate->audit.entries.at(1).result, core::AuditResult::Failed);
    QTest::qWait(20);
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

void TestServerSession::busyIsRetriedUntilTheDeadline()
{
    m_gate->channel->setAutoFail(error(core::ErrorCode::Busy));
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QTRY_COMPARE(m_gate->channel->openCount(), 1);
    m_gate->clock.advance(30);
    QTRY_VERIFY(m_gate->channel->openCount() >= 2);
    QCOMPARE(heard.count(), 0);
    m_gate->clock.advance(31);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Busy);

    // A daemon that has time again within the deadline answers as if nothing had been.
    m_gate->session().reconnectNow();
    const int before = m_gate->channel->openCount();
    submit(heard, query(u"b"_s));
    QTRY_COMPARE(m_gate->channel->openCount(), before + 1);
    m_gate->channel->setAutoFail({});
    m_gate->clock.advance(30);
    QVERIFY(written(1));
    m_gate->channel->feed(wire::done(wire::text(u"B"_s)));
    QCOMPARE(heard.results.at(1)->toString(), u"B"_s);
}

void TestServerSession::connectFailureAnswersEverybodyAtOnce()
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

void TestServerSession::backoffBetweenAttempts()
{
    m_gate->session().setTimeouts({ 10'000, 10'000, 10'000, 10'000, 10'000 });
    m_gate->channel->setAutoFail(error(core::ErrorCode::Refused));
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QTRY_COMPARE(heard.count(), 1);
    submit(heard, query(u"b"_s));
    QTest::qWait(30);
    QCOMPARE(m_gate->channel->openCount(), 1); // 75 ms at least have to pass
    m_gate->clock.advance(130);
    QTRY_COMPARE(m_gate->channel->openCount(), 2);
    QTRY_COMPARE(heard.count(), 2);
    submit(heard, query(u"c"_s));
    m_gate->clock.advance(130); // the second pause is 150 ms at least
    QTest::qWait(30);
    QCOMPARE(m_gate->channel->openCount(), 2);
    m_gate->session().reconnectNow();
    QTRY_COMPARE(m_gate->channel->openCount(), 3);
}

void TestServerSession::backoffLongerThanTheDeadlineTellsWhy()
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

void TestServerSession::openingHasADeadline()
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

void TestServerSession::eofMidReply()
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

void TestServerSession::eofOnAnIdleConnectionRetriesAQueryOnce()
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
    QTest::qWait(10);
    QCOMPARE(m_gate->channel->writes().size(), 3);
}

void TestServerSession::eofOnAFreshConnectionIsLost()
{
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    m_gate->channel->cut();
    QCOMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::ConnectionLost);
}

void TestServerSession::changeIsNeverRepeated()
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
    QTest::qWait(10);
    QCOMPARE(m_gate->channel->writes().size(), 2);
}

void TestServerSession::moreRepliesThanRequests()
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

void TestServerSession::garbageIsAProtocolError()
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

void TestServerSession::unsolicitedBytesDropTheConnection()
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

void TestServerSession::latencyAndSuccess()
{
    QCOMPARE(m_gate->session().lastSuccessAt(), 0);
    QCOMPARE(m_gate->session().lastLatencyUs(), -1);
    Heard<protocol::Value> heard;
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    QTest::qWait(20);
    m_gate->clock.advance(25);
    m_gate->channel->feed(wire::done(wire::text(u"A"_s)));
    QCOMPARE(m_gate->session().lastSuccessAt(), m_gate->clock.monotonicMs());
    QVERIFY2(
        m_gate->session().lastLatencyUs() >= 15'000, qPrintable(QString::number(m_gate->session().lastLatencyUs())));
    QVERIFY(m_gate->session().lastLatencyUs() < 5'000'000);
}

void TestServerSession::identityIsReadPerConnection()
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

void TestServerSession::destructionCancels()
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

void TestServerSession::handlerMayDeleteTheSession()
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

QTEST_GUILESS_MAIN(TestServerSession)
#include "tst_server_session.moc"
