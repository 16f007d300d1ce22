// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/jail.h"
#include "core/receipt.h"
#include "core/server_profile.h"
#include "core/server_status.h"
#include "texts/error_texts.h"

#include <QJsonObject>

namespace cli {

/// The documents of --json, as promised in the manual page. What the daemon does not say is null.
/// {"code", "message", "detail"}.
[[nodiscard]] QJsonObject errorJson(const core::Error &error, const texts::ErrorPlace &place = {});
/// The same with a sentence that knows more than the code does.
[[nodiscard]] QJsonObject errorJson(const core::Error &error, const QString &message);
/// Where an error happened: the server's name, and its socket where that is what is wrong.
[[nodiscard]] texts::ErrorPlace placeOf(const core::Error &error, const QString &server, const QString &socket);
/// What ssh, sudo or the engine said themselves; it names what our words cannot know. Empty for other errors. Hostile.
[[nodiscard]] QString ownWords(const core::Error &error);
[[nodiscard]] QJsonObject statusJson(const core::ServerStatus &status, const QString &server, const QString &socket);
[[nodiscard]] QJsonObject jailJson(const core::Jail &jail);
[[nodiscard]] QJsonObject jailDetailJson(const core::JailDetail &detail);
[[nodiscard]] QJsonObject banJson(const core::Ban &ban, const QString &jail);
[[nodiscard]] QJsonObject receiptJson(const core::Receipt &receipt);
[[nodiscard]] QJsonObject profileJson(const core::ServerProfile &profile);
/// ISO 8601 UTC ("2026-11-21T08:00:00Z"); null where unknown.
[[nodiscard]] QJsonValue timeJson(qint64 utcSeconds);

/// Rows of text in columns, aligned; the first row is the header. Hostile text is made visible.
[[nodiscard]] QString alignedTable(const QList<QStringList> &rows);

} // namespace cli
