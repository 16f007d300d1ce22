// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_documents.h"

#include "core/profile_words.h"
#include "core/visible_text.h"
#include "texts/error_texts.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

QJsonValue orNull(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const std::optional<QStringList> &value)
{
    return value ? QJsonValue(QJsonArray::fromStringList(*value)) : QJsonValue();
}

/// The states as the manual page names them.
QString stateName(core::ServerState state)
{
    switch (state) {
    case core::ServerState::Unknown:
        return u"Unknown"_s;
    case core::ServerState::Online:
        return u"Online"_s;
    case core::ServerState::Degraded:
        return u"Degraded"_s;
    case core::ServerState::Busy:
        return u"Busy"_s;
    case core::ServerState::Offline:
        return u"Offline"_s;
    case core::ServerState::Unreachable:
        return u"Unreachable"_s;
    case core::ServerState::NeedsAttention:
        return u"NeedsAttention"_s;
    }
    return {};
}

QJsonValue variantJson(const QVariant &value)
{
    return value.isValid() ? QJsonValue::fromVariant(value) : QJsonValue();
}

} // namespace

QJsonValue timeJson(qint64 utcSeconds)
{
    if (utcSeconds == core::unknownTime)
        return {};
    return QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject errorJson(const core::Error &error, const texts::ErrorPlace &place)
{
    return errorJson(error, texts::errorText(error, place).sentence());
}

QJsonObject errorJson(const core::Error &error, const QString &message)
{
    return { { u"code"_s, core::errorCodeName(error.code) }, { u"message"_s, message },
        { u"detail"_s, error.detail.isEmpty() ? QJsonValue() : QJsonValue(error.detail) } };
}

texts::ErrorPlace placeOf(const core::Error &error, const QString &server, const QString &socket)
{
    texts::ErrorPlace place { .server = server, .once = true };
    constexpr std::array ofTheSocket { core::ErrorCode::NoSocket, core::ErrorCode::NotASocket,
        core::ErrorCode::PathTooLong };
    if (std::ranges::find(ofTheSocket, error.code) != ofTheSocket.end())
        place.subject = socket;
    return place;
}

QString ownWords(const core::Error &error)
{
    constexpr std::array codes { core::ErrorCode::TunnelDown, core::ErrorCode::TunnelFrozen,
        core::ErrorCode::AuthenticationRequired, core::ErrorCode::HostKeyUnknown, core::ErrorCode::HostKeyChanged,
        core::ErrorCode::ElevationRefused, core::ErrorCode::ElevationPassword, core::ErrorCode::CommandNotFound,
        core::ErrorCode::CommandFailed };
    return std::ranges::find(codes, error.code) == codes.end() ? QString() : error.detail;
}

QJsonObject statusJson(const core::ServerStatus &status, const QString &server, const QString &socket)
{
    const bool answered = status.lastOutcome == core::ProbeOutcome::Answered;
    return { { u"server"_s, server }, { u"state"_s, stateName(status.state) },
        { u"online"_s, status.online.value_or(false) },
        { u"version"_s, status.version.isEmpty() ? QJsonValue() : QJsonValue(status.version) },
        { u"active_jails"_s, answered ? QJsonValue(status.jails.size()) : QJsonValue() },
        { u"current_bans"_s, orNull(status.counters.currentBans) },
        { u"total_bans"_s, orNull(status.counters.totalBans) },
        { u"total_failures"_s, orNull(status.counters.totalFailures) },
        { u"latency_ms"_s,
            answered && status.latencyUs >= 0 ? QJsonValue(double(status.latencyUs) / 1000.0) : QJsonValue() },
        { u"checked_at"_s, status.checkedAt == 0 ? QJsonValue() : timeJson(status.checkedAt / 1000) },
        { u"error"_s,
            answered ? QJsonValue()
                     : QJsonValue(errorJson(status.lastError, placeOf(status.lastError, server, socket))) } };
}

QJsonObject jailJson(const core::Jail &jail)
{
    return { { u"name"_s, jail.name }, { u"backend"_s, jail.backend ? QJsonValue(*jail.backend) : QJsonValue() },
        { u"currently_failed"_s, orNull(jail.currentlyFailed) }, { u"total_failed"_s, orNull(jail.totalFailed) },
        { u"currently_banned"_s, orNull(jail.currentlyBanned) }, { u"total_banned"_s, orNull(jail.totalBanned) },
        { u"files"_s, orNull(jail.files) }, { u"journal_matches"_s, orNull(jail.journalMatches) } };
}

QJsonObject jailDetailJson(const core::JailDetail &detail)
{
    QJsonObject object = jailJson(detail.jail);
    for (const core::JailProperty &property : detail.properties) {
        if (property.name != "actions"_L1)
            object.insert(property.name, property.supported ? variantJson(property.value) : QJsonValue());
    }
    QJsonObject actions;
    for (const core::JailAction &action : detail.actions) {
        QJsonObject properties;
        for (const core::JailProperty &property : action.properties)
            properties.insert(property.name, variantJson(property.value));
        actions.insert(action.name, properties);
    }
    object.insert(u"actions"_s, actions);
    return object;
}

QJsonObject banJson(const core::Ban &ban, const QString &jail)
{
    const auto expires = ban.expiresAt();
    return { { u"ip"_s, core::banTargetText(ban.target) }, { u"jail"_s, jail },
        { u"banned_at"_s, timeJson(ban.bannedAt) },
        { u"ban_time"_s, ban.banTime == core::unknownTime ? QJsonValue() : QJsonValue(ban.banTime) },
        { u"expires_at"_s, expires ? timeJson(*expires) : QJsonValue() } };
}

QJsonObject receiptJson(const core::Receipt &receipt)
{
    QString detail = receipt.detail;
    // What is wrong with an address says more than that something is: "prefix 0", "loopback 127.0.0.0/8".
    const bool told = receipt.error.code == core::ErrorCode::InvalidArgument && !detail.isEmpty();
    const bool open = receipt.result == core::ReceiptResult::Refused || receipt.result == core::ReceiptResult::Failed
        || receipt.result == core::ReceiptResult::Pending;
    if (!told && open)
        detail = texts::receiptText(receipt);
    return { { u"server"_s, receipt.serverName },
        { u"jail"_s, receipt.jail.isEmpty() ? QJsonValue() : QJsonValue(receipt.jail) }, { u"ip"_s, receipt.target },
        { u"result"_s, core::receiptResultName(receipt.result) }, { u"detail"_s, detail } };
}

QJsonObject profileJson(const core::ServerProfile &profile)
{
    return { { u"id"_s, profile.id.value }, { u"name"_s, profile.name },
        { u"kind"_s, core::connectionKindName(profile.kind) }, { u"socket"_s, profile.socketPath },
        { u"destination"_s, profile.destination }, { u"ssh_config"_s, profile.sshConfig },
        { u"elevation"_s, core::elevationName(profile.elevation) }, { u"container_engine"_s, profile.containerEngine },
        { u"container"_s, profile.container }, { u"config"_s, profile.configDir },
        { u"client"_s, profile.clientProgram }, { u"group"_s, profile.group },
        { u"tags"_s, QJsonArray::fromStringList(profile.tags) }, { u"colour"_s, profile.colour },
        { u"time_zone"_s, profile.timeZone }, { u"production"_s, profile.production },
        { u"read_only"_s, profile.readOnly }, { u"position"_s, profile.position },
        { u"probe_interval_seconds"_s, profile.probeIntervalSeconds } };
}

QString alignedTable(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    QList<QStringList> shown;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (qsizetype i = 0; i < row.size(); ++i) {
            cells += core::visibleText(row[i]);
            if (widths.size() <= i)
                widths.append(0);
            widths[i] = std::max(widths[i], cells.last().size());
        }
        shown += cells;
    }
    QString text;
    for (const QStringList &row : shown) {
        for (qsizetype i = 0; i < row.size(); ++i)
            text += i + 1 == row.size() ? row[i] : row[i].leftJustified(widths[i] + 2);
        text += u'\n';
    }
    return text;
}

} // namespace cli
