// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeServiceImpl that decides changes which are found open on a server.
#include "services/change_confirmation.h"
#include "services/change_flow.h"
#include "services/change_service_impl.h"
#include "services/change_words.h"
#include "services/command_gate.h"
#include "services/health_monitor.h"
#include "services/server_registry.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

ChangeOutcome takenBack(ChangeResult result, const core::Error &error, const QString &detail)
{
    ChangeOutcome outcome;
    outcome.result = result;
    outcome.stage = ChangeStage::Restore;
    outcome.error = error;
    outcome.steps = { ChangeStep { .stage = ChangeStage::Restore,
        .result = result == ChangeResult::RolledBack ? ChangeStageResult::Passed : ChangeStageResult::Failed,
        .error = error,
        .detail = detail } };
    return outcome;
}

} // namespace

void ChangeServiceImpl::withOpen(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<Found> handler)
{
    const core::Pending<Found> pending(context, std::move(handler));
    const auto profile = changeable(server);
    if (!profile) {
        pending.finishLater(tl::unexpected(profile.error()));
        return;
    }
    list(*profile, [id, pending](const core::Result<QList<Found>> &all) {
        if (!all) {
            pending.finish(tl::unexpected(all.error()));
            return;
        }
        const auto found = std::ranges::find_if(*all, [&id](const Found &one) { return one.status.id == id; });
        if (found == all->end())
            pending.finish(core::failure(core::ErrorCode::FileNotFound, id));
        else
            pending.finish(*found);
    });
}

core::RequestHandle ChangeServiceImpl::confirm(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    const core::Pending<ChangeOutcome> pending(context, std::move(handler));
    if (ChangeFlow *flow = flowOf(id)) { // it looks at the server anyway, and tells its steps
        flow->confirmSoon(pending);
        return pending.handle();
    }
    withOpen(server, id, this, [this, server, noted = noted(server, id, pending)](const core::Result<Found> &found) {
        const auto profile = m_context.servers.profile(server);
        if (found && profile)
            confirmFound(*profile, *found, noted);
        else
            noted.finish(tl::unexpected(found ? core::Error { core::ErrorCode::NoSuchServer, {} } : found.error()));
    });
    return pending.handle();
}

void ChangeServiceImpl::confirmFound(
    const core::ServerProfile &profile, const Found &found, const core::Pending<ChangeOutcome> &pending)
{
    if (!found.status.decision.isEmpty()) {
        pending.finish(core::failure(core::ErrorCode::ChangedMeanwhile, found.status.decision));
        return;
    }
    if (isRescueId(found.status.id) || found.status.jails.isEmpty()) {
        // There is no jail by which anybody could see that it is well; only whoever carries it out knows what to
        // expect.
        pending.finish(core::failure(core::ErrorCode::NotSupported, u"rescue"_s));
        return;
    }
    const core::Pending<ChangeOutcome> told(
        this, [this, server = profile.id, pending](const core::Result<ChangeOutcome> &outcome) {
            m_context.monitor.probeNow(server);
            Q_EMIT openChangesChanged(server);
            pending.finish(outcome);
        });
    auto *confirmation = new ChangeConfirmation(contextFor(profile), found.status, whoIsHere(), told, this);
    connect(confirmation, &ChangeConfirmation::progressed, this,
        [this, server = profile.id, id = found.status.id](
            const ChangeStep &step) { Q_EMIT progressed(server, id, step); });
    confirmation->start();
}

core::RequestHandle ChangeServiceImpl::rollBack(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    const core::Pending<ChangeOutcome> pending(context, std::move(handler));
    if (ChangeFlow *flow = flowOf(id)) { // it looks at the server anyway, and tells its steps
        flow->takeBackSoon(pending);
        return pending.handle();
    }
    withOpen(server, id, this, [this, server, noted = noted(server, id, pending)](const core::Result<Found> &found) {
        const auto profile = m_context.servers.profile(server);
        if (found && profile)
            rollBackFound(*profile, *found, noted);
        else
            noted.finish(tl::unexpected(found ? core::Error { core::ErrorCode::NoSuchServer, {} } : found.error()));
    });
    return pending.handle();
}

void ChangeServiceImpl::rollBackFound(
    const core::ServerProfile &profile, const Found &found, const core::Pending<ChangeOutcome> &pending)
{
    auto *transaction = new ServerTransaction(runnerFor(profile), found.folder, this);
    transaction->rollback(whoIsHere(), transaction,
        [this, server = profile.id, transaction, pending](const TransactionResult<TransactionOutcome> &outcome) {
            transaction->deleteLater();
            m_context.monitor.probeNow(server);
            Q_EMIT openChangesChanged(server);
            if (!outcome) {
                pending.finish(tl::unexpected(outcome.error().error));
            } else if (outcome->verdict == TransactionVerdict::NotAsBefore) {
                // The server has compared files, jails and actions with those of before.
                const QString differs = (outcome->missingJails + QStringList { outcome->notes }).join(u' ').trimmed();
                pending.finish(
                    takenBack(ChangeResult::NotRestored, { core::ErrorCode::VerifyFailed, differs }, differs));
            } else {
                pending.finish(takenBack(ChangeResult::RolledBack, {},
                    outcome->foreignKept ? outcome->daemon + " foreign"_L1 : outcome->daemon));
            }
        });
}

core::RequestHandle ChangeServiceImpl::dismiss(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    withOpen(server, id, this, [this, server, pending](const core::Result<Found> &found) {
        const auto profile = m_context.servers.profile(server);
        if (!found || !profile) {
            pending.finish(tl::unexpected(found ? core::Error { core::ErrorCode::NoSuchServer, {} } : found.error()));
            return;
        }
        const TransactionStatus &status = found->status;
        if (status.outcome.isEmpty()) { // not decided, or still at work
            pending.finish(core::failure(core::ErrorCode::ChangedMeanwhile, status.decision));
            return;
        }
        auto *transaction = new ServerTransaction(runnerFor(*profile), found->folder, this);
        transaction->cleanUp(status.outcome == "failed"_L1, transaction,
            [this, server, transaction, pending](const TransactionResult<bool> &removed) {
                transaction->deleteLater();
                Q_EMIT openChangesChanged(server);
                if (removed)
                    pending.finish(true);
                else
                    pending.finish(tl::unexpected(removed.error().error));
            });
    });
    return pending.handle();
}

} // namespace services
