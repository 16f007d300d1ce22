// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"
#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

QString kindName(core::ActivationKind kind)
{
    switch (kind) {
    case core::ActivationKind::Start:
        return u"start"_s;
    case core::ActivationKind::Reload:
        return u"reload"_s;
    }
    return u"reload"_s;
}

QString resolutionName(core::RecoveryResolution resolution)
{
    switch (resolution) {
    case core::RecoveryResolution::Open:
        return u"open"_s;
    case core::RecoveryResolution::Recovered:
        return u"recovered"_s;
    case core::RecoveryResolution::Dismissed:
        return u"dismissed"_s;
    }
    return u"open"_s;
}

core::RecoveryResolution resolutionFromName(const QString &name)
{
    for (const auto resolution : { core::RecoveryResolution::Recovered, core::RecoveryResolution::Dismissed }) {
        if (resolutionName(resolution) == name)
            return resolution;
    }
    return core::RecoveryResolution::Open;
}

core::RecoveryReason reasonFromName(const QString &name)
{
    for (const auto reason :
        { core::RecoveryReason::JailsLost, core::RecoveryReason::Restarted, core::RecoveryReason::Frozen }) {
        if (core::recoveryReasonName(reason) == name)
            return reason;
    }
    return core::RecoveryReason::WentOffline;
}

core::PendingRecovery recoveryFrom(const Statement &row)
{
    core::PendingRecovery recovery;
    recovery.id = row.number(0);
    recovery.server = { row.number(1) };
    recovery.jail = row.text(2);
    recovery.activatedAt = row.number(3);
    recovery.detectedAt = row.number(4);
    recovery.reason = reasonFromName(row.text(5));
    recovery.jailsBefore = row.list(6);
    recovery.jailsAfter = row.list(7);
    recovery.resolution = resolutionFromName(row.text(8));
    recovery.resolvedAt = row.number(9);
    return recovery;
}

QString recoveryColumns()
{
    return u"recovery.id, server_id, jail, activated_at, detected_at, reason, jails_before, "
           "jails_after, resolution, resolved_at"_s;
}

} // namespace

