// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_change.h"

#include "core/pending_rules.h"
#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

#include <QTimer>

namespace services {
namespace {

constexpr qsizetype chunkSize = 100;
constexpr int rateWaitMs = 200;

} // namespace

BanChange::BanChange(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QList<BanStep> steps,
    core::Pending<BanOutcome> pending, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
    , m_pending(std::move(pending))
{
    for (const BanStep &step : steps)
        add(step);
}

void BanChange::add(const BanStep &step)
{
    m_total += std::max<qsizetype>(1, step.targets.size());
    if (step.kind == BanStep::Kind::UnbanAll) {
        m_queues[step.server].push_back(step);
        return;
    }
    for (qsizetype i = 0; i < step.targets.size(); i += chunkSize) {
        BanStep chunk = step;
        chunk.targets = step.targets.mid(i, chunkSize);
        m_queues[step.server].push_back(chunk);
    }
}

void BanChange::setPreparation(const QList<core::ServerId> &servers, Preparation preparation, Unprepared unprepared)
{
    m_preparation = std::move(preparation);
    m_unprepared = std::move(unprepared);
    for (const core::ServerId server : servers) {
        m_queues.try_emplace(server);
        m_toPrepare.insert(server);
        ++m_total; // until more is known
    }
}

void BanChange::start()
{
    if (m_queues.empty()) {
        m_pending.finishLater(BanOutcome {});
        deleteLater();
        return;
    }
    // Those that do not answer keep nobody waiting who does.
    for (const auto &[server, queue] : m_queues)
        m_waiting.push_back(server);
    std::ranges::stable_partition(m_waiting, [this](core::ServerId server) {
        const auto outcome = m_state.status(server).lastOutcome;
        return !outcome || *outcome == core::ProbeOutcome::Answered;
    });
    startServers();
}

void BanChange::startServers()
{
    while (m_running < serversAtOnce && !m_waiting.empty()) {
        const core::ServerId server = m_waiting.front();
        m_waiting.pop_front();
        ++m_running;
        if (!m_turns) {
            begin(server);
            continue;
        }
        m_turns->wait(server, this, [this, server](const ServerTurns::TurnPtr &turn) {
            m_held[server] = turn;
            begin(server);
        });
    }
}

void BanChange::begin(core::ServerId server)
{
    if (!m_toPrepare.contains(server)) {
        runNext(server);
        return;
    }
    if (m_stopped) {
        take(server, {});
        return;
    }
    if (m_postponed) {
        PreparedSteps prepared;
        for (const BanStep &step : m_unprepared(server))
            prepared.unreached.append({ step, { core::ErrorCode::Cancelled, {} } });
        take(server, prepared);
        return;
    }
    m_preparation(server, [guard = QPointer<BanChange>(this), server](const PreparedSteps &prepared) {
        if (guard)
            guard->take(server, prepared);
    });
}

void BanChange::take(core::ServerId server, const PreparedSteps &prepared)
{
    // What was settled without a step is done, and so is what was stopped before it had any.
    if (m_stopped || (prepared.steps.isEmpty() && prepared.unreached.isEmpty())) {
        Q_EMIT progressed(++m_done, m_total);
    } else {
        --m_total;
        for (const BanStep &step : prepared.steps)
            add(step);
        for (const UnreachedStep &each : prepared.unreached)
            m_total += std::max<qsizetype>(1, each.step.targets.size());
        for (const UnreachedStep &each : prepared.unreached) {
            m_unreached[server].append(each);
            countDone(each.step);
        }
    }
    if (!m_stopped)
        m_settled += prepared.settled;
    QMetaObject::invokeMethod(
        this, [this, server] { runNext(server); }, Qt::QueuedConnection);
}

void BanChange::endServer(core::ServerId server)
{
    // Once, at the end: a list of 100,000 bans is a second of the daemon's time.
    for (const auto &[jail, touched] : m_touched[server]) {
        Q_UNUSED(touched)
        Q_EMIT jailsTouched(server, jail.isEmpty() ? QStringList {} : QStringList { jail });
    }
    const QList<UnreachedStep> unreached = m_unreached[server];
    if (unreached.isEmpty() || !m_keeper) {
        m_outcome.unreached += unreached;
        leave(server);
        return;
    }
    m_keeper(unreached, [this, server, unreached](const core::Result<QList<qint64>> &ids) {
        for (const UnreachedStep &each : unreached)
            m_receipts[server] += receiptsOfStep(
                m_servers, each.step, ids ? core::ReceiptResult::Pending : core::ReceiptResult::Failed, each.error);
        if (ids)
            m_outcome.kept += *ids;
        leave(server);
    });
}

void BanChange::leave(core::ServerId server)
{
    Q_EMIT serverEnded(server, m_receipts[server]);
    m_held.erase(server);
    --m_running;
    startServers();
    if (m_running > 0)
        return;
    for (const auto &[id, receipts] : m_receipts)
        m_outcome.receipts += receipts;
    m_outcome.receipts += m_settled;
    m_pending.finish(m_outcome);
    deleteLater();
}

void BanChange::runNext(core::ServerId server)
{
    std::deque<BanStep> &queue = m_queues[server];
    if (queue.empty()) {
        endServer(server);
        return;
    }
    if (m_postponed && !m_stopped) {
        const BanStep first = queue.front();
        queue.pop_front();
        leaveUnsent(first, { core::ErrorCode::Cancelled, {} });
        return;
    }
    const auto may = m_gate.mayChange(server);
    if (!may && may.error().code == core::ErrorCode::RateLimited && !m_stopped) {
        // Many steps are no runaway: they wait for their turn.
        QTimer::singleShot(rateWaitMs, this, [this, server] { runNext(server); });
        return;
    }
    const BanStep step = queue.front();
    queue.pop_front();
    const auto profile = m_servers.profile(server);
    if (!step.place.isEmpty() && profile && core::daemonKey(*profile) != step.place) {
        failStep(step, { core::ErrorCode::ChangedMeanwhile, {} });
        return;
    }
    if (m_stopped || !may) {
        failStep(step, m_stopped ? core::Error { core::ErrorCode::Cancelled, {} } : may.error());
        return;
    }
    if (step.kind == BanStep::Kind::UnbanAll) {
        unbanAll(step);
        return;
    }
    askPresence(step, [this, step](const core::Result<Presence> &before) {
        if (m_stopped)
            failStep(step, { core::ErrorCode::Cancelled, {} });
        else if (m_postponed)
            leaveUnsent(step, { core::ErrorCode::Cancelled, {} });
        else if (!before)
            failUnsent(step, before.error());
        else if (!*before)
            sendUnasked(step);
        else
            send(step, *before);
    });
}

bool BanChange::leadsElsewhere(const BanStep &step) const
{
    const auto profile = m_servers.profile(step.server);
    return !step.place.isEmpty() && profile && core::daemonKey(*profile) != step.place;
}

/// Where the daemon cannot tell about one address, its list tells who was banned before.
void BanChange::sendUnasked(const BanStep &step)
{
    const auto go = [this](const BanStep &known) {
        if (known.targets.size() > 1)
            splitUp(known);
        else
            send(known, {});
    };
    if (!m_listing || step.listed || step.kind != BanStep::Kind::Ban) {
        go(step);
        return;
    }
    m_listing(step.server, step.jail,
        [guard = QPointer<BanChange>(this), go, step](const std::shared_ptr<const QSet<QString>> &listed) {
            if (!guard)
                return;
            BanStep known = step;
            known.listed = listed;
            if (guard->m_stopped || guard->m_postponed) {
                guard->m_queues[step.server].push_front(known);
                guard->runNext(step.server);
            } else {
                go(known);
            }
        });
}

/// fail2ban 0.9, which cannot be asked, also takes only the first address of a command.
void BanChange::splitUp(const BanStep &step)
{
    std::deque<BanStep> &queue = m_queues[step.server];
    for (auto target = step.targets.crbegin(); target != step.targets.crend(); ++target) {
        BanStep one = step;
        one.targets = { *target };
        queue.push_front(one);
    }
    runNext(step.server);
}

void BanChange::askPresence(const BanStep &step, std::function<void(core::Result<Presence>)> then)
{
    QPointer<ServerSession> session = m_servers.session(step.server);
    if (!session) {
        then(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    m_state.jailServiceState(step.server)
        .ask(protocol::Capability::Banned, *session, step.jail, this,
            [this, step, session, then](core::Result<bool> can) {
                if (!can || !session) {
                    then(can ? core::failure(core::ErrorCode::Cancelled) : tl::unexpected(can.error()));
                    return;
                }
                if (!*can) {
                    then(Presence {});
                    return;
                }
                session->submit(protocol::bannedIn(step.targets), this,
                    [step, then](const core::Result<QList<QStringList>> &jails) {
                        if (!jails) {
                            then(tl::unexpected(jails.error()));
                            return;
                        }
                        QList<bool> present;
                        for (qsizetype i = 0; i < step.targets.size(); ++i)
                            present.append(jails->value(i).contains(step.jail));
                        then(Presence { present });
                    });
            });
}

void BanChange::send(const BanStep &step, const Presence &before)
{
    QStringList targets = step.targets;
    if (before && step.kind == BanStep::Kind::Unban) {
        // Asked to unban a network that is not banned, the daemon would unban every address in it. (A ban is sent in
        // any case: it prolongs one that is there.)
        targets.clear();
        for (qsizetype i = 0; i < step.targets.size(); ++i) {
            if (before->value(i))
                targets += step.targets[i];
        }
        if (targets.isEmpty()) {
            for (const QString &target : step.targets)
                addReceipt(step, target, core::ReceiptResult::NothingToDo);
            stepDone(step);
            return;
        }
    }
    const auto change
        = step.kind == BanStep::Kind::Ban ? protocol::banIp(step.jail, targets) : protocol::unbanIp(step.jail, targets);
    m_gate.submit(step.server, change, this,
        [this, step, before](const core::Result<qint64> &reply) { verify(step, before, reply); });
}

void BanChange::verify(const BanStep &step, const Presence &before, const core::Result<qint64> &reply)
{
    if (!reply && before && mayHaveHappened(reply.error().code) && !leadsElsewhere(step)) { // else nobody to ask
        settle(step, *before, reply.error());
        return;
    }
    if (!reply) {
        if (mayHaveHappened(reply.error().code))
            failStep(step, reply.error());
        else
            failUnsent(step, reply.error());
        return;
    }
    if (!before) { // fail2ban 0.9: the answer is all there is, and what its list said before
        for (const QString &target : step.targets)
            addReceipt(step, target,
                step.listed && step.listed->contains(target) ? core::ReceiptResult::NothingToDo
                                                             : core::ReceiptResult::Done);
        stepDone(step);
        return;
    }
    askPresence(step, [this, step, before, count = *reply](const core::Result<Presence> &after) {
        const bool wanted = step.kind == BanStep::Kind::Ban;
        // The server told how many it changed: where it cannot be asked any more, that is the proof for all or for
        // none.
        const bool tookAll = count >= std::ranges::count(*before, !wanted);
        const core::Error unknown = after ? core::Error { core::ErrorCode::VerifyFailed, {} } : after.error();
        for (qsizetype i = 0; i < step.targets.size(); ++i) {
            const bool was = before->value(i);
            if ((!after || !*after) && was == wanted)
                addReceipt(step, step.targets[i], core::ReceiptResult::NothingToDo);
            else if (!after || !*after)
                addReceipt(step, step.targets[i], tookAll ? core::ReceiptResult::Done : core::ReceiptResult::Failed,
                    tookAll ? core::Error {} : unknown);
            else if ((*after)->value(i) != wanted)
                addReceipt(step, step.targets[i], core::ReceiptResult::Failed, { core::ErrorCode::VerifyFailed, {} });
            else
                addReceipt(step, step.targets[i],
                    was == wanted ? core::ReceiptResult::NothingToDo : core::ReceiptResult::Done);
        }
        stepDone(step);
    });
}

void BanChange::settle(const BanStep &step, const QList<bool> &before, const core::Error &error)
{
    // What is there now tells what happened, and so what can be taken back.
    askPresence(step, [this, step, before, error](const core::Result<Presence> &after) {
        if (!after || !*after) {
            failStep(step, error);
            return;
        }
        const bool wanted = step.kind == BanStep::Kind::Ban;
        for (qsizetype i = 0; i < step.targets.size(); ++i) {
            if ((*after)->value(i) != wanted)
                addReceipt(step, step.targets[i], core::ReceiptResult::Failed, error, error.detail);
            else
                addReceipt(step, step.targets[i],
                    before.value(i) == wanted ? core::ReceiptResult::NothingToDo : core::ReceiptResult::Done);
        }
        stepDone(step);
    });
}

void BanChange::unbanAll(const BanStep &step)
{
    m_gate.submit(step.server, protocol::unbanAll(), this, [this, step](const core::Result<qint64> &count) {
        if (!count) {
            if (mayHaveHappened(count.error().code))
                failStep(step, count.error());
            else
                failUnsent(step, count.error());
            return;
        }
        addReceipt(step, {}, *count > 0 ? core::ReceiptResult::Done : core::ReceiptResult::NothingToDo, {},
            QString::number(*count));
        stepDone(step);
    });
}

void BanChange::addReceipt(const BanStep &step, const QString &target, core::ReceiptResult result,
    const core::Error &error, const QString &detail)
{
    QList<core::Receipt> &receipts = m_receipts[step.server];
    core::Receipt receipt = receiptFor(
        m_servers, step, target, result, error, detail, receipts.isEmpty() ? QString() : receipts.last().serverName);
    receipts.append(receipt);
}

void BanChange::failStep(const BanStep &step, const core::Error &error)
{
    m_receipts[step.server] += receiptsOfStep(m_servers, step, resultOfError(error), error);
    stepDone(step);
}

void BanChange::failUnsent(const BanStep &step, const core::Error &error)
{
    if (core::mayPassByItself(error.code))
        leaveUnsent(step, error); // asking again for each step would only take longer
    else
        failStep(step, error);
}

void BanChange::leaveUnsent(const BanStep &step, const core::Error &error)
{
    QList<UnreachedStep> &unreached = m_unreached[step.server];
    unreached.append({ step, error });
    countDone(step);
    for (const BanStep &next : std::exchange(m_queues[step.server], {})) {
        unreached.append({ next, error });
        countDone(next);
    }
    QMetaObject::invokeMethod(
        this, [this, server = step.server] { runNext(server); }, Qt::QueuedConnection);
}

void BanChange::countDone(const BanStep &step)
{
    m_done += std::max<qsizetype>(1, step.targets.size());
    Q_EMIT progressed(m_done, m_total);
}

void BanChange::stepDone(const BanStep &step)
{
    countDone(step);
    m_touched[step.server][step.jail] = true;
    // From the event loop: a failing gate would otherwise recurse once per chunk.
    QMetaObject::invokeMethod(
        this, [this, server = step.server] { runNext(server); }, Qt::QueuedConnection);
}

} // namespace services
