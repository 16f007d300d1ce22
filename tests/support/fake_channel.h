// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/channel.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace support {

/// A channel whose other end is the test. By default an open() stays Opening until the test accepts or fails it.
class FakeChannel final : public transport::Channel
{
    Q_OBJECT
public:
    explicit FakeChannel(QObject *parent = nullptr)
        : Channel(parent)
    {
    }

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] std::optional<core::ProcessIdentity> peerIdentity() const override { return m_identity; }

    /// From now on open() succeeds (or fails with the error), from the event loop as a real channel does.
    void setAutoAccept(bool on) { m_autoAccept = on; }
    void setAutoFail(std::optional<core::Error> error) { m_autoFail = std::move(error); }
    void setIdentity(std::optional<core::ProcessIdentity> identity) { m_identity = identity; }
    /// Answers each write: what it returns is fed back from the event loop, nothing where it is empty.
    void setResponder(std::function<QByteArray(const QByteArray &)> responder) { m_responder = std::move(responder); }

    void accept(); ///< Opening -> Open
    void fail(const core::Error &error); ///< Opening -> Closed
    void feed(const QByteArray &bytes); ///< the other end says something
    void setTimeZone(const QByteArray &zone) { m_timeZone = zone; }
    [[nodiscard]] QByteArray timeZone() const override { return m_timeZone; }
    void cut(const core::Error &error = { core::ErrorCode::ConnectionLost, {} }); ///< the other end goes away

    [[nodiscard]] QByteArray written() const { return m_written; } ///< everything since the last take
    [[nodiscard]] QByteArray takeWritten() { return std::exchange(m_written, {}); }
    [[nodiscard]] const QList<QByteArray> &writes() const { return m_writes; } ///< call by call, since the beginning
    [[nodiscard]] int openCount() const { return m_openCount; }
    [[nodiscard]] int closeCount() const { return m_closeCount; }

private:
    State m_state = State::Closed;
    bool m_autoAccept = false;
    std::optional<core::Error> m_autoFail;
    std::optional<core::ProcessIdentity> m_identity;
    std::function<QByteArray(const QByteArray &)> m_responder;
    QByteArray m_written;
    QList<QByteArray> m_writes;
    int m_openCount = 0;
    int m_closeCount = 0;
    QByteArray m_timeZone;
};

} // namespace support
