// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/commands.h"

namespace protocol::replies {

/// Readers of reply shapes (fact sheet 2.1 to 2.5), used by the typed commands. Labels are matched, never positions;
/// entries that a newer daemon adds are passed over, those that an older one lacks stay absent. Errors:
/// UnexpectedReply.
[[nodiscard]] core::Result<QString> text(const Value &value);
[[nodiscard]] core::Result<qint64> number(const Value &value);
[[nodiscard]] core::Result<bool> flag(const Value &value);
[[nodiscard]] core::Result<QStringList> texts(const Value &value);
[[nodiscard]] core::Result<QList<QStringList>> textLists(const Value &value);
[[nodiscard]] core::Result<QVariant> anything(const Value &value);
/// A count; 0.9.7 answers banip and unbanip with the address instead of 1 (actions.py addBannedIP).
[[nodiscard]] core::Result<qint64> banCount(const Value &value);

[[nodiscard]] core::Result<StatusReply> status(const Value &value);
[[nodiscard]] core::Result<StatsReply> stats(const Value &value);
[[nodiscard]] core::Result<JailStatusReply> jailStatus(const QString &jail, const Value &value);
[[nodiscard]] core::Result<QList<JailStatusReply>> statusAll(const Value &value);

[[nodiscard]] core::Result<core::BanList> bans(const Value &value);
[[nodiscard]] core::Result<QHash<QString, core::BanList>> bansByJail(const Value &value);
[[nodiscard]] core::Result<TimedBanList> timedBans(const Value &value);
/// True for a list whose every entry has a time, and for an empty one.
[[nodiscard]] bool isTimedBanList(const Value &value);
/// 1/0 for one address, a list of them for several.
[[nodiscard]] core::Result<QList<bool>> bannedFlags(const Value &value);

[[nodiscard]] core::Result<DatePattern> datePattern(const Value &value);
[[nodiscard]] core::Result<std::optional<IgnoreCache>> ignoreCache(const Value &value);

} // namespace protocol::replies
