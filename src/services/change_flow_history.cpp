// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that keeps the history of changes.
#include "services/change_flow.h"
#include "services/change_history_impl.h"
#include "services/change_words.h"

namespace services {

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
