// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/host_registry.h"

#include "services/secret_cache.h"
#include "transport/bridge_channel.h"
#include "transport/local_host.h"
#include "transport/local_socket_channel.h"
#include "transport/no_host.h"
#include "transport/read_watch.h"
#include "transport/routed_host.h"
#include "transport/ssh_destination.h"
#include "transport/tunnel_channel.h"

#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace services {

namespace {

bool isPlainLocal(const core::ServerProfile &profile)
{
    return hostKey(profile).isEmpty();
}

/// The machine itself, as our login is there.
core::ServerProfile machineOf(core::ServerProfile profile)
{
    profile.container.clear();
    profile.containerEngine.clear();
    profile.elevation = core::Elevation::None;
    return profile;
}

} // namespace

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

QString secretKey(const core::ServerProfile &profile)
{
    const QString key = hostKey(machineOf(profile));
    return key.isEmpty() ? u"local\n"_s : key;
}

HostRegistry::HostRegistry(HostFactory makeHost, QObject *parent)
    : QObject(parent)
    , m_makeHost(std::move(makeHost))
    , m_secrets(std::make_unique<SecretCache>(m_systemClock))
{
    makeConnections();
}

HostRegistry::HostRegistry(HostOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_secrets(std::make_unique<SecretCache>(m_options.clock ? *m_options.clock : m_systemClock))
{
    makeConnections();
}

void HostRegistry::makeConnections()
{
    m_watch = std::make_shared<transport::ReadWatch>();
    m_connections = std::make_unique<transport::SshConnections>(m_options.ssh, m_options.runtimeBase);
    connect(m_connections.get(), &transport::SshConnections::opened, this, &HostRegistry::connectionOpened);
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
    route.secrets = m_secrets.get();
    route.secretKey = secretKey(profile);
    route.clock = m_options.clock;
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
        return std::make_unique<transport::LocalSocketChannel>(profile.socketPath, m_watch);
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

core::RequestHandle HostRegistry::connectNow(const core::ServerProfile &profile,
    const transport::SshPrompting &prompting, const QObject *context, core::Handler<bool> handler)
{
    const auto connection = m_makeHost ? core::Result<transport::SshMaster *>(nullptr) : master(profile);
    if (connection && *connection)
        return (*connection)->connectNow(prompting, context, std::move(handler));
    const core::Pending<bool> pending(context, std::move(handler));
    if (connection)
        pending.finishLater(true);
    else
        pending.finishLater(tl::unexpected(connection.error()));
    return pending.handle();
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

QList<const transport::RoutedHost *> HostRegistry::hostsOn(const core::ServerProfile &machine) const
{
    QList<const transport::RoutedHost *> hosts;
    for (const core::Elevation elevation : { machine.elevation, core::Elevation::None, core::Elevation::Sudo }) {
        core::ServerProfile known = machineOf(machine);
        known.elevation = elevation;
        const auto found = m_hosts.find(hostKey(known));
        if (found == m_hosts.end())
            continue;
        if (const auto *routedHost = qobject_cast<transport::RoutedHost *>(found->second.get()))
            hosts.append(routedHost);
    }
    return hosts;
}

QList<core::IpAddress> HostRegistry::loginAddresses(const core::ServerProfile &profile) const
{
    QList<core::IpAddress> addresses;
    for (const transport::RoutedHost *routedHost : hostsOn(profile)) {
        const auto address = core::IpAddress::parse(routedHost->loginAddress());
        if (address && !addresses.contains(*address))
            addresses.append(*address);
    }
    return addresses;
}

QString HostRegistry::loginName(const core::ServerProfile &profile) const
{
    for (const transport::RoutedHost *routedHost : hostsOn(profile)) {
        if (!routedHost->loginName().isEmpty())
            return routedHost->loginName();
    }
    return {};
}

QString HostRegistry::machineName(const core::ServerProfile &profile) const
{
    if (profile.kind != core::ConnectionKind::Ssh)
        return {};
    const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig);
    const QString host = destination ? destination->host : profile.destination;
    return host.startsWith("ssh://"_L1) ? QUrl(host).host() : host.section(u'@', -1);
}

QStringList HostRegistry::elevatedCommand(const core::ServerProfile &profile)
{
    core::ServerProfile elevated = profile;
    if (elevated.elevation == core::Elevation::None)
        elevated.elevation = core::Elevation::Sudo;
    const auto behind = routed(elevated);
    if (!behind)
        return {};
    // The host without elevation may have found its Python where the other was never let in.
    if (const auto machine
        = elevated.container.isEmpty() && !(*behind)->hasFound() ? routed(machineOf(profile)) : behind)
        return (*machine)->elevatedCommand();
    return (*behind)->elevatedCommand();
}

void HostRegistry::askAgain(const core::ServerProfile &profile)
{
    if (const auto behind = routed(profile); behind)
        (*behind)->askAgain();
}

void HostRegistry::tryAgain(const core::ServerProfile &profile)
{
    if (const auto behind = routed(profile); behind)
        (*behind)->tryAgain();
}

core::RequestHandle HostRegistry::requireLogin(
    const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler)
{
    const auto connection = master(profile);
    if (connection && *connection)
        return (*connection)->require(context, std::move(handler));
    const core::Pending<bool> pending(context, std::move(handler));
    if (connection)
        pending.finishLater(true);
    else
        pending.finishLater(tl::unexpected(connection.error()));
    return pending.handle();
}

void HostRegistry::dropLogin(const core::ServerProfile &profile)
{
    const auto connection = master(profile);
    if (connection && *connection)
        (*connection)->close();
}

void HostRegistry::keepOnly(const QList<core::ServerProfile> &profiles)
{
    QSet<QString> keys;
    QSet<QString> secrets;
    for (const core::ServerProfile &profile : profiles) {
        keys.insert(connectionKey(profile));
        if (profile.elevation == core::Elevation::Sudo)
            secrets.insert(secretKey(profile));
    }
    m_secrets->keepOnly(secrets);
    m_connections->closeAllBut(keys);
}

QString HostRegistry::connectionKey(const core::ServerProfile &profile)
{
    if (profile.kind != core::ConnectionKind::Ssh)
        return {};
    const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig);
    return destination ? destination->key() : QString();
}

qint64 HostRegistry::retryAfterMs(const QString &connectionKey) const
{
    const core::Error *error = m_connections->lastError(connectionKey);
    return error && !transport::SshMaster::needsPerson(error->code) ? m_connections->retryAfterMs(connectionKey) : 0;
}

void HostRegistry::forgetBackoff(const QString &connectionKey)
{
    m_connections->forgetBackoff(connectionKey);
}

void HostRegistry::reconsiderConnections(qint64 aliveMs)
{
    m_connections->forgetBackoffs();
    m_connections->checkAlive(aliveMs);
}

} // namespace services
