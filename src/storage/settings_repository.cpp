// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/profile_row.h"
#include "storage/repositories.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

core::Result<bool> writeSetting(QSqlDatabase &database, const QString &name, const std::optional<QString> &text)
{
    if (!text) {
        Statement remove(database, u"DELETE FROM setting WHERE name = ?"_s);
        return remove.bind(name).run();
    }
    Statement insert(database,
        u"INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s);
    return insert.bind(name).bind(*text).run();
}

} // namespace

core::RequestHandle SettingsRepository::overrides(
    const QObject *context, core::Handler<QHash<QString, QString>> handler)
{
    return m_store.read<QHash<QString, QString>>(
        [](QSqlDatabase &database) -> core::Result<QHash<QString, QString>> {
            Statement query(database, u"SELECT name, value FROM setting"_s);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            QHash<QString, QString> overrides;
            while (query.next())
                overrides.insert(query.text(0), query.text(1));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return overrides;
        },
        context, std::move(handler));
}

core::RequestHandle SettingsRepository::setOverride(
    const QString &name, const std::optional<QString> &text, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>([name, text](QSqlDatabase &database) { return writeSetting(database, name, text); },
        context, std::move(handler));
}

core::RequestHandle SettingsRepository::setupComplete(const QObject *context, core::Handler<bool> handler)
{
    return m_store.read<bool>(
        [](QSqlDatabase &database) -> core::Result<bool> {
            Statement query(database, u"SELECT value FROM meta WHERE name = 'setup_complete'"_s);
            if (const auto done = query.run(); !done)
                return done;
            if (query.next())
                return query.text(0) == u"1";
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return false;
        },
        context, std::move(handler));
}

core::RequestHandle SettingsRepository::completeSetup(const std::optional<core::ServerProfile> &firstServer,
    const QHash<QString, QString> &overrides, const QObject *context,
    core::Handler<std::optional<core::ServerProfile>> handler)
{
    using Answer = std::optional<core::ServerProfile>;
    return m_store.write<Answer>(
        [firstServer, overrides](QSqlDatabase &database) -> core::Result<Answer> {
            Answer stored;
            if (firstServer) {
                auto inserted = insertProfile(database, *firstServer);
                if (!inserted)
                    return tl::unexpected(inserted.error());
                stored = *inserted;
            }
            for (auto it = overrides.cbegin(); it != overrides.cend(); ++it) {
                if (const auto done = writeSetting(database, it.key(), it.value()); !done)
                    return tl::unexpected(done.error());
            }
            if (const auto done = execute(database,
                    u"INSERT INTO meta (name, value) VALUES ('setup_complete', '1') "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s);
                !done)
                return tl::unexpected(done.error());
            return stored;
        },
        context, std::move(handler));
}

} // namespace storage
