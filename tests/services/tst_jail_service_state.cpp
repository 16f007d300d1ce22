// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/jail_service_state.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using doubles::Heard;
using protocol::Capability;
using protocol::TriState;

/// The capability cache: one question however many ask.
class TestJailServiceState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_gate = std::make_unique<doubles::Gate>(services::SessionTimeouts { 60, 60, 120, 200, 400 });
        m_state = std::make_unique<services::JailServiceState>();
    }
    void cleanup()
    {
        m_state.reset();
        m_gate.reset();
    }

    void tenCallersOneProbe()
    {
        QSignalSpy learned(m_state.get(), &services::JailServiceState::capabilityLearned);
        Heard<bool> heard;
        for (int i = 0; i < 10; ++i)
            ask(heard, Capability::Banned);
        QTRY_COMPARE(m_gate->channel->writes().size(), 1);
        QCOMPARE(m_state->known(Capability::Banned), TriState::Unknown);
        m_gate->channel->feed(wire::done(wire::list({ wire::list({}) })));
        QCOMPARE(heard.count(), 10);
        for (const auto &result : heard.results)
            QCOMPARE(*result, true);
        QCOMPARE(learned.count(), 1);
        QCOMPARE(m_state->known(Capability::Banned), TriState::Yes);
        ask(heard, Capability::Banned);
        QCOMPARE(heard.count(), 10); // never from inside the call
        QTRY_COMPARE(heard.count(), 11);
        QCOMPARE(m_gate->channel->writes().size(), 1);
    }
    void noIsRemembered()
    {
        m_gate->channel->setResponder([](const QByteArray &) { return wire::invalidCommand(); });
        Heard<bool> heard;
        ask(heard, Capability::Stats);
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(*heard.results.at(0), false);
        ask(heard, Capability::Stats);
        QTRY_COMPARE(heard.count(), 2);
        QCOMPARE(*heard.results.at(1), false);
        QCOMPARE(m_gate->channel->writes().size(), 1);
    }
    void linkErrorStaysUnknown()
    {
        m_gate->channel->setAutoFail(core::Error { core::ErrorCode::Refused, {} });
        Heard<bool> heard;
        ask(heard, Capability::Stats);
        ask(heard, Capability::Stats);
        QTRY_COMPARE(heard.count(), 2);
        QCOMPARE(heard.code(0), core::ErrorCode::Refused);
        QCOMPARE(m_state->known(Capability::Stats), TriState::Unknown);
        m_gate->channel->setAutoFail({});
        m_gate->channel->setResponder([](const QByteArray &) { return wire::invalidCommand(); });
        m_gate->session().reconnectNow();
        ask(heard, Capability::Stats);
        QTRY_COMPARE(heard.count(), 3);
        QCOMPARE(*heard.results.at(2), false);
    }
    void aCallerThatGoesDoesNotStopTheProbe()
    {
        Heard<bool> stays;
        {
            Heard<bool> goes;
            ask(goes, Capability::Banned);
            ask(stays, Capability::Banned);
            QTRY_COMPARE(m_gate->channel->writes().size(), 1);
        }
        m_gate->channel->feed(wire::done(wire::list({})));
        QCOMPARE(stays.count(), 1);
        QVERIFY(stays.results.at(0));
    }
    void resetWhileProbingAsksAgain()
    {
        Heard<bool> heard;
        ask(heard, Capability::Stats);
        QTRY_COMPARE(m_gate->channel->writes().size(), 1);
        m_state->reset(); // another daemon
        m_gate->channel->feed(wire::invalidCommand());
        QCOMPARE(heard.count(), 0);
        QTRY_COMPARE(m_gate->channel->writes().size(), 2);
        m_gate->channel->feed(wire::done(wire::dict({ { u"sshd"_s,
            wire::list({ wire::text(u"polling"_s), wire::pair(wire::number(0), wire::number(3)),
                wire::pair(wire::number(1), wire::number(2)) }) } })));
        QCOMPARE(heard.count(), 1);
        QCOMPARE(*heard.results.at(0), true);
        m_state->reset();
        QCOMPARE(m_state->known(Capability::Stats), TriState::Unknown);
    }
    void withoutAJailNothingIsAsked()
    {
        Heard<bool> heard;
        m_state->ask(Capability::BansWithTime, m_gate->session(), {}, &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), core::ErrorCode::InvalidArgument);
        QCOMPARE(m_gate->channel->openCount(), 0);
    }

private:
    void ask(Heard<bool> &heard, Capability capability)
    {
        m_state->ask(capability, m_gate->session(), u"sshd"_s, &heard.context, heard.handler());
    }
    std::unique_ptr<doubles::Gate> m_gate;
    std::unique_ptr<services::JailServiceState> m_state;
};

QTEST_GUILESS_MAIN(TestJailServiceState)
#include "tst_jail_service_state.moc"
