// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace services {

/// Waits for several answers: `then` runs once from the event loop, when gather is sealed and every ticket is done (or
/// its handler was dropped without running), unless the owner has died. Main thread.
class Gather : public std::enable_shared_from_this<Gather>
{
public:
    class Ticket
    {
    public:
        explicit Ticket(std::shared_ptr<Gather> gather)
            : m_gather(std::move(gather))
        {
        }
        ~Ticket() { done(); }
        Q_DISABLE_COPY_MOVE(Ticket)
        void done()
        {
            if (const auto gather = std::exchange(m_gather, nullptr))
                gather->release();
        }

    private:
        std::shared_ptr<Gather> m_gather;
    };

    [[nodiscard]] static std::shared_ptr<Gather> create(QObject *owner, std::function<void()> then)
    {
        return std::shared_ptr<Gather>(new Gather(owner, std::move(then)));
    }
    /// Each ticket is one answer that is waited for; copies of the pointer are the same ticket.
    [[nodiscard]] std::shared_ptr<Ticket> ticket()
    {
        ++m_open;
        return std::make_shared<Ticket>(shared_from_this());
    }
    /// No more tickets will be asked for.
    void seal() { release(); }

private:
    Gather(QObject *owner, std::function<void()> then)
        : m_owner(owner)
        , m_then(std::move(then))
    {
    }
    void release()
    {
        if (--m_open > 0 || !m_owner)
            return;
        QMetaObject::invokeMethod(
            m_owner, [then = std::exchange(m_then, nullptr)] { then(); }, Qt::QueuedConnection);
    }

    QPointer<QObject> m_owner;
    std::function<void()> m_then;
    int m_open = 1; ///< one for the seal
};

} // namespace services
