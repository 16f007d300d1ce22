// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "transport/channel.h"

#include <QPointer>

#include <memory>

namespace transport {

class BridgeChannel;
class LocalSocketChannel;
class RoutedHost;
class SshMaster;

/// A fail2ban socket on another machine through the one ssh connection to it. The local end accepts for a dead daemon
/// too, so the machine itself is asked first who listens there (RoutedHost::peer), and once more when the connection
/// ends: only that tells a dead daemon from a dead link. Where there is no Python to ask, the tunnel is used all the
/// same: the daemon's process stays unknown, and a tunnel that has never carried anything is TunnelDown, because nobody
/// can tell then whether the daemon or the ssh server refuses. closed() has ConnectionLost, or what is wrong with the
/// link (TunnelDown and so on). Where the ssh server forbids tunnels to sockets, the bytes go over a helper instead.
/// Host and master outlive it.
class TunnelChannel final : public Channel
{
    Q_OBJECT
public:
    /// host: the machine behind the master, without elevation.
    TunnelChannel(SshMaster &master, RoutedHost &host, QString remoteSocket, QObject *parent = nullptr);
    ~TunnelChannel() override;

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] std::optional<core::ProcessIdentity> peerIdentity() const override { return m_peer; }
    [[nodiscard]] QByteArray timeZone() const override;
    [[nodiscard]] bool usesBridge() const { return m_forbidden; }

private:
    void onPeer(const core::Result<core::ProcessIdentity> &peer);
    void connectTo(const QString &localPath);
    void openBridge();
    void adopt(std::unique_ptr<Channel> inner);
    void onInnerClosed(const core::Error &error);
    void fail(const core::Error &error);
    void dropInner();

    QPointer<SshMaster> m_master;
    QPointer<RoutedHost> m_host;
    QString m_remoteSocket;
    State m_state = State::Closed;
    std::optional<core::ProcessIdentity> m_peer;
    std::unique_ptr<Channel> m_inner;
    core::RequestHandle m_question; ///< the step that runs now
    int m_openFailures = 0; ///< of the master, when the connection was made
    bool m_received = false; ///< something has come over this connection
    bool m_proven = false; ///< something has come through this tunnel ever: the ssh server allows it
    bool m_forbidden = false; ///< this ssh server forbids tunnels, as far as we know
};

/// Whether the code speaks of the way to a machine and not of the fail2ban on it.
[[nodiscard]] bool isLinkError(core::ErrorCode code);
/// Whether it says that the machine runs nothing of ours: no Python there, or a login that runs no commands. A tunnel
/// may work all the same.
[[nodiscard]] bool cannotBeAsked(core::ErrorCode code);

} // namespace transport
