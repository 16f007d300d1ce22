// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_service_impl.h"

#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/change_flow.h"
#include "services/change_preflight.h"
#include "services/change_words.h"
#include "services/command_gate.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/preflight_service_impl.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/transaction_runner.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

OpenChange::Leftover leftoverOf(const TransactionStatus &status)
{
    if (status.outcome == "foreign"_L1)
        return OpenChange::Leftover::Foreign;
    if (status.outcome == "failed"_L1)
        return OpenChange::Leftover::Failed;
    return OpenChange::Leftover::None;
}

/// A rescue that this process carries out and still watches over is nobody's to decide. One that it has lost is taken
/// back by the server soon, and is told as soon as nothing watches over it.
bool isOwnRescue(const TransactionStatus &status)
{
    const QString here = core::visibleText(u"@%1 (%2 %3)"_s.arg(QSysInfo::machineHostName(),
        QCoreApplication::applicationName(), QString::number(QCoreApplication::applicationPid())));
    return isRescueId(status.id) && status.decision.isEmpty() && !status.stale && status.owner.endsWith(here);
}

} // namespace

ChangeServiceImpl::ChangeServiceImpl(const ChangeServiceContext &context, QObject *parent)
    : ChangeService(parent)
    , m_context(context)
{
}

ChangeServiceImpl::~ChangeServiceImpl() = default;

TransactionRunner ChangeServiceImpl::runnerFor(const core::ServerProfile &profile)
{
    TransactionRunner runner = runnerAt(m_context.gate, m_context.servers, profile);
    return m_wrapRunner ? m_wrapRunner(profile.id, std::move(runner)) : runner;
}

TransactionRunner ChangeServiceImpl::lookerFor(core::ServerId server)
{
    TransactionRunner looker = [&gate = m_context.gate, server](const transport::HostCommand &command,
                                   const QObject *context, core::Handler<transport::CommandResult> handler) {
        return gate.look(server, command, context, std::move(handler));
    };
    return m_wrapRunner ? m_wrapRunner(server, std::move(looker)) : looker;
}

ChangeContext ChangeServiceImpl::contextFor(const core::ServerProfile &profile)
{
    const KnownAddresses known = addressesKnownTo(profile, m_context.hosts);
    return { .state = m_context.state,
        .servers = m_context.servers,
        .hosts = m_context.hosts,
        .config = m_context.config,
        .gate = m_context.gate,
        .monitor = m_context.monitor,
        .recoveries = m_context.recoveries,
        .leases = m_context.leases,
        .clock = m_context.clock,
        .profile = profile,
        .own = known.own,
        .mayBeOwn = known.mayBeOwn,
        .runner = runnerFor(profile),
        .startCommand = profile.startCommand.isEmpty() ? m_startCommand : profile.startCommand,
        .roundMs = m_roundMs,
        .history = m_context.history };
}

core::Result<core::ServerProfile> ChangeServiceImpl::changeable(core::ServerId server) const
{
    const auto profile = m_context.servers.profile(server);
    if (!profile)
        return core::failure(core::ErrorCode::NoSuchServer);
    if (const auto may = m_context.gate.mayChange(server); !may)
        return tl::unexpected(may.error());
    return *profile;
}

core::RequestHandle ChangeServiceImpl::preview(
    const ChangeRequest &request, const QObject *context, core::Handler<services::ChangePreview> handler)
{
    const core::Pending<ChangePreview> pending(context, std::move(handler));
    const auto profile = changeable(request.server);
    const auto name = protocol::checkedJailName(request.jail);
    if (!profile || !name) {
        pending.finishLater(tl::unexpected(profile ? name.error() : profile.error()));
        return pending.handle();
    }
    const core::Pending<ChangePlan> plan(this, [pending](const core::Result<ChangePlan> &made) {
        if (made)
            pending.finish(made->preview());
        else
            pending.finish(tl::unexpected(made.error()));
    });
    (new ChangePreflight(contextFor(*profile), request, plan, this))->start();
    pending.setOnCancel([handle = plan.handle()]() mutable { handle.cancel(); });
    return pending.handle();
}

core::RequestHandle ChangeServiceImpl::make(
    const ChangeRequest &request, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    const core::Pending<ChangeOutcome> pending(context, std::move(handler));
    const auto profile = changeable(request.server);
    if (!profile) {
        pending.finishLater(tl::unexpected(profile.error()));
        return pending.handle();
    }
    auto *flow = new ChangeFlow(contextFor(*profile), request, pending, this);
    connect(
        flow, &ChangeFlow::progressed, this, [this, server = request.server, id = flow->id()](const ChangeStep &step) {
            Q_EMIT progressed(server, id, step);
            if (step.stage == ChangeStage::Arm && step.result == ChangeStageResult::Passed)
                Q_EMIT openChangesChanged(server);
        });
    connect(flow, &ChangeFlow::planned, this,
        [this, server = request.server, id = flow->id()](
            const ChangePreview &preview) { Q_EMIT planned(server, id, preview); });
    connect(flow, &ChangeFlow::ended, this, [this, server = request.server, flow](ChangeResult) {
        Q_EMIT openChangesChanged(server);
        Q_EMIT ended(server, flow->id(), flow->outcome());
    });
    flow->start();
    return pending.handle();
}

ChangeFlow *ChangeServiceImpl::flowOf(const QString &id) const
{
    for (ChangeFlow *flow : findChildren<ChangeFlow *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (flow->id() == id && !flow->isOver())
            return flow;
    }
    return nullptr;
}

void ChangeServiceImpl::list(const core::ServerProfile &profile, core::Handler<QList<Found>> handler)
{
    ServerTransaction::list(lookerFor(profile.id), profile.socketPath, this,
        [socket = profile.socketPath, handler = std::move(handler)](
            const core::Result<QList<TransactionStatus>> &statuses) {
            if (!statuses) {
                handler(tl::unexpected(statuses.error()));
                return;
            }
            QList<Found> found;
            for (const TransactionStatus &status : *statuses) {
                if (isChangeOf(status.id, socket))
                    found.append({ status.folder, status });
            }
            handler(found);
        });
}

core::RequestHandle ChangeServiceImpl::findOpen(
    core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler)
{
    const core::Pending<QList<OpenChange>> pending(context, std::move(handler));
    const auto profile = m_context.servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    list(*profile, [this, server, pending](const core::Result<QList<Found>> &found) {
        if (!found) {
            pending.finish(tl::unexpected(found.error()));
            return;
        }
        QList<OpenChange> open;
        QStringList ids;
        for (const Found &one : *found) {
            const TransactionStatus &status = one.status;
            if (status.isSettled())
                continue;
            ids += status.id;
            if (isOwnRescue(status))
                continue;
            open.append({ .id = status.id,
                .server = server,
                .jail = isRescueId(status.id) ? QString() : status.jails.value(0),
                .kind = changeKindOf(status.id),
                .owner = status.owner,
                .startedAt = m_context.clock.nowMs() - status.ageSeconds * 1000,
                .remainingSeconds = status.remainingSeconds,
                .undecided = status.decision.isEmpty(),
                .stale = status.stale,
                .leftover = leftoverOf(status),
                .keptIn = leftoverOf(status) == OpenChange::Leftover::None ? QString() : status.folder + "/files"_L1 });
        }
        settleHistory(server, ids);
        pending.finish(open);
    });
    return pending.handle();
}

} // namespace services
