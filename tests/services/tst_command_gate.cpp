// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "service_doubles.h"
#include "support/event_loop.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using doubles::Heard;

namespace {

constexpr core::ServerId web { 1 };

} // namespace

/// Nothing changes a server without passing here; what is refused sends not one byte.
class TestCommandGate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_gate = std::make_unique<doubles::Gate>();
        m_gate->channel->setResponder([](const QByteArray &) { return wire::done(wire::number(1)); });
    }
    void cleanup() { m_gate.reset(); }

    void recordsBeforeAndAfter();
    void refusedSendsNothing_data();
    void refusedSendsNothing();
    void readOnlyProgramDoesNotRun();
    void readOnlyWhileTheRecordIsWritten();
    void removedWhileTheRecordIsWritten();
    void ledElsewhereWhileTheRecordIsWritten();
    void rateLimit();
    void cancelAndDeathKeepTheRecord();
    void outcomes_data();
    void outcomes();
    void programs();
    void rawCommands();

private:
    void ban(Heard<qint64> &heard)
    {
        m_gate->gate.submit<qint64>(
            web, protocol::banIp(u"sshd"_s, { u"192.0.2.1"_s }), &heard.context, heard.handler());
    }
    [[nodiscard]] bool settle(core::AuditResult result)
    {
        return QTest::qWaitFor(
            [&] { return !m_gate->audit.entries.isEmpty() && m_gate->audit.entries.constLast().result == result; },
            30'000);
    }
    std::unique_ptr<doubles::Gate> m_gate;
};

void TestCommandGate::recordsBeforeAndAfter()
{
    m_gate->audit.held = true;
    Heard<qint64> heard;
    ban(heard);
    support::settle();
    QCOMPARE(m_gate->audit.entries.size(), 1);
    QCOMPARE(m_gate->channel->openCount(), 0); // the record is not on disk yet
    const core::AuditEntry begun = m_gate->audit.entries.constFirst();
    QCOMPARE(begun.words, (QStringList { u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s }));
    QCOMPARE(begun.server, web);
    QCOMPARE(begun.serverName, u"web-1"_s);
    QCOMPARE(begun.origin, u"window"_s);
    QCOMPARE(begun.result, core::AuditResult::Pending);
    m_gate->audit.release();
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(*heard.results.at(0), 1);
    QCOMPARE(m_gate->audit.entries.constFirst().result, core::AuditResult::Done);
    QCOMPARE(m_gate->audit.entries.constFirst().detail, u"1"_s);
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

void TestCommandGate::refusedSendsNothing_data()
{
    QTest::addColumn<int>("how");
    QTest::addColumn<core::ErrorCode>("code");
    QTest::addRow("read-only") << 0 << core::ErrorCode::ReadOnlyProfile;
    QTest::addRow("locked") << 1 << core::ErrorCode::SessionLocked;
    QTest::addRow("unknown server") << 2 << core::ErrorCode::NoSuchServer;
    QTest::addRow("store full") << 3 << core::ErrorCode::StoreFull;
    QTest::addRow("store gone") << 4 << core::ErrorCode::StoreUnavailable;
}

void TestCommandGate::refusedSendsNothing()
{
    QFETCH(int, how);
    QFETCH(core::ErrorCode, code);
    core::ServerProfile profile = doubles::profile(1);
    profile.readOnly = how == 0;
    m_gate->registry.change(profile);
    m_gate->lock.unlocked = how != 1;
    if (how == 2)
        m_gate->registry.drop(web);
    if (how >= 3)
        m_gate->audit.failing = code;
    if (how < 3)
        QCOMPARE(m_gate->gate.mayChange(web).error().code, code);
    else
        QVERIFY(m_gate->gate.mayChange(web));

    Heard<qint64> heard;
    ban(heard);
    QCOMPARE(heard.count(), 0); // never from inside the call
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), code);
    support::settle();
    QVERIFY(m_gate->audit.entries.isEmpty());
    if (how != 2) {
        QCOMPARE(m_gate->channel->openCount(), 0);
        QCOMPARE(m_gate->channel->written(), QByteArray());
    }
}

