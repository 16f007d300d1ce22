// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that takes a change back, or finds out that the server has done so.
#include "protocol/commands.h"
#include "services/change_flow.h"
#include "services/change_words.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_session.h"
#include "transport/channel.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 retryMs = 2'000;
constexpr qint64 restoredWithinMs = 30'000; ///< bans come back over seconds, and so does a daemon that was started

/// Nothing will be sent to that server any more, however long one waits.
bool isFinal(core::ErrorCode code)
{
    static constexpr std::array lasting { core::ErrorCode::NoSuchServer, core::ErrorCode::ReadOnlyProfile,
        core::ErrorCode::SessionLocked, core::ErrorCode::StoreReadOnly, core::ErrorCode::StoreCorrupt,
        core::ErrorCode::StoreUnavailable };
    return std::ranges::find(lasting, code) != lasting.end();
}

} // namespace

bool ChangeFlow::isTooLate() const
{
    // The server's time is over long since, and so is what it does then.
    return m_context.clock.monotonicMs() - std::max(m_extendedAt, m_restoringSince)
        > (2 * m_request.undoAfterSeconds + 300) * 1000;
}

void ChangeFlow::again(const core::Error &error, Then then)
{
    if (m_restoringSince == 0)
        m_restoringSince = m_context.clock.monotonicMs();
    if (isFinal(error.code) || isTooLate()) {
        failStep(error);
        end(ChangeResult::Unknown, error);
        return;
    }
    later(retryMs, std::move(then));
}

void ChangeFlow::onRefusal(const TransactionRefusal &refusal)
{
    if (refusal.answer && refusal.answer->verdict == TransactionVerdict::Gone) {
        failStep(refusal.error);
        m_why = refusal.error;
        lookAfterwards();
        return;
    }
    if (refusal.answer && refusal.answer->verdict == TransactionVerdict::Decided
        && refusal.answer->value("decision"_L1) == "confirmed"_L1) {
        // Somebody else has confirmed it, having looked.
        pass(refusal.answer->value("by"_L1));
        disarm();
        return;
    }
    takeBack(refusal.error);
}

void ChangeFlow::takeBack(const core::Error &why)
{
    failStep(why);
    m_why = why;
    m_fresh.reset();
    m_restoringSince = m_context.clock.monotonicMs();
    begin(ChangeStage::Restore);
    if (m_written || m_applied)
        sendRollback();
    else
        letGo();
}

void ChangeFlow::letGo()
{
    // Nothing of ours is there. A rollback would put what somebody else has written meanwhile aside; this keeps all as
    // it is.
    m_transaction->confirm(owner(), this, [this](const TransactionResult<bool> &kept) {
        if (!kept) {
            sendRollback();
            return;
        }
        m_transaction->disarm(this, [this](const TransactionResult<bool> &) {
            pass(u"untouched"_s);
            verifyRestored();
        });
    });
}

void ChangeFlow::sendRollback()
{
    m_transaction->rollback(
        owner(), this, [this](const TransactionResult<TransactionOutcome> &outcome) { onRolledBack(outcome); });
}

void ChangeFlow::onRolledBack(const TransactionResult<TransactionOutcome> &outcome)
{
    if (outcome) {
        if (outcome->verdict == TransactionVerdict::NotAsBefore) {
            const core::Error error { core::ErrorCode::VerifyFailed,
                (outcome->missingJails + QStringList { outcome->notes }).join(u' ').trimmed() };
            failStep(error);
            end(ChangeResult::NotRestored, error);
            return;
        }
        pass(outcome->foreignKept ? outcome->daemon + " foreign"_L1 : outcome->daemon);
        m_keepsForeign = outcome->foreignKept;
        verifyRestored();
        return;
    }
    const TransactionRefusal &refusal = outcome.error();
    if (!refusal.answer) {
        again(refusal.error, [this] { sendRollback(); });
        return;
    }
    switch (refusal.answer->verdict) {
    case TransactionVerdict::Gone:
        pass();
        lookAfterwards();
        return;
    case TransactionVerdict::Decided:
        pass(refusal.answer->value("by"_L1)); // confirmed, and by somebody else
        disarm();
        return;
    case TransactionVerdict::NotAsBefore: // still at work over there
        again(refusal.error, [this] { sendRollback(); });
        return;
    case TransactionVerdict::Done:
    case TransactionVerdict::WrongArguments:
    case TransactionVerdict::Locked:
    case TransactionVerdict::Changed:
    case TransactionVerdict::DiskFull:
    case TransactionVerdict::Refused:
    case TransactionVerdict::Unarmed:
        break;
    }
    failStep(refusal.error);
    end(ChangeResult::NotRestored, refusal.error);
}

void ChangeFlow::lookAfterwards()
{
    begin(ChangeStage::RestoreVerify);
    m_restoringSince = m_context.clock.monotonicMs();
    lookAtBytes();
}

