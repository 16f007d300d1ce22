// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/change_history.h"
#include "storage/config_change_repository.h"

namespace core {
struct ServerProfile;
}

namespace services {

class ServerRegistry;

/// The history in the store. ChangeService writes it; everybody else reads.
class ChangeHistoryImpl final : public ChangeHistory
{
    Q_OBJECT
public:
    ChangeHistoryImpl(storage::ConfigChangeRepository &rows, ServerRegistry &servers, const core::Clock &clock,
        QObject *parent = nullptr);
    ~ChangeHistoryImpl() override;

    core::RequestHandle list(
        core::ServerId server, const QObject *context, core::Handler<QList<services::ChangeEntry>> handler) override;
    core::RequestHandle entry(
        const QString &id, const QObject *context, core::Handler<services::ChangeEntry> handler) override;

    /// Answers once it is on disk: only then may anything be written on the server. startedAt and result are filled in.
    core::RequestHandle begin(
        const core::ServerProfile &profile, ChangeEntry entry, const QObject *context, core::Handler<bool> handler);
    /// Answers what is on disk; Open may be followed by another. false: this store does not know the change.
    core::RequestHandle finish(core::ServerId server, const QString &id, ChangeResult result, ChangeStage stage,
        const core::Error &error, const QObject *context, core::Handler<bool> handler);
    /// The server is about to be told to take it back by then (UTC ms).
    core::RequestHandle noteUndoAt(
        const QString &id, qint64 undoAt, const QObject *context, core::Handler<bool> handler);
    /// What has no known end, of every profile that leads there; newest first.
    core::RequestHandle withoutEnd(const QObject *context, core::Handler<QList<services::ChangeEntry>> handler);
    /// Of a change that has changed nothing.
    core::RequestHandle forget(
        core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler);

private:
    storage::ConfigChangeRepository &m_rows;
    ServerRegistry &m_servers;
    const core::Clock &m_clock;
};

} // namespace services
