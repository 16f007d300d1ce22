// SPDX-License-Identifier: GPL-3.0-or-later
// The part of JailServiceImpl that tells what stopping or reloading a jail costs, stops it and starts it again.
#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/gather.h"
#include "services/health_monitor.h"
#include "services/jail_reload.h"
#include "services/jail_service_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/undo_stack.h"
#include "storage/repositories.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

std::optional<bool> hasDatabase(const core::Result<QVariant> &file)
{
    // None where there is none (server.py, getDatabase).
    return file ? std::optional(!file->toString().isEmpty() && file->toString() != "None"_L1) : std::nullopt;
}

} // namespace

core::RequestHandle JailServiceImpl::previewStop(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<StopPreview> handler)
{
    const core::Pending<StopPreview> pending(context, std::move(handler));
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    session->submit(protocol::status(), this,
        [pending, server, jail, guarded = QPointer<ServerSession>(session), this](
            const core::Result<protocol::StatusReply> &status) {
            if (!status || !guarded) {
                pending.finish(status ? core::failure(core::ErrorCode::Cancelled) : tl::unexpected(status.error()));
                return;
            }
            if (!status->jails.contains(jail)) {
                pending.finish(core::failure(core::ErrorCode::UnknownJail, jail));
                return;
            }
            const bool last = status->jails.size() == 1;
            guarded->submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), this,
                [this, server, pending, jail, last](const core::Result<protocol::JailStatusReply> &reply) {
                    if (!reply)
                        pending.finish(tl::unexpected(reply.error()));
                    else
                        askDatabase(server, { jail, reply->jail.currentlyBanned, last }, pending);
                });
        });
    return pending.handle();
}

void JailServiceImpl::askDatabase(
    core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finish(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    session->submit(protocol::globalProperty(u"dbfile"_s), this,
        [this, server, preview, pending](const core::Result<QVariant> &file) {
            StopPreview told = preview;
            told.database = hasDatabase(file);
            rehearseStart(server, told, pending);
        });
}

void JailServiceImpl::rehearseStart(
    core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending)
{
    const QString place = placeOf(server);
    const core::Pending<core::Receipt> inner(
        this, [this, server, place, preview, pending](const core::Result<core::Receipt> &found) {
            StopPreview told = preview;
            if (found) {
                told.restart = Restart::Yes;
            } else {
                told.restartError = found.error();
                if (found.error().code == core::ErrorCode::UnknownJail)
                    told.restart = Restart::NotEnabled;
                else if (found.error().code == core::ErrorCode::PreflightFailed)
                    told.restart = Restart::Refused;
            }
            m_data[server].stopPreviews.insert(told.jail, { place, told });
            pending.finish(told);
        });
    if (JailReload *flow = makeReload(server, preview.jail, inner))
        flow->rehearse();
}

core::RequestHandle JailServiceImpl::previewReload(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<ReloadPreview> handler)
{
    const core::Pending<ReloadPreview> pending(context, std::move(handler));
    const core::Pending<core::Receipt> inner(
        this, [this, server, jail, pending](const core::Result<core::Receipt> &found) {
            ServerSession *session = m_context.servers.session(server);
            if (!found || !session) {
                pending.finish(found ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(found.error()));
                return;
            }
            const auto told = std::make_shared<ReloadPreview>();
            told->jail = jail;
            told->restartReason = found->detail;
            const auto gather = Gather::create(this, [pending, told] { pending.finish(*told); });
            session->submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), this,
                [told, ticket = gather->ticket()](const core::Result<protocol::JailStatusReply> &status) {
                    if (status)
                        told->currentBans = status->jail.currentlyBanned;
                    else
                        told->runs = status.error().code != core::ErrorCode::UnknownJail;
                    ticket->done();
                });
            session->submit(protocol::globalProperty(u"dbfile"_s), this,
                [told, ticket = gather->ticket()](const core::Result<QVariant> &file) {
                    told->database = hasDatabase(file);
                    ticket->done();
                });
            gather->seal();
        });
    if (JailReload *flow = makeReload(server, jail, inner))
        flow->rehearse(JailReload::Rehearsal::Reload);
    return pending.handle();
}

core::RequestHandle JailServiceImpl::stopJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> outer(context, std::move(handler));
    const core::Pending<core::Receipt> pending = counted(outer);
    const StopOrder order { server, jail, placeOf(server), m_context.servers.nameOf(server), {} };
    const auto activation = m_context.state.activation(server);
    if (!m_context.gate.mayChange(server) || !activation || !activation->jailsBefore.contains(jail)) {
        sendStop(order, pending);
        return outer.handle();
    }
    // Stored first: after a crash, too, the jail must not be taken for one that the activation cost; nor the ones that
    // were stopped before it, which are in the record of this process still.
    StopOrder recorded = order;
    recorded.before = *activation;
    for (const QString &stopped : m_context.state.stoppedOnPurpose(server))
        recorded.before->jailsBefore.removeAll(stopped);
    core::ActivationRecord without = *recorded.before;
    without.jailsBefore.removeAll(jail);
    m_context.recoveries.recordActivation(
        without, this, [this, recorded, pending](const core::Result<core::ActivationRecord> &stored) {
            if (!stored)
                pending.finish(tl::unexpected(stored.error()));
            else if (const auto still = stillAt(recorded.server, recorded.place); !still)
                pending.finish(tl::unexpected(still.error()));
            else
                sendStop(recorded, pending);
        });
    return outer.handle();
}

