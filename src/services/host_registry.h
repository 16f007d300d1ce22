// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/ip_address.h"
#include "core/server_profile.h"
#include "transport/host.h"
#include "transport/ssh_connections.h"

#include <QList>
#include <QObject>

#include <functional>
#include <map>

namespace transport {
class Channel;
class ReadWatch;
class RoutedHost;
} // namespace transport

namespace services {

class CommandGate;
class SecretCache;

/// Equal for two profiles that share a host: machine, login there and container. "" is this machine as we are.
[[nodiscard]] QString hostKey(const core::ServerProfile &profile);
/// Equal for two profiles whose sudo takes the same password: machine and login.
[[nodiscard]] QString secretKey(const core::ServerProfile &profile);

/// How this process reaches machines, outside tests.
struct HostOptions
{
    QStringList environment; ///< "NAME=value" for programs over there (a fail2ban that is unpacked, not installed)
    transport::SshOptions ssh;
    QString runtimeBase; ///< where the folder of tunnels goes; empty outside tests
    const core::Clock *clock = nullptr; ///< for how long sudo's passwords are kept; empty: the machine's
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

    /// A new login to the profile's machine by the user's wish, which may ask; see SshMaster::connectNow(). At once
    /// where the profile needs none, and where a test's factory makes the hosts.
    core::RequestHandle connectNow(const core::ServerProfile &profile, const transport::SshPrompting &prompting,
        const QObject *context, core::Handler<bool> handler);

    /// The addresses by which the machines that we have reached know us, or the jump host before them: to ban one of
    /// them would lock us out.
    [[nodiscard]] QList<core::IpAddress> loginAddresses() const;
    /// Those by which the profile's own machine knows us.
    [[nodiscard]] QList<core::IpAddress> loginAddresses(const core::ServerProfile &profile) const;

    /// The passwords for sudo that the hosts use; nobody else reads them.
    [[nodiscard]] SecretCache &secrets() { return *m_secrets; }
    /// Who we are on that machine before any elevation, as it says itself; empty where nobody has asked it yet.
    /// Hostile.
    [[nodiscard]] QString loginName(const core::ServerProfile &profile) const;
    /// The ssh host's name, without login, port and jump hosts; empty for this computer.
    [[nodiscard]] QString machineName(const core::ServerProfile &profile) const;
    /// What sudo or pkexec is asked to run for that profile, word by word.
    [[nodiscard]] QStringList elevatedCommand(const core::ServerProfile &profile);
    /// By the user's wish: what was refused on the screen is asked for again.
    void askAgain(const core::ServerProfile &profile);
    /// The same without a question: sudo may have other rules by now.
    void tryAgain(const core::ServerProfile &profile);
    /// Logs in with ssh where that is needed, without asking anybody. At once for this computer.
    core::RequestHandle requireLogin(
        const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler);

    /// Ends the ssh connection of that profile, so that the next use logs in anew.
    void dropLogin(const core::ServerProfile &profile);

    /// Ends the connections to machines that none of these profiles is on, and forgets the passwords for them. Hosts
    /// stay, so that what runs ends by itself.
    void keepOnly(const QList<core::ServerProfile> &profiles);

    /// Equal for servers that share an ssh connection; empty where the profile needs none.
    [[nodiscard]] static QString connectionKey(const core::ServerProfile &profile);
    /// Until ssh is tried again there; 0: at once, or no sooner for waiting, since only a person can help.
    [[nodiscard]] qint64 retryAfterMs(const QString &connectionKey) const;
    /// The next attempt there may come at once, unless only a person can help.
    void forgetBackoff(const QString &connectionKey);
    /// Another network, or a sleep is over: the same for every connection, and those that seem open must show that they
    /// are, within aliveMs.
    void reconsiderConnections(qint64 aliveMs);

Q_SIGNALS:
    /// An ssh connection came about; key as of connectionKey().
    void connectionOpened(const QString &key);

private:
    /// Any host on that machine without a container in between, as far as there are some.
    [[nodiscard]] QList<const transport::RoutedHost *> hostsOn(const core::ServerProfile &machine) const;
    friend class CommandGate;
    [[nodiscard]] transport::Host &host(const core::ServerProfile &profile);
    [[nodiscard]] core::Result<transport::SshMaster *> master(const core::ServerProfile &profile);
    [[nodiscard]] core::Result<transport::RoutedHost *> routed(const core::ServerProfile &profile);
    [[nodiscard]] std::unique_ptr<transport::Host> makeTrueHost(const core::ServerProfile &profile);
    void makeConnections();

    std::shared_ptr<transport::ReadWatch> m_watch; ///< the sockets of this computer's daemons
    HostFactory m_makeHost;
    HostOptions m_options;
    core::SystemClock m_systemClock;
    std::unique_ptr<SecretCache> m_secrets; ///< outlives the hosts
    std::unique_ptr<transport::SshConnections> m_connections; ///< ends after the hosts
    std::map<QString, std::unique_ptr<transport::Host>>
        m_hosts; ///< by machine, login and container; "" is this machine
};

} // namespace services
