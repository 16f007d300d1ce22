// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_change.h"

#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

namespace services {
namespace {

constexpr qsizetype chunkSize = 100;

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
        if (--m_running == 0) {
            m_pending.finish(m_receipts);
            deleteLater();
        }
        return;
    }
    const BanStep step = queue.front();
    queue.pop_front();
    if (const auto may = m_gate.mayChange(server); !may) {
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
        else
            send(step, *before);
    });
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
    const auto change = step.kind == BanStep::Kind::Ban ? protocol::banIp(step.jail, step.targets)
                                                        : protocol::unbanIp(step.jail, step.targets);
    m_gate.submit(step.server, change, this,
        [this, step, before](const core::Result<qint64> &reply) { verify(step, before, reply); });
}

void BanChange::verify(const BanStep &step, const Presence &before, const core::Result<qint64> &reply)
{
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
    Q_EMIT jailsTouched(step.server, step.jail.isEmpty() ? QStringList {} : QStringList { step.jail });
    // From the event loop: a failing gate would otherwise recurse once per chunk.
    QMetaObject::invokeMethod(
        this, [this, server = step.server] { runNext(server); }, Qt::QueuedConnection);
}

} // namespace services
