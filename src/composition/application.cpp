// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/application.h"

#include "composition/application_parts.h"
#include "services/own_addresses.h"
#include "services/secret_cache.h"
#include "storage/keychain.h"
#include "transport/channel.h"

#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace composition {

namespace {

Q_LOGGING_CATEGORY(storeLog, "store")

std::unique_ptr<services::HostRegistry> hostsFor(const ApplicationOptions &options, const core::Clock &clock)
{
    if (options.makeHost)
        return std::make_unique<services::HostRegistry>(options.makeHost);
    return std::make_unique<services::HostRegistry>(services::HostOptions {
        .environment = options.hostEnvironment, .ssh = {}, .runtimeBase = {}, .clock = &clock });
}

services::ChannelFactory channelsFor(const ApplicationOptions &options, services::HostRegistry &hosts)
{
    if (options.makeChannel)
        return options.makeChannel;
    return [&hosts](const core::ServerProfile &profile) { return hosts.makeChannel(profile); };
}

std::unique_ptr<core::CredentialStore> keychainFor(const ApplicationOptions &options)
{
    if (options.makeKeychain)
        return options.makeKeychain();
    if (options.temporary)
        return nullptr;
    return std::make_unique<storage::Keychain>();
}

std::unique_ptr<QTemporaryDir> temporaryFolderFor(const ApplicationOptions &options)
{
    if (!options.temporary || !options.dataDir.isEmpty())
        return nullptr;
    return std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/bangui-XXXXXX"_s);
}

/// The data folder is an option of its own and a setting all the same: who asks where it comes from is told.
QHash<QString, QString> settingsFromCommandLine(const ApplicationOptions &options)
{
    QHash<QString, QString> settings = options.settings;
    if (!options.dataDir.isEmpty())
        settings.insert(u"data_dir"_s, QDir::current().absoluteFilePath(options.dataDir));
    return settings;
}

/// Option, then setting, then the usual place.
QString dataDirFor(const ApplicationOptions &options, const QTemporaryDir *temporary, const core::Settings &settings)
{
    if (temporary)
        return temporary->path();
    if (!options.dataDir.isEmpty())
        return options.dataDir;
    const QString set = settings.text(core::SettingKey::DataDir);
    return set.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/bangui"_s : set;
}

bool tellsOfReload(const core::LogEvent &event)
{
    return event.kind == core::LogEventKind::JailReloaded || event.kind == core::LogEventKind::JailStarted
        || event.kind == core::LogEventKind::ServerStarting;
}

} // namespace

