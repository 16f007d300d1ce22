// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QString>

#include <optional>

namespace texts {

/// The DateFormat setting.
enum class DateStyle { System, Iso, Relative };
[[nodiscard]] DateStyle dateStyle(const core::Settings &settings);

/// Age of something, short: "now", "4 s", "12 min", "3 h", "2 d". ms: milliseconds.
[[nodiscard]] QString age(qint64 ms);
/// A length of time in its two largest units: "45 s", "29 min", "18 h 58 min", "3 d 4 h", "permanent" for
/// core::permanentBan.
[[nodiscard]] QString duration(qint64 seconds);
/// What is left of a ban: "29 min", "permanent", "ending" at or below 0, empty where unknown (std::nullopt and not
/// permanent).
[[nodiscard]] QString remaining(std::optional<qint64> expiresAt, bool permanent, qint64 nowSeconds);
/// A time of this computer's zone. Relative: "14:19" today, "yesterday 09:40", "tomorrow 09:40", else the date; ages
/// only where a text asks for age(). System: the locale's short form. Iso: "2026-08-22 14:19:05". Empty for
/// core::unknownTime.
[[nodiscard]] QString dateTime(qint64 utcSeconds, DateStyle style, qint64 nowSeconds);
/// With seconds and zone, for tool tips: "Saturday, 22 August 2026 14:19:05 CEST" or ISO with offset.
[[nodiscard]] QString exactDateTime(qint64 utcSeconds, DateStyle style);
/// "14:19:05" with the date where it is not today's; for log and audit. utcMs: UTC ms.
[[nodiscard]] QString logTime(qint64 utcMs, DateStyle style, qint64 nowMs);
/// "0.8 ms", "12 ms", "1.4 s". Empty below 0.
[[nodiscard]] QString latency(qint64 microseconds);
/// How long a step took: "<0.1 s", "0.6 s", "12 s", "3 min 5 s".
[[nodiscard]] QString took(qint64 ms);

/// With the locale's group separators.
[[nodiscard]] QString number(qint64 value);
/// "–" where it is absent.
[[nodiscard]] QString number(const std::optional<qint64> &value);
/// Shown for a figure that this daemon does not report.
[[nodiscard]] QString notReported();
/// The dash that stands for it in a cell.
[[nodiscard]] QString dash();

/// one for exactly 1, else many with %n: both untranslated sources of the context "texts" (QT_TRANSLATE_NOOP and
/// QT_TRANSLATE_N_NOOP). %n is written with group separators.
[[nodiscard]] QString counted(qint64 n, const char *one, const char *many);
[[nodiscard]] QString bans(qint64 n); ///< "1 ban", "214 bans"
[[nodiscard]] QString jails(qint64 n);
[[nodiscard]] QString servers(qint64 n);
[[nodiscard]] QString addresses(qint64 n);
/// "web-1", "web-1 and web-2", "web-1, web-2 and 3 more".
[[nodiscard]] QString names(const QStringList &names, int limit = 3);

} // namespace texts
