// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeServiceImpl that keeps the history true where a change was decided by somebody else.
#include "services/change_history_impl.h"
#include "services/change_service_impl.h"
#include "services/host_registry.h"
#include "services/server_registry.h"

namespace services {
namespace {

constexpr qint64 mostOfOurFile = 4 * 1024 * 1024;

} // namespace

core::Pending<ChangeOutcome> ChangeServiceImpl::noted(
    core::ServerId server, const QString &id, const core::Pending<ChangeOutcome> &pending)
{
    if (!m_context.history)
        return pending;
    return core::Pending<ChangeOutcome>(this, [this, server, id, pending](const core::Result<ChangeOutcome> &outcome) {
        if (!outcome) {
            pending.finish(outcome);
            return;
        }
        m_context.history->finish(server, id, outcome->result, outcome->stage, outcome->error, this,
            [pending, outcome](const core::Result<bool> &) { pending.finish(outcome); });
    });
}

void ChangeServiceImpl::settleHistory(core::ServerId server, const QStringList &found)
{
    if (!m_context.history)
        return;
    m_context.history->list(server, this, [this, server, found](const core::Result<QList<ChangeEntry>> &entries) {
        for (const ChangeEntry &entry : entries.value_or(QList<ChangeEntry>())) {
            const bool undecided = entry.result == ChangeResult::Open || entry.result == ChangeResult::Unknown;
            const QString change = entry.id.section(u'+', 0, 0); // a rescue has one entry for each of its files
            if (undecided && !found.contains(change) && !flowOf(change) && entry.before != entry.after)
                settleEntry(server, entry);
        }
    });
}

void ChangeServiceImpl::settleEntry(core::ServerId server, const ChangeEntry &entry)
{
    const auto profile = m_context.servers.profile(server);
    if (!profile)
        return;
    m_context.hosts.reader(*profile).readFile(
        entry.path, mostOfOurFile, this, [this, server, entry](const core::Result<QByteArray> &bytes) {
            if (!bytes && bytes.error().code != core::ErrorCode::FileNotFound)
                return; // another time
            const std::optional<QByteArray> now = bytes ? std::optional(*bytes) : std::nullopt;
            ChangeResult result = ChangeResult::Unknown; // somebody else's bytes
            if (now == entry.before)
                result = ChangeResult::RolledBack;
            else if (now == entry.after)
                result = entry.kind == ChangeKind::Disable ? ChangeResult::Inactive : ChangeResult::Active;
            // Ours are there, and a look has shown that the daemon does not run so: nobody has confirmed that.
            const bool looked = entry.result == ChangeResult::Unknown && entry.stage == ChangeStage::RestoreVerify
                && entry.error.code == core::ErrorCode::VerifyFailed;
            if (looked && result != ChangeResult::RolledBack)
                return;
            if (result != entry.result)
                m_context.history->finish(server, entry.id, result, entry.stage, entry.error, nullptr, {});
        });
}

} // namespace services
