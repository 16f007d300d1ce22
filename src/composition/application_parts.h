// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composition/application.h"
#include "composition/status_keeper.h"
#include "services/audit_service_impl.h"
#include "services/ban_service_impl.h"
#include "services/change_history_impl.h"
#include "services/change_service_impl.h"
#include "services/command_gate.h"
#include "services/config_service_impl.h"
#include "services/connection_test_impl.h"
#include "services/event_feed_impl.h"
#include "services/event_probes.h"
#include "services/health_monitor_impl.h"
#include "services/jail_service_impl.h"
#include "services/log_service_impl.h"
#include "services/notification_service_impl.h"
#include "services/pending_changes_impl.h"
#include "services/pending_delivery.h"
#include "services/preflight_service_impl.h"
#include "services/prompt_broker.h"
#include "services/rate_history_impl.h"
#include "services/recovery_controller_impl.h"
#include "services/rescue_service_impl.h"
#include "services/runtime_state.h"
#include "services/server_entry.h"
#include "services/session_service.h"
#include "services/undo_stack.h"
#include "storage/config_change_repository.h"
#include "storage/data_folder.h"
#include "storage/pending_change_repository.h"
#include "storage/repositories.h"
#include "storage/rescue_finding_repository.h"
#include "storage/store.h"

#include <QTemporaryDir>

namespace composition {

/// The services in the order in which they depend on each other: each takes only what stands above it.
struct Application::Parts
{
    Parts(const ApplicationOptions &options, const core::Clock &appClock);
    ~Parts();
    Q_DISABLE_COPY_MOVE(Parts)

    const core::Clock &clock;
    std::unique_ptr<QTemporaryDir> temporary; ///< outlives all that writes there
    services::RuntimeState state;
    services::LogServiceImpl log;

    std::unique_ptr<storage::DataFolder> folder;
    storage::Store store;
    storage::ProfileRepository profiles;
    storage::SettingsRepository settingsRepository;
    storage::RecoveryRepository recoveries;
    storage::AuditRepository auditRepository;
    storage::StatusRepository statuses;
    storage::LeaseRepository leases;
    storage::PendingChangeRepository pendingRows;
    storage::ConfigChangeRepository changeRows;
    storage::RescueFindingRepository findingRows;
    services::SettingsServiceImpl settings;

    std::unique_ptr<services::HostRegistry> ownHosts;
    services::HostRegistry &hosts;
    services::ChannelFactory makeChannel;
    services::SessionService sessions;
    services::ServerRegistryImpl servers;
    services::AuditServiceImpl audit;
    services::CommandGate gate;
    services::UndoStack undo;
    services::HealthMonitorImpl monitor;
    std::unique_ptr<core::CredentialStore> keychain;
    services::PromptBroker prompts;
    services::ServerEntry serverEntry;
    services::EventFeedImpl eventFeed;
    services::EventProbes eventProbes;
    services::PendingChangesImpl pendingChanges;
    services::BanServiceImpl bans;
    services::PendingDelivery pendingDelivery;
    services::JailServiceImpl jails;
    services::RecoveryControllerImpl recoveryController;
    services::NotificationServiceImpl notifications;
    services::RateHistoryImpl rates;
    services::ConfigServiceImpl configFiles;
    services::PreflightServiceImpl preflight;
    services::ChangeHistoryImpl changeHistory;
    services::ChangeServiceImpl changes;
    services::RescueServiceImpl rescue;
    services::ConnectionTestFactoryImpl connectionTests;
    services::SetupServiceImpl setup;
    StatusKeeper statusKeeper;
};

} // namespace composition
