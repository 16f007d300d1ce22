// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_channel.h"

namespace support {

void FakeChannel::open()
{
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    const int attempt = ++m_openCount;
    if (!m_autoFail && !m_autoAccept)
        return;
    QMetaObject::invokeMethod(
        this,
        [this, attempt, error = m_autoFail] {
            if (m_state != State::Opening || attempt != m_openCount)
                return;
            if (error)
                fail(*error);
            else
                accept();
        },
        Qt::QueuedConnection);
}

void FakeChannel::close()
{
    ++m_closeCount;
    m_state = State::Closed;
}

void FakeChannel::write(const QByteArray &bytes)
{
    if (m_state != State::Open)
        qFatal("FakeChannel: a write to a channel that is not open");
    m_written += bytes;
    m_writes.append(bytes);
    if (!m_responder)
        return;
    const QByteArray reply = m_responder(bytes);
    if (reply.isEmpty())
        return;
    QMetaObject::invokeMethod(
        this,
        [this, reply, attempt = m_openCount] {
            if (m_state == State::Open && attempt == m_openCount)
                feed(reply);
        },
        Qt::QueuedConnection);
}

void FakeChannel::accept()
{
    if (m_state != State::Opening)
        qFatal("FakeChannel: nothing to accept");
    m_state = State::Open;
    Q_EMIT opened();
}

void FakeChannel::fail(const core::Error &error)
{
    if (m_state != State::Opening)
        qFatal("FakeChannel: nothing to fail");
    m_state = State::Closed;
    Q_EMIT failed(error);
}

void FakeChannel::feed(const QByteArray &bytes)
{
    if (m_state != State::Open)
        qFatal("FakeChannel: feeding a channel that is not open");
    Q_EMIT bytesReceived(bytes);
}

void FakeChannel::cut(const core::Error &error)
{
    if (m_state != State::Open)
        qFatal("FakeChannel: cutting a channel that is not open");
    m_state = State::Closed;
    Q_EMIT closed(error);
}

} // namespace support
