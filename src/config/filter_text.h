// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"

#include <QString>

#include <optional>

namespace config {

/// A file of filter.d that gives fail2ban-regex the very regexes that a dumped jail has, also those that the jail
/// itself sets. nullopt where such a file could not hold them as they are (a regex that reads as a comment).
[[nodiscard]] std::optional<QString> filterText(const DumpedJail &jail);
/// With one failregex alone.
[[nodiscard]] QString filterText(const QString &failregex);

} // namespace config
