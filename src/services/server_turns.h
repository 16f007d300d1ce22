// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace services {

/// Bans and unbans of one server come one after the other, in the order in which they were asked for, so that of two
/// wishes about one address the last one counts. Main thread.
class ServerTurns final : public QObject
{
    Q_OBJECT
public:
    /// Whoever holds it has the turn; the next one's begins when it goes.
    class Turn
    {
    public:
        Turn(ServerTurns *turns, core::ServerId server)
            : m_turns(turns)
            , m_server(server)
        {
        }
        ~Turn()
        {
            if (m_turns)
                m_turns->release(m_server);
        }
        Q_DISABLE_COPY_MOVE(Turn)

    private:
        QPointer<ServerTurns> m_turns;
        core::ServerId m_server;
    };
    using TurnPtr = std::shared_ptr<Turn>;
    using Then = std::function<void(const TurnPtr &)>;

    explicit ServerTurns(QObject *parent = nullptr)
        : QObject(parent)
    {
    }
    /// then runs from the event loop, unless context has died by then.
    void wait(core::ServerId server, QObject *context, Then then)
    {
        const auto [at, free] = m_waiting.try_emplace(server);
        if (free)
            begin(server, { context, std::move(then) });
        else
            at->second.push_back({ context, std::move(then) });
    }

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Then then;
    };
    void begin(core::ServerId server, const Waiter &waiter)
    {
        const auto turn = std::make_shared<Turn>(this, server);
        QMetaObject::invokeMethod(
            waiter.context.data(), [turn, then = waiter.then] { then(turn); }, Qt::QueuedConnection);
    }
    void release(core::ServerId server)
    {
        const auto at = m_waiting.find(server);
        if (at == m_waiting.end())
            return;
        while (!at->second.empty()) {
            const Waiter next = at->second.front();
            at->second.pop_front();
            if (next.context) {
                begin(server, next);
                return;
            }
        }
        m_waiting.erase(at);
    }

    std::map<core::ServerId, std::deque<Waiter>> m_waiting; ///< an entry: somebody has the turn
};

} // namespace services
