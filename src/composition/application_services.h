// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

namespace services {
class AuditService; class BanService; class CommandGate; class ConnectionTestFactory; class HealthMonitor; class JailService;
class LogService; class NotificationService; class RateHistory; class RecoveryController; class RuntimeState; class ServerRegistry;
class SettingsService; class SetupService; class UndoStack;
}
namespace core {
class Clock;
}

namespace composition {

/// References to everything a window or the command line needs. Plain struct: a test fills it with fakes.
struct Services
{
    const core::Clock &clock;
    services::RuntimeState &runtimeState;
    services::ServerRegistry &serverRegistry;
    services::HealthMonitor &healthMonitor;
    services::JailService &jailService;
    services::BanService &banService;
    services::RecoveryController &recoveryController;
    services::SettingsService &settingsService;
    services::SetupService &setupService;
    services::ConnectionTestFactory &connectionTests;
    services::AuditService &auditService;
    services::LogService &logService;
    services::RateHistory &rateHistory;
    services::NotificationService &notificationService;
    services::UndoStack &undoStack;
    services::CommandGate &commandGate;
};

} // namespace composition
