// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/connection_test_impl.h"
#include "services/setup_service.h"

namespace storage {
class SettingsRepository;
}

namespace services {

class RuntimeState;

/// Looks for the socket where fail2ban's own configuration says it is, then at the usual places (fact sheet 3).
class SetupServiceImpl final : public SetupService
{
    Q_OBJECT
public:
    /// adopt: called after the transaction with the stored first server (or none) and the overrides, so that the
    /// registry and the settings take them over without reading the store again. roots: configuration folders and
    /// sockets to look at; tests.
    struct Places
    {
        QStringList configDirs { QStringLiteral("/etc/fail2ban") };
        QStringList sockets { QStringLiteral("/run/fail2ban/fail2ban.sock"),
            QStringLiteral("/var/run/fail2ban/fail2ban.sock") };
        QStringList clients { QStringLiteral("/usr/bin/fail2ban-client"),
            QStringLiteral("/usr/local/bin/fail2ban-client") };
    };
    using Adopt = std::function<void(const std::optional<core::ServerProfile> &, const QHash<QString, QString> &)>;
    SetupServiceImpl(storage::SettingsRepository &repository, RuntimeState &state,
        ConnectionTestFactoryImpl::ChannelFactory channels, transport::HostReader &host, const core::Clock &clock,
        Adopt adopt, Places places, QObject *parent = nullptr);

    core::RequestHandle findLocalServers(
        const QObject *context, core::Handler<QList<LocalServerFinding>> handler) override;
    core::RequestHandle finish(const std::optional<core::ServerProfile> &firstServer,
        const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler) override;

private:
    class Search;
    storage::SettingsRepository &m_repository;
    RuntimeState &m_state;
    ConnectionTestFactoryImpl::ChannelFactory m_channels;
    transport::HostReader &m_host;
    const core::Clock &m_clock;
    Adopt m_adopt;
    Places m_places;
};

/// Value of `socket` in a fail2ban.conf or .local, in [Definition] or [DEFAULT]; empty where there is none.
[[nodiscard]] QString socketFromConfig(const QByteArray &text);
/// The same for several files in fail2ban's order: the last one wins, and [Definition] beats [DEFAULT] in any of them.
[[nodiscard]] QString socketFromConfigs(const QList<QByteArray> &texts);
/// fail2ban's own files below dir, in the order in which it reads them; dropIns: names in its fail2ban.d.
[[nodiscard]] QStringList configFiles(const QString &dir, const QStringList &dropIns);

} // namespace services
