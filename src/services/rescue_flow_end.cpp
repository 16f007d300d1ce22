// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RescueFlow that confirms a rescue or takes it back, and keeps both in the history of changes.
#include "services/change_history_impl.h"
#include "services/change_words.h"
#include "services/command_gate.h"
#include "services/host_registry.h"
#include "services/rescue_flow.h"
#include "services/server_session.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using core::RescueResult;
using core::RescueStage;

constexpr qint64 askAgainMs = 2'000;
constexpr qint64 serverActsWithinMs = 420'000; ///< since it was armed; with the time that taking it back takes
constexpr qint64 mostOfOneFile = 4 * 1024 * 1024;

ChangeStage changeStageOf(RescueStage stage)
{
    switch (stage) {
    case RescueStage::Snapshot:
        return ChangeStage::Snapshot;
    case RescueStage::Arm:
        return ChangeStage::Arm;
    case RescueStage::Write:
        return ChangeStage::Write;
    case RescueStage::Act:
        return ChangeStage::Apply;
    case RescueStage::Verify:
        return ChangeStage::Verify;
    case RescueStage::Confirm:
        return ChangeStage::Confirm;
    case RescueStage::Restore:
        return ChangeStage::Restore;
    }
    return ChangeStage::Snapshot;
}

ChangeResult changeResultOf(RescueResult result, ChangeKind kind)
{
    switch (result) {
    case RescueResult::Rescued:
    case RescueResult::Partly: // its files are kept
        return kind == ChangeKind::Disable ? ChangeResult::Inactive : ChangeResult::Active;
    case RescueResult::Refused:
        return ChangeResult::Refused;
    case RescueResult::RolledBack:
        return ChangeResult::RolledBack;
    case RescueResult::NotRestored:
        return ChangeResult::NotRestored;
    case RescueResult::Unknown:
        return ChangeResult::Unknown;
    }
    return ChangeResult::Unknown;
}

const core::RescueEdit *editOfFile(const core::RescueFinding &finding, const QString &path)
{
    const auto edit = std::ranges::find(finding.edits, path, &core::RescueEdit::path);
    return edit == finding.edits.cend() ? nullptr : &*edit;
}

ChangeKind kindOfEdit(const core::RescueEdit *edit)
{
    return edit && edit->kind == core::RescueEdit::Kind::Disable ? ChangeKind::Disable : ChangeKind::Edit;
}

} // namespace

QString RescueFlow::noteId(qsizetype at) const
{
    return at == 0 ? m_id : u"%1+%2"_s.arg(m_id).arg(at); // one entry for each file of what is one change over there
}

void RescueFlow::noteBegin(qsizetype at)
{
    if (!m_context.history || at == m_files.size()) {
        arm();
        return;
    }
    const config::FileEdit &file = m_files.at(at);
    const core::RescueEdit *edit = editOfFile(m_finding, file.path);
    const ChangeEntry entry { .id = noteId(at),
        .server = m_context.profile.id,
        .jail = edit ? edit->jail : QString(),
        .kind = kindOfEdit(edit),
        .owner = whoIsHere(),
        .path = file.path,
        .before = file.before,
        .after = file.after };
    m_context.history->begin(m_context.profile, entry, this, [this, at](const core::Result<bool> &stored) {
        if (stored) {
            m_noted = at + 1;
            noteBegin(at + 1);
            return;
        }
        // What nobody could look up later is not made.
        m_transaction->rollback(owner(), this,
            [this, error = stored.error()](const TransactionResult<TransactionOutcome> &) { refuse(error); });
    });
}

void RescueFlow::noteEnd(RescueResult result, const std::optional<core::Error> &error)
{
    --m_noted;
    // What the store cannot take any more is over on the server all the same.
    const auto done = [this, result, error](const core::Result<bool> &) { end(result, error); };
    if (result == RescueResult::Refused) {
        m_context.history->forget(m_context.profile.id, noteId(m_noted), this, done);
        return;
    }
    const bool isKept = result == RescueResult::Rescued || result == RescueResult::Partly;
    const ChangeKind kind = kindOfEdit(editOfFile(m_finding, m_files.at(m_noted).path));
    m_context.history->finish(m_context.profile.id, noteId(m_noted), changeResultOf(result, kind),
        changeStageOf(m_outcome.stage), isKept ? core::Error {} : error.value_or(core::Error {}), this, done);
}

void RescueFlow::again(const core::Error &error, std::function<void()> then)
{
    // A server that may not be changed any more, or is not there, will not be asked.
    const bool isOver = !m_context.gate.mayChange(m_context.profile.id)
        || m_context.clock.monotonicMs() - m_armedAt > serverActsWithinMs;
    if (!isOver) {
        later(askAgainMs, std::move(then));
        return;
    }
    failStep(error);
    end(RescueResult::Unknown, m_why.code == core::ErrorCode::Internal && m_why.detail.isEmpty() ? error : m_why);
}

