// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_plan.h"

namespace services {

class ChangeFlow;
struct ChangeEntry;

/// What ChangeServiceImpl works with; references outlive it.
struct ChangeServiceContext
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
    ChangeHistoryImpl *history = nullptr; ///< nullptr: nothing is kept
};

/// See ChangeService. Everything that it runs on a server passes CommandGate, and is in the audit by that.
class ChangeServiceImpl final : public ChangeService
{
    Q_OBJECT
public:
    explicit ChangeServiceImpl(const ChangeServiceContext &context, QObject *parent = nullptr);
    ~ChangeServiceImpl() override;

    core::RequestHandle preview(
        const ChangeRequest &request, const QObject *context, core::Handler<services::ChangePreview> handler) override;
    core::RequestHandle make(
        const ChangeRequest &request, const QObject *context, core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle findOpen(
        core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler) override;
    core::RequestHandle recorded(
        const QObject *context, core::Handler<QList<services::RecordedChange>> handler) override;
    core::RequestHandle confirm(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle rollBack(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle dismiss(
        core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler) override;

    /// How a daemon is started that no service manager knows; see TransactionPlan. For tests, too.
    void setStartCommand(const QString &command) { m_startCommand = command; }
    /// For tests: something between the change and the server.
    void setRunner(std::function<TransactionRunner(core::ServerId, TransactionRunner)> wrap)
    {
        m_wrapRunner = std::move(wrap);
    }
    void setRoundMs(qint64 ms) { m_roundMs = ms; } ///< between two looks at a server that was changed

private:
    struct Found
    {
        QString folder;
        TransactionStatus status;
    };
    [[nodiscard]] TransactionRunner runnerFor(const core::ServerProfile &profile);
    [[nodiscard]] TransactionRunner lookerFor(core::ServerId server); ///< passes the gate as a mere look
    [[nodiscard]] ChangeContext contextFor(const core::ServerProfile &profile);
    [[nodiscard]] core::Result<core::ServerProfile> changeable(core::ServerId server) const;
    void list(const core::ServerProfile &profile, core::Handler<QList<Found>> handler);

    // change_service_open.cpp
    void withOpen(core::ServerId server, const QString &id, const QObject *context, core::Handler<Found> handler);
    void confirmFound(
        const core::ServerProfile &profile, const Found &found, const core::Pending<ChangeOutcome> &pending);
    void rollBackFound(
        const core::ServerProfile &profile, const Found &found, const core::Pending<ChangeOutcome> &pending);

    // change_service_history.cpp
    /// The outcome of somebody's decision is in the history before it is told.
    [[nodiscard]] core::Pending<ChangeOutcome> noted(
        core::ServerId server, const QString &id, const core::Pending<ChangeOutcome> &pending);
    /// What is no longer found there was decided by the server, or by another workstation.
    void settleHistory(core::ServerId server, const QStringList &found);
    void settleEntry(core::ServerId server, const ChangeEntry &entry);

    /// The change of that id that this process is making; nullptr: there is none.
    [[nodiscard]] ChangeFlow *flowOf(const QString &id) const;

    ChangeServiceContext m_context;
    QString m_startCommand;
    std::function<TransactionRunner(core::ServerId, TransactionRunner)> m_wrapRunner;
    qint64 m_roundMs = 2'000;
};

} // namespace services
