// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow after the reload: looking at the server until the change is confirmed.
#include "services/change_flow.h"
#include "services/change_verify.h"
#include "services/change_words.h"
#include "services/host_registry.h"
#include "services/journal_errors.h"
#include "services/server_session.h"
#include "transport/channel.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 patienceMs = 20'000; ///< a daemon that answers nothing for longer counts as frozen
constexpr qint64 lookAgainMs = 1'000;
constexpr qint64 journalAgainMs = 5'000; ///< a program on the server each time

/// It may be over with the next try.
bool mayPass(core::ErrorCode code)
{
    static constexpr std::array passing { core::ErrorCode::Timeout, core::ErrorCode::Busy,
        core::ErrorCode::ConnectionLost, core::ErrorCode::Cancelled };
    return std::ranges::find(passing, code) != passing.end();
}

} // namespace

void ChangeFlow::verify()
{
    begin(ChangeStage::Verify);
    nextRound();
}

void ChangeFlow::nextRound()
{
    ServerSession *looking = m_fresh ? m_fresh.get() : session();
    if (!looking) {
        takeBack({ core::ErrorCode::NoSuchServer, {} });
        return;
    }
    look(*looking, [this](const core::Result<QString> &result) { onRound(result); });
}

QString ChangeFlow::loggedError()
{
    const QStringList lines = m_log.split(u'\n');
    for (const QString &line : lines.first(lines.size() - 1)) { // what has no end yet is not a line
        const auto names = [&line](const config::DumpedJail &jail) { return isErrorOfJail(line, jail.name); };
        if ((m_plan.wanted && isErrorOfJail(line, m_request.jail)) || std::ranges::any_of(m_plan.others, names))
            return line;
    }
    return {};
}

void ChangeFlow::onRound(const core::Result<QString> &result)
{
    if (m_takeBackNow) {
        takeBack({ core::ErrorCode::Cancelled, {} });
        return;
    }
    if (m_plan.wanted || !m_plan.others.isEmpty()) {
        if (const QString line = loggedError(); !line.isEmpty()) {
            takeBack({ core::ErrorCode::VerifyFailed, line.left(2000) });
            return;
        }
    }
    const qint64 now = m_context.clock.monotonicMs();
    if (result && (m_plan.wanted || !m_plan.others.isEmpty()) && m_journalSince >= 0
        && (m_fresh || m_journalReadAt < 0 || now - m_journalReadAt >= journalAgainMs)) {
        m_journalReadAt = now;
        askJournal(*result);
    } else {
        judge(result);
    }
}

void ChangeFlow::askJournal(const QString &healthy)
{
    const qint64 seconds = (m_context.clock.monotonicMs() - m_journalSince) / 1000 + 1;
    QStringList jails = m_plan.wanted ? QStringList { m_request.jail } : QStringList();
    for (const config::DumpedJail &other : std::as_const(m_plan.others))
        jails += other.name;
    findJournalErrors(m_context.gate, m_context.profile.id, m_process, jails, seconds, this,
        [this, healthy](const core::Result<JournalErrors> &found) {
            m_unread = found->unread;
            if (m_takeBackNow)
                takeBack({ core::ErrorCode::Cancelled, {} });
            else if (!found->line.isEmpty())
                takeBack({ core::ErrorCode::VerifyFailed, found->line.left(2000) });
            else
                judge(healthy);
        });
}

void ChangeFlow::judge(const core::Result<QString> &result)
{
    if (result) {
        m_unwellSince = -1;
        onHealthy(*result);
        return;
    }
    const core::Error error = result.error();
    const qint64 now = m_context.clock.monotonicMs();
    if (m_unwellSince < 0)
        m_unwellSince = now;
    m_healthySince = -1;
    m_fresh.reset();
    const bool waits = isLinkError(error.code) ? now - m_extendedAt < (m_request.undoAfterSeconds + 5) * 1000
                                               : mayPass(error.code) && now - m_unwellSince < patienceMs;
    if (waits)
        later(lookAgainMs, [this] { nextRound(); });
    else
        takeBack(error);
}

void ChangeFlow::onHealthy(const QString &detail)
{
    if (m_request.canary && m_canary.isEmpty()) {
        canary(); // comes back with another round
        return;
    }
    const qint64 now = m_context.clock.monotonicMs();
    if (m_healthySince < 0)
        m_healthySince = now;
    const qint64 wantedMs = m_confirmNow ? 0 : m_request.confirmAfterSeconds * 1000;
    const qint64 left = m_healthySince + wantedMs - now;
    if (left <= 0 && m_fresh) {
        m_fresh.reset();
        // Of a jail that was ended nothing is to be found.
        const bool needsNoLog = !m_plan.wanted && m_plan.others.isEmpty();
        QStringList told { detail, m_canary, m_unread, needsNoLog ? QString() : m_logUnread };
        told.removeAll(QString());
        pass(told.join(u" · "_s));
        if (m_request.confirmAfterSeconds > 0 || m_confirmNow)
            confirm();
        else
            extend([this] {
                skip(ChangeStage::Confirm);
                end(ChangeResult::Open);
            });
        return;
    }
    if (left <= 0) {
        // The last look is not over a connection that may have outlived what it leads to.
        m_fresh = std::make_unique<ServerSession>(
            m_context.profile.id, m_context.hosts.makeChannel(m_context.profile), m_context.clock);
        nextRound();
        return;
    }
    const auto wait = [this, left] { later(std::clamp<qint64>(left, 1, m_context.roundMs), [this] { nextRound(); }); };
    if (now - m_extendedAt >= m_request.undoAfterSeconds * 1000 / 3)
        renewLease([this, wait] { extend(wait); });
    else
        wait();
}

void ChangeFlow::extend(Then then)
{
    noteUndoAt([this, then = std::move(then)]() mutable { sendExtend(std::move(then)); });
}

void ChangeFlow::sendExtend(Then then)
{
    const qint64 sentAt = m_context.clock.monotonicMs();
    m_transaction->extend(int(m_request.undoAfterSeconds), this,
        [this, sentAt, then = std::move(then)](const TransactionResult<qint64> &r) {
            if (!r) {
                onRefusal(r.error());
                return;
            }
            m_extendedAt = sentAt;
            then();
        });
}

void ChangeFlow::confirm()
{
    begin(ChangeStage::Confirm);
    m_transaction->confirm(owner(), this, [this](const TransactionResult<bool> &confirmed) { onConfirmed(confirmed); });
}

void ChangeFlow::onConfirmed(const TransactionResult<bool> &confirmed)
{
    if (confirmed) {
        pass();
        disarm();
    } else if (!confirmed.error().answer) {
        // Nobody knows whether it was done: it may be said again.
        again(confirmed.error().error, [this] {
            m_transaction->confirm(
                owner(), this, [this](const TransactionResult<bool> &result) { onConfirmed(result); });
        });
    } else {
        onRefusal(confirmed.error());
    }
}

void ChangeFlow::disarm()
{
    begin(ChangeStage::Disarm);
    m_transaction->disarm(this, [this](const TransactionResult<bool> &disarmed) {
        // Decided it is; what is left there clears itself away.
        if (disarmed)
            pass();
        else
            failStep(disarmed.error().error);
        end(m_plan.wanted ? ChangeResult::Active : ChangeResult::Inactive);
    });
}

} // namespace services