void ChangeFlow::lookAtBytes()
{
    m_context.hosts.reader(m_context.profile)
        .readFile(m_plan.file.path, 4 * 1024 * 1024, this, [this](const core::Result<QByteArray> &bytes) {
            const bool isAbsent = !bytes && bytes.error().code == core::ErrorCode::FileNotFound;
            const bool isNew = m_plan.file.changes() && (bytes ? m_plan.file.after == *bytes : !m_plan.file.after);
            if (!bytes && !isAbsent)
                again(bytes.error(), [this] { lookAtBytes(); });
            else if (isNew)
                askWhetherOpen();
            else
                compareRestored(bytes);
        });
}

/// Perhaps it is only not to be seen from here any more: its folder is another user's.
void ChangeFlow::askWhetherOpen()
{
    ServerTransaction::list(m_context.runner, m_context.profile.socketPath, this,
        [this](const core::Result<QList<TransactionStatus>> &statuses) {
            if (!statuses && isLinkError(statuses.error().code)) {
                again(statuses.error(), [this] { askWhetherOpen(); });
                return;
            }
            const auto isOpen = [this](const TransactionStatus &status) {
                return status.id == m_id && status.decision != "confirmed"_L1;
            };
            if (statuses && std::ranges::none_of(*statuses, isOpen)) {
                verifyKept();
                return;
            }
            // The server takes it back by itself.
            const core::Error error = statuses ? core::Error { core::ErrorCode::Busy, m_id } : statuses.error();
            failStep(error);
            end(ChangeResult::Unknown, error);
        });
}

void ChangeFlow::verifyKept()
{
    m_fresh = std::make_unique<ServerSession>(
        m_context.profile.id, m_context.hosts.makeChannel(m_context.profile), m_context.clock);
    look(*m_fresh, [this](const core::Result<QString> &result) {
        m_fresh.release()->deleteLater(); // it may be what has answered
        if (result) {
            pass(*result);
            end(m_plan.wanted ? ChangeResult::Active : ChangeResult::Inactive); // somebody else has confirmed it
        } else if (isLinkError(result.error().code)) {
            again(result.error(), [this] { verifyKept(); });
        } else {
            failStep(result.error());
            end(ChangeResult::Unknown, { core::ErrorCode::VerifyFailed, result.error().detail });
        }
    });
}

void ChangeFlow::verifyRestored()
{
    begin(ChangeStage::RestoreVerify);
    m_restoringSince = m_context.clock.monotonicMs();
    compareBytes();
}

void ChangeFlow::compareBytes()
{
    m_context.hosts.reader(m_context.profile)
        .readFile(m_plan.file.path, 4 * 1024 * 1024, this,
            [this](const core::Result<QByteArray> &bytes) { compareRestored(bytes); });
}

void ChangeFlow::compareRestored(const core::Result<QByteArray> &bytes)
{
    const bool isAbsent = !bytes && bytes.error().code == core::ErrorCode::FileNotFound;
    if (!bytes && !isAbsent) {
        again(bytes.error(), [this] { compareBytes(); });
        return;
    }
    const bool asBefore = m_plan.file.before ? bytes && *bytes == *m_plan.file.before : isAbsent;
    // Where we never got to write, what somebody else wrote meanwhile stays.
    if (!asBefore && m_written) {
        const core::Error error { core::ErrorCode::VerifyFailed, m_plan.file.path };
        failStep(error);
        end(ChangeResult::NotRestored, error);
        return;
    }
    ServerSession *open = session();
    if (!open) {
        failStep({ core::ErrorCode::NoSuchServer, {} });
        end(ChangeResult::Unknown, { core::ErrorCode::NoSuchServer, {} });
        return;
    }
    open->reconnectNow();
    open->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        QStringList missing;
        for (const QString &jail : std::as_const(m_jailsBefore)) {
            if (!status || !status->jails.contains(jail))
                missing += jail;
        }
        if (status && missing.isEmpty() && (m_plan.runs || !status->jails.contains(m_request.jail))) {
            pass(QString::number(status->jails.size()));
            m_context.state.forgetStoppedOnPurpose(m_context.profile.id, m_request.jail);
            endRestored();
            return;
        }
        if (!status && isLinkError(status.error().code)) {
            again(status.error(), [this] { compareBytes(); });
            return;
        }
        if (m_context.clock.monotonicMs() - m_restoringSince < restoredWithinMs) {
            later(retryMs / 4, [this] { compareBytes(); });
            return;
        }
        const core::Error error
            = status ? core::Error { core::ErrorCode::VerifyFailed, missing.join(u", "_s) } : status.error();
        failStep(error);
        end(ChangeResult::NotRestored, error);
    });
}

/// The server looks after it for some seconds more, and clears away by itself: sooner with this.
void ChangeFlow::endRestored()
{
    if (m_keepsForeign)
        end(ChangeResult::RolledBack, m_why);
    else
        m_transaction->disarm(this, [this](const TransactionResult<bool> &) { end(ChangeResult::RolledBack, m_why); });
}

} // namespace services
