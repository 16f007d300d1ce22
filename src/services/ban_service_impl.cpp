// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_service_impl.h"

#include "core/pending_rules.h"
#include "protocol/commands.h"
#include "services/ban_warnings.h"
#include "services/command_gate.h"
#include "services/gather.h"
#include "services/pending_changes_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/step_list.h"
#include "services/undo_stack.h"

namespace services {
namespace {

core::PendingChange::Kind pendingKind(BanStep::Kind kind)
{
    switch (kind) {
    case BanStep::Kind::Ban:
        return core::PendingChange::Kind::Ban;
    case BanStep::Kind::Unban:
        return core::PendingChange::Kind::Unban;
    case BanStep::Kind::UnbanAll:
        return core::PendingChange::Kind::UnbanAll;
    }
    return core::PendingChange::Kind::Ban;
}

/// It was probed, and did not answer.
bool isAway(const core::ServerStatus &status)
{
    return status.lastOutcome && *status.lastOutcome != core::ProbeOutcome::Answered;
}

} // namespace

BanServiceImpl::BanServiceImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, HealthMonitor &monitor,
    UndoStack &undo, const core::Clock &clock, OwnAddresses own, PendingChangesImpl *pending, QObject *parent)
    : BanService(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
    , m_undo(undo)
    , m_clock(clock)
    , m_own(std::move(own))
    , m_pending(pending)
    , m_lists(state, servers, monitor, clock)
{
    connect(&m_lists, &BanLists::bansChanged, this, &BanService::bansChanged);
    connect(&m_lists, &BanLists::snapshotChanged, this, &BanService::snapshotChanged);
    connect(&m_lists, &BanLists::bansChanged, this, &BanServiceImpl::learnBegins);
    if (m_pending)
        connect(m_pending, &PendingChanges::changed, this, &BanServiceImpl::dropEmptyEntries);
    connect(&m_lists, &BanLists::snapshotChanged, this, [this](core::ServerId server) {
        if (!m_lists.snapshot(server).loading)
            m_learning.removeIf([server](const BanStep &step) { return step.server == server; });
    });
    connect(&m_state, &RuntimeState::statusChanged, this,
        [this](core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after) {
            if (after.checkedAt != before.checkedAt)
                m_probed.insert(server);
        });
    connect(&m_state, &RuntimeState::serverRemoved, this, [this](core::ServerId server) { m_probed.remove(server); });
}

BanServiceImpl::~BanServiceImpl() = default;

bool BanServiceImpl::isBusy() const
{
    return findChild<BanChange *>(QString(), Qt::FindDirectChildrenOnly) != nullptr;
}

core::RequestHandle BanServiceImpl::postpone(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_postponing = true;
    const auto gather = Gather::create(this, [pending] { pending.finish(true); });
    for (BanChange *change : findChildren<BanChange *>(QString(), Qt::FindDirectChildrenOnly)) {
        change->postpone();
        connect(change, &QObject::destroyed, this, [ticket = gather->ticket()] { ticket->done(); });
    }
    gather->seal();
    return pending.handle();
}

void BanServiceImpl::refresh(core::ServerId server)
{
    m_lists.refresh(server, this, {});
}

core::RequestHandle BanServiceImpl::fetch(
    const QList<core::ServerId> &servers, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const auto gather = Gather::create(this, [pending] { pending.finish(true); });
    // A few at a time, each going on with the next one; those that do not answer last.
    const auto waiting = std::make_shared<std::deque<core::ServerId>>(servers.begin(), servers.end());
    std::ranges::stable_partition(*waiting, [this](core::ServerId server) { return !isAway(m_state.status(server)); });
    const auto next = std::make_shared<std::function<void(const std::shared_ptr<Gather::Ticket> &)>>();
    *next = [this, waiting, weak = std::weak_ptr(next)](const std::shared_ptr<Gather::Ticket> &ticket) {
        const auto self = weak.lock();
        if (waiting->empty() || !self)
            return;
        const core::ServerId server = waiting->front();
        waiting->pop_front();
        m_lists.refresh(server, this, [self, ticket](const core::Result<bool> &) { (*self)(ticket); });
    };
    for (size_t i = 0; i < std::min(BanChange::serversAtOnce, waiting->size() + i); ++i)
        (*next)(gather->ticket());
    gather->seal();
    return pending.handle();
}

QStringList BanServiceImpl::jailsOn(core::ServerId server, const QStringList &wanted) const
{
    const QStringList known = m_state.status(server).jails;
    QStringList jails;
    for (const QString &jail : wanted) {
        if (known.contains(jail))
            jails += jail;
    }
    // Nothing known, or none of them there: the server itself shall say so.
    return jails.isEmpty() ? wanted : jails;
}

core::RequestHandle BanServiceImpl::previewBan(
    const BanRequest &request, const QObject *context, core::Handler<BanPreview> handler)
{
    const core::Pending<BanPreview> pending(context, std::move(handler));
    const auto preview = std::make_shared<BanPreview>();
    const QSet<core::IpNetwork> wanted(request.targets.begin(), request.targets.end());
    preview->servers = static_cast<int>(request.servers.size());
    const auto gather = Gather::create(this, [this, pending, preview, targets = request.targets] {
        // Last: by which address a server behind ssh knows us is told by the connection that its answers came over.
        const QList<core::IpAddress> own = m_own();
        QList<BanWarning> warnings;
        for (const core::IpNetwork &target : targets)
            warnings += addressWarnings(target, own);
        preview->warnings = warnings + preview->warnings;
        pending.finish(*preview);
    });
    QSet<QString> jails;
    for (const core::ServerId server : request.servers) {
        const core::ServerStatus &status = m_state.status(server);
        ServerSession *session = m_servers.session(server);
        const bool away = !session || isAway(status);
        // What was stored some time ago says nothing about now: the server is asked all the same.
        const bool probed = m_probed.contains(server);
        if (away)
            preview->warnings.append({ .kind = BanWarning::Kind::Unreachable,
                .server = server,
                .detail = session && core::mayPassByItself(status.lastError.code)
                    ? QString()
                    : core::errorCodeName(status.lastError.code) });
        for (const QString &jail : request.jails) {
            if (status.lastGoodAt != 0 && !status.jails.contains(jail)) {
                preview->warnings.append({ .kind = BanWarning::Kind::JailMissing, .server = server, .jail = jail });
                if (probed)
                    continue;
            } else {
                jails.insert(jail);
                preview->bans += request.targets.size();
            }
            const JailBans &known = m_lists.snapshot(server).jails.value(jail);
            if (known.bans) {
                for (const core::Ban &ban : *known.bans) {
                    const auto *network = std::get_if<core::IpNetwork>(&ban.target);
                    if (network && wanted.contains(*network))
                        preview->warnings.append(
                            { BanWarning::Kind::AlreadyBanned, server, jail, network->toString(), {} });
                }
            }
            const auto noteUnasked = [preview = preview.get(), server] {
                if (!preview->unasked.contains(server))
                    preview->unasked.append(server);
            };
            if (!session || (away && probed)) {
                noteUnasked();
                continue;
            }
            session->submit(protocol::jailProperty(jail, QStringLiteral("ignoreip")), this,
                [ticket = gather->ticket(), preview, request, server, jail, noteUnasked](
                    const core::Result<QVariant> &ignored) {
                    if (!ignored) {
                        noteUnasked();
                    } else {
                        const QList<IgnoredNetwork> networks = ignoredNetworks(ignored->toStringList());
                        for (const core::IpNetwork &target : request.targets)
                            preview->warnings += ignoreWarnings(target, server, jail, networks);
                    }
                    ticket->done();
                });
        }
    }
    preview->jails = static_cast<int>(jails.size());
    gather->seal();
    return pending.handle();
}

core::RequestHandle BanServiceImpl::ban(
    const BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
    const bool prefixZero
        = std::ranges::any_of(request.targets, [](const core::IpNetwork &t) { return t.prefix() == 0; });
    if (prefixZero || request.targets.isEmpty() || request.jails.isEmpty()) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument));
        return pending.handle();
    }
    StepList list(BanStep::Kind::Ban);
    for (const core::ServerId server : request.servers) {
        for (const QString &jail : jailsOn(server, request.jails)) {
            for (const core::IpNetwork &target : request.targets)
                list.add(server, jail, target.toString());
        }
    }
    QList<BanStep> steps = list.steps();
    setPlaces(steps);
    const Outcome inner(this, [this, pending, steps](const core::Result<BanOutcome> &outcome) {
        if (!outcome) {
            pending.finish(tl::unexpected(outcome.error()));
            return;
        }
        StepList undo(BanStep::Kind::Unban);
        for (const core::Receipt &receipt : outcome->receipts) {
            if (receipt.result == core::ReceiptResult::Done)
                undo.add(receipt.server, receipt.jail, receipt.target);
        }
        QList<BanStep> undoSteps = undo.steps();
        for (BanStep &each : undoSteps) // the daemon that was meant, wherever the profile leads by now
            each.place = std::ranges::find(steps, each.server, &BanStep::server)->place;
        pushUndo(true, *outcome, undoSteps);
        pending.finish(outcome->receipts);
    });
    const auto change = request.unasked.isEmpty() ? run(steps, Way::Fresh, inner) : runChecked(steps, request, inner);
    pending.setOnCancel([change] {
        if (change)
            change->stop();
    });
    return pending.handle();
}