Application::Parts::Parts(const ApplicationOptions &options, const core::Clock &appClock)
    : clock(appClock)
    , temporary(temporaryFolderFor(options))
    , log(state, clock, {})
    , store(clock)
    , profiles(store)
    , settingsRepository(store)
    , recoveries(store)
    , auditRepository(store)
    , statuses(store)
    , leases(store)
    , pendingRows(store)
    , changeRows(store)
    , findingRows(store)
    , settings(state, settingsRepository,
          options.settingsSources ? *options.settingsSources
                                  : services::SettingsSources::ofSystem(settingsFromCommandLine(options)))
    , ownHosts(hostsFor(options, clock))
    , hosts(*ownHosts)
    , makeChannel(channelsFor(options, hosts))
    , servers(profiles, state, makeChannel, clock)
    , audit(auditRepository, clock)
    , gate(servers, hosts, audit, sessions, clock, options.origin)
    , monitor(state, servers, hosts, recoveries, clock)
    , keychain(keychainFor(options))
    , prompts(keychain.get())
    , serverEntry(servers, hosts, prompts, monitor)
    , eventFeed(state, servers, hosts, clock)
    , eventProbes(eventFeed, monitor, state)
    , pendingChanges(pendingRows, clock)
    , bans(
          state, servers, gate, monitor, undo, clock,
          [this] { return services::ownAddresses() + hosts.loginAddresses(); }, &pendingChanges)
    , pendingDelivery(state, servers, gate, pendingChanges, bans, clock)
    , jails({ state, servers, hosts, gate, monitor, bans, undo, recoveries, leases, clock })
    , recoveryController(state, servers, recoveries, undo, clock)
    , notifications(state, servers, clock)
    , rates(monitor, clock)
    , configFiles(servers, hosts, clock)
    , preflight(configFiles, servers, hosts, state, clock)
    , changeHistory(changeRows, servers, clock)
    , changes({ state, servers, hosts, configFiles, gate, monitor, recoveries, leases, clock, &changeHistory })
    , rescue({ state, servers, hosts, configFiles, gate, monitor, recoveries, leases, changes, undo, clock,
          &changeHistory, &findingRows, &auditRepository })
    , connectionTests(makeChannel, hosts, clock, &state)
    , setup(
          settingsRepository, state, makeChannel, hosts.reader({}), clock,
          [this](const std::optional<core::ServerProfile> &first, const QHash<QString, QString> &overrides) {
              settings.adopt(overrides);
              if (first)
                  servers.adopt(*first);
          },
          options.setupPlaces)
    , statusKeeper(state, statuses)
{
    pendingChanges.setKeeping(options.keepUnreached);
    folder = std::make_unique<storage::DataFolder>(dataDirFor(options, temporary.get(), settings.effective()));
}

Application::Parts::~Parts() = default;

Application::Application(ApplicationOptions options, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_parts(std::make_unique<Parts>(m_options, clock))
{
    connect(&m_parts->store, &storage::Store::failed, this, [](const core::Error &error) {
        qCWarning(storeLog).noquote() << u"store_failed error=%1 detail=%2"_s.arg(
            core::errorCodeName(error.code), error.detail);
    });
    connect(&m_parts->store, &storage::Store::recovered, this, [] { qCInfo(storeLog, "store_recovered"); });
    const auto keepConnections = [this] { m_parts->hosts.keepOnly(m_parts->servers.profiles()); };
    connect(&m_parts->servers, &services::ServerRegistry::serverRemoved, this, keepConnections);
    const auto applySessionTime = [this] {
        m_parts->hosts.secrets().setTimeToLive(m_parts->state.settings().number(core::SettingKey::SessionTtlSeconds));
    };
    applySessionTime();
    connect(&m_parts->state, &services::RuntimeState::settingsChanged, this, applySessionTime);
    connect(&m_parts->servers, &services::ServerRegistry::serverChanged, this, keepConnections);
    connect(&m_parts->servers, &services::ServerRegistry::serverRemoved, this,
        [this](core::ServerId id) { m_parts->rates.removeServer(id); });
    connect(&m_parts->eventFeed, &services::EventFeed::eventsArrived, &m_parts->rescue,
        [this](core::ServerId id, const QList<core::LogEvent> &events) {
            if (std::ranges::any_of(events, tellsOfReload))
                m_parts->rescue.noteReload(id);
        });
}

Application::~Application()
{
    m_parts->monitor.stop();
}

services::ServiceSet Application::set()
{
    Parts &p = *m_parts;
    return { p.clock, p.state, p.servers, p.monitor, p.jails, p.bans, p.recoveryController, p.settings, p.setup,
        p.connectionTests, p.audit, p.log, p.rates, p.notifications, p.undo, p.gate, p.hosts, p.prompts, p.serverEntry,
        p.eventFeed, p.pendingChanges, p.configFiles, p.preflight, p.changes, p.changeHistory, p.rescue };
}

storage::DataFolder &Application::dataFolder()
{
    return *m_parts->folder;
}

storage::Store &Application::store()
{
    return m_parts->store;
}

services::LogServiceImpl &Application::log()
{
    return m_parts->log;
}

services::BanServiceImpl &Application::bans()
{
    return m_parts->bans;
}

} // namespace composition