void JailServiceImpl::sendStop(const StopOrder &order, const core::Pending<core::Receipt> &pending)
{
    // Said before it is done: a probe between the command and its answer must not take the jail for lost.
    if (m_context.gate.mayChange(order.server))
        m_context.state.noteStoppedOnPurpose(order.server, order.jail);
    m_context.gate.submit(order.server, protocol::stopJail(order.jail), this,
        [this, pending, order](const core::Result<QVariant> &reply) {
            if (reply) {
                m_data[order.server].runtimeChanges.remove(order.jail);
                stopped(order, false);
                pending.finish(receiptFor(order.server, order.jail));
                return;
            }
            if (perhapsChanged(reply.error().code)) {
                stopped(order, true); // perhaps: the way back is offered, and it looks before it goes
                lookWhetherStopped(order);
            } else {
                runsOn(order);
            }
            pending.finish(tl::unexpected(reply.error()));
        });
}

void JailServiceImpl::stopped(const StopOrder &order, bool perhaps)
{
    pushStopUndo(order, perhaps);
    if (!stillAt(order.server, order.place)) {
        m_context.state.forgetStoppedOnPurpose(order.server, order.jail); // another daemon's jail of that name is not
        return;
    }
    refresh(order.server);
    m_context.monitor.probeNow(order.server);
}

void JailServiceImpl::runsOn(const StopOrder &order)
{
    // Its loss would be one.
    m_context.state.forgetStoppedOnPurpose(order.server, order.jail);
    const auto now = m_context.state.activation(order.server);
    if (order.before && now && now->at == order.before->at)
        m_context.recoveries.recordActivation(*order.before, this, {});
}

void JailServiceImpl::lookWhetherStopped(const StopOrder &order)
{
    ServerSession *session = m_context.servers.session(order.server);
    if (!session || !stillAt(order.server, order.place))
        return;
    session->submit(protocol::status(), this, [this, order](const core::Result<protocol::StatusReply> &status) {
        if (status && status->jails.contains(order.jail) && stillAt(order.server, order.place))
            runsOn(order);
    });
}

void JailServiceImpl::pushStopUndo(const StopOrder &order, bool perhaps)
{
    StopPreview told;
    const auto [place, preview] = m_data[order.server].stopPreviews.take(order.jail);
    if (place == order.place)
        told = preview;
    if (told.restart == Restart::NotEnabled || told.restart == Restart::Refused)
        return; // the preview has said so; an undo that cannot work is none
    QList<UndoLimit> limits;
    if (told.restart == Restart::Unknown)
        limits.append(UndoLimit::Restart);
    limits.append(told.database == false ? UndoLimit::NoDatabase : UndoLimit::BanStart);
    m_context.undo.push({ .kind = UndoKind::StopJail,
        .subject = order.jail,
        .serverName = order.serverName,
        .servers = 1,
        .changes = { order.server },
        .jails = 1,
        .limits = limits,
        .at = m_context.clock.nowMs(),
        .perhaps = perhaps,
        .undo = [this, order](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
            undoStop(order, pending);
            return pending.handle();
        } });
}

void JailServiceImpl::undoStop(const StopOrder &order, const core::Pending<QList<core::Receipt>> &pending)
{
    ServerSession *session = m_context.servers.session(order.server);
    const auto still = stillAt(order.server, order.place);
    if (!session || !still) {
        pending.finishLater(still ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(still.error()));
        return;
    }
    // Where it runs there is nothing to take back, and a reload would cost what somebody has tuned since.
    session->submit(
        protocol::status(), this, [this, order, pending](const core::Result<protocol::StatusReply> &status) {
            const auto now = stillAt(order.server, order.place);
            if (!status || !now) {
                pending.finish(tl::unexpected(now ? status.error() : now.error()));
                return;
            }
            if (status->jails.contains(order.jail)) {
                core::Receipt receipt = receiptFor(order.server, order.jail);
                receipt.result = core::ReceiptResult::NothingToDo;
                pending.finish(QList<core::Receipt> { receipt });
                return;
            }
            reloadJail(order.server, order.jail, RestartConsent::NotGiven, this,
                [pending](const core::Result<core::Receipt> &receipt) {
                    if (receipt)
                        pending.finish(QList<core::Receipt> { *receipt });
                    else
                        pending.finish(tl::unexpected(receipt.error()));
                });
        });
}

} // namespace services
