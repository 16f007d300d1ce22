// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/config_change_repository.h"

#include "storage/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

constexpr int mostChanges = 1'000;

QString configChangeColumns()
{
    return u"id, server_id, place, jail, kind, owner, started_at, ended_at, path, before, after, result, stage, error, "
           "undo_at"_s;
}

QString changeErrorText(const core::Error &error)
{
    return listText({ core::errorCodeName(error.code), error.detail.left(4000) });
}

core::Error changeErrorFrom(const QString &text)
{
    const QStringList parts = listFromText(text);
    for (int code = 0; code <= int(core::ErrorCode::Internal); ++code) {
        if (core::errorCodeName(core::ErrorCode(code)) == parts.value(0))
            return { core::ErrorCode(code), parts.value(1) };
    }
    return { core::ErrorCode::Internal, parts.value(1) };
}

QVariant bytesValue(const std::optional<QByteArray> &bytes)
{
    if (!bytes)
        return QVariant(QMetaType(QMetaType::QByteArray));
    return bytes->isNull() ? QByteArray("") : *bytes; // a null one would be no file
}

std::optional<QByteArray> bytesFrom(const QVariant &value)
{
    if (value.isNull())
        return std::nullopt;
    return value.toByteArray();
}

ConfigChangeRow configChangeFrom(const Statement &row)
{
    return { .id = row.text(0),
        .server = { row.number(1) },
        .place = row.text(2),
        .jail = row.text(3),
        .kind = row.text(4),
        .owner = row.text(5),
        .startedAt = row.number(6),
        .endedAt = row.number(7),
        .path = row.text(8),
        .before = bytesFrom(row.value(9)),
        .after = bytesFrom(row.value(10)),
        .result = row.text(11),
        .stage = row.text(12),
        .error = changeErrorFrom(row.text(13)),
        .undoAt = row.number(14) };
}

} // namespace

core::RequestHandle ConfigChangeRepository::begin(
    const ConfigChangeRow &row, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [row](QSqlDatabase &database) -> core::Result<bool> {
            Statement same(database, u"SELECT 1 FROM config_change WHERE id = ?"_s);
            if (const auto done = same.bind(row.id).run(); !done)
                return done;
            if (row.id.isEmpty() || same.next())
                return core::failure(core::ErrorCode::InvalidArgument, row.id);
            Statement insert(database,
                u"INSERT INTO config_change (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(
                    configChangeColumns()));
            insert.bind(row.id)
                .bind(row.server.value)
                .bind(row.place)
                .bind(row.jail)
                .bind(row.kind)
                .bind(row.owner)
                .bind(row.startedAt)
                .bind(row.endedAt)
                .bind(row.path)
                .bind(bytesValue(row.before))
                .bind(bytesValue(row.after))
                .bind(row.result)
                .bind(row.stage)
                .bind(changeErrorText(row.error))
                .bind(row.undoAt);
            return insert.run();
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::finish(
    const QString &id, const ConfigChangeEnd &end, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id, end](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(
                database, u"UPDATE config_change SET result = ?, stage = ?, error = ?, ended_at = ? WHERE id = ?"_s);
            const auto done
                = update.bind(end.result).bind(end.stage).bind(changeErrorText(end.error)).bind(end.at).bind(id).run();
            if (!done)
                return done;
            return update.affected() == 1;
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::setUndoAt(
    const QString &id, qint64 undoAt, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id, undoAt](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(database, u"UPDATE config_change SET undo_at = ? WHERE id = ?"_s);
            if (const auto done = update.bind(undoAt).bind(id).run(); !done)
                return done;
            return update.affected() == 1;
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::withResults(
    const QStringList &results, const QObject *context, core::Handler<QList<ConfigChangeRow>> handler)
{
    using Answer = QList<ConfigChangeRow>;
    return m_store.read<Answer>(
        [results](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(database,
                u"SELECT %1 FROM config_change WHERE result IN (%2) ORDER BY started_at DESC, id DESC LIMIT ?"_s.arg(
                    configChangeColumns(), QStringList(results.size(), u"?"_s).join(u',')));
            for (const QString &result : results)
                query.bind(result);
            if (const auto done = query.bind(mostChanges).run(); !done)
                return tl::unexpected(done.error());
            Answer rows;
            while (query.next())
                rows.append(configChangeFrom(query));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return rows;
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::remove(
    const QString &id, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id](QSqlDatabase &database) -> core::Result<bool> {
            Statement remove(database, u"DELETE FROM config_change WHERE id = ?"_s);
            if (const auto done = remove.bind(id).run(); !done)
                return done;
            return remove.affected() == 1;
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::list(core::ServerId server, const QString &place, int limit,
    const QObject *context, core::Handler<QList<ConfigChangeRow>> handler)
{
    using Answer = QList<ConfigChangeRow>;
    return m_store.read<Answer>(
        [server, place, limit = std::clamp(limit, 0, mostChanges)](QSqlDatabase &database) -> core::Result<Answer> {
            // The negative ids of a process that is gone are used again: they say nothing about the server.
            Statement query(database,
                u"SELECT %1 FROM config_change WHERE (server_id = ? AND server_id > 0) OR place = ? "
                "ORDER BY started_at DESC, id DESC LIMIT ?"_s.arg(configChangeColumns()));
            if (const auto done = query.bind(server.value).bind(place).bind(limit).run(); !done)
                return tl::unexpected(done.error());
            Answer rows;
            while (query.next())
                rows.append(configChangeFrom(query));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return rows;
        },
        context, std::move(handler));
}

core::RequestHandle ConfigChangeRepository::find(
    const QString &id, const QObject *context, core::Handler<std::optional<ConfigChangeRow>> handler)
{
    using Answer = std::optional<ConfigChangeRow>;
    return m_store.read<Answer>(
        [id](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(database, u"SELECT %1 FROM config_change WHERE id = ?"_s.arg(configChangeColumns()));
            if (const auto done = query.bind(id).run(); !done)
                return tl::unexpected(done.error());
            if (query.next())
                return Answer(configChangeFrom(query));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return Answer();
        },
        context, std::move(handler));
}

} // namespace storage
