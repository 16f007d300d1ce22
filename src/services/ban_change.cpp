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
