// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/ip_address.h"
#include "core/server_profile.h"
#include "transport/host.h"
#include "transport/ssh_connections.h"

#include <QObject>

#include <functional>
#include <map>

namespace transport {
class Channel;
class RoutedHost;
} // namespace transport

namespace services {

class CommandGate;

/// How this process reaches machines, outside tests.
struct HostOptions
{
    QStringList environment; ///< "NAME=value" for programs over there (a fail2ban that is unpacked, not installed)
    transport::SshOptions ssh;
    QString runtimeBase; ///< where the folder of tunnels goes; empty outside tests
};

/// One Host per machine, login and container, one ssh connection per destination, shared by the servers there.
/// Everybody may read; only CommandGate gets the writing half. A profile that cannot be followed (a destination that
/// ssh must not see) has a host that answers with the reason. Main thread.
class HostRegistry final : public QObject
{
    Q_OBJECT
public:
    /// makeHost: builds a host for a destination, for tests; empty: the true ones.
    using HostFactory = std::function<std::unique_ptr<transport::Host>(const core::ServerProfile &)>;
    explicit HostRegistry(HostFactory makeHost = {}, QObject *parent = nullptr);
    explicit HostRegistry(HostOptions options, QObject *parent = nullptr);
    ~HostRegistry() override;

    [[nodiscard]] transport::HostReader &reader(const core::ServerProfile &profile);

    /// The way to the profile's daemon: its socket here, a tunnel, or a helper behind sudo, pkexec or a container
    /// engine. Nothing is opened by this. This registry outlives it.
    [[nodiscard]] std::unique_ptr<transport::Channel> makeChannel(const core::ServerProfile &profile);

    /// The addresses by which the machines that we have reached know us, or the jump host before them: to ban one of them
    /// would lock us out.
    [[nodiscard]] QList<core::IpAddress> loginAddresses() const;

    /// Ends the connections to machines that none of these profiles is on. Hosts stay, so that what runs ends by
    /// itself.
    void keepOnly(const QList<core::ServerProfile> &profiles);

private:
    friend class CommandGate;
    [[nodiscard]] transport::Host &host(const core::ServerProfile &profile);
    [[nodiscard]] core::Result<transport::SshMaster *> master(const core::ServerProfile &profile);
    [[nodiscard]] core::Result<transport::RoutedHost *> routed(const core::ServerProfile &profile);
    [[nodiscard]] std::unique_ptr<transport::Host> makeTrueHost(const core::ServerProfile &profile);

    HostFactory m_makeHost;
    HostOptions m_options;
    std::unique_ptr<transport::SshConnections> m_connections; ///< ends after the hosts
    std::map<QString, std::unique_ptr<transport::Host>>
        m_hosts; ///< by machine, login and container; "" is this machine
};

} // namespace services