void TestCommandGate::readOnlyProgramDoesNotRun()
{
    core::ServerProfile profile = doubles::profile(1);
    profile.readOnly = true;
    m_gate->registry.change(profile);
    Heard<transport::CommandResult> heard;
    m_gate->gate.run(
        web, { .argv = { u"fail2ban-client"_s, u"reload"_s, u"sshd"_s } }, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::ReadOnlyProfile);
    QVERIFY(!m_gate->host); // not even made
    // Reading goes on.
    Heard<QString> ping;
    m_gate->channel->setResponder([](const QByteArray &) { return wire::done(wire::text(u"pong"_s)); });
    m_gate->session().submit<QString>(protocol::ping(), &ping.context, ping.handler());
    QTRY_COMPARE(ping.count(), 1);
    QCOMPARE(*ping.results.at(0), u"pong"_s);
}

void TestCommandGate::readOnlyWhileTheRecordIsWritten()
{
    m_gate->audit.held = true;
    Heard<qint64> heard;
    ban(heard);
    core::ServerProfile profile = doubles::profile(1);
    profile.readOnly = true;
    m_gate->registry.change(profile);
    m_gate->audit.release();
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::ReadOnlyProfile);
    QCOMPARE(m_gate->audit.entries.constFirst().result, core::AuditResult::Refused);
    QCOMPARE(m_gate->channel->openCount(), 0);
}

void TestCommandGate::ledElsewhereWhileTheRecordIsWritten()
{
    m_gate->audit.held = true;
    Heard<qint64> heard;
    ban(heard);
    Heard<transport::CommandResult> ran;
    m_gate->gate.run(web, { .argv = { u"fail2ban-client"_s, u"reload"_s } }, &ran.context, ran.handler());
    core::ServerProfile profile = doubles::profile(1);
    profile.socketPath = u"/run/other.sock"_s;
    m_gate->registry.change(profile);
    m_gate->audit.release();
    QTRY_COMPARE(heard.count(), 1);
    QTRY_COMPARE(ran.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::ChangedMeanwhile);
    QCOMPARE(ran.code(), core::ErrorCode::ChangedMeanwhile);
    QCOMPARE(m_gate->audit.entries.constFirst().result, core::AuditResult::Refused);
    QCOMPARE(m_gate->channel->openCount(), 0);
    QVERIFY(!m_gate->host || m_gate->host->runs().isEmpty());
}

void TestCommandGate::removedWhileTheRecordIsWritten()
{
    m_gate->audit.held = true;
    Heard<qint64> heard;
    ban(heard);
    m_gate->registry.drop(web);
    m_gate->audit.release();
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::NoSuchServer);
    QCOMPARE(m_gate->audit.entries.constFirst().result, core::AuditResult::Refused);
}

void TestCommandGate::rateLimit()
{
    Heard<qint64> heard;
    for (int i = 0; i < 203; ++i)
        ban(heard);
    QTRY_COMPARE(heard.count(), 203);
    int limited = 0;
    for (qsizetype i = 0; i < heard.count(); ++i)
        limited += !heard.results.at(i) && heard.code(i) == core::ErrorCode::RateLimited ? 1 : 0;
    QCOMPARE(limited, 3);
    QCOMPARE(m_gate->channel->writes().size(), 200);
    QCOMPARE(m_gate->audit.entries.size(), 200);
    QCOMPARE(m_gate->gate.mayChange(web).error().code, core::ErrorCode::RateLimited);
    m_gate->clock.advance(20); // 50 a second
    QVERIFY(m_gate->gate.mayChange(web));
    ban(heard);
    QTRY_COMPARE(heard.count(), 204);
    QVERIFY(heard.results.at(203));
    // Another server has a bucket of its own.
    m_gate->registry.put(doubles::profile(2, u"web-2"_s));
    QVERIFY(m_gate->gate.mayChange(core::ServerId { 2 }));
}

void TestCommandGate::cancelAndDeathKeepTheRecord()
{
    Heard<qint64> cancelled;
    auto handle = m_gate->gate.submit<qint64>(
        web, protocol::banIp(u"sshd"_s, { u"192.0.2.1"_s }), &cancelled.context, cancelled.handler());
    handle.cancel();
    QTRY_COMPARE(cancelled.count(), 1);
    QCOMPARE(cancelled.code(), core::ErrorCode::Cancelled);
    QVERIFY(settle(core::AuditResult::Done));
    QCOMPARE(m_gate->channel->writes().size(), 1);
    {
        Heard<qint64> dead;
        ban(dead);
    }
    QTRY_COMPARE(m_gate->audit.entries.size(), 2);
    QVERIFY(settle(core::AuditResult::Done));
    QCOMPARE(m_gate->channel->writes().size(), 2);
    QCOMPARE(cancelled.count(), 1);
}

