// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/jail.h"
#include "core/receipt.h"
#include "core/server_profile.h"
#include "core/server_status.h"

#include <QJsonObject>

namespace cli {

/// The documents of --json, as promised in the manual page. What the daemon does not say is null.
/// {"code", "message", "detail"}; server: the name of the one that is concerned, if any.
[[nodiscard]] QJsonObject errorJson(const core::Error &error, const QString &server = {});
[[nodiscard]] QJsonObject statusJson(const core::ServerStatus &status, const QString &server);
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