void BanServiceImpl::setPlaces(QList<BanStep> &steps) const
{
    for (BanStep &step : steps) {
        const auto profile = m_servers.profile(step.server);
        if (step.place.isEmpty() && profile)
            step.place = core::daemonKey(*profile);
    }
}

QPointer<BanChange> BanServiceImpl::run(QList<BanStep> steps, Way way, const Outcome &outcome)
{
    setPlaces(steps);
    const BanStep::Kind kind
        = !steps.isEmpty() && steps.first().kind == BanStep::Kind::Ban ? BanStep::Kind::Ban : BanStep::Kind::Unban;
    BanChange *change = makeChange(std::move(steps), kind, way, outcome);
    change->start();
    return change;
}

BanChange *BanServiceImpl::makeChange(QList<BanStep> steps, BanStep::Kind kind, Way way, const Outcome &outcome)
{
    const qint64 asked = m_clock.nowMs();
    const Outcome inner(this, [this, way, outcome](core::Result<BanOutcome> result) {
        if (result && way == Way::Fresh) {
            for (const UnreachedStep &each : std::exchange(result->unreached, {}))
                result->receipts += receiptsOfStep(m_servers, each.step, core::ReceiptResult::Failed, each.error);
        }
        outcome.finish(std::move(result));
    });
    auto *change = new BanChange(m_state, m_servers, m_gate, std::move(steps), inner, this); // deletes itself
    if (m_postponing)
        change->postpone();
    change->setListing([this](core::ServerId server, const QString &jail, const BanChange::Listed &listed) {
        m_lists.refresh(server, this, [this, server, jail, listed](const core::Result<bool> &there) {
            const auto list = m_lists.snapshot(server).jails.constFind(jail);
            const bool known = there && list != m_lists.snapshot(server).jails.cend() && list->bans;
            if (!known) {
                listed(nullptr);
                return;
            }
            const auto targets = std::make_shared<QSet<QString>>();
            for (const core::Ban &ban : *list->bans)
                targets->insert(core::banTargetText(ban.target));
            listed(targets);
        });
    });
    if (way == Way::Fresh) {
        change->setTurns(&m_turns);
        if (m_pending) {
            change->setKeeper(
                [this, asked](const QList<UnreachedStep> &unreached, core::Handler<QList<qint64>> handler) {
                    keep(unreached, asked, std::move(handler));
                });
            connect(change, &BanChange::serverEnded, this,
                [this, asked, kind](core::ServerId, const Receipts &receipts) { giveWay(asked, kind, receipts); });
        }
        connect(change, &BanChange::progressed, this, &BanService::progressed);
    }
    connect(change, &BanChange::jailsTouched, this, [this](core::ServerId server, const QStringList &jails) {
        if (jails.isEmpty())
            refresh(server);
        else
            m_lists.refreshJails(server, jails);
    });
    return change;
}