void RescueFlow::confirm()
{
    begin(RescueStage::Confirm);
    sendConfirm();
}

void RescueFlow::sendConfirm()
{
    m_transaction->confirm(owner(), this, [this](const TransactionResult<bool> &confirmed) { onConfirmed(confirmed); });
}

void RescueFlow::onConfirmed(const TransactionResult<bool> &confirmed)
{
    if (confirmed) {
        disarm();
        return;
    }
    const TransactionRefusal &refusal = confirmed.error();
    if (!refusal.answer) { // nobody knows whether it was done: it may be said again
        again(refusal.error, [this] { sendConfirm(); });
    } else if (refusal.answer->verdict == TransactionVerdict::Gone) {
        m_why = { core::ErrorCode::ChangedMeanwhile, {} }; // confirmed by one whose answer was lost, or taken back
        compareBytes(0, 0, 0);
    } else if (refusal.answer->verdict == TransactionVerdict::Decided
        && refusal.answer->value("decision"_L1) == "confirmed"_L1) {
        disarm();
    } else {
        takeBack(refusal.error);
    }
}

void RescueFlow::disarm()
{
    // What is left clears itself away.
    m_transaction->disarm(this, [this](const TransactionResult<bool> &) { keep(); });
}

void RescueFlow::keep()
{
    if (!m_well) { // confirmed by somebody else, while it did not come back
        QStringList paths;
        for (const config::FileEdit &file : std::as_const(m_files))
            paths += file.path;
        const core::Error error { core::ErrorCode::VerifyFailed, paths.join(u", "_s) };
        failStep(error);
        end(RescueResult::NotRestored, error);
        return;
    }
    pass();
    m_failedJails.removeDuplicates();
    m_outcome.missing = m_failedJails;
    if (m_failedJails.isEmpty())
        end(RescueResult::Rescued);
    else
        end(RescueResult::Partly, core::Error { core::ErrorCode::VerifyFailed, m_said });
}

void RescueFlow::takeBack(const core::Error &why)
{
    failStep(why);
    m_why = why;
    m_fresh.reset();
    begin(RescueStage::Restore);
    sendRollback();
}

void RescueFlow::sendRollback()
{
    m_transaction->rollback(
        owner(), this, [this](const TransactionResult<TransactionOutcome> &outcome) { onTakenBack(outcome); });
}

void RescueFlow::onTakenBack(const TransactionResult<TransactionOutcome> &outcome)
{
    if (outcome) {
        if (outcome->verdict == TransactionVerdict::NotAsBefore) {
            failStep({ core::ErrorCode::VerifyFailed,
                (outcome->missingJails + QStringList { outcome->notes }).join(u' ').trimmed() });
            end(RescueResult::NotRestored, m_why);
            return;
        }
        pass(outcome->daemon);
        end(RescueResult::RolledBack, m_why);
        return;
    }
    const TransactionRefusal &refusal = outcome.error();
    if (!refusal.answer) {
        again(refusal.error, [this] { sendRollback(); });
        return;
    }
    switch (refusal.answer->verdict) {
    case TransactionVerdict::Gone: // done by the server, or confirmed by somebody
        compareBytes(0, 0, 0);
        return;
    case TransactionVerdict::Decided: // by somebody else
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
    end(RescueResult::NotRestored, m_why);
}

void RescueFlow::compareBytes(qsizetype at, qsizetype ours, qsizetype before)
{
    if (at == m_files.size()) {
        onCompared(ours, before);
        return;
    }
    m_context.hosts.reader(m_context.profile)
        .readFile(
            m_files.at(at).path, mostOfOneFile, this, [this, at, ours, before](const core::Result<QByteArray> &bytes) {
                if (!bytes && bytes.error().code != core::ErrorCode::FileNotFound) {
                    again(bytes.error(), [this, at, ours, before] { compareBytes(at, ours, before); });
                    return;
                }
                const std::optional<QByteArray> now = bytes ? std::optional(*bytes) : std::nullopt;
                const config::FileEdit &file = m_files.at(at);
                compareBytes(at + 1, ours + (now == file.after ? 1 : 0), before + (now == file.before ? 1 : 0));
            });
}

void RescueFlow::onCompared(qsizetype ours, qsizetype before)
{
    const qsizetype all = m_files.size();
    // Without files there is nothing to take back: what was seen last counts.
    if (all == 0 ? m_well : ours == all) {
        keep();
    } else if (before == all || !m_written) {
        if (m_outcome.stage == RescueStage::Restore)
            pass();
        else
            failStep(m_why);
        end(RescueResult::RolledBack, m_why);
    } else {
        QStringList paths;
        for (const config::FileEdit &file : std::as_const(m_files))
            paths += file.path;
        const core::Error error { core::ErrorCode::VerifyFailed, paths.join(u", "_s) };
        failStep(error);
        end(RescueResult::NotRestored, error);
    }
}

} // namespace services
