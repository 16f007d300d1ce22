// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/commands.h"
#include "service_doubles.h"
#include "wire_replies.h"

#include <QTest>

/// One session behind a gate, over a channel that the test plays, with short deadlines on a clock that stands still.
class SessionRig : public QObject
{
    Q_OBJECT

protected:
    template <typename T> using Heard = doubles::Heard<T>;
    using CommandClass = protocol::CommandClass;

    static protocol::Query query(const QString &word, CommandClass commandClass = CommandClass::Quick)
    {
        return protocol::Query(protocol::Request({ word }, commandClass));
    }
    static protocol::Change change(const QString &word)
    {
        return protocol::Change(protocol::Request({ QStringLiteral("set"), word }, CommandClass::Change));
    }
    static core::Error error(core::ErrorCode code) { return { code, {} }; }

    void build()
    {
        m_handles.clear();
        m_gate = std::make_unique<doubles::Gate>(services::SessionTimeouts { 60, 60, 120, 200, 400 });
    }
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
        return QTest::qWaitFor([&] { return m_gate->channel->writes().size() >= count; }, 30'000);
    }
    QByteArray encoded(const QString &word) { return query(word).request().encode(); }

    std::unique_ptr<doubles::Gate> m_gate;
    QList<core::RequestHandle> m_handles;
};
