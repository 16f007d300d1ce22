// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/pending_change_repository.h"

#include "core/pending_rules.h"
#include "storage/process_token.h"
#include "storage/statement.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

const QString columns = u"id, server_id, kind, jail, targets, place, created_at, attempts, last_error, claim"_s;

QString errorText(const core::Error &error)
{
    return listText({ core::errorCodeName(error.code), error.detail });
}

core::Error errorFromText(const QString &text)
{
    const QStringList parts = listFromText(text);
    for (int code = 0; code <= int(core::ErrorCode::Internal); ++code) {
        if (core::errorCodeName(core::ErrorCode(code)) == parts.value(0))
            return { core::ErrorCode(code), parts.value(1) };
    }
    return { core::ErrorCode::Internal, parts.value(1) };
}

struct Row
{
    core::PendingChange change;
    QString claim;
};

core::Result<QList<Row>> readRows(QSqlDatabase &database)
{
    Statement query(database, u"SELECT %1 FROM pending_change ORDER BY created_at, id"_s.arg(columns));
    if (const auto done = query.run(); !done)
        return tl::unexpected(done.error());
    QList<Row> rows;
    while (query.next()) {
        Row row;
        row.change.id = query.number(0);
        row.change.server = { query.number(1) };
        row.change.kind = core::pendingKindFromName(query.text(2));
        row.change.jail = query.text(3);
        row.change.targets = query.list(4);
        row.change.place = query.text(5);
        row.change.createdAt = query.number(6);
        row.change.attempts = query.integer(7);
        row.change.lastError = errorFromText(query.text(8));
        row.claim = query.text(9);
        rows.append(row);
    }
    if (const auto error = query.error())
        return tl::unexpected(*error);
    return rows;
}

/// Under its id where it has one.
core::Result<qint64> insertRow(QSqlDatabase &database, const core::PendingChange &change)
{
    Statement insert(
        database, u"INSERT INTO pending_change (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')"_s.arg(columns));
    const auto done = insert.bind(change.id != 0 ? QVariant(change.id) : QVariant(QMetaType(QMetaType::LongLong)))
                          .bind(change.server.value)
                          .bind(core::pendingKindName(change.kind))
                          .bind(change.jail.isNull() ? u""_s : change.jail)
                          .bind(listText(change.targets))
                          .bind(change.place.isNull() ? u""_s : change.place)
                          .bind(change.createdAt)
                          .bind(change.attempts)
                          .bind(errorText(change.lastError))
                          .run();
    if (!done)
        return tl::unexpected(done.error());
    return insert.insertedId();
}

core::Result<bool> deleteRow(QSqlDatabase &database, qint64 id)
{
    Statement remove(database, u"DELETE FROM pending_change WHERE id = ?"_s);
    return remove.bind(id).run();
}

core::Result<bool> setTargets(QSqlDatabase &database, const core::PendingChange &change)
{
    Statement update(database, u"UPDATE pending_change SET targets = ? WHERE id = ?"_s);
    return update.bind(listText(change.targets)).bind(change.id).run();
}

/// The answer of every operation.
core::Result<PendingRows> answer(QSqlDatabase &database, const QList<core::PendingChange> &taken = {})
{
    const auto rows = readRows(database);
    if (!rows)
        return tl::unexpected(rows.error());
    PendingRows result;
    result.taken = taken;
    for (const Row &row : *rows) {
        result.all.append(row.change);
        if (!row.claim.isEmpty())
            result.sending.insert(row.change.id);
    }
    return result;
}

/// The rows of the servers that one transaction is about, read once and kept in step with the table.
class Book
{
public:
    static core::Result<Book> read(QSqlDatabase &database, const QList<core::PendingChange> &about)
    {
        auto rows = readRows(database);
        if (!rows)
            return tl::unexpected(rows.error());
        Book book(database);
        for (const core::PendingChange &change : about)
            book.m_rows.insert(change.server, {});
        for (const Row &row : *rows) {
            const auto list = book.m_rows.find(row.change.server);
            if (list != book.m_rows.end())
                list->append(row);
        }
        return book;
    }

    /// Takes out of the older rows what the newer change replaces; what is being sent stays.
    core::Result<bool> takeOut(const core::PendingChange &newer, bool sent, QList<core::PendingChange> &taken)
    {
        QList<Row> stays;
        for (Row &row : m_rows[newer.server]) {
            const bool mayGo = row.claim.isEmpty() && row.change.createdAt <= newer.createdAt;
            const core::PendingOverlap overlap
                = mayGo ? core::overlapOf(row.change, newer, sent) : core::PendingOverlap {};
            if (overlap.any()) {
                const auto done
                    = overlap.all() ? deleteRow(*m_database, row.change.id) : setTargets(*m_database, overlap.left);
                if (!done)
                    return done;
                taken.append(overlap.taken);
                if (overlap.all())
                    continue;
                row.change = overlap.left;
            }
            stays.append(row);
        }
        m_rows[newer.server] = stays;
        return true;
    }

    /// What newer rows leave of it; nullopt: nothing.
    std::optional<core::PendingChange> lessNewer(core::PendingChange change, QList<core::PendingChange> &taken) const
    {
        for (const Row &row : m_rows.value(change.server)) {
            if (row.change.createdAt <= change.createdAt)
                continue;
            const core::PendingOverlap overlap = core::overlapOf(change, row.change, false);
            if (overlap.any())
                taken.append(overlap.taken);
            if (overlap.all())
                return std::nullopt;
            change = overlap.left;
        }
        return change;
    }

