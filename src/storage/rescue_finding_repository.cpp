// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rescue_finding_repository.h"

#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace storage {

core::RequestHandle RescueFindingRepository::all(
    const QObject *context, core::Handler<QHash<core::ServerId, QString>> handler)
{
    using Answer = QHash<core::ServerId, QString>;
    return m_store.read<Answer>(
        [](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(
                database, u"SELECT server_id, found FROM rescue_finding JOIN server ON server.id = server_id"_s);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            Answer findings;
            while (query.next())
                findings.insert({ query.number(0) }, query.text(1));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return findings;
        },
        context, std::move(handler));
}

core::RequestHandle RescueFindingRepository::set(
    core::ServerId server, const QString &found, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [server, found](QSqlDatabase &database) -> core::Result<bool> {
            if (found.isEmpty()) {
                Statement remove(database, u"DELETE FROM rescue_finding WHERE server_id = ?"_s);
                return remove.bind(server.value).run();
            }
            Statement insert(database,
                u"INSERT INTO rescue_finding (server_id, found) VALUES (?, ?) "
                "ON CONFLICT (server_id) DO UPDATE SET found = excluded.found"_s);
            return insert.bind(server.value).bind(found).run();
        },
        context, std::move(handler));
}

} // namespace storage
