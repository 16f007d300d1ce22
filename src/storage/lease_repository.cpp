// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"
#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace storage {

core::RequestHandle LeaseRepository::acquire(
    const QString &name, const QString &owner, qint64 ttlMs, const QObject *context, core::Handler<Lease> handler)
{
    // That somebody else holds it is an answer, not a fault of the store: the job itself succeeds.
    using Answer = core::Result<Lease>;
    return m_store.write<Answer>(
        [name, owner, ttlMs](QSqlDatabase &database) -> core::Result<Answer> {
            // One clock for all processes and workstations: the database's. julianday counts days, 2440587.5 is
            // 1970-01-01.
            Statement insert(database,
                u"WITH clock (now) AS (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)) "
                "INSERT INTO lease (name, owner, token, expires_at) SELECT ?, ?, 1, now + ? FROM clock WHERE 1 "
                "ON CONFLICT (name) DO UPDATE SET "
                "token = token + (owner <> excluded.owner OR expires_at <= (SELECT now FROM clock)), "
                "owner = excluded.owner, expires_at = excluded.expires_at "
                "WHERE owner = excluded.owner OR expires_at <= (SELECT now FROM clock)"_s);
            if (const auto done = insert.bind(name).bind(owner).bind(ttlMs).run(); !done)
                return tl::unexpected(done.error());
            Statement query(database, u"SELECT owner, token, expires_at FROM lease WHERE name = ?"_s);
            if (const auto done = query.bind(name).run(); !done)
                return tl::unexpected(done.error());
            if (!query.next())
                return tl::unexpected(query.error().value_or(core::Error { core::ErrorCode::Internal, name }));
            if (query.text(0) != owner)
                return Answer(core::failure(core::ErrorCode::StoreLocked, query.text(0)));
            return Answer(Lease { name, owner, query.number(1), query.number(2) });
        },
        context,
        [handler = std::move(handler)](core::Result<Answer> answer) {
            if (answer)
                handler(std::move(*answer));
            else
                handler(tl::unexpected(answer.error()));
        });
}

core::RequestHandle LeaseRepository::release(const Lease &lease, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [lease](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(database, u"UPDATE lease SET expires_at = 0 WHERE name = ? AND owner = ? AND token = ?"_s);
            if (const auto done = update.bind(lease.name).bind(lease.owner).bind(lease.token).run(); !done)
                return done;
            return update.affected() == 1;
        },
        context, std::move(handler));
}

} // namespace storage
