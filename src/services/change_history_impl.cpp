// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_history_impl.h"

#include "core/server_profile.h"
#include "services/change_words.h"
#include "services/server_registry.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int listedChanges = 500;

QString kindWord(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Enable:
        return u"enable"_s;
    case ChangeKind::Disable:
        return u"disable"_s;
    case ChangeKind::Edit:
        return u"edit"_s;
    }
    return u"edit"_s;
}

ChangeKind kindFromWord(const QString &word)
{
    for (const ChangeKind kind : { ChangeKind::Enable, ChangeKind::Disable }) {
        if (kindWord(kind) == word)
            return kind;
    }
    return ChangeKind::Edit;
}

ChangeResult resultFromWord(const QString &word)
{
    for (const ChangeResult result : { ChangeResult::Active, ChangeResult::Inactive, ChangeResult::Refused,
             ChangeResult::RolledBack, ChangeResult::NotRestored, ChangeResult::Open }) {
        if (changeResultName(result) == word)
            return result;
    }
    return ChangeResult::Unknown;
}

ChangeStage stageFromWord(const QString &word)
{
    for (int stage = 0; stage <= int(ChangeStage::RestoreVerify); ++stage) {
        if (changeStageName(ChangeStage(stage)) == word)
            return ChangeStage(stage);
    }
    return ChangeStage::Snapshot;
}

ChangeEntry entryFrom(const storage::ConfigChangeRow &row)
{
    return { .id = row.id,
        .server = row.server,
        .jail = row.jail,
        .kind = kindFromWord(row.kind),
        .owner = row.owner,
        .startedAt = row.startedAt,
        .endedAt = row.endedAt,
        .path = row.path,
        .before = row.before,
        .after = row.after,
        .result = resultFromWord(row.result),
        .stage = stageFromWord(row.stage),
        .error = row.error,
        .undoAt = row.undoAt };
}

} // namespace

ChangeHistoryImpl::ChangeHistoryImpl(
    storage::ConfigChangeRepository &rows, ServerRegistry &servers, const core::Clock &clock, QObject *parent)
    : ChangeHistory(parent)
    , m_rows(rows)
    , m_servers(servers)
    , m_clock(clock)
{
}

ChangeHistoryImpl::~ChangeHistoryImpl() = default;

core::RequestHandle ChangeHistoryImpl::list(
    core::ServerId server, const QObject *context, core::Handler<QList<services::ChangeEntry>> handler)
{
    const core::Pending<QList<ChangeEntry>> pending(context, std::move(handler));
    const auto profile = m_servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    m_rows.list(server, core::daemonKey(*profile), listedChanges, this,
        [server, pending](const core::Result<QList<storage::ConfigChangeRow>> &rows) {
            if (!rows) {
                pending.finish(tl::unexpected(rows.error()));
                return;
            }
            QList<ChangeEntry> entries;
            for (const storage::ConfigChangeRow &row : *rows) {
                entries.append(entryFrom(row));
                entries.last().server = server;
            }
            pending.finish(entries);
        });
    return pending.handle();
}

core::RequestHandle ChangeHistoryImpl::entry(
    const QString &id, const QObject *context, core::Handler<services::ChangeEntry> handler)
{
    const core::Pending<ChangeEntry> pending(context, std::move(handler));
    m_rows.find(id, this, [id, pending](const core::Result<std::optional<storage::ConfigChangeRow>> &row) {
        if (!row)
            pending.finish(tl::unexpected(row.error()));
        else if (!*row)
            pending.finish(core::failure(core::ErrorCode::InvalidArgument, id));
        else
            pending.finish(entryFrom(**row));
    });
    return pending.handle();
}

core::RequestHandle ChangeHistoryImpl::begin(
    const core::ServerProfile &profile, ChangeEntry entry, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    storage::ConfigChangeRow row;
    row.id = entry.id;
    row.server = profile.id;
    row.place = core::daemonKey(profile);
    row.jail = entry.jail;
    row.kind = kindWord(entry.kind);
    row.owner = entry.owner;
    row.startedAt = m_clock.nowMs();
    row.path = entry.path;
    row.before = entry.before;
    row.after = entry.after;
    row.result = changeResultName(ChangeResult::Open);
    row.stage = changeStageName(ChangeStage::Snapshot);
    m_rows.begin(row, this, [this, server = profile.id, pending](const core::Result<bool> &done) {
        if (done)
            Q_EMIT changed(server);
        pending.finish(done);
    });
    return pending.handle();
}

core::RequestHandle ChangeHistoryImpl::finish(core::ServerId server, const QString &id, ChangeResult result,
    ChangeStage stage, const core::Error &error, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_rows.finish(id,
        { .result = changeResultName(result),
            .stage = changeStageName(stage),
            .error = error,
            .at = result == ChangeResult::Open ? 0 : m_clock.nowMs() },
        this, [this, server, pending](const core::Result<bool> &done) {
            if (done && *done)
                Q_EMIT changed(server);
            pending.finish(done);
        });
    return pending.handle();
}

core::RequestHandle ChangeHistoryImpl::noteUndoAt(
    const QString &id, qint64 undoAt, const QObject *context, core::Handler<bool> handler)
{
    return m_rows.setUndoAt(id, undoAt, context, std::move(handler));
}

core::RequestHandle ChangeHistoryImpl::withoutEnd(
    const QObject *context, core::Handler<QList<services::ChangeEntry>> handler)
{
    const core::Pending<QList<ChangeEntry>> pending(context, std::move(handler));
    m_rows.withResults({ changeResultName(ChangeResult::Open), changeResultName(ChangeResult::Unknown) }, this,
        [this, pending](const core::Result<QList<storage::ConfigChangeRow>> &rows) {
            if (!rows) {
                pending.finish(tl::unexpected(rows.error()));
                return;
            }
            QList<ChangeEntry> entries;
            for (const core::ServerProfile &profile : m_servers.profiles()) {
                const QString place = core::daemonKey(profile);
                for (const storage::ConfigChangeRow &row : *rows) {
                    // The negative ids of a process that is gone are used again: they say nothing about the server.
                    if ((row.server == profile.id && profile.id.value > 0) || row.place == place) {
                        entries.append(entryFrom(row));
                        entries.last().server = profile.id;
                    }
                }
            }
            pending.finish(entries);
        });
    return pending.handle();
}

core::RequestHandle ChangeHistoryImpl::forget(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_rows.remove(id, this, [this, server, pending](const core::Result<bool> &done) {
        if (done && *done)
            Q_EMIT changed(server);
        pending.finish(done);
    });
    return pending.handle();
}

} // namespace services
