// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile_words.h"
#include "storage/profile_row.h"
#include "storage/repositories.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

const QString profileColumns
    = u"name, kind, socket_path, destination, config_dir, client_program, group_name, tags, colour, "
      u"time_zone, read_only, "
      "position, probe_interval_seconds, ssh_config, elevation, container_engine, container, production, start_command"_s;

core::ServerProfile profileFrom(const Statement &row)
{
    core::ServerProfile profile;
    profile.id = { row.number(0) };
    profile.name = row.text(1);
    profile.kind = core::connectionKindFromName(row.text(2)).value_or(core::ConnectionKind::Local);
    profile.socketPath = row.text(3);
    profile.destination = row.text(4);
    profile.configDir = row.text(5);
    profile.clientProgram = row.text(6);
    profile.group = row.text(7);
    profile.tags = row.list(8);
    profile.colour = row.text(9);
    profile.timeZone = row.text(10);
    profile.readOnly = row.flag(11);
    profile.position = row.integer(12);
    profile.probeIntervalSeconds = row.integer(13);
    profile.sshConfig = row.text(14);
    profile.elevation = core::elevationFromName(row.text(15)).value_or(core::Elevation::None);
    profile.containerEngine = row.text(16);
    profile.container = row.text(17);
    profile.production = row.flag(18);
    profile.startCommand = row.text(19);
    return profile;
}

void bindFields(Statement &statement, const core::ServerProfile &profile)
{
    statement.bind(profile.name)
        .bind(core::connectionKindName(profile.kind))
        .bind(profile.socketPath)
        .bind(profile.destination)
        .bind(profile.configDir)
        .bind(profile.clientProgram)
        .bind(profile.group)
        .bind(listText(profile.tags))
        .bind(profile.colour)
        .bind(profile.timeZone)
        .bind(profile.readOnly)
        .bind(profile.position)
        .bind(profile.probeIntervalSeconds)
        .bind(profile.sshConfig)
        .bind(core::elevationName(profile.elevation))
        .bind(profile.containerEngine)
        .bind(profile.container)
        .bind(profile.production)
        .bind(profile.startCommand);
}

core::Result<bool> refuseDuplicateName(QSqlDatabase &database, const core::ServerProfile &profile)
{
    if (profile.name.isEmpty())
        return core::failure(core::ErrorCode::InvalidArgument, u"name"_s);
    Statement query(database, u"SELECT id FROM server WHERE name = ? AND id <> ?"_s);
    if (const auto done = query.bind(profile.name).bind(profile.id.value).run(); !done)
        return done;
    if (query.next())
        return core::failure(core::ErrorCode::InvalidArgument, profile.name);
    return true;
}

} // namespace

core::Result<core::ServerProfile> insertProfile(QSqlDatabase &database, core::ServerProfile profile)
{
    if (profile.id.value < 0)
        return core::failure(core::ErrorCode::InvalidArgument, u"id"_s);
    if (const auto unique = refuseDuplicateName(database, profile); !unique)
        return tl::unexpected(unique.error());
    Statement insert(database,
        u"INSERT INTO server (id, %1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(
            profileColumns));
    insert.bind(profile.id.isValid() ? QVariant(profile.id.value) : QVariant(QMetaType(QMetaType::LongLong)));
    bindFields(insert, profile);
    if (const auto done = insert.run(); !done)
        return tl::unexpected(done.error());
    profile.id = { insert.insertedId() };
    return profile;
}

core::RequestHandle ProfileRepository::all(const QObject *context, core::Handler<QList<core::ServerProfile>> handler)
{
    return m_store.read<QList<core::ServerProfile>>(
        [](QSqlDatabase &database) -> core::Result<QList<core::ServerProfile>> {
            Statement query(database, u"SELECT id, %1 FROM server ORDER BY position, id"_s.arg(profileColumns));
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            QList<core::ServerProfile> profiles;
            while (query.next())
                profiles.append(profileFrom(query));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return profiles;
        },
        context, std::move(handler));
}

core::RequestHandle ProfileRepository::insert(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    return m_store.write<core::ServerProfile>(
        [profile](QSqlDatabase &database) { return insertProfile(database, profile); }, context, std::move(handler));
}

core::RequestHandle ProfileRepository::update(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    return m_store.write<core::ServerProfile>(
        [profile](QSqlDatabase &database) -> core::Result<core::ServerProfile> {
            if (const auto unique = refuseDuplicateName(database, profile); !unique)
                return tl::unexpected(unique.error());
            Statement update(database,
                u"UPDATE server SET (%1) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"_s
                    .arg(profileColumns));
            bindFields(update, profile);
            if (const auto done = update.bind(profile.id.value).run(); !done)
                return tl::unexpected(done.error());
            if (update.affected() != 1)
                return core::failure(core::ErrorCode::NoSuchServer, profile.name);
            return profile;
        },
        context, std::move(handler));
}

core::RequestHandle ProfileRepository::remove(core::ServerId id, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id](QSqlDatabase &database) -> core::Result<bool> {
            Statement remove(database, u"DELETE FROM server WHERE id = ?"_s);
            if (const auto done = remove.bind(id.value).run(); !done)
                return done;
            if (remove.affected() != 1)
                return core::failure(core::ErrorCode::NoSuchServer);
            return true;
        },
        context, std::move(handler));
}

core::RequestHandle ProfileRepository::setOrder(
    const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [order](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(database, u"UPDATE server SET position = ? WHERE id = ?"_s);
            int position = 0;
            for (const core::ServerId id : order) {
                if (const auto done = update.rebind().bind(position++).bind(id.value).run(); !done)
                    return done;
            }
            return true;
        },
        context, std::move(handler));
}

} // namespace storage
