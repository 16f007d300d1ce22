// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "protocol/frame_decoder.h"
#include "protocol/request.h"
#include "transport/channel.h"

#include <QObject>
#include <QTimeZone>

#include <type_traits>

namespace services {

/// Deadlines per command class, milliseconds.
struct SessionTimeouts
{
    qint64 connectMs = 5'000;
    qint64 quickMs = 5'000;
    qint64 heavyReadMs = 30'000;
    qint64 changeMs = 120'000;
    qint64 slowChangeMs = 600'000;
};

/// One server: its channel, its command queue (one in flight, replies in order), deadlines, reconnect with backoff and
/// jitter, EAGAIN retries within the deadline. Quick queries overtake queued heavy ones, never a change; at most one
/// heavy read waits or runs per identical request (identical queries share one answer). A missed deadline drops the
/// connection, because the reply could still come and be taken for the next one's; the outcome of a change that was
/// already sent is then unknown (ErrorCode::Timeout or ConnectionLost) and it is never sent again by itself. Errors:
/// those of transport::Channel, Timeout, ProtocolError, and what the daemon said. Main thread.
class ServerSession final : public QObject
{
    Q_OBJECT
public:
    ServerSession(core::ServerId id, std::unique_ptr<transport::Channel> channel, const core::Clock &clock,
        SessionTimeouts timeouts = {}, QObject *parent = nullptr);
    ~ServerSession() override; ///< every waiting handler gets Cancelled, that of a sent change ConnectionLost

    [[nodiscard]] core::ServerId id() const;
    template <typename R>
    core::RequestHandle submit(
        const protocol::TypedQuery<R> &query, const QObject *context, std::type_identity_t<core::Handler<R>> handler)
    {
        core::Pending<R> pending(context, std::move(handler));
        auto inner = submit(query.query, this, [pending, decode = query.decode](core::Result<protocol::Value> value) {
            if (!value)
                pending.finish(tl::unexpected(value.error()));
            else
                pending.finish(decode(*value));
        });
        pending.setOnCancel([inner]() mutable { inner.cancel(); });
        return pending.handle();
    }
    core::RequestHandle submit(
        const protocol::Query &query, const QObject *context, core::Handler<protocol::Value> handler);
    /// The decoded object as it came, the daemon's errors not folded: for raw commands, whose caller shows the
    /// exception itself.
    core::RequestHandle submitRaw(
        const protocol::Query &query, const QObject *context, core::Handler<protocol::Value> handler);

    [[nodiscard]] bool isConnected() const;
    /// The daemon's process behind the open connection; absent where it is closed or the channel cannot know.
    [[nodiscard]] std::optional<core::ProcessIdentity> identity() const;
    /// The zone in which the daemon writes its times: the one named (a profile's), else what its machine says, else
    /// that of this computer.
    [[nodiscard]] QTimeZone timeZone(const QString &named) const;
    [[nodiscard]] qint64 lastSuccessAt() const; ///< monotonic ms of the last reply; 0: never
    [[nodiscard]] qint64 lastLatencyUs() const; ///< write to last byte of the last quick reply; -1: never
    [[nodiscard]] bool isIdle() const; ///< nothing queued or in flight
    void reconnectNow(); ///< forgets the backoff
    void setTimeouts(const SessionTimeouts &timeouts);

Q_SIGNALS:
    void connected();
    void disconnected(const core::Error &error);

private:
    friend class CommandGate; ///< the only one that may change a server
    enum class ReplyForm { Unwrapped, AsItCame };
    core::RequestHandle submitChange(const protocol::Change &change, const QObject *context,
        core::Handler<protocol::Value> handler, ReplyForm form = ReplyForm::Unwrapped);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace services
