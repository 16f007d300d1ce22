// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "config/stream_dump.h"
#include "core/clock.h"
#include "core/ip_address.h"
#include "core/server_profile.h"
#include "services/change_service.h"
#include "services/config_service.h"
#include "services/server_transaction.h"

namespace storage {
class LeaseRepository;
class RecoveryRepository;
} // namespace storage

namespace services {

class ChangeHistoryImpl;
class CommandGate;
class HealthMonitor;
class HostRegistry;
class RuntimeState;
class ServerRegistry;

/// What a change works with; references outlive it.
struct ChangeContext
{
    RuntimeState &state;
    ServerRegistry &servers;
    HostRegistry &hosts;
    ConfigService &config;
    CommandGate &gate;
    HealthMonitor &monitor;
    storage::RecoveryRepository &recoveries;
    storage::LeaseRepository &leases;
    const core::Clock &clock;
    core::ServerProfile profile;
    QList<core::IpAddress> own; ///< by which the server knows us
    QList<core::IpAddress> mayBeOwn; ///< this computer's others
    TransactionRunner runner;
    QString startCommand; ///< see TransactionPlan; empty: what the script finds
    qint64 roundMs = 2'000; ///< between two looks at the server
    ChangeHistoryImpl *history = nullptr; ///< nullptr: nothing is kept
};

/// A change that has passed its preflight, or has not: report tells.
struct ChangePlan
{
    config::FileEdit file;
    PreflightReport report;
    QMap<QString, QString> globals; ///< of the dump
    std::optional<config::DumpedJail> wanted; ///< as the configuration would have it; absent: it is not to run
    QList<config::DumpedJail> others; ///< likewise: other running jails that the file is part of
    QStringList jailsBefore; ///< sorted
    QStringList rebanBefore; ///< see TransactionPlan
    QStringList rebanAfter;
    QString pidFile; ///< empty: not known
    bool runs = false; ///< the jail, now
    bool nothingToDo = false; ///< it is as it is wanted, in the file and in the daemon
    QString restartReason; ///< why the jail has to be restarted; empty: a reload will do
    bool root = false;
    CanaryOffer canary;

    [[nodiscard]] ChangePreview preview() const
    {
        ChangePreview shown { file.path, file.diff, report, file.expectedHash };
        for (const config::DumpedJail &other : others)
            shown.alsoReloaded += other.name;
        shown.canary = canary;
        return shown;
    }
};

} // namespace services
