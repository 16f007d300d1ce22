// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {
class Clock;
}

namespace services {

class AuditService;
class BanService;
class ChangeHistory;
class ChangeService;
class CommandGate;
class ConfigService;
class ConnectionTestFactory;
class EventFeed;
class HealthMonitor;
class HostRegistry;
class JailService;
class LogService;
class NotificationService;
class PendingChanges;
class PreflightService;
class PromptBroker;
class RateHistory;
class RecoveryController;
class RescueService;
class RuntimeState;
class ServerEntry;
class ServerRegistry;
class SettingsService;
class SetupService;
class UndoStack;

/// References to everything a window or the command line needs; composition fills it, a test fills it with fakes.
/// Copyable.
struct ServiceSet
{
    const core::Clock &clock;
    RuntimeState &runtimeState;
    ServerRegistry &serverRegistry;
    HealthMonitor &healthMonitor;
    JailService &jailService;
    BanService &banService;
    RecoveryController &recoveryController;
    SettingsService &settingsService;
    SetupService &setupService;
    ConnectionTestFactory &connectionTests;
    AuditService &auditService;
    LogService &logService;
    RateHistory &rateHistory;
    NotificationService &notificationService;
    UndoStack &undoStack;
    CommandGate &commandGate;
    HostRegistry &hosts;
    PromptBroker &prompts;
    ServerEntry &serverEntry;
    EventFeed &eventFeed;
    PendingChanges &pendingChanges;
    ConfigService &configService;
    PreflightService &preflightService;
    ChangeService &changeService;
    ChangeHistory &changeHistory;
    RescueService &rescueService;
};

} // namespace services
