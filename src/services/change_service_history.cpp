// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeServiceImpl that keeps the history true where a change was decided by somebody else.
#include "services/change_history_impl.h"
#include "services/change_service_impl.h"
#include "services/change_words.h"
#include "services/host_registry.h"
#include "services/server_registry.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 mostOfOurFile = 4 * 1024 * 1024;
constexpr qint64 beginsWithinMs = 3 * 60'000;

/// Another process has stored it, and what it begins on the server may not be there yet; with its timer it is.
bool isBeginning(const ChangeEntry &entry, qint64 now)
{
    return entry.undoAt == 0 && !isRescueId(entry.id) && now - entry.startedAt < beginsWithinMs;
}

/// A look has shown what is there, and nothing on the server will change it any more.
bool isSettled(const ChangeEntry &entry)
{
    return entry.result == ChangeResult::Unknown && entry.stage == ChangeStage::RestoreVerify
        && (entry.error.code == core::ErrorCode::VerifyFailed || entry.error.code == core::ErrorCode::ChangedMeanwhile);
}

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

core::RequestHandle ChangeServiceImpl::recorded(
    const QObject *context, core::Handler<QList<services::RecordedChange>> handler)
{
    const core::Pending<QList<RecordedChange>> pending(context, std::move(handler));
    if (!m_context.history) {
        pending.finishLater(QList<RecordedChange>());
        return pending.handle();
    }
    m_context.history->withoutEnd(this, [this, pending](const core::Result<QList<ChangeEntry>> &entries) {
        if (!entries) {
            pending.finish(tl::unexpected(entries.error()));
            return;
        }
        QList<RecordedChange> all;
        QSet<std::pair<qint64, QString>> seen;
        for (const ChangeEntry &entry : *entries) {
            const QString id = entry.id.section(u'+', 0, 0); // a rescue has one entry for each of its files
            if (isSettled(entry) || flowOf(id) || entry.before == entry.after
                || seen.contains({ entry.server.value, id }))
                continue;
            seen.insert({ entry.server.value, id });
            all.append({ .change = { .id = id,
                             .server = entry.server,
                             .jail = isRescueId(id) ? QString() : entry.jail,
                             .kind = entry.kind,
                             .owner = entry.owner,
                             .startedAt = entry.startedAt },
                .undoneBy = entry.undoAt });
        }
        pending.finish(all);
    });
    return pending.handle();
}

void ChangeServiceImpl::settleHistory(core::ServerId server, const QStringList &found)
{
    if (!m_context.history)
        return;
    m_context.history->list(server, this, [this, server, found](const core::Result<QList<ChangeEntry>> &entries) {
        for (const ChangeEntry &entry : entries.value_or(QList<ChangeEntry>())) {
            const bool undecided = entry.result == ChangeResult::Open || entry.result == ChangeResult::Unknown;
            const QString change = entry.id.section(u'+', 0, 0); // a rescue has one entry for each of its files
            if (undecided && !found.contains(change) && !flowOf(change) && entry.before != entry.after
                && !isBeginning(entry, m_context.clock.nowMs()))
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
            const bool looked = isSettled(entry) && entry.error.code == core::ErrorCode::VerifyFailed;
            if (looked && result != ChangeResult::RolledBack)
                return;
            const bool foreign = result == ChangeResult::Unknown;
            if (result != entry.result || (foreign && !isSettled(entry)))
                m_context.history->finish(server, entry.id, result, foreign ? ChangeStage::RestoreVerify : entry.stage,
                    foreign ? core::Error { core::ErrorCode::ChangedMeanwhile, {} } : entry.error, nullptr, {});
        });
}

} // namespace services
