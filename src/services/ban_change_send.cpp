// SPDX-License-Identifier: GPL-3.0-or-later
// The part of BanChange that sends a step and looks at what has become of it.
#include "protocol/commands.h"
#include "services/ban_change.h"
#include "services/command_gate.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

namespace services {

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

} // namespace services
