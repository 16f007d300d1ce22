// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_rig.h"
#include "support/event_loop.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// The queue of one server: order, sharing, deadlines, cancellation.
class TestServerSession final : public SessionRig
{
    Q_OBJECT

private Q_SLOTS:
    void init() { build(); }
    void cleanup() { m_gate.reset(); }

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
};

void TestServerSession::oneInFlightInOrder()
{
    Heard<protocol::Value> heard;
    for (const auto &word : { u"a"_s, u"b"_s, u"c"_s })
        submit(heard, query(word));
    QVERIFY(written(1));
    support::settle();
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
    support::settle(); // the record is stored
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
    support::settle();
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
    support::settle();
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
    support::settle();
    QCOMPARE(dead.count(), 0);
    QCOMPARE(heard.count(), 2);
}

void TestServerSession::missedDeadlineDropsTheConnection()
{
    Heard<protocol::Value> heard;
    QSignalSpy lost(&m_gate->session(), &services::ServerSession::disconnected);
    submit(heard, query(u"a"_s));
    QVERIFY(written(1));
    support::letTimersFire(90);
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
    support::settle();
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

void TestServerSession::changesWaitForTheirTurn()
{
    Heard<protocol::Value> changed;
    submitChange(changed, u"one"_s);
    submitChange(changed, u"two"_s);
    QVERIFY(written(1));
    m_gate->clock.advance(150);
    support::letTimersFire(100);
    m_gate->channel->feed(wire::done(wire::text(u"1"_s)));
    QVERIFY(written(2));
    m_gate->clock.advance(150); // 300 after its submission, 150 after it was sent
    support::letTimersFire(100);
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
    support::settle();
    m_gate->clock.advance(201);
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(changed.code(0), core::ErrorCode::Timeout); // unknown
    QCOMPARE(changed.code(1), core::ErrorCode::Busy); // known: it was not sent
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Unknown);
    QCOMPARE(m_gate->audit.entries.at(1).result, core::AuditResult::Failed);
    support::settle();
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

QTEST_GUILESS_MAIN(TestServerSession)
#include "tst_server_session.moc"
