// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"
#include "storage/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

template <typename Enum, typename NameOf>
std::optional<Enum> enumFromName(const QString &name, Enum last, NameOf nameOf)
{
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (nameOf(static_cast<Enum>(i)) == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

void put(QJsonObject &object, const QString &name, const std::optional<qint64> &value)
{
    if (value)
        object.insert(name, *value);
}

std::optional<qint64> take(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        list.append(item.toString());
    return list;
}

QString statusText(const core::ServerStatus &status)
{
    QJsonObject object;
    object.insert(u"state"_s, core::serverStateName(status.state));
    if (status.lastOutcome)
        object.insert(u"outcome"_s, core::probeOutcomeName(*status.lastOutcome));
    object.insert(u"attention"_s, static_cast<int>(status.attention));
    if (status.online)
        object.insert(u"online"_s, *status.online);
    object.insert(u"version"_s, status.version);
    object.insert(u"jails"_s, QJsonArray::fromStringList(status.jails));
    object.insert(u"lost_jails"_s, QJsonArray::fromStringList(status.lostJails));
    put(object, u"current_bans"_s, status.counters.currentBans);
    put(object, u"total_bans"_s, status.counters.totalBans);
    put(object, u"current_failures"_s, status.counters.currentFailures);
    put(object, u"total_failures"_s, status.counters.totalFailures);
    object.insert(u"pid"_s, status.identity.pid);
    object.insert(u"process_start"_s, QString::number(status.identity.startTime));
    object.insert(u"checked_at"_s, status.checkedAt);
    object.insert(u"last_good_at"_s, status.lastGoodAt);
    object.insert(u"state_since"_s, status.stateSince);
    object.insert(u"busy_since"_s, status.busySince);
    object.insert(u"latency_us"_s, status.latencyUs);
    object.insert(u"error_code"_s, core::errorCodeName(status.lastError.code));
    object.insert(u"error_detail"_s, status.lastError.detail);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

core::ServerStatus statusFromText(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    core::ServerStatus status;
    status.state
        = enumFromName(object.value(u"state"_s).toString(), core::ServerState::NeedsAttention, core::serverStateName)
              .value_or(core::ServerState::Unknown);
    status.lastOutcome = enumFromName(
        object.value(u"outcome"_s).toString(), core::ProbeOutcome::ProtocolError, core::probeOutcomeName);
    const int attention = object.value(u"attention"_s).toInt();
    if (attention >= 0 && attention <= static_cast<int>(core::AttentionReason::ElevationPassword))
        status.attention = static_cast<core::AttentionReason>(attention);
    if (const QJsonValue online = object.value(u"online"_s); online.isBool())
        status.online = online.toBool();
    status.version = object.value(u"version"_s).toString();
    status.jails = strings(object.value(u"jails"_s));
    status.lostJails = strings(object.value(u"lost_jails"_s));
    status.counters = { take(object, u"current_bans"_s), take(object, u"total_bans"_s),
        take(object, u"current_failures"_s), take(object, u"total_failures"_s) };
    status.identity = { object.value(u"pid"_s).toInteger(), object.value(u"process_start"_s).toString().toULongLong() };
    status.checkedAt = object.value(u"checked_at"_s).toInteger();
    status.lastGoodAt = object.value(u"last_good_at"_s).toInteger();
    status.stateSince = object.value(u"state_since"_s).toInteger();
    status.busySince = object.value(u"busy_since"_s).toInteger();
    status.latencyUs = object.value(u"latency_us"_s).toInteger(-1);
    status.lastError.code
        = enumFromName(object.value(u"error_code"_s).toString(), core::ErrorCode::Internal, core::errorCodeName)
              .value_or(core::ErrorCode::Internal);
    status.lastError.detail = object.value(u"error_detail"_s).toString();
    return status;
}

} // namespace

core::RequestHandle StatusRepository::all(
    const QObject *context, core::Handler<QHash<core::ServerId, core::ServerStatus>> handler)
{
    using Answer = QHash<core::ServerId, core::ServerStatus>;
    return m_store.read<Answer>(
        [](QSqlDatabase &database) -> core::Result<Answer> {
            Statement query(
                database, u"SELECT server_id, status FROM server_status JOIN server ON server.id = server_id"_s);
            if (const auto done = query.run(); !done)
                return tl::unexpected(done.error());
            Answer statuses;
            while (query.next())
                statuses.insert({ query.number(0) }, statusFromText(query.text(1)));
            if (const auto error = query.error())
                return tl::unexpected(*error);
            return statuses;
        },
        context, std::move(handler));
}

core::RequestHandle StatusRepository::save(
    const QHash<core::ServerId, core::ServerStatus> &statuses, const QObject *context, core::Handler<bool> handler)
{
    return m_store.write<bool>(
        [statuses](QSqlDatabase &database) -> core::Result<bool> {
            Statement insert(database,
                u"INSERT INTO server_status (server_id, saved_at, status) "
                "VALUES (?, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), ?) "
                "ON CONFLICT (server_id) DO UPDATE SET saved_at = excluded.saved_at, status = excluded.status"_s);
            for (auto it = statuses.cbegin(); it != statuses.cend(); ++it) {
                if (it.key().value < 0)
                    continue; // lives only as long as this process
                if (const auto done = insert.rebind().bind(it.key().value).bind(statusText(it.value())).run(); !done)
                    return done;
            }
            return true;
        },
        context, std::move(handler));
}

} // namespace storage