    core::Result<qint64> insert(core::PendingChange change)
    {
        const auto id = insertRow(*m_database, change);
        if (!id)
            return id;
        change.id = *id;
        QList<Row> &rows = m_rows[change.server];
        const auto at
            = std::ranges::upper_bound(rows, change.createdAt, {}, [](const Row &row) { return row.change.createdAt; });
        rows.insert(at, { change, {} });
        return id;
    }

private:
    explicit Book(QSqlDatabase &database)
        : m_database(&database)
    {
    }
    QSqlDatabase *m_database;
    QHash<core::ServerId, QList<Row>> m_rows; ///< oldest first
};

} // namespace

QString claimOwner()
{
    const ProcessToken own = ProcessToken::own();
    return listText({ own.host, own.boot, QString::number(own.pid), own.start });
}

core::RequestHandle PendingChangeRepository::all(const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.read<PendingRows>(
        [](QSqlDatabase &database) { return answer(database); }, context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::keep(
    const QList<core::PendingChange> &changes, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [changes](QSqlDatabase &database) -> core::Result<PendingRows> {
            auto book = Book::read(database, changes);
            if (!book)
                return tl::unexpected(book.error());
            QList<core::PendingChange> taken;
            QList<qint64> kept;
            for (const core::PendingChange &change : changes) {
                if (const auto done = book->takeOut(change, false, taken); !done)
                    return tl::unexpected(done.error());
                auto fresh = book->lessNewer(change, taken);
                if (!fresh) {
                    kept.append(0);
                    continue;
                }
                fresh->id = 0;
                const auto id = book->insert(*fresh);
                if (!id)
                    return tl::unexpected(id.error());
                kept.append(*id);
            }
            auto result = answer(database, taken);
            if (result)
                result->kept = kept;
            return result;
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::replace(
    const QList<core::PendingChange> &newer, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [newer](QSqlDatabase &database) -> core::Result<PendingRows> {
            auto book = Book::read(database, newer);
            if (!book)
                return tl::unexpected(book.error());
            QList<core::PendingChange> taken;
            for (const core::PendingChange &change : newer) {
                if (const auto done = book->takeOut(change, true, taken); !done)
                    return tl::unexpected(done.error());
            }
            return answer(database, taken);
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::withdraw(
    const QList<qint64> &ids, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [wanted = QSet<qint64>(ids.begin(), ids.end())](QSqlDatabase &database) -> core::Result<PendingRows> {
            const auto rows = readRows(database);
            if (!rows)
                return tl::unexpected(rows.error());
            QList<core::PendingChange> taken;
            for (const Row &row : *rows) {
                if (!wanted.contains(row.change.id) || !row.claim.isEmpty())
                    continue;
                if (const auto done = deleteRow(database, row.change.id); !done)
                    return tl::unexpected(done.error());
                taken.append(row.change);
            }
            return answer(database, taken);
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::move(
    const QList<qint64> &ids, const QString &place, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [ids, place](QSqlDatabase &database) -> core::Result<PendingRows> {
            QSet<qint64> moved;
            for (const qint64 id : ids) {
                Statement update(database, u"UPDATE pending_change SET place = ? WHERE id = ? AND claim = ''"_s);
                if (const auto done = update.bind(place).bind(id).run(); !done)
                    return tl::unexpected(done.error());
                if (update.affected() == 1)
                    moved.insert(id);
            }
            auto result = answer(database);
            if (result) {
                for (const core::PendingChange &change : std::as_const(result->all)) {
                    if (moved.contains(change.id))
                        result->taken.append(change);
                }
            }
            return result;
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::claim(
    qint64 id, const QString &owner, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [id, owner](QSqlDatabase &database) -> core::Result<PendingRows> {
            Statement update(database, u"UPDATE pending_change SET claim = ? WHERE id = ? AND claim = ''"_s);
            if (const auto done = update.bind(owner).bind(id).run(); !done)
                return tl::unexpected(done.error());
            const bool claimed = update.affected() == 1;
            auto result = answer(database);
            if (result && claimed) {
                for (const core::PendingChange &change : std::as_const(result->all)) {
                    if (change.id == id)
                        result->taken.append(change);
                }
            }
            return result;
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::settle(
    qint64 id, const QList<core::PendingChange> &left, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [id, left](QSqlDatabase &database) -> core::Result<PendingRows> {
            if (const auto done = deleteRow(database, id); !done)
                return tl::unexpected(done.error());
            auto book = Book::read(database, left);
            if (!book)
                return tl::unexpected(book.error());
            QList<core::PendingChange> taken;
            bool first = true;
            for (const core::PendingChange &change : left) {
                auto again = book->lessNewer(change, taken);
                if (!again)
                    continue;
                again->id = std::exchange(first, false) ? id : 0;
                if (const auto done = book->insert(*again); !done)
                    return tl::unexpected(done.error());
            }
            return answer(database, taken);
        },
        context, std::move(handler));
}

core::RequestHandle PendingChangeRepository::removeOrphans(
    const QString &own, const QObject *context, core::Handler<PendingRows> handler)
{
    return m_store.write<PendingRows>(
        [own](QSqlDatabase &database) -> core::Result<PendingRows> {
            const auto rows = readRows(database);
            if (!rows)
                return tl::unexpected(rows.error());
            QList<core::PendingChange> taken;
            for (const Row &row : *rows) {
                if (row.claim.isEmpty() || row.claim == own)
                    continue;
                if (const auto done = deleteRow(database, row.change.id); !done)
                    return tl::unexpected(done.error());
                taken.append(row.change);
            }
            return answer(database, taken);
        },
        context, std::move(handler));
}

} // namespace storage
