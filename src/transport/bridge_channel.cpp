// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/bridge_channel.h"

#include "transport/delete_from_loop.h"
#include "transport/host_bytes.h"
#include "transport/routed_host.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace transport {

BridgeChannel::BridgeChannel(RoutedHost &host, QString socketPath, QObject *parent)
    : Channel(parent)
    , m_host(&host)
    , m_path(std::move(socketPath))
{
}

BridgeChannel::~BridgeChannel()
{
    drop();
}

void BridgeChannel::open()
{
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    if (!m_host) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                end({ core::ErrorCode::Cancelled, {} });
            },
            Qt::QueuedConnection);
        return;
    }
    m_command = m_host->stayCommand(this, [this](const core::Result<RoutedHost::StayCommand> &command) {
        if (m_state != State::Opening)
            return;
        if (!command) {
            end(command.error());
            return;
        }
        m_session = command->held;
        onCommand(command->start);
    });
}

void BridgeChannel::onCommand(const HelperStart &how)
{
    m_helper = std::make_unique<HelperProcess>();
    connect(m_helper.get(), &HelperProcess::frameReceived, this, &BridgeChannel::onFrame);
    connect(m_helper.get(), &HelperProcess::finished, this, &BridgeChannel::onFinished);
    m_helper->start(how, { { u"op"_s, u"bridge"_s }, { u"path"_s, encoded(hostBytes(m_path)) } });
}

void BridgeChannel::onFrame(char kind, const QByteArray &payload)
{
    if (kind == 'D' && m_state == State::Open) {
        Q_EMIT bytesReceived(payload);
    } else if (kind == 'C' && m_state == State::Opening) {
        const QJsonObject peer = QJsonDocument::fromJson(payload).object();
        const core::ProcessIdentity identity { peer.value("pid"_L1).toInteger(),
            quint64(peer.value("start"_L1).toInteger()) };
        if (identity.isKnown() && identity.startTime != 0)
            m_peer = identity;
        m_state = State::Open;
        Q_EMIT opened();
    }
}

void BridgeChannel::onFinished(const core::Result<QJsonObject> &result)
{
    end(result ? core::Error { core::ErrorCode::ConnectionLost, {} } : result.error());
}

void BridgeChannel::close()
{
    drop();
}

void BridgeChannel::write(const QByteArray &bytes)
{
    if (m_state == State::Open && m_helper)
        m_helper->write(bytes);
}

void BridgeChannel::end(const core::Error &error)
{
    const bool wasOpen = m_state == State::Open;
    drop();
    if (wasOpen)
        Q_EMIT closed({ core::ErrorCode::ConnectionLost, error.detail });
    else
        Q_EMIT failed(error);
}

void BridgeChannel::drop()
{
    if (m_state == State::Open && m_host)
        m_host->channelEnded();
    m_state = State::Closed;
    m_peer.reset();
    m_command.cancel();
    if (m_helper) {
        m_helper->disconnect(this);
        deleteFromLoop(std::move(m_helper)); // it may be the sender
    }
    m_session.reset();
}

QByteArray BridgeChannel::timeZone() const
{
    return m_host ? m_host->timeZone() : QByteArray();
}

} // namespace transport
