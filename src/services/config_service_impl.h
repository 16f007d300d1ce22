// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/server_profile.h"
#include "services/config_reading.h"
#include "services/config_service.h"

#include <map>
#include <memory>
#include <vector>

namespace services {

class HostRegistry;
class ServerRegistry;

/// See ConfigService.
class ConfigServiceImpl final : public ConfigService
{
    Q_OBJECT
public:
    ConfigServiceImpl(
        ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock, QObject *parent = nullptr);
    ~ConfigServiceImpl() override;

    core::RequestHandle read(
        core::ServerId server, const QObject *context, core::Handler<ServerConfiguration> handler) override;
    [[nodiscard]] std::optional<ServerConfiguration> last(core::ServerId server) const override;

private:
    /// A reading that is under way, and who waits for it.
    struct Run
    {
        core::ServerProfile profile;
        std::unique_ptr<ConfigReading> reading;
        std::vector<core::Pending<ServerConfiguration>> callers;
    };
    struct Last
    {
        core::ServerProfile profile;
        ServerConfiguration configuration;
    };

    void begin(core::ServerId server);
    void onCallerCancelled(core::ServerId server);
    void onRead(core::ServerId server, const core::Result<ConfigReading::Finding> &finding);
    void onServerChanged(core::ServerId server);
    void onServerRemoved(core::ServerId server);
    [[nodiscard]] Run takeRun(core::ServerId server);

    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    const core::Clock &m_clock;
    std::map<core::ServerId, Run> m_runs;
    std::map<core::ServerId, Last> m_last;
};

/// SHA-256 in hexadecimal over all names and bytes of a tree, and over what of it could not be read.
[[nodiscard]] QByteArray fingerprintOf(const config::ConfigTree &tree);

} // namespace services
