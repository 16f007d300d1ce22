// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/host_registry.h"

#include "transport/bridge_channel.h"
#include "transport/local_host.h"
#include "transport/local_socket_channel.h"
#include "transport/no_host.h"
#include "transport/routed_host.h"
#include "transport/ssh_destination.h"
#include "transport/tunnel_channel.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace services {

namespace {

/// What makes two profiles share a host. Every part ends with a character that none of them has.
QString hostKey(const core::ServerProfile &profile)
{
    const QString container = profile.container.isEmpty()
        ? QString()
        : profile.containerEngine + QChar(u'\n') + profile.container + QChar(u'\n');
    const QString login
        = profile.elevation == core::Elevation::None ? QString() : u"%1\n"_s.arg(static_cast<int>(profile.elevation));
    switch (profile.kind) {
    case core::ConnectionKind::Local:
        return container.isEmpty() && login.isEmpty() ? QString() : u"local\n"_s + login + container;
    case core::ConnectionKind::Ssh:
        return u"ssh\n"_s + profile.destination + QChar(u'\n') + profile.sshConfig + QChar(u'\n') + login + container;
    }
    return {};
}

bool isPlainLocal(const core::ServerProfile &profile)
{
    return hostKey(profile).isEmpty();
}

} // namespace

HostRegistry::HostRegistry(HostFactory makeHost, QObject *parent)
    : QObject(parent)
    , m_makeHost(std::move(makeHost))
    , m_connections(std::make_unique<transport::SshConnections>())
{
}

HostRegistry::HostRegistry(HostOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_connections(std::make_unique<transport::SshConnections>(m_options.ssh, m_options.runtimeBase))
{
}

HostRegistry::~HostRegistry() = default;

transport::HostReader &HostRegistry::reader(const core::ServerProfile &profile)
{
    return host(profile);
}

transport::Host &HostRegistry::host(const core::ServerProfile &profile)
{
    auto &known = m_hosts[hostKey(profile)];
    if (!known)
        known = m_makeHost ? m_makeHost(profile) : makeTrueHost(profile);
    return *known;
}

core::Result<transport::SshMaster *> HostRegistry::master(const core::ServerProfile &profile)
{
    if (profile.kind != core::ConnectionKind::Ssh)
        return nullptr;
    const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig);
    if (!destination)
        return tl::unexpected(destination.error());
    return m_connections->master(*destination);
}

std::unique_ptr<transport::Host> HostRegistry::makeTrueHost(const core::ServerProfile &profile)
{
    if (isPlainLocal(profile))
        return std::make_unique<transport::LocalHost>(m_options.environment);
    const auto connection = master(profile);
    if (!connection)
        return std::make_unique<transport::NoHost>(connection.error());
    transport::HostRoute route;
    route.master = *connection;
    route.elevation = profile.elevation;
    route.container = profile.container;
    route.engine = profile.containerEngine.isEmpty() ? u"docker"_s : profile.containerEngine;
    route.environment = m_options.environment;
    auto made = transport::RoutedHost::create(std::move(route));
    if (!made)
        return std::make_unique<transport::NoHost>(made.error());
    return std::move(*made);
}

core::Result<transport::RoutedHost *> HostRegistry::routed(const core::ServerProfile &profile)
{
    transport::Host &known = host(profile);
    if (auto *routedHost = qobject_cast<transport::RoutedHost *>(&known))
        return routedHost;
    if (const auto *none = qobject_cast<transport::NoHost *>(&known))
        return tl::unexpected(none->reason());
    return core::failure(core::ErrorCode::Internal, profile.name); // a test's host has no channels of ours
}

std::unique_ptr<transport::Channel> HostRegistry::makeChannel(const core::ServerProfile &profile)
{
    if (isPlainLocal(profile))
        return std::make_unique<transport::LocalSocketChannel>(profile.socketPath);
    const auto behind = routed(profile);
    if (!behind)
        return std::make_unique<transport::NoChannel>(behind.error());
    const auto connection = master(profile);
    // A tunnel ends at the login's own rights; what needs more goes through the elevated helper.
    const bool direct = profile.elevation == core::Elevation::None && profile.container.isEmpty();
    if (connection && *connection && direct)
        return std::make_unique<transport::TunnelChannel>(**connection, **behind, profile.socketPath);
    return std::make_unique<transport::BridgeChannel>(**behind, profile.socketPath);
}

QList<core::IpAddress> HostRegistry::loginAddresses() const
{
    QList<core::IpAddress> addresses;
    for (const auto &[key, known] : m_hosts) {
        const auto *routedHost = qobject_cast<transport::RoutedHost *>(known.get());
        if (!routedHost)
            continue;
        const auto address = core::IpAddress::parse(routedHost->loginAddress());
        if (address && !addresses.contains(*address))
            addresses.append(*address);
    }
    return addresses;
}

void HostRegistry::keepOnly(const QList<core::ServerProfile> &profiles)
{
    QSet<QString> keys;
    for (const core::ServerProfile &profile : profiles) {
        if (profile.kind != core::ConnectionKind::Ssh)
            continue;
        if (const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig))
            keys.insert(destination->key());
    }
    m_connections->closeAllBut(keys);
}

} // namespace services
