// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace core {

/// fail2ban's time strings ("600", "10m", "1d 12h", "1.5h", "-1"). The daemon eval()s them as Python (mytime.py str2seconds),
/// so only this grammar ever leaves BanGUI.
/// Returns seconds (may be fractional), -1 for permanent. Errors: InvalidArgument.
[[nodiscard]] Result<double> parseTimeString(QStringView text);

/// Seconds in the shortest exact fail2ban form: 600 -> "10m", 90 -> "1m 30s", -1 -> "-1".
[[nodiscard]] QString timeString(qint64 seconds);

} // namespace core
