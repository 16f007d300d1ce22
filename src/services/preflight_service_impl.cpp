// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/preflight_service_impl.h"

#include "core/server_profile.h"
#include "protocol/commands.h"
#include "services/host_registry.h"
#include "services/own_addresses.h"
#include "services/preflight.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"

namespace services {
KnownAddresses addressesKnownTo(const core::ServerProfile &profile, const HostRegistry &hosts)
{
    // This computer's own interfaces are no way to its own daemon: there only who is logged in from elsewhere counts.
    if (profile.kind != core::ConnectionKind::Ssh) {
        const auto client = core::IpAddress::parse(qEnvironmentVariable("SSH_CONNECTION").section(u' ', 0, 0));
        return client ? KnownAddresses { { *client }, {} } : KnownAddresses {};
    }
    KnownAddresses known { hosts.loginAddresses(profile), ownAddresses() };
    known.mayBeOwn.removeIf([&known](const core::IpAddress &address) { return known.own.contains(address); });
    return known;
}

PreflightServiceImpl::PreflightServiceImpl(ConfigService &config, ServerRegistry &servers, HostRegistry &hosts,
    RuntimeState &state, const core::Clock &clock, QObject *parent)
    : PreflightService(parent)
    , m_config(config)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_state(state)
    , m_clock(clock)
    , m_own([this](const core::ServerProfile &profile) { return addressesKnownTo(profile, m_hosts); })
{
}

PreflightServiceImpl::~PreflightServiceImpl() = default;

core::RequestHandle PreflightServiceImpl::check(core::ServerId server, const QString &jail, const QObject *context,
    core::Handler<services::PreflightReport> handler)
{
    const core::Pending<PreflightReport> pending(context, std::move(handler));
    const auto profile = m_servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    if (!jail.isEmpty()) {
        if (const auto name = protocol::checkedJailName(jail); !name) {
            pending.finishLater(tl::unexpected(name.error()));
            return pending.handle();
        }
    }
    const KnownAddresses known = m_own(*profile);
    auto *flow = new Preflight(PreflightContext { .config = m_config,
                                   .host = m_hosts.reader(*profile),
                                   .session = m_servers.session(server),
                                   .clock = m_clock,
                                   .profile = *profile,
                                   .own = known.own,
                                   .mayBeOwn = known.mayBeOwn,
                                   .daemonVersion = m_state.status(server).version },
        jail, pending, this);
    connect(flow, &Preflight::progressed, this,
        [this, server](const PreflightCheck &check) { Q_EMIT progressed(server, check); });
    flow->start();
    return pending.handle();
}

} // namespace services
