// SPDX-License-Identifier: GPL-3.0-or-later
// The way back of BanServiceImpl: what a ban or unban leaves on the undo stack, and taking it back.
#include "services/ban_service_impl.h"
#include "services/pending_changes_impl.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"

namespace services {
namespace {

QString keyOf(core::ServerId server, const QString &jail, const QString &target)
{
    return QString::number(server.value) + QChar(0) + jail + QChar(0) + target;
}

/// An unban of all whose answer got lost may have happened; bans that stand after all are only prolonged.
bool perhapsDone(bool ban, const core::Receipt &receipt)
{
    return receipt.result == core::ReceiptResult::Done || (!ban && receipt.target.isEmpty() && outcomeUnknown(receipt));
}

} // namespace

QList<BanStep> BanServiceImpl::undoable(bool ban, const Receipts &receipts, const QList<BanStep> &undoSteps) const
{
    QSet<QString> done;
    for (const core::Receipt &receipt : receipts) {
        if (perhapsDone(ban, receipt))
            done.insert(keyOf(receipt.server, receipt.jail, receipt.target));
    }
    QList<BanStep> steps;
    for (BanStep step : undoSteps) {
        if (!done.contains(keyOf(step.server, {}, {}))) { // not an unban of all: target by target
            step.targets.removeIf(
                [&](const QString &target) { return !done.contains(keyOf(step.server, step.jail, target)); });
        }
        if (const auto profile = m_servers.profile(step.server))
            step.place = core::daemonKey(*profile);
        if (!step.targets.isEmpty())
            steps.append(step);
    }
    return steps;
}

void BanServiceImpl::pushUndo(bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
{
    // Only what the server really did can be taken back, and what waits.
    const QList<BanStep> steps = undoable(ban, outcome.receipts, undoSteps);
    QList<qint64> kept = outcome.kept;
    kept.removeAll(0);
    if (steps.isEmpty() && kept.isEmpty())
        return;
    QSet<core::ServerId> servers;
    QSet<QString> jails;
    QSet<QString> targets;
    bool all = false;
    qint64 waiting = 0;
    for (const core::Receipt &receipt : outcome.receipts) {
        const bool waits = receipt.result == core::ReceiptResult::Pending;
        if (!waits && !perhapsDone(ban, receipt))
            continue;
        all = all || receipt.target.isEmpty();
        servers.insert(receipt.server);
        if (!receipt.jail.isEmpty())
            jails.insert(receipt.jail);
        if (waits) {
            ++waiting;
            targets.insert(receipt.target);
        }
    }
    qint64 listed = waiting;
    for (const BanStep &step : steps) {
        listed += step.targets.size();
        jails.insert(step.jail);
        for (const QString &target : step.targets)
            targets.insert(target);
    }
    for (const qint64 id : std::as_const(kept))
        m_delivered.insert(id, {});
    const bool one = listed == 1 || (waiting > 0 && targets.size() == 1);
    m_undo.push({ .kind = ban ? UndoKind::Ban : (all ? UndoKind::UnbanAll : UndoKind::Unban),
        .subject = one ? *targets.cbegin() : QString(),
        .bans = listed,
        .servers = static_cast<int>(servers.size()),
        .jails = static_cast<int>(jails.size()),
        .limits = ban ? QList<UndoLimit> { UndoLimit::Escalation, UndoLimit::History }
                      : QList<UndoLimit> { UndoLimit::BanStart, UndoLimit::Escalation, UndoLimit::History },
        .at = m_clock.nowMs(),
        .undo = [this, steps, kept](const QObject *context, core::Handler<Receipts> handler) {
            const core::Pending<Receipts> pending(context, std::move(handler));
            takeBack(steps, kept, pending);
            return pending.handle();
        } });
}

void BanServiceImpl::takeBack(
    const QList<BanStep> &steps, const QList<qint64> &kept, const core::Pending<Receipts> &pending)
{
    const auto undo = [this, pending](const QList<BanStep> &todo, const Receipts &withdrawn) {
        run(todo, Way::Fresh, Outcome(this, [pending, withdrawn](const core::Result<BanOutcome> &outcome) {
            if (outcome)
                pending.finish(withdrawn + outcome->receipts);
            else
                pending.finish(tl::unexpected(outcome.error()));
        }));
    };
    if (kept.isEmpty() || !m_pending) {
        undo(steps, {});
        return;
    }
    m_pending->takeBack(kept, this, [=, this](const core::Result<QList<core::PendingChange>> &taken) {
        if (!taken) {
            pending.finish(tl::unexpected(taken.error()));
            return;
        }
        QSet<qint64> gone;
        Receipts receipts;
        for (const core::PendingChange &change : *taken) {
            gone.insert(change.id);
            const BanStep step { BanStep::Kind::Ban, change.server, change.jail, change.targets, {} };
            receipts += receiptsOfStep(m_servers, step, core::ReceiptResult::Done, {});
        }
        QList<BanStep> todo = steps;
        for (const qint64 id : kept) {
            if (gone.contains(id)) {
                m_delivered.remove(id);
            } else if (m_pending->isSending(id)) { // just now; the next undo finds what became of it
                for (const core::PendingChange &change : m_pending->all()) {
                    const BanStep step { BanStep::Kind::Ban, change.server, change.jail, change.targets, {} };
                    if (change.id == id)
                        receipts += receiptsOfStep(
                            m_servers, step, core::ReceiptResult::Failed, { core::ErrorCode::Busy, {} });
                }
            } else {
                todo += m_delivered.take(id);
            }
        }
        undo(todo, receipts);
    });
}

void BanServiceImpl::rememberDelivered(qint64 id, bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
{
    if (m_delivered.contains(id))
        m_delivered[id] += undoable(ban, outcome.receipts, undoSteps);
    else // asked for in another life of BanGUI, whose undo stack is gone
        pushUndo(ban, outcome, undoSteps);
}

} // namespace services
