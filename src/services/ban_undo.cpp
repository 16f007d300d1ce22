// SPDX-License-Identifier: GPL-3.0-or-later
// The way back of BanServiceImpl: what a ban or unban leaves on the undo stack, and taking it back.
#include "services/ban_service_impl.h"
#include "services/pending_changes_impl.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"

#include <cstdlib>

namespace services {
namespace {

/// fail2ban lists the time of a ban cut to seconds, and its database has it rounded (database.py addBan, 1.1.0): after
/// a restart every second ban begins a second later.
constexpr qint64 roundingSeconds = 1;

QString keyOf(core::ServerId server, const QString &jail, const QString &target)
{
    return QString::number(server.value) + QChar(0) + jail + QChar(0) + target;
}

/// An unban whose answer got lost may have happened; bans that stand after all are only prolonged.
bool perhapsDone(bool ban, const core::Receipt &receipt)
{
    return receipt.result == core::ReceiptResult::Done || (!ban && outcomeUnknown(receipt));
}

/// What got through is no part of the way back any more.
void dropDone(QList<BanStep> &steps, const QList<core::Receipt> &receipts)
{
    QSet<QString> done;
    for (const core::Receipt &receipt : receipts) {
        if (receipt.result == core::ReceiptResult::Done || receipt.result == core::ReceiptResult::NothingToDo)
            done.insert(keyOf(receipt.server, receipt.jail, receipt.target));
    }
    for (BanStep &step : steps)
        step.targets.removeIf(
            [&](const QString &target) { return done.contains(keyOf(step.server, step.jail, target)); });
    steps.removeIf([](const BanStep &step) { return step.targets.isEmpty(); });
}

} // namespace

QList<BanStep> BanServiceImpl::undoable(bool ban, const Receipts &receipts, const QList<BanStep> &undoSteps)
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
        if (step.targets.isEmpty())
            continue;
        if (ban) {
            step.begins = std::make_shared<QHash<QString, qint64>>();
            learn(step);
        }
        steps.append(step);
    }
    setPlaces(steps);
    if (ban) {
        m_dated.removeIf([](const DatedBans &dated) { return dated.begins.expired(); });
        for (const BanStep &step : std::as_const(steps))
            m_dated.append({ step.place, step.jail, step.begins });
    }
    return steps;
}

void BanServiceImpl::addTo(UndoDraft &draft, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
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
        .changes = QList<core::ServerId>(draft.servers.begin(), draft.servers.end()),
        .jails = static_cast<int>(draft.jails.size()),
        .limits = draft.ban ? QList<UndoLimit> { UndoLimit::Escalation, UndoLimit::History }
                            : QList<UndoLimit> { UndoLimit::BanStart, UndoLimit::Escalation, UndoLimit::History },
        .at = m_clock.nowMs(),
        .undo = [this, steps = std::make_shared<QList<BanStep>>(draft.steps), kept = draft.kept](
                    const QObject *context, core::Handler<Receipts> handler) {
            const core::Pending<Receipts> pending(context, std::move(handler));
            takeBack(steps, kept, pending);
            return pending.handle();
        } };
}

void BanServiceImpl::pushUndo(bool ban, const BanOutcome &outcome, const QList<BanStep> &undoSteps)
{
    UndoDraft draft { .ban = ban };
    addTo(draft, outcome, undoSteps);
    if (draft.isEmpty())
        return;
    const qint64 entry = m_undo.push(entryFor(draft));
    if (draft.steps.isEmpty())
        m_waitingEntries[entry] = draft.kept;
}

void BanServiceImpl::dropEmptyEntries()
{
    QSet<qint64> waiting;
    for (const core::PendingChange &change : m_pending->all())
        waiting.insert(change.id);
    for (auto entry = m_waitingEntries.begin(); entry != m_waitingEntries.end();) {
        const bool some = std::ranges::any_of(entry->second, [&](qint64 id) {
            return waiting.contains(id) || m_pending->isSending(id) || !m_delivered.value(id).isEmpty();
        });
        if (some) {
            ++entry;
            continue;
        }
        m_undo.remove(entry->first);
        entry = m_waitingEntries.erase(entry);
    }
}

