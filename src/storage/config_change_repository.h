// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "storage/store.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace storage {

/// One change of one file of a server's configuration. Kind, result and stage are words of the service that makes it.
struct ConfigChangeRow
{
    QString id; ///< of the change; never empty
    core::ServerId server;
    QString place; ///< the daemon that was changed, see core::daemonKey()
    QString jail;
    QString kind;
    QString owner; ///< user@host
    qint64 startedAt = 0; ///< UTC ms
    qint64 endedAt = 0; ///< UTC ms; 0: it has not ended
    QString path; ///< on the server, absolute
    std::optional<QByteArray> before; ///< nullopt: there was no such file
    std::optional<QByteArray> after; ///< nullopt: the file was removed
    QString result;
    QString stage; ///< where it ended
    core::Error error; ///< empty detail and Internal where there is none
    qint64 undoAt = 0; ///< UTC ms; until when its server takes it back by itself, as it was last told; 0: told nothing

    friend bool operator==(const ConfigChangeRow &, const ConfigChangeRow &) = default;
};

/// How a change ended.
struct ConfigChangeEnd
{
    QString result;
    QString stage;
    core::Error error;
    qint64 at = 0; ///< UTC ms
};

/// The history of configuration changes. What begin() has answered outlives a crash.
class ConfigChangeRepository
{
public:
    explicit ConfigChangeRepository(Store &store)
        : m_store(store)
    {
    }
    /// InvalidArgument for an id that is there already, or an empty one.
    core::RequestHandle begin(const ConfigChangeRow &row, const QObject *context, core::Handler<bool> handler);
    /// Again for one that was open and is decided later. false: no such change.
    core::RequestHandle finish(
        const QString &id, const ConfigChangeEnd &end, const QObject *context, core::Handler<bool> handler);
    /// Until when the server takes it back by itself (UTC ms). false: no such change.
    core::RequestHandle setUndoAt(
        const QString &id, qint64 undoAt, const QObject *context, core::Handler<bool> handler);
    /// Newest first, of all servers: those with one of these results.
    core::RequestHandle withResults(
        const QStringList &results, const QObject *context, core::Handler<QList<ConfigChangeRow>> handler);
    /// Of a change that has changed nothing.
    core::RequestHandle remove(const QString &id, const QObject *context, core::Handler<bool> handler);
    /// Newest first: those made through this profile, and those of the same daemon.
    core::RequestHandle list(core::ServerId server, const QString &place, int limit, const QObject *context,
        core::Handler<QList<ConfigChangeRow>> handler);
    core::RequestHandle find(
        const QString &id, const QObject *context, core::Handler<std::optional<ConfigChangeRow>> handler);

private:
    Store &m_store;
};

} // namespace storage
