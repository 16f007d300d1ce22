// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/process_token.h"
#include "storage/repositories.h"
#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

constexpr qsizetype detailLimit = 2000;
constexpr int pageLimit = 10'000;

QString resultName(core::AuditResult result)
{
    switch (result) {
    case core::AuditResult::Pending:
        return u"pending"_s;
    case core::AuditResult::Done:
        return u"done"_s;
    case core::AuditResult::Refused:
        return u"refused"_s;
    case core::AuditResult::Failed:
        return u"failed"_s;
    case core::AuditResult::Unknown:
        return u"unknown"_s;
    }
    return u"unknown"_s;
}

core::AuditResult resultFromName(const QString &name)
{
    for (const auto result : { core::AuditResult::Pending, core::AuditResult::Done, core::AuditResult::Refused,
             core::AuditResult::Failed }) {
        if (resultName(result) == name)
            return result;
    }
    return core::AuditResult::Unknown;
}

/// For LIKE ... ESCAPE '\'.
QString likePattern(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

/// Rows of servers that are gone, kept as long as their removal may be undone.
core::Result<bool> removeLeftovers(QSqlDatabase &database)
{
    constexpr qint64 keptMs = 7LL * 24 * 3600 * 1000;
    const QString now = u"CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"_s;
    for (const auto &[table, time] : { std::pair { u"activation"_s, u"at"_s },
             std::pair { u"recovery"_s, u"detected_at"_s }, std::pair { u"server_status"_s, u"saved_at"_s } }) {
        Statement remove(database,
            u"DELETE FROM "_s + table + u" WHERE "_s + time + u" < "_s + now
                + u" - ? AND server_id NOT IN (SELECT id FROM server)"_s);
        if (const auto done = remove.bind(keptMs).run(); !done)
            return done;
    }
    // What bangui-cli changed without a profile stays: it belongs to whatever profile leads to that daemon.
    Statement changes(database,
        u"DELETE FROM config_change WHERE server_id > 0 AND started_at < "_s + now
            + u" - ? AND server_id NOT IN (SELECT id FROM server)"_s);
    return changes.bind(keptMs).run();
}

} // namespace

core::RequestHandle AuditRepository::begin(
    const core::AuditEntry &entry, const QObject *context, core::Handler<qint64> handler)
{
    return m_store.write<qint64>(
        [entry](QSqlDatabase &database) -> core::Result<qint64> {
            const ProcessToken owner = ProcessToken::own();
            Statement insert(database,
                u"INSERT INTO audit (at, finished_at, server_id, server_name, user_name, origin, words, words_text, "
                u"result, "
                "detail, owner_host, owner_boot, owner_pid, owner_start) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
            insert.bind(entry.at)
                .bind(entry.finishedAt)
                .bind(entry.server.value)
                .bind(entry.serverName)
                .bind(entry.user)
                .bind(entry.origin)
                .bind(listText(entry.words))
                .bind(entry.words.join(u' '))
                .bind(resultName(entry.result))
                .bind(entry.detail.left(detailLimit))
                .bind(owner.host)
                .bind(owner.boot)
                .bind(owner.pid)
                .bind(owner.start);
            if (const auto done = insert.run(); !done)
                return tl::unexpected(done.error());
            return insert.insertedId();
        },
        context, std::move(handler));
}

core::RequestHandle AuditRepository::finish(qint64 id, core::AuditResult result, const QString &detail, qint64 at,
    const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id, result, detail, at](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(database, u"UPDATE audit SET result = ?, detail = ?, finished_at = ? WHERE id = ?"_s);
            if (const auto done
                = update.bind(resultName(result)).bind(detail.left(detailLimit)).bind(at).bind(id).run();
                !done)
                return done;
            if (update.affected() != 1)
                return core::failure(core::ErrorCode::InvalidArgument, QString::number(id));
            return true;
        },
        context, std::move(handler));
}

core::RequestHandle AuditRepository::page(
    const AuditFilter &filter, const QObject *context, core::Handler<QList<core::AuditEntry>> handler)
{
    using Answer = QList<core::AuditEntry>;
    return m_store.read<Answer>(
        [filter](QSqlDatabase &database) -> core::Result<Answer> {
            QString sql
                = u"SELECT id, at, finished_at, server_id, server_name, user_name, origin, words, result, detail "
                  "FROM audit WHERE 1"_s;
            QVariantList values;
            if (filter.beforeId > 0) {
                sql += u" AND id < ?"_s;
                values << filter.beforeId;
            }
            if (filter.server.isValid()) {
                sql += u" AND server_id = ?"_s;
                values << filter.server.value;
            }
            if (!filter.text.isEmpty()) {
                sql += u" AND (server_name LIKE ? ESCAPE '\\' OR words_text LIKE ? ESCAPE '\\' OR detail LIKE ? ESCAPE '\\')"_s;
                const QString pattern = likePattern(filter.text);
                values << pattern << pattern << pattern;
            }
            sql += u" ORDER BY id DESC LIMIT ?"_s;
            values << std::clamp(filter.limit, 1, pageLimit);
            Statement query(database, sql);
            for (const QVariant &value : std::as_const(values))
                query.bind(value);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            Answer entries;
            while (query.next()) {
                core::AuditEntry entry;
                entry.id = query.number(0);
                entry.at = query.number(1);
                entry.finishedAt = query.number(2);
                entry.server = { query.number(3) };
                entry.serverName = query.text(4);
                entry.user = query.text(5);
                entry.origin = query.text(6);
                entry.words = query.list(7);
                entry.result = resultFromName(query.text(8));
                entry.detail = query.text(9);
                entries.append(entry);
            }
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return entries;
        },
        context, std::move(handler));
}

core::RequestHandle AuditRepository::settleOrphans(const QObject *context, core::Handler<int> handler)
{
    return m_store.write<int>(
        [](QSqlDatabase &database) -> core::Result<int> {
            if (const auto done = removeLeftovers(database); !done)
                return tl::unexpected(done.error());
            QList<qint64> orphans;
            {
                Statement query(database,
                    u"SELECT id, owner_boot, owner_pid, owner_start FROM audit WHERE result = 'pending' AND owner_host = ?"_s);
                const QString host = ProcessToken::own().host;
                if (const auto done = query.bind(host).run(); !done)
                    return tl::unexpected(done.error());
                while (query.next()) {
                    if (!ProcessToken { host, query.text(1), query.number(2), query.text(3) }.isAlive())
                        orphans.append(query.number(0));
                }
                if (const auto error = query.error())
                    return tl::unexpected(*error);
            }
            Statement update(database, u"UPDATE audit SET result = 'unknown' WHERE id = ?"_s);
            for (const qint64 id : std::as_const(orphans)) {
                if (const auto done = update.rebind().bind(id).run(); !done)
                    return tl::unexpected(done.error());
            }
            return static_cast<int>(orphans.size());
        },
        context, std::move(handler));
}

core::RequestHandle AuditRepository::prune(qint64 olderThan, const QObject *context, core::Handler<int> handler)
{
    return m_store.write<int>(
        [olderThan](QSqlDatabase &database) -> core::Result<int> {
            Statement remove(database, u"DELETE FROM audit WHERE at < ? AND result <> 'pending'"_s);
            if (const auto done = remove.bind(olderThan).run(); !done)
                return tl::unexpected(done.error());
            return remove.affected();
        },
        context, std::move(handler));
}

} // namespace storage
