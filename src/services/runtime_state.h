// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/health.h"
#include "core/server_status.h"
#include "core/settings.h"
#include "services/jail_service_state.h"

#include <QObject>

#include <map>

namespace services {

/// The only mutable runtime state. Read through const getters, changed through named operations; each emits one signal
/// with old and new. A fresh one per test. Main thread.
class RuntimeState final : public QObject
{
    Q_OBJECT
public:
    explicit RuntimeState(QObject *parent = nullptr);
    ~RuntimeState() override;

    [[nodiscard]] bool isSetupComplete() const;
    [[nodiscard]] const core::Settings &settings() const;
    [[nodiscard]] bool hasServer(core::ServerId id) const;
    [[nodiscard]] QList<core::ServerId> servers() const;
    /// A default status for a server that it does not know.
    [[nodiscard]] const core::ServerStatus &status(core::ServerId id) const;
    [[nodiscard]] std::optional<core::PendingRecovery> pendingRecovery(core::ServerId id) const; ///< open ones only
    [[nodiscard]] QList<core::PendingRecovery> pendingRecoveries() const;
    [[nodiscard]] std::optional<core::ActivationRecord> activation(core::ServerId id) const;
    /// For a server that it does not know (any more): one that knows nothing.
    [[nodiscard]] JailServiceState &jailServiceState(core::ServerId id);
    /// Jails that BanGUI stopped on purpose and that no activation has found running or started since.
    [[nodiscard]] QSet<QString> stoppedOnPurpose(core::ServerId id) const;

    void addServer(core::ServerId id, const core::ServerStatus &lastKnown = {});
    void removeServer(core::ServerId id);
    /// Only for log lines, which name servers as their administrator does.
    void setServerName(core::ServerId id, const QString &name);
    /// The daemon that it leads to (core::daemonKey()). What is known belongs to that one: with another place it is set
    /// aside, and taken up again where the server leads there once more or comes back after its removal. While this
    /// process lives.
    void setServerPlace(core::ServerId id, const QString &place);
    void setSetupComplete(); ///< one way
    void setSettings(const core::Settings &settings);
    void recordActivation(const core::ActivationRecord &record);
    void clearActivationRecord(core::ServerId id);
    /// Applies the health rule, logs each transition once, emits statusChanged. Returns what the caller has to store: a
    /// new recovery, or that the open one is resolved.
    core::HealthDecision processHealthProbe(core::ServerId id, const core::ProbeReport &report, qint64 nowMs);
    void createPendingRecovery(const core::PendingRecovery &recovery);
    void clearPendingRecovery(core::ServerId id, core::RecoveryResolution resolution);
    void noteStoppedOnPurpose(core::ServerId id, const QString &jail);
    void forgetStoppedOnPurpose(core::ServerId id, const QString &jail); ///< it was not stopped after all
    /// The recovery that could not be stored when it was created is stored now. False: it is no longer the open one.
    bool notePendingRecoveryStored(const core::PendingRecovery &recovery);
    /// Time spent Unreachable extends the window of the activation.
    [[nodiscard]] qint64 unreachableMs(core::ServerId id) const;

Q_SIGNALS:
    void serverAdded(core::ServerId id);
    void serverRemoved(core::ServerId id);
    void setupCompleted();
    void settingsChanged(const core::Settings &before, const core::Settings &after);
    void statusChanged(core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after);
    void activationChanged(core::ServerId id);
    void pendingRecoveryCreated(core::ServerId id, const core::PendingRecovery &recovery);
    /// resolution says how: Recovered by itself, or Dismissed.
    void pendingRecoveryCleared(core::ServerId id, const core::PendingRecovery &recovery);
    /// It leads to another daemon: activation() and pendingRecovery() are that one's. left: the open recovery of the
    /// one before.
    void daemonReplaced(core::ServerId id, const std::optional<core::PendingRecovery> &left);

private:
    struct Daemon; ///< what is known of it
    struct PerServer;
    [[nodiscard]] PerServer *find(core::ServerId id) const;
    [[nodiscard]] Daemon *findRemoved(core::ServerId id);
    void refreshState(core::ServerId id, PerServer &server);
    void logDecision(
        const PerServer &server, const core::HealthDecision &decision, const core::ProbeReport &report) const;

    std::map<core::ServerId, std::unique_ptr<PerServer>> m_servers;
    std::map<std::pair<core::ServerId, QString>, std::unique_ptr<Daemon>> m_aside; ///< by server and place
    std::map<core::ServerId, QString> m_removed; ///< where each led when it was removed
    core::Settings m_settings;
    bool m_setupComplete = false;
    core::ServerStatus m_unknownStatus;
    JailServiceState m_unknownJails;
};

} // namespace services