core::RequestHandle RecoveryRepository::recordActivation(
    const core::ActivationRecord &record, const QObject *context, core::Handler<core::ActivationRecord> handler)
{
    return m_store.write<core::ActivationRecord>(
        [record = core::ActivationRecord(record)](
            QSqlDatabase &database) mutable -> core::Result<core::ActivationRecord> {
            // Only the newest of a server is ever asked for. One without a time is prepared and not yet sent: it takes
            // the place of none that was.
            Statement remove(database,
                u"DELETE FROM activation WHERE server_id = ?"_s + (record.at == 0 ? u" AND at = 0"_s : QString()));
            if (const auto done = remove.bind(record.server.value).run(); !done)
                return tl::unexpected(done.error());
            Statement insert(database,
                u"INSERT INTO activation (server_id, jail, kind, at, jails_before, pid, process_start) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
            insert.bind(record.server.value)
                .bind(record.jail)
                .bind(kindName(record.kind))
                .bind(record.at)
                .bind(listText(record.jailsBefore))
                .bind(record.identityBefore.pid)
                .bind(QString::number(record.identityBefore.startTime));
            if (const auto done = insert.run(); !done)
                return tl::unexpected(done.error());
            record.id = insert.insertedId();
            return record;
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::clearActivation(
    core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [server](QSqlDatabase &database) {
            Statement remove(database, u"DELETE FROM activation WHERE server_id = ?"_s);
            return remove.bind(server.value).run();
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::lastActivations(
    const QObject *context, core::Handler<QList<core::ActivationRecord>> handler)
{
    using Answer = QList<core::ActivationRecord>;
    return m_store.read<Answer>(
        [](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(database,
                u"SELECT activation.id, server_id, jail, activation.kind, at, jails_before, pid, process_start "
                "FROM activation JOIN server ON server.id = server_id WHERE at <> 0 ORDER BY server_id"_s);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            Answer records;
            while (query.next()) {
                core::ActivationRecord record;
                record.id = query.number(0);
                record.server = { query.number(1) };
                record.jail = query.text(2);
                record.kind = query.text(3) == kindName(core::ActivationKind::Start) ? core::ActivationKind::Start
                                                                                     : core::ActivationKind::Reload;
                record.at = query.number(4);
                record.jailsBefore = query.list(5);
                record.identityBefore = { query.number(6), query.text(7).toULongLong() };
                records.append(record);
            }
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return records;
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::create(
    const core::PendingRecovery &recovery, const QObject *context, core::Handler<core::PendingRecovery> handler)
{
    return m_store.write<core::PendingRecovery>(
        [recovery = core::PendingRecovery(recovery)](
            QSqlDatabase &database) mutable -> core::Result<core::PendingRecovery> {
            if (recovery.server.value < 0) {
                // The negative ids of a process that is gone are used again by the next one.
                Statement remove(database, u"DELETE FROM recovery WHERE server_id = ?"_s);
                if (const auto done = remove.bind(recovery.server.value).run(); !done)
                    return tl::unexpected(done.error());
            }
            Statement insert(database,
                u"INSERT INTO recovery (server_id, jail, activated_at, detected_at, reason, jails_before, jails_after, "
                "resolution, resolved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
            insert.bind(recovery.server.value)
                .bind(recovery.jail)
                .bind(recovery.activatedAt)
                .bind(recovery.detectedAt)
                .bind(core::recoveryReasonName(recovery.reason))
                .bind(listText(recovery.jailsBefore))
                .bind(listText(recovery.jailsAfter))
                .bind(resolutionName(recovery.resolution))
                .bind(recovery.resolvedAt);
            if (const auto done = insert.run(); !done)
                return tl::unexpected(done.error());
            recovery.id = insert.insertedId();
            return recovery;
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::resolve(
    qint64 id, core::RecoveryResolution resolution, qint64 at, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [id, resolution, at](QSqlDatabase &database) -> core::Result<bool> {
            Statement update(database,
                u"UPDATE recovery SET resolution = ?, resolved_at = ? WHERE id = ? AND resolution = 'open'"_s);
            if (const auto done = update.bind(resolutionName(resolution)).bind(at).bind(id).run(); !done)
                return done;
            return update.affected() == 1;
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::reopen(
    qint64 id, const QObject *context, core::Handler<core::PendingRecovery> handler)
{
    return m_store.write<core::PendingRecovery>(
        [id](QSqlDatabase &database) -> core::Result<core::PendingRecovery> {
            Statement update(database, u"UPDATE recovery SET resolution = 'open', resolved_at = 0 WHERE id = ?"_s);
            if (const auto done = update.bind(id).run(); !done)
                return tl::unexpected(done.error());
            Statement query(database, u"SELECT "_s + recoveryColumns() + u" FROM recovery WHERE id = ?"_s);
            if (const auto done = query.bind(id).run(); !done)
                return tl::unexpected(done.error());
            if (!query.next())
                return core::failure(core::ErrorCode::InvalidArgument, QString::number(id));
            return recoveryFrom(query);
        },
        context, std::move(handler));
}

core::RequestHandle RecoveryRepository::open(
    const QObject *context, core::Handler<QList<core::PendingRecovery>> handler)
{
    using Answer = QList<core::PendingRecovery>;
    return m_store.read<Answer>(
        [](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(database,
                u"SELECT "_s + recoveryColumns()
                    + u" FROM recovery JOIN server ON server.id = server_id WHERE resolution = 'open' ORDER BY recovery.id"_s);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            Answer recoveries;
            while (query.next())
                recoveries.append(recoveryFrom(query));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return recoveries;
        },
        context, std::move(handler));
}

} // namespace storage
