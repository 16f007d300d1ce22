// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/tunnel_channel.h"

#include "transport/bridge_channel.h"
#include "transport/delete_from_loop.h"
#include "transport/local_socket_channel.h"
#include "transport/routed_host.h"
#include "transport/ssh_master.h"

using namespace Qt::StringLiterals;

namespace transport {

bool isLinkError(core::ErrorCode code)
{
    using core::ErrorCode;
    return code == ErrorCode::TunnelDown || code == ErrorCode::TunnelFrozen || code == ErrorCode::AuthenticationRequired
        || code == ErrorCode::HostKeyUnknown || code == ErrorCode::HostKeyChanged;
}

bool cannotBeAsked(core::ErrorCode code)
{
    return code == core::ErrorCode::CommandNotFound || code == core::ErrorCode::CommandFailed
        || code == core::ErrorCode::ProtocolError;
}

TunnelChannel::TunnelChannel(SshMaster &master, RoutedHost &host, QString remoteSocket, QObject *parent)
    : Channel(parent)
    , m_master(&master)
    , m_host(&host)
    , m_remoteSocket(std::move(remoteSocket))
{
}

TunnelChannel::~TunnelChannel()
{
    m_question.cancel();
}

void TunnelChannel::open()
{
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    m_received = false;
    if (!m_host || !m_master) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                fail({ core::ErrorCode::Cancelled, {} });
            },
            Qt::QueuedConnection);
        return;
    }
    if (m_forbidden) {
        openBridge();
        return;
    }
    m_question = m_host->peer(m_remoteSocket, this, [this](const auto &peer) { onPeer(peer); });
}

void TunnelChannel::onPeer(const core::Result<core::ProcessIdentity> &peer)
{
    if (m_state != State::Opening)
        return;
    if (!peer && !cannotBeAsked(peer.error().code)) {
        fail(peer.error());
        return;
    }
    if (peer && peer->isKnown())
        m_peer = *peer;
    m_question = m_master->forward(m_remoteSocket, this, [this](const core::Result<QString> &local) {
        if (m_state != State::Opening)
            return;
        if (local)
            connectTo(*local);
        else
            fail(local.error());
    });
}

void TunnelChannel::connectTo(const QString &localPath)
{
    m_openFailures = m_master->openFailures();
    adopt(std::make_unique<LocalSocketChannel>(localPath));
}

void TunnelChannel::openBridge()
{
    adopt(std::make_unique<BridgeChannel>(*m_host, m_remoteSocket));
}

void TunnelChannel::adopt(std::unique_ptr<Channel> inner)
{
    dropInner();
    m_inner = std::move(inner);
    connect(m_inner.get(), &Channel::opened, this, [this] {
        m_state = State::Open;
        if (m_forbidden)
            m_peer = m_inner->peerIdentity();
        Q_EMIT opened();
    });
    connect(m_inner.get(), &Channel::bytesReceived, this, [this](const QByteArray &bytes) {
        m_received = true;
        m_proven = m_proven || !m_forbidden;
        Q_EMIT bytesReceived(bytes);
    });
    connect(m_inner.get(), &Channel::failed, this, [this](const core::Error &error) {
        // The local end of a tunnel fails only with its connection.
        const bool ours
            = !m_forbidden && (error.code == core::ErrorCode::NoSocket || error.code == core::ErrorCode::Refused);
        fail(ours ? core::Error { core::ErrorCode::TunnelDown, error.detail } : error);
    });
    connect(m_inner.get(), &Channel::closed, this, &TunnelChannel::onInnerClosed);
    m_inner->open();
}

void TunnelChannel::onInnerClosed(const core::Error &error)
{
    dropInner();
    if (!m_host || !m_master) {
        m_state = State::Closed;
        Q_EMIT closed({ core::ErrorCode::ConnectionLost, error.detail });
        return;
    }
    // Still Open for the caller, who may write into the void meanwhile: the answer comes with closed().
    m_question = m_host->peer(m_remoteSocket, this, [this, error](const core::Result<core::ProcessIdentity> &peer) {
        if (m_state != State::Open)
            return;
        // The daemon can be reached over there and this tunnel could not reach it: the server forbids it, in whatever
        // words (OpenSSH 9.2 says "connect failed"). Asked here and not at once: ssh's word may come after the end of
        // the tunnel that it speaks of. A bridge that ended gives the tunnel another chance.
        m_forbidden = !m_forbidden && peer && !m_received && m_master && m_master->openFailures() > m_openFailures;
        m_state = State::Closed;
        m_peer.reset();
        const bool link = !peer && isLinkError(peer.error().code);
        if (!peer && cannotBeAsked(peer.error().code) && !m_proven) {
            // "connect failed" is a dead daemon, a closed folder and a server that forbids tunnels alike.
            const QString word = m_master ? m_master->lastOpenFailure() : QString();
            Q_EMIT closed({ core::ErrorCode::TunnelDown,
                QStringList { word, u"no Python there to ask: "_s + peer.error().detail }.join(u'\n').trimmed() });
            return;
        }
        Q_EMIT closed(link ? peer.error() : core::Error { core::ErrorCode::ConnectionLost, error.detail });
    });
}

void TunnelChannel::close()
{
    m_state = State::Closed;
    m_peer.reset();
    m_question.cancel();
    dropInner();
}

void TunnelChannel::write(const QByteArray &bytes)
{
    if (m_state == State::Open && m_inner)
        m_inner->write(bytes);
}

void TunnelChannel::fail(const core::Error &error)
{
    m_state = State::Closed;
    m_peer.reset();
    dropInner();
    Q_EMIT failed(error);
}

void TunnelChannel::dropInner()
{
    if (!m_inner)
        return;
    m_inner->disconnect(this);
    m_inner->close();
    deleteFromLoop(std::move(m_inner)); // it may be the sender
}

QByteArray TunnelChannel::timeZone() const
{
    return m_host ? m_host->timeZone() : QByteArray();
}

} // namespace transport
