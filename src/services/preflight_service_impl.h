// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/ip_address.h"
#include "core/server_profile.h"
#include "services/preflight_service.h"

#include <functional>

namespace services {

class ConfigService;
class HostRegistry;
class RuntimeState;
class ServerRegistry;

/// Addresses of ours, as one server sees them.
struct KnownAddresses
{
    QList<core::IpAddress> own; ///< by which it knows us, as it says itself
    /// This computer's others, and who uses it from elsewhere: over there the same address may be somebody else.
    QList<core::IpAddress> mayBeOwn;
};
[[nodiscard]] KnownAddresses addressesKnownTo(const core::ServerProfile &profile, const HostRegistry &hosts);

/// See PreflightService.
class PreflightServiceImpl final : public PreflightService
{
    Q_OBJECT
public:
    /// references outlive it.
    PreflightServiceImpl(ConfigService &config, ServerRegistry &servers, HostRegistry &hosts, RuntimeState &state,
        const core::Clock &clock, QObject *parent = nullptr);
    ~PreflightServiceImpl() override;

    core::RequestHandle check(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<services::PreflightReport> handler) override;

    /// By which addresses servers know this computer; for tests, which must not depend on the machine's own.
    void setOwnAddresses(std::function<KnownAddresses(const core::ServerProfile &)> own) { m_own = std::move(own); }

private:
    ConfigService &m_config;
    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    RuntimeState &m_state;
    const core::Clock &m_clock;
    std::function<KnownAddresses(const core::ServerProfile &)> m_own;
};

} // namespace services
