// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_change.h"

#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

#include <QTimer>

namespace services {
namespace {

constexpr qsizetype chunkSize = 100;
constexpr int rateWaitMs = 200;

/// It was sent, and its answer is missing or cannot be read.
bool mayHaveHappened(core::ErrorCode code)
{
    return code == core::ErrorCode::Timeout || code == core::ErrorCode::ConnectionLost
        || code == core::ErrorCode::ProtocolError || code == core::ErrorCode::UnexpectedReply;
}

} // namespace

core::ReceiptResult resultOfError(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::ServerRefused:
    case core::ErrorCode::UnknownJail:
    case core::ErrorCode::DuplicateJail:
    case core::ErrorCode::InvalidCommand:
    case core::ErrorCode::ShuttingDown:
    case core::ErrorCode::InvalidArgument:
    case core::ErrorCode::ReadOnlyProfile:
    case core::ErrorCode::SessionLocked:
    case core::ErrorCode::RateLimited:
    case core::ErrorCode::NotSupported:
    case core::ErrorCode::PreflightFailed:
        return core::ReceiptResult::Refused;
    default:
        return core::ReceiptResult::Failed;
    }
}

bool outcomeUnknown(const core::Receipt &receipt)
{
    return receipt.result == core::ReceiptResult::Failed && mayHaveHappened(receipt.error.code);
}

BanChange::BanChange(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QList<BanStep> steps,
    core::Pending<QList<core::Receipt>> pending, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
    , m_pending(std::move(pending))
{
    for (const BanStep &step : steps) {
        m_total += std::max<qsizetype>(1, step.targets.size());
        if (step.kind == BanStep::Kind::UnbanAll) {
            m_queues[step.server].push_back(step);
            continue;
        }
        for (qsizetype i = 0; i < step.targets.size(); i += chunkSize) {
            BanStep chunk = step;
            chunk.targets = step.targets.mid(i, chunkSize);
            m_queues[step.server].push_back(chunk);
        }
    }
}

void BanChange::start()
{
    if (m_queues.empty()) {
        m_pending.finishLater(QList<core::Receipt> {});
        deleteLater();
        return;
    }
    m_running = m_queues.size();
    QList<core::ServerId> servers;
    for (const auto &[server, queue] : m_queues)
        servers.append(server);
    for (const core::ServerId server : servers)
        runNext(server);
}

void BanChange::runNext(core::ServerId server)
{
    std::deque<BanStep> &queue = m_queues[server];
    if (queue.empty()) {
        // Once, at the end: a list of 100,000 bans is a second of the daemon's time.
        for (const auto &[jail, touched] : m_touched[server]) {
            Q_UNUSED(touched)
            Q_EMIT jailsTouched(server, jail.isEmpty() ? QStringList {} : QStringList { jail });
        }
        if (--m_running == 0) {
            m_pending.finish(m_receipts);
            deleteLater();
        }
        return;
    }
    const auto may = m_gate.mayChange(server);
    if (!may && may.error().code == core::ErrorCode::RateLimited) {
        // Many steps are no runaway: they wait for their turn.
        QTimer::singleShot(rateWaitMs, this, [this, server] { runNext(server); });
        return;
    }
    const BanStep step = queue.front();
    queue.pop_front();
    const auto profile = m_servers.profile(server);
    if (!step.place.isEmpty() && profile && core::daemonKey(*profile) != step.place) {
        failStep(step, { core::ErrorCode::Cancelled, {} });
        return;
    }
    if (!may) {
        failStep(step, may.error());
        return;
    }
    if (step.kind == BanStep::Kind::UnbanAll) {
        unbanAll(step);
        return;
    }
    askPresence(step, [this, step](const core::Result<Presence> &before) {
        if (!before)
            failStep(step, before.error());
        else if (!*before && step.targets.size() > 1)
            splitUp(step);
        else
            send(step, *before);
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
    if (!reply && before && mayHaveHappened(reply.error().code)) {
        settle(step, *before, reply.error());
        return;
    }
    if (!reply) {
        failStep(step, reply.error());
        return;
    }
    if (!before) { // fail2ban 0.9: the answer is all there is
        for (const QString &target : step.targets)
            addReceipt(step, target, core::ReceiptResult::Done);
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
            failStep(step, count.error());
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
    core::Receipt receipt;
    receipt.server = step.server;
    receipt.serverName = m_servers.nameOf(step.server);
    receipt.jail = step.jail;
    receipt.target = target;
    receipt.result = result;
    receipt.error = error;
    receipt.detail = detail;
    m_receipts.append(receipt);
}

void BanChange::failStep(const BanStep &step, const core::Error &error)
{
    if (step.targets.isEmpty())
        addReceipt(step, {}, resultOfError(error), error, error.detail);
    for (const QString &target : step.targets)
        addReceipt(step, target, resultOfError(error), error, error.detail);
    stepDone(step);
}

void BanChange::stepDone(const BanStep &step)
{
    m_done += std::max<qsizetype>(1, step.targets.size());
    Q_EMIT progressed(m_done, m_total);
    m_touched[step.server][step.jail] = true;
    // From the event loop: a failing gate would otherwise recurse once per chunk.
    QMetaObject::invokeMethod(
        this, [this, server = step.server] { runNext(server); }, Qt::QueuedConnection);
}

} // namespace services