void BanServiceImpl::takeBack(
    const std::shared_ptr<QList<BanStep>> &steps, const QList<qint64> &kept, const core::Pending<Receipts> &pending)
{
    const auto undo = [this, steps, kept, pending](const QList<BanStep> &todo, const Receipts &withdrawn) {
        runUndo(
            todo, Outcome(this, [this, todo, steps, kept, pending, withdrawn](const core::Result<BanOutcome> &outcome) {
                if (!outcome) {
                    pending.finish(tl::unexpected(outcome.error()));
                    return;
                }
                learnAnew(todo);
                // An undo that comes back because of one server does not do it again on the others.
                dropDone(*steps, outcome->receipts);
                for (const qint64 id : kept) {
                    const auto delivered = m_delivered.find(id);
                    if (delivered != m_delivered.end())
                        dropDone(*delivered, outcome->receipts);
                }
                pending.finish(withdrawn + outcome->receipts);
            }));
    };
    if (kept.isEmpty() || !m_pending) {
        undo(*steps, {});
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
        QList<BanStep> todo = *steps;
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

void BanServiceImpl::learn(const BanStep &step)
{
    m_learning.append(step);
    if (m_lists.snapshot(step.server).loading)
        return;
    learnBegins(step.server, step.jail); // the list that was fetched after the change has come already
    m_learning.removeLast();
}

/// Bans that an undo has set again are still those that an older entry takes back, with a begin of now.
void BanServiceImpl::learnAnew(const QList<BanStep> &steps)
{
    for (const BanStep &step : steps) {
        if (step.kind != BanStep::Kind::Ban)
            continue;
        for (const DatedBans &dated : std::as_const(m_dated)) {
            const auto begins = dated.begins.lock();
            if (!begins || dated.place != step.place || dated.jail != step.jail)
                continue;
            BanStep again = step;
            again.targets.removeIf([&begins](const QString &target) { return !begins->contains(target); });
            if (again.targets.isEmpty())
                continue;
            for (const QString &target : std::as_const(again.targets))
                begins->remove(target);
            again.begins = begins;
            learn(again);
        }
    }
}

void BanServiceImpl::learnBegins(core::ServerId server, const QString &jail)
{
    const BanSnapshot &snapshot = m_lists.snapshot(server);
    const auto list = snapshot.jails.constFind(jail);
    if (list == snapshot.jails.cend() || !list->bans)
        return;
    for (const BanStep &step : std::as_const(m_learning)) {
        if (step.server != server || step.jail != jail)
            continue;
        const QSet<QString> wanted(step.targets.begin(), step.targets.end());
        for (const core::Ban &ban : *list->bans) {
            const QString target = core::banTargetText(ban.target);
            if (ban.bannedAt != core::unknownTime && wanted.contains(target))
                step.begins->insert(target, ban.bannedAt);
        }
    }
}

PreparedSteps BanServiceImpl::ownBans(const QList<BanStep> &steps) const
{
    PreparedSteps prepared;
    for (const BanStep &step : steps) {
        const BanSnapshot &snapshot = m_lists.snapshot(step.server);
        const auto list = snapshot.jails.constFind(step.jail);
        const auto profile = m_servers.profile(step.server);
        const bool here = profile && core::daemonKey(*profile) == step.place;
        if (!here || snapshot.error || !step.begins || list == snapshot.jails.cend() || !list->bans) {
            prepared.steps.append(step); // the change itself finds out
            continue;
        }
        QSet<QString> others;
        for (const core::Ban &ban : *list->bans) {
            const QString target = core::banTargetText(ban.target);
            const auto begun = step.begins->constFind(target);
            if (ban.bannedAt != core::unknownTime && begun != step.begins->cend()
                && std::abs(*begun - ban.bannedAt) > roundingSeconds)
                others.insert(target);
        }
        BanStep own = step;
        own.targets.removeIf([&others](const QString &target) { return others.contains(target); });
        BanStep left = step;
        left.targets.removeIf([&others](const QString &target) { return !others.contains(target); });
        if (!own.targets.isEmpty())
            prepared.steps.append(own);
        if (!left.targets.isEmpty())
            prepared.settled += receiptsOfStep(m_servers, left, core::ReceiptResult::NothingToDo, {});
    }
    return prepared;
}

void BanServiceImpl::runUndo(const QList<BanStep> &steps, const Outcome &outcome)
{
    std::map<core::ServerId, QList<BanStep>> dated;
    QList<BanStep> plain;
    const auto isDated = [](const BanStep &step) { return step.begins && !step.begins->isEmpty(); };
    for (const BanStep &step : steps) {
        if (isDated(step))
            dated[step.server]; // all of a server's steps are of one way
    }
    for (const BanStep &step : steps) {
        const auto found = dated.find(step.server);
        if (found != dated.end())
            found->second.append(step);
        else
            plain.append(step);
    }
    if (dated.empty()) {
        run(plain, Way::Fresh, outcome);
        return;
    }
    QList<core::ServerId> servers;
    for (const auto &[server, list] : dated)
        servers.append(server);
    setPlaces(plain);
    BanChange *change = makeChange(plain, BanStep::Kind::Unban, Way::Fresh, outcome);
    change->setPreparation(
        servers,
        [this, dated](core::ServerId server, const BanChange::Answer &answer) {
            fetch({ server }, this,
                [this, dated, server, answer](const core::Result<bool> &) { answer(ownBans(dated.at(server))); });
        },
        [dated](core::ServerId server) { return dated.at(server); });
    change->start();
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
