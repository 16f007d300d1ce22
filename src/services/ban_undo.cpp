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

/// An unban whose answer got lost may have happened; bans that stand after all are only prolonged.
bool perhapsDone(bool ban, const core::Receipt &receipt)
{
    return receipt.result == core::ReceiptResult::Done || (!ban && outcomeUnknown(receipt));
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

void BanServiceImpl::addTo(UndoDraft &draft, const BanOutcome &outcome, const QList<BanStep> &undoSteps) const
{
    // Only what the server really did can be taken back, and what waits.
    const QList<BanStep> steps = undoable(draft.ban, outcome.receipts, undoSteps);
    for (const qint64 id : outcome.kept) {
        if (id != 0)
            draft.kept.append(id);
    }
    for (const core::Receipt &receipt : outcome.receipts) {
        const bool waits = receipt.result == core::ReceiptResult::Pending;
        if (!waits && !perhapsDone(draft.ban, receipt))
            continue;
        draft.all = draft.all || receipt.target.isEmpty();
        draft.servers.insert(receipt.server);
        if (!receipt.jail.isEmpty())
            draft.jails.insert(receipt.jail);
        if (waits) {
            ++draft.waiting;
            ++draft.listed;
            draft.targets.insert(receipt.target);
        }
    }
    for (const BanStep &step : steps) {
        draft.listed += step.targets.size();
        draft.jails.insert(step.jail);
        for (const QString &target : step.targets)
            draft.targets.insert(target);
    }
    draft.steps += steps;
}

UndoEntry BanServiceImpl::entryFor(const UndoDraft &draft)
{
    const bool one = draft.listed == 1 || (draft.waiting > 0 && draft.targets.size() == 1);
    return { .id = draft.entry,
        .kind = draft.ban ? UndoKind::Ban : (draft.all ? UndoKind::UnbanAll : UndoKind::Unban),
        .subject = one ? *draft.targets.cbegin() : QString(),
        .bans = draft.listed,
        .servers = static_cast<int>(draft.servers.size()),
        .jails = static_cast<int>(draft.jails.size()),
        .limits = draft.ban ? QList<UndoLimit> { UndoLimit::Escalation, UndoLimit::History }
                            : QList<UndoLimit> { UndoLimit::BanStart, UndoLimit::Escalation, UndoLimit::History },
        .at = m_clock.nowMs(),
        .undo
        = [this, steps = draft.steps, kept = draft.kept](const QObject *context, core::Handler<Receipts> handler) {
              const core::Pending<Receipts> pending(context, std::move(handler));
              takeBack(steps, kept, pending);
              return pending.handle();
          } };
}

void BanServiceImpl::pushUndo(bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
{
    UndoDraft draft { .ban = ban };
    addTo(draft, outcome, undoSteps);
    if (!draft.isEmpty())
        m_undo.push(entryFor(draft));
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
                todo += m_delivered.value(id); // stays: an undo that does not get through comes back
            }
        }
        undo(todo, receipts);
    });
}

void BanServiceImpl::rememberDelivered(
    const core::PendingChange &change, bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
{
    const auto known = m_delivered.find(change.id);
    if (known != m_delivered.end()) {
        *known += undoable(ban, outcome.receipts, undoSteps);
        return;
    }
    // Asked for in another life of BanGUI, whose undo stack is gone. A wish about many servers is one entry here, too.
    const auto key = std::pair(change.createdAt, change.kind);
    UndoDraft fresh { .ban = ban };
    addTo(fresh, outcome, undoSteps);
    if (fresh.isEmpty())
        return;
    UndoDraft &wish = m_wishes.try_emplace(key, UndoDraft { .ban = ban }).first->second;
    UndoDraft both = wish;
    addTo(both, outcome, undoSteps);
    if (wish.entry != 0 && m_undo.update(entryFor(both))) {
        wish = both;
        return;
    }
    wish = fresh;
    wish.entry = m_undo.push(entryFor(wish));
}

} // namespace services
