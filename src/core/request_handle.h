// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace core {

template <typename T> using Handler = std::function<void(Result<T>)>;

namespace detail {
struct RequestState
{
    virtual ~RequestState() = default;
    bool done = false;
    std::function<void()> onCancel;
    virtual void cancel() = 0;
};
} // namespace detail

/// The caller's end of an asynchronous call. Copyable; dropping it changes nothing. Main thread only.
class RequestHandle
{
public:
    RequestHandle() = default;
    explicit RequestHandle(std::weak_ptr<detail::RequestState> state)
        : m_state(std::move(state))
    {
    }

    /// Idempotent. The handler gets ErrorCode::Cancelled from the event loop (never from inside cancel()). For a change
    /// that is already on its way only the handler is detached: audit and receipt still complete.
    void cancel();
    [[nodiscard]] bool isActive() const;

private:
    std::weak_ptr<detail::RequestState> m_state;
};

/// The worker's end: holds the handler and its context and runs it exactly once while the context lives, after its
/// death never. Copyable (copies share the one completion). Main thread only. A Pending that is dropped unfinished
/// reports ErrorCode::Cancelled, so that no caller waits for ever.
template <typename T> class Pending
{
    struct State final : detail::RequestState
    {
        QPointer<const QObject> context;
        bool hadContext = false;
        Handler<T> handler;

        ~State() override
        {
            if (!done)
                deliverLater(failure(ErrorCode::Cancelled));
        }
        void deliverLater(Result<T> result)
        {
            done = true;
            onCancel = nullptr;
            if (!handler || (hadContext && !context))
                return;
            auto run = std::exchange(handler, nullptr);
            if (hadContext) {
                QMetaObject::invokeMethod(
                    const_cast<QObject *>(context.data()), // NOLINT: invokeMethod wants a non-const receiver
                    [run = std::move(run), result = std::move(result)]() mutable { run(std::move(result)); },
                    Qt::QueuedConnection);
            }
        }
        void cancel() override
        {
            if (done)
                return;
            auto hook = std::exchange(onCancel, nullptr);
            deliverLater(failure(ErrorCode::Cancelled));
            if (hook)
                hook();
        }
    };

public:
    Pending() = default;
    /// context must be a living QObject of this thread.
    Pending(const QObject *context, Handler<T> handler)
        : m_state(std::make_shared<State>())
    {
        m_state->context = context;
        m_state->hadContext = context != nullptr;
        m_state->handler = std::move(handler);
    }

    /// Runs the handler now. Returns false where it had run already or its context is gone.
    bool finish(Result<T> result) const
    {
        if (!m_state || m_state->done)
            return false;
        m_state->done = true;
        m_state->onCancel = nullptr;
        auto run = std::exchange(m_state->handler, nullptr);
        if (!run || (m_state->hadContext && !m_state->context))
            return false;
        run(std::move(result));
        return true;
    }
    /// Runs the handler from the event loop: for failures that are known before submit() has returned.
    void finishLater(Result<T> result) const
    {
        if (m_state && !m_state->done)
            m_state->deliverLater(std::move(result));
    }
    /// Called once, when the caller cancels before completion; never after.
    void setOnCancel(std::function<void()> hook) const
    {
        if (m_state && !m_state->done)
            m_state->onCancel = std::move(hook);
    }
    /// False once it is finished, cancelled, or nobody is left to hear the result.
    [[nodiscard]] bool isActive() const
    {
        return m_state && !m_state->done && !(m_state->hadContext && !m_state->context);
    }
    [[nodiscard]] RequestHandle handle() const { return RequestHandle(m_state); }

private:
    std::shared_ptr<State> m_state;
};

} // namespace core
