// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that keeps the record of the activation, and the history of changes.
#include "services/change_flow.h"
#include "services/change_history_impl.h"
#include "services/change_words.h"
#include "services/runtime_state.h"
#include "services/server_session.h"

namespace services {
namespace {

/// As it can be recorded once more: what was stopped on purpose since is not lost.
core::ActivationRecord stillCounting(core::ActivationRecord record, const QSet<QString> &stopped)
{
    record.jailsBefore.removeIf([&stopped](const QString &jail) { return stopped.contains(jail); });
    return record;
}

bool isSameActivation(const std::optional<core::ActivationRecord> &now, const core::ActivationRecord &ours)
{
    return now && now->at == ours.at && now->jail == ours.jail;
}

} // namespace

void ChangeFlow::prepareRecord(Then then)
{
    m_record.server = m_context.profile.id;
    m_record.jail = m_request.jail;
    m_record.kind = m_plan.runs ? core::ActivationKind::Reload : core::ActivationKind::Start;
    m_record.jailsBefore = m_plan.jailsBefore;
    if (!m_plan.wanted)
        m_record.jailsBefore.removeAll(m_request.jail); // its end is no loss
    if (const ServerSession *open = session())
        m_record.identityBefore = open->identity().value_or(core::ProcessIdentity {});
    m_context.recoveries.recordActivation(
        m_record, this, [this, then = std::move(then)](const core::Result<core::ActivationRecord> &stored) {
            if (stored)
                then();
            else // without the record a crash could not be told later: nothing is sent
                refuse(stored.error());
        });
}

void ChangeFlow::beginActivation(Then then)
{
    if (!session()) { // the profile leads elsewhere by now: the record is not that daemon's
        takeBack({ core::ErrorCode::NoSuchServer, {} });
        return;
    }
    const core::ServerId server = m_context.profile.id;
    m_recordBefore = m_context.state.activation(server);
    if (m_recordBefore)
        m_recordBefore = stillCounting(*m_recordBefore, m_context.state.stoppedOnPurpose(server));
    m_record.at = m_context.clock.nowMs();
    m_context.recoveries.recordActivation(
        m_record, this, [this, then = std::move(then)](const core::Result<core::ActivationRecord> &stored) {
            if (!stored) {
                takeBack(stored.error());
                return;
            }
            m_record = *stored;
            m_context.state.recordActivation(m_record);
            then();
        });
}

void ChangeFlow::noteActivated()
{
    const core::ServerId server = m_context.profile.id;
    if (!isSameActivation(m_context.state.activation(server), m_record))
        return; // dismissed meanwhile
    core::ActivationRecord later = stillCounting(m_record, m_context.state.stoppedOnPurpose(server));
    later.at = m_context.clock.nowMs();
    m_context.recoveries.recordActivation(later, this, [this](const core::Result<core::ActivationRecord> &stored) {
        if (!stored || !isSameActivation(m_context.state.activation(m_context.profile.id), m_record))
            return;
        m_record = *stored;
        m_context.state.recordActivation(m_record);
    });
}

void ChangeFlow::dropActivation()
{
    const core::ServerId server = m_context.profile.id;
    if (!isSameActivation(m_context.state.activation(server), m_record))
        return;
    if (m_recordBefore) {
        m_context.recoveries.recordActivation(*m_recordBefore, nullptr, {});
        m_context.state.recordActivation(*m_recordBefore);
    } else {
        m_context.recoveries.clearActivation(server, nullptr, {});
        m_context.state.clearActivationRecord(server);
    }
}

void ChangeFlow::noteBegin(Then then)
{
    if (!m_context.history) {
        then();
        return;
    }
    const ChangeEntry entry { .id = m_id,
        .server = m_context.profile.id,
        .jail = m_request.jail,
        .kind = m_request.kind,
        .owner = whoIsHere(),
        .path = m_plan.file.path,
        .before = m_plan.file.before,
        .after = m_plan.file.after };
    m_context.history->begin(
        m_context.profile, entry, this, [this, then = std::move(then)](const core::Result<bool> &stored) {
            if (!stored) { // what nobody could look up later is not made
                refuse(stored.error());
                return;
            }
            m_noted = true;
            then();
        });
}

void ChangeFlow::noteUndoAt(Then then)
{
    if (!m_noted) {
        then();
        return;
    }
    // For whoever looks while the server cannot be reached. What the store cannot take the server knows all the same.
    m_context.history->noteUndoAt(m_id, m_context.clock.nowMs() + m_request.undoAfterSeconds * 1000, this,
        [then = std::move(then)](const core::Result<bool> &) { then(); });
}

void ChangeFlow::noteEnd(ChangeResult result, const core::Error &error)
{
    // What the store cannot take any more is over on the server all the same.
    const auto done = [this, result, error](const core::Result<bool> &) { end(result, error); };
    if (result == ChangeResult::Refused)
        m_context.history->forget(m_context.profile.id, m_id, this, done);
    else
        m_context.history->finish(m_context.profile.id, m_id, result, m_outcome.stage, error, this, done);
}

} // namespace services