void BanServiceImpl::keep(const QList<UnreachedStep> &unreached, qint64 asked, core::Handler<QList<qint64>> handler)
{
    QList<core::PendingChange> changes;
    for (const UnreachedStep &each : unreached) {
        core::PendingChange change;
        change.kind = pendingKind(each.step.kind);
        change.server = each.step.server;
        change.jail = each.step.jail;
        change.targets = each.step.targets;
        change.place = each.step.place;
        change.createdAt = asked;
        change.lastError = each.error;
        // The pieces of one command are one wish.
        core::PendingChange *last = changes.isEmpty() ? nullptr : &changes.last();
        if (last && last->kind == change.kind && last->server == change.server && last->jail == change.jail)
            last->targets += change.targets;
        else
            changes.append(change);
    }
    m_pending->keepAll(changes, this, [this, handler](const core::Result<QList<qint64>> &ids) {
        // From now on one of them may be delivered, before the rest of the command has ended.
        for (const qint64 id : ids.value_or(QList<qint64> {})) {
            if (id != 0)
                m_delivered.insert(id, {});
        }
        handler(ids);
    });
}

/// What has been carried out, or may have been, is newer than what waits.
void BanServiceImpl::giveWay(qint64 asked, BanStep::Kind kind, const Receipts &receipts)
{
    QList<core::PendingChange> newer;
    for (const core::Receipt &receipt : receipts) {
        const bool counts = receipt.result == core::ReceiptResult::Done
            || receipt.result == core::ReceiptResult::NothingToDo || outcomeUnknown(receipt);
        if (!counts)
            continue;
        if (newer.isEmpty() || newer.last().jail != receipt.jail || newer.last().server != receipt.server) {
            core::PendingChange change;
            change.kind = receipt.target.isEmpty() ? core::PendingChange::Kind::UnbanAll : pendingKind(kind);
            change.server = receipt.server;
            change.jail = receipt.jail;
            change.createdAt = asked;
            newer.append(change);
        }
        if (!receipt.target.isEmpty())
            newer.last().targets.append(receipt.target);
    }
    if (!newer.isEmpty())
        m_pending->replace(newer);
}

} // namespace services