void TestCommandGate::outcomes_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<core::AuditResult>("result");
    QTest::addColumn<QString>("detail");
    QTest::addRow("done") << wire::done(wire::text(u"10m"_s)) << core::AuditResult::Done << u"10m"_s;
    QTest::addRow("list") << wire::done(wire::list({ wire::number(1), wire::text(u"a"_s) })) << core::AuditResult::Done
                          << u"[1,\"a\"]"_s;
    QTest::addRow("refused") << wire::raised("builtins", "ValueError", u"no"_s) << core::AuditResult::Refused
                             << u"ServerRefused: no"_s;
    QTest::addRow("no such jail") << wire::raised("fail2ban.exceptions", "UnknownJailException", u"x"_s)
                                  << core::AuditResult::Refused << u"UnknownJail"_s;
    QTest::addRow("garbage") << QByteArray("no fail2ban at all") << core::AuditResult::Unknown << u"ProtocolError"_s;
}

void TestCommandGate::outcomes()
{
    QFETCH(QByteArray, reply);
    QFETCH(core::AuditResult, result);
    QFETCH(QString, detail);
    m_gate->channel->setResponder([reply](const QByteArray &) { return reply; });
    Heard<QVariant> heard;
    m_gate->gate.submit<QVariant>(
        web, protocol::setJail(u"sshd"_s, u"bantime"_s, { u"10m"_s }), &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(m_gate->audit.entries.constFirst().result, result);
    QVERIFY2(m_gate->audit.entries.constFirst().detail.startsWith(detail),
        qPrintable(m_gate->audit.entries.constFirst().detail));
}

void TestCommandGate::programs()
{
    Heard<transport::CommandResult> heard;
    const transport::HostCommand reload { .argv = { u"/usr/bin/fail2ban-client"_s, u"reload"_s, u"sshd"_s } };
    std::ignore = m_gate->hosts.reader(doubles::profile(1));
    m_gate->host->whenWords({ u"reload"_s }, support::FakeHost::success("OK\n"));
    m_gate->gate.run(web, reload, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.results.at(0)->exitCode, 0);
    QCOMPARE(m_gate->audit.entries.at(0).words, reload.argv);
    QCOMPARE(m_gate->audit.entries.at(0).result, core::AuditResult::Done);
    m_gate->host->whenWords({ u"reload"_s }, support::FakeHost::exited(255, {}, "NOK: broken\n"));
    m_gate->gate.run(web, reload, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 2);
    QCOMPARE(heard.results.at(1)->exitCode, 255);
    QCOMPARE(m_gate->audit.entries.at(1).result, core::AuditResult::Failed);
    QCOMPARE(m_gate->audit.entries.at(1).detail, u"exit code 255: NOK: broken"_s);
    m_gate->host->whenWords({ u"reload"_s }, core::failure(core::ErrorCode::Timeout));
    m_gate->gate.run(web, reload, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 3);
    QCOMPARE(m_gate->audit.entries.at(2).result, core::AuditResult::Unknown);
    QCOMPARE(m_gate->host->runs().size(), 3);
}

void TestCommandGate::rawCommands()
{
    // The exception itself reaches the caller, its meaning the record.
    m_gate->channel->setResponder([](const QByteArray &) { return wire::raised("builtins", "ValueError", u"no"_s); });
    Heard<protocol::Value> heard;
    const protocol::Change change(
        protocol::Request({ u"set"_s, u"sshd"_s, u"maxretry"_s, u"x"_s }, protocol::CommandClass::Change));
    m_gate->gate.submitRaw(web, change, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 1);
    QVERIFY(heard.results.at(0));
    QCOMPARE(heard.results.at(0)->at(0).toInt(), 1);
    QCOMPARE(heard.results.at(0)->at(1).className(), u"builtins.ValueError"_s);
    QCOMPARE(m_gate->audit.entries.constFirst().result, core::AuditResult::Refused);
    auto profile = doubles::profile(1);
    profile.readOnly = true;
    m_gate->registry.change(profile);
    m_gate->gate.submitRaw(web, change, &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 2);
    QCOMPARE(heard.code(1), core::ErrorCode::ReadOnlyProfile);
    QCOMPARE(m_gate->channel->writes().size(), 1);
}

QTEST_GUILESS_MAIN(TestCommandGate)
#include "tst_command_gate.moc"
