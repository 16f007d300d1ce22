// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "transport/channel.h"

#include <QJsonObject>
#include <QPointer>

#include <memory>

namespace transport {

class HelperProcess;
class RoutedHost;
struct HelperStart;

/// A fail2ban socket behind an elevated command or a container: one helper connects there and carries the bytes both
/// ways, unchanged. The daemon's process comes with the connection. The host outlives it or the channel fails.
class BridgeChannel final : public Channel
{
    Q_OBJECT
public:
    BridgeChannel(RoutedHost &host, QString socketPath, QObject *parent = nullptr);
    ~BridgeChannel() override;

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] std::optional<core::ProcessIdentity> peerIdentity() const override { return m_peer; }
    [[nodiscard]] QByteArray timeZone() const override;

private:
    void onCommand(const HelperStart &how);
    void onFrame(char kind, const QByteArray &payload);
    void onFinished(const core::Result<QJsonObject> &result);
    void end(const core::Error &error);
    void drop();

    QPointer<RoutedHost> m_host;
    QString m_path;
    State m_state = State::Closed;
    std::optional<core::ProcessIdentity> m_peer;
    core::RequestHandle m_command;
    std::unique_ptr<HelperProcess> m_helper;
    std::shared_ptr<void> m_session; ///< leave to occupy one of the ssh connection
};

} // namespace transport
