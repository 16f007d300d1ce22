// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/credential_store.h"
#include "services/host_registry.h"
#include "services/server_registry_impl.h"
#include "services/service_set.h"
#include "services/settings_service_impl.h"
#include "services/setup_service_impl.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace services {
class BanServiceImpl;
class LogServiceImpl;
} // namespace services
namespace storage {
class DataFolder;
class Store;
} // namespace storage

namespace composition {

/// How one process uses BanGUI. The factories are empty outside tests and the demo.
struct ApplicationOptions
{
    QString dataDir; ///< empty: the setting data_dir, else XDG_DATA_HOME/bangui
    QHash<QString, QString> settings; ///< from the command line, by setting name
    QString origin; ///< "window" or "cli", for the audit
    bool takeLock = true; ///< one window per data folder; bangui-cli takes none
    bool startMonitor = true; ///< periodic probes, and what they find is stored
    bool checkSsh = true; ///< the informational stage at the end
    bool keepUnreached = true; ///< a ban or unban that does not reach its server is kept, see services::PendingChanges
    /// The demo: no wizard, and nothing of it is kept. Without dataDir a temporary folder, which goes with the
    /// application.
    bool temporary = false;
    QStringList
        hostEnvironment; ///< "NAME=value" for programs on this machine (a fail2ban that is unpacked, not installed)

    services::ChannelFactory makeChannel;
    services::HostRegistry::HostFactory makeHost;
    std::function<std::unique_ptr<core::CredentialStore>()> makeKeychain; ///< empty: the desktop's, the demo's none
    std::optional<services::SettingsSources> settingsSources; ///< absent: the system's
    services::SetupServiceImpl::Places setupPlaces;
};

/// Owns every service of one process, built in order, and ends them in the opposite one. Construction reads settings
/// files and touches nothing else; StartUp does the rest. The clock outlives it. Main thread.
class Application final : public QObject
{
    Q_OBJECT
public:
    Application(ApplicationOptions options, const core::Clock &clock, QObject *parent = nullptr);
    ~Application() override;

    /// Usable at once; full of data after StartUp has finished.
    [[nodiscard]] services::ServiceSet set();
    [[nodiscard]] const ApplicationOptions &options() const { return m_options; }
    [[nodiscard]] storage::DataFolder &dataFolder();
    [[nodiscard]] storage::Store &store();
    [[nodiscard]] services::LogServiceImpl &log();
    /// For callers that need a list now instead of a model (bangui-cli).
    [[nodiscard]] services::BanServiceImpl &bans();

private:
    friend class StartUp;
    struct Parts;

    ApplicationOptions m_options;
    std::unique_ptr<Parts> m_parts;
};

} // namespace composition
