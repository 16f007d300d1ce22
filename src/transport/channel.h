// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/server_status.h"

#include <QByteArray>
#include <QObject>

#include <optional>

namespace transport {

/// Bytes to and from a fail2ban socket. Knows nothing of fail2ban. Main thread, never blocks. After failed() or
/// closed() it is Closed and may be opened again.
class Channel : public QObject
{
    Q_OBJECT
public:
    enum class State { Closed, Opening, Open };

    using QObject::QObject;

    virtual void open() = 0;
    virtual void close() = 0; ///< no signal follows
    /// Queues bytes; only where Open. Never half-closes (the daemon would cut its reply at 65536 bytes).
    virtual void write(const QByteArray &bytes) = 0;
    [[nodiscard]] virtual State state() const = 0;
    /// The daemon's process behind this connection; absent where the channel cannot know it.
    [[nodiscard]] virtual std::optional<core::ProcessIdentity> peerIdentity() const = 0;
    /// IANA name of the time zone of the machine over there, once the channel has been open; empty: this machine, or
    /// not known. What it says is not checked: QTimeZone may not know it.
    [[nodiscard]] virtual QByteArray timeZone() const { return {}; }

Q_SIGNALS:
    void opened();
    void bytesReceived(const QByteArray &bytes);
    /// Opening failed: NoSocket, NotASocket, PathTooLong, Refused, PermissionDenied, Busy (EAGAIN), ...
    void failed(const core::Error &error);
    /// An open connection ended: ConnectionLost, or what is wrong with the way to the machine (TunnelDown and so on).
    void closed(const core::Error &error);
};

} // namespace transport
