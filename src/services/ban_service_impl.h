// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ban_change.h"
#include "services/ban_lists.h"
#include "services/ban_service.h"

namespace services {

class CommandGate;
class HealthMonitor;
class RuntimeState;
class ServerRegistry;
class UndoStack;

/// See BanService. Addresses are matched by containment: asking for 192.0.2.5 finds the banned 192.0.2.0/24.
class BanServiceImpl final : public BanService
{
    Q_OBJECT
public:
    /// own: the addresses that the user may be banned by; injected for tests.
    using OwnAddresses = std::function<QList<core::IpAddress>()>;
    BanServiceImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, HealthMonitor &monitor,
        UndoStack &undo, const core::Clock &clock, OwnAddresses own, QObject *parent = nullptr);
    ~BanServiceImpl() override;

    [[nodiscard]] const BanSnapshot &snapshot(core::ServerId server) const override { return m_lists.snapshot(server); }
    void refresh(core::ServerId server) override;
    void setWatched(const QList<core::ServerId> &servers) override { m_lists.setWatched(servers); }
    core::RequestHandle previewBan(
        const BanRequest &request, const QObject *context, core::Handler<BanPreview> handler) override;
    core::RequestHandle ban(
        const BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler) override;
    core::RequestHandle previewUnban(
        const UnbanRequest &request, const QObject *context, core::Handler<UnbanPreview> handler) override;
    core::RequestHandle unban(
        const UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler) override;

    /// The lists of these servers, fetched now; errors are in the snapshots. For callers without a watcher
    /// (bangui-cli).
    core::RequestHandle fetch(
        const QList<core::ServerId> &servers, const QObject *context, core::Handler<bool> handler);

private:
    struct Resolved; ///< what an unban request means, ban by ban
    [[nodiscard]] Resolved resolve(const UnbanRequest &request) const;
    [[nodiscard]] QStringList jailsOn(core::ServerId server, const QStringList &wanted) const;
    void run(QList<BanStep> steps, const core::Pending<QList<core::Receipt>> &pending);
    void pushUndo(bool ban, const QList<core::Receipt> &receipts, const QList<BanStep> &undoSteps);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    UndoStack &m_undo;
    const core::Clock &m_clock;
    OwnAddresses m_own;
    BanLists m_lists;
};

} // namespace services
