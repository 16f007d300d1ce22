// SPDX-License-Identifier: GPL-3.0-or-later
// The unbanning half of BanServiceImpl: what a request means, its effect, its doing.
#include "core/pending_rules.h"
#include "services/ban_index.h"
#include "services/ban_service_impl.h"
#include "services/pending_changes_impl.h"
#include "services/server_registry.h"
#include "services/step_list.h"

namespace services {
namespace {

constexpr qsizetype previewLines = 1000;

QList<core::ServerId> serversOf(const UnbanRequest &request)
{
    QList<core::ServerId> servers = request.allOf;
    QSet<core::ServerId> known(servers.begin(), servers.end());
    for (const UnbanItem &item : request.items) {
        if (!known.contains(item.server)) {
            known.insert(item.server);
            servers.append(item.server);
        }
    }
    return servers;
}

/// What of it is about one server.
UnbanRequest partOf(const UnbanRequest &request, core::ServerId server)
{
    UnbanRequest part;
    if (request.allOf.contains(server))
        part.allOf.append(server);
    std::ranges::copy_if(request.items, std::back_inserter(part.items),
        [server](const UnbanItem &item) { return item.server == server; });
    if (request.only) {
        QList<UnbanItem> only = *request.only;
        only.removeIf([server](const UnbanItem &item) { return item.server != server; });
        part.only = only;
    }
    return part;
}

QString unbanKey(core::ServerId server, const QString &jail, const QString &target)
{
    return QString::number(server.value) + QChar(0) + jail + QChar(0) + target;
}

} // namespace

/// One banned target per line, as the daemon has it, and items that match nothing.
struct BanServiceImpl::Resolved
{
    QList<UnbanPreview::Line> lines;
    QList<UnbanItem> unmatched;
};

struct BanServiceImpl::UnbanPlan
{
    QList<BanStep> steps;
    QList<UnreachedStep> unreached;
    QList<core::Receipt> settled; ///< without asking any further
    QList<BanStep> undo;
};

BanServiceImpl::Resolved BanServiceImpl::resolve(const UnbanRequest &request) const
{
    Resolved resolved;
    QSet<QString> seen; // server, jail and target: two items may mean the same ban
    const auto addBan = [&](core::ServerId server, const QString &jail, const core::Ban &ban) {
        const QString target = core::banTargetText(ban.target);
        const QString key = unbanKey(server, jail, target);
        if (seen.contains(key))
            return;
        seen.insert(key);
        resolved.lines.append({ server, jail, target,
            ban.bannedAt == core::unknownTime ? std::nullopt : std::optional(ban.bannedAt), ban.isPermanent() });
    };
    // What an old list says of a server that is not reached now is not what is banned there when it is back.
    const auto waits
        = [](const BanSnapshot &snapshot) { return snapshot.error && core::mayPassByItself(snapshot.error->code); };
    for (const core::ServerId server : request.allOf) {
        const BanSnapshot &snapshot = m_lists.snapshot(server);
        if (waits(snapshot))
            continue;
        for (auto jail = snapshot.jails.cbegin(); jail != snapshot.jails.cend(); ++jail) {
            for (const core::Ban &ban : *jail->bans)
                addBan(server, jail.key(), ban);
        }
    }
    QSet<QString> only;
    for (const UnbanItem &item : request.only.value_or(QList<UnbanItem> {}))
        only.insert(unbanKey(item.server, item.jail, item.target));
    std::map<std::pair<core::ServerId, QString>, BanIndex> indexes;
    const auto indexOf
        = [&](core::ServerId server, const QString &jail, const core::BanList &bans) -> const BanIndex & {
        const auto key = std::pair(server, jail);
        const auto known = indexes.find(key);
        return known != indexes.end() ? known->second : indexes.emplace(key, BanIndex(bans)).first->second;
    };
    for (const UnbanItem &item : request.items) {
        const BanSnapshot &snapshot = m_lists.snapshot(item.server);
        if (waits(snapshot)) {
            resolved.unmatched.append(item);
            continue;
        }
        // A row of a table names the very ban, and where that has gone, nothing else is meant. What somebody typed is a
        // question of an address: what contains it and what it contains.
        const bool byName = item.exact || !item.jail.isEmpty();
        bool any = false;
        for (auto jail = snapshot.jails.cbegin(); jail != snapshot.jails.cend(); ++jail) {
            if (!item.jail.isEmpty() && item.jail != jail.key())
                continue;
            const BanIndex &index = indexOf(item.server, jail.key(), *jail->bans);
            if (const core::Ban *named = byName ? index.named(item.target) : nullptr) {
                addBan(item.server, jail.key(), *named);
                any = true;
                continue;
            }
            if (item.exact)
                continue;
            for (const core::Ban *ban : index.meant(item.target)) {
                const QString target = core::banTargetText(ban->target);
                if (request.only && target != item.target && !only.contains(unbanKey(item.server, jail.key(), target)))
                    continue;
                addBan(item.server, jail.key(), *ban);
                any = true;
            }
        }
        if (!any)
            resolved.unmatched.append(item);
    }
    return resolved;
}

core::RequestHandle BanServiceImpl::previewUnban(
    const UnbanRequest &request, const QObject *context, core::Handler<UnbanPreview> handler)
{
    const core::Pending<UnbanPreview> pending(context, std::move(handler));
    const QList<core::ServerId> servers = serversOf(request);
    const auto answer = [this, pending, request, servers] {
        const Resolved resolved = resolve(request);
        UnbanPreview preview;
        QSet<core::ServerId> touched;
        QSet<QString> jails;
        for (const UnbanPreview::Line &line : resolved.lines) {
            touched.insert(line.server);
            jails.insert(line.jail);
            if (!request.allOf.contains(line.server))
                preview.found.append({ line.server, line.jail, line.target, true });
        }
        preview.bans = resolved.lines.size();
        preview.servers = static_cast<int>(touched.size());
        preview.jails = static_cast<int>(jails.size());
        preview.lines = resolved.lines.mid(0, previewLines);
        for (const core::ServerId server : servers) {
            if (m_lists.snapshot(server).error)
                preview.unreachable.append(server);
        }
        pending.finish(preview);
    };
    fetch(servers, this, [answer](const core::Result<bool> &) { answer(); });
    return pending.handle();
}

BanServiceImpl::UnbanPlan BanServiceImpl::plan(const UnbanRequest &request) const
{
    const Resolved resolved = resolve(request);
    UnbanPlan plan;
    const auto placeOf = [this](core::ServerId server) {
        const auto profile = m_servers.profile(server);
        return profile ? core::daemonKey(*profile) : QString();
    };
    StepList waiting(BanStep::Kind::Unban);
    for (const UnbanItem &item : resolved.unmatched) {
        const auto &snapshot = m_lists.snapshot(item.server);
        const BanStep step { BanStep::Kind::Unban, item.server, item.jail, { item.target }, {} };
        if (snapshot.error && core::mayPassByItself(snapshot.error->code))
            waiting.add(item.server, item.jail, item.target);
        else if (snapshot.error)
            plan.settled += receiptsOfStep(m_servers, step, resultOfError(*snapshot.error), *snapshot.error);
        else if (!item.jail.isEmpty() && !snapshot.jails.contains(item.jail))
            plan.settled += receiptsOfStep(
                m_servers, step, core::ReceiptResult::Refused, { core::ErrorCode::UnknownJail, item.jail });
        else
            plan.settled += receiptsOfStep(m_servers, step, core::ReceiptResult::NothingToDo, {});
    }
    for (const BanStep &step : waiting.steps())
        plan.unreached.append({ step, *m_lists.snapshot(step.server).error });
    for (const core::ServerId server : request.allOf) {
        const auto &snapshot = m_lists.snapshot(server);
        const BanStep step { BanStep::Kind::UnbanAll, server, {}, {}, {} };
        if (!snapshot.error)
            plan.steps.append(step);
        else if (core::mayPassByItself(snapshot.error->code))
            plan.unreached.append({ step, *snapshot.error });
        else
            plan.settled += receiptsOfStep(m_servers, step, resultOfError(*snapshot.error), *snapshot.error);
    }
    for (UnreachedStep &each : plan.unreached)
        each.step.place = placeOf(each.step.server);
    StepList single(BanStep::Kind::Unban);
    StepList undo(BanStep::Kind::Ban);
    const QSet<core::ServerId> all(request.allOf.begin(), request.allOf.end());
    for (const UnbanPreview::Line &line : resolved.lines) {
        undo.add(line.server, line.jail, line.target);
        if (!all.contains(line.server))
            single.add(line.server, line.jail, line.target);
    }
    plan.steps += single.steps();
    plan.undo = undo.steps();
    return plan;
}

core::RequestHandle BanServiceImpl::unban(
    const UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<Receipts> pending(context, std::move(handler));
    const auto undo = std::make_shared<QList<BanStep>>();
    const Outcome inner(this, [this, pending, undo](const core::Result<BanOutcome> &outcome) {
        if (!outcome) {
            pending.finish(tl::unexpected(outcome.error()));
            return;
        }
        pushUndo(false, *outcome, *undo);
        pending.finish(outcome->receipts);
    });
    const QList<core::ServerId> servers = serversOf(request);
    std::map<core::ServerId, QString> places; // the daemons that are meant
    for (const core::ServerId server : servers) {
        if (const auto profile = m_servers.profile(server))
            places[server] = core::daemonKey(*profile);
    }
    const QPointer<BanChange> change = makeChange({}, BanStep::Kind::Unban, Way::Fresh, inner);
    const qint64 asked = m_clock.nowMs();
    // What is banned when it is its turn decides, not what a table showed some time ago, nor what was banned before a
    // change that is still on its way. It is also what an undo sets again.
    const auto prepare = [=, this](core::ServerId server, const BanChange::Answer &answer) {
        fetch({ server }, this, [=, this](const core::Result<bool> &) {
            if (!change || change->isStopped()) {
                answer({});
                return;
            }
            const UnbanRequest part = partOf(request, server);
            UnbanPlan todo = plan(part);
            giveWay(asked, part);
            const auto place = places.find(server);
            for (BanStep &step : todo.undo)
                step.place = place != places.end() ? place->second : QString();
            *undo += todo.undo;
            for (BanStep &step : todo.steps)
                step.place = place != places.end() ? place->second : QString();
            for (UnreachedStep &each : todo.unreached)
                each.step.place = place != places.end() ? place->second : QString();
            answer({ todo.steps, todo.unreached, todo.settled });
        });
    };
    change->setPreparation(servers, prepare, [request, places](core::ServerId server) {
        const UnbanRequest part = partOf(request, server);
        StepList list(BanStep::Kind::Unban);
        for (const UnbanItem &item : part.items)
            list.add(server, item.jail, item.target);
        QList<BanStep> steps = list.steps();
        if (part.allOf.contains(server))
            steps.append({ BanStep::Kind::UnbanAll, server, {}, {}, {} });
        for (BanStep &step : steps)
            step.place = places.contains(server) ? places.at(server) : QString();
        return steps;
    });
    change->start();
    pending.setOnCancel([change] {
        if (change)
            change->stop();
    });
    return pending.handle();
}

void BanServiceImpl::giveWay(qint64 asked, const UnbanRequest &request)
{
    StepList list(BanStep::Kind::Unban);
    for (const UnbanItem &item : request.items) {
        if (!m_lists.snapshot(item.server).error) // else keeping it will do so
            list.add(item.server, item.jail, item.target);
    }
    QList<core::PendingChange> newer;
    for (const BanStep &step : list.steps()) {
        core::PendingChange change;
        change.kind = core::PendingChange::Kind::Unban;
        change.server = step.server;
        change.jail = step.jail;
        change.targets = step.targets;
        change.createdAt = asked;
        newer.append(change);
    }
    if (m_pending && !newer.isEmpty())
        m_pending->replace(newer);
}

core::RequestHandle BanServiceImpl::deliver(
    const core::PendingChange &change, const QObject *context, core::Handler<BanOutcome> handler)
{
    const Outcome pending(context, std::move(handler));
    if (change.kind != core::PendingChange::Kind::Ban) {
        deliverUnban(change, pending);
        return pending.handle();
    }
    deliverBan(change, pending);
    return pending.handle();
}

void BanServiceImpl::deliverUnban(const core::PendingChange &change, const Outcome &pending)
{
    UnbanRequest request;
    if (change.kind == core::PendingChange::Kind::UnbanAll)
        request.allOf = { change.server };
    for (const QString &target : change.targets)
        request.items.append({ change.server, change.jail, target, !change.jail.isEmpty() });
    fetch({ change.server }, this, [this, change, request, pending](const core::Result<bool> &) {
        UnbanPlan todo = plan(request);
        QList<BanStep> steps = todo.steps;
        for (QList<BanStep> *list : { &steps, &todo.undo }) {
            for (BanStep &step : *list)
                step.place = change.place;
        }
        run(steps, Way::Kept, Outcome(this, [this, change, todo, pending](core::Result<BanOutcome> outcome) {
            if (outcome) {
                outcome->unreached += todo.unreached;
                rememberDelivered(change, false, *outcome, todo.undo);
                outcome->receipts += todo.settled;
            }
            pending.finish(std::move(outcome));
        }));
    });
}

} // namespace services
