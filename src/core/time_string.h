// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace core {

/// fail2ban's time strings ("600", "10m", "1d 12h", "1.5h", "-1"). The daemon eval()s them as Python (mytime.py
/// str2seconds), so only this grammar ever leaves BanGUI. A plain number of seconds, or pairs of a plain number and a
/// unit that mytime.py knows, with single or no blanks between. Stricter than the daemon where its answer would
/// surprise: no leading zeros (a syntax error, or octal), no number without unit among units ("1h30" is one hour and 30
/// seconds), nothing negative but -1, nothing beyond 10^12 s. Returns seconds (may be fractional), -1 for permanent.
/// Errors: InvalidArgument.
[[nodiscard]] Result<double> parseTimeString(QStringView text);

/// Seconds in an exact fail2ban form: 600 -> "10m", 90 -> "1m 30s", 0 -> "0", -1 -> "-1". Weeks only where nothing is
/// left over (10 days are "10d"); never months or years, whose lengths surprise.
[[nodiscard]] QString timeString(qint64 seconds);

} // namespace core
