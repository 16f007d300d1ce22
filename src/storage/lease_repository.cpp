// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/process_token.h"
#include "storage/repositories.h"
#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

/// Between an owner and the process that he is.
constexpr QChar ownerEnd = u'\t';

/// As it is stored: with the process, so that the lease of one that was killed can be taken at once.
QString withProcess(const QString &owner)
{
    const ProcessToken own = ProcessToken::own();
    return owner + ownerEnd
        + QStringList { own.host, own.boot, QString::number(own.pid), own.start, own.space }.join(ownerEnd);
}

/// True where that process is certainly gone.
bool isAbandoned(const QString &stored)
{
    const QStringList parts = stored.split(ownerEnd);
    if (parts.size() != 6)
        return false;
    return !ProcessToken { parts.at(1), parts.at(2), parts.at(3).toLongLong(), parts.at(4), parts.at(5) }.isAlive();
}

/// Ends a lease whose owner was killed: nobody waits until it has run out.
core::Result<bool> freeAbandoned(QSqlDatabase &database, const QString &name)
{
    Statement query(database, u"SELECT owner FROM lease WHERE name = ?"_s);
    if (const auto done = query.bind(name).run(); !done)
        return done;
    if (!query.next())
        return true;
    const QString owner = query.text(0);
    if (!isAbandoned(owner))
        return true;
    Statement update(database, u"UPDATE lease SET expires_at = 0 WHERE name = ? AND owner = ?"_s);
    return update.bind(name).bind(owner).run();
}

} // namespace

core::RequestHandle LeaseRepository::acquire(
    const QString &name, const QString &owner, qint64 ttlMs, const QObject *context, core::Handler<Lease> handler)
{
    // That somebody else holds it is an answer, not a fault of the store: the job itself succeeds.
    using Answer = core::Result<Lease>;
    return m_store.write<Answer>(
        [name, owner, ttlMs](QSqlDatabase &database) -> core::Result<Answer> {
            if (const auto done = freeAbandoned(database, name); !done)
                return tl::unexpected(done.error());
            const QString stored = withProcess(owner);
            // One clock for all processes and workstations: the database's. julianday counts days, 2440587.5 is
            // 1970-01-01.
            Statement insert(database,
                u"WITH clock (now) AS (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)) "
                "INSERT INTO lease (name, owner, token, expires_at) SELECT ?, ?, 1, now + ? FROM clock WHERE 1 "
                "ON CONFLICT (name) DO UPDATE SET "
                "token = token + (owner <> excluded.owner OR expires_at <= (SELECT now FROM clock)), "
                "owner = excluded.owner, expires_at = excluded.expires_at "
                "WHERE owner = excluded.owner OR expires_at <= (SELECT now FROM clock)"_s);
            if (const auto done = insert.bind(name).bind(stored).bind(ttlMs).run(); !done)
                return tl::unexpected(done.error());
            Statement query(database, u"SELECT owner, token, expires_at FROM lease WHERE name = ?"_s);
            if (const auto done = query.bind(name).run(); !done)
                return tl::unexpected(done.error());
            if (!query.next())
                return tl::unexpected(query.error().value_or(core::Error { core::ErrorCode::Internal, name }));
            if (query.text(0) != stored)
                return Answer(core::failure(core::ErrorCode::StoreLocked, query.text(0).section(ownerEnd, 0, 0)));
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
            if (const auto done = update.bind(lease.name).bind(withProcess(lease.owner)).bind(lease.token).run(); !done)
                return done;
            return update.affected() == 1;
        },
        context, std::move(handler));
}

} // namespace storage
