// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "protocol/request.h"

#include <QString>

namespace protocol {

/// Optional commands: probed once per server, never deduced from the version.
enum class Capability {
    Stats, ///< `stats` (1.1.0)
    StatusShort, ///< `status J short` without the list (0.10); older ones give the full list
    BansWithTime, ///< `get J banip --with-time` (0.11)
    Banned, ///< `banned` (0.10)
    UnbanEverywhere, ///< `unban ADDR` (0.10)
    Count_
};
enum class TriState { Unknown, Yes, No };

/// The harmless question that decides a capability. jail: any existing jail (ignored where not needed).
[[nodiscard]] Query capabilityProbe(Capability capability, const QString &jail);
/// What the answer means: InvalidCommand, UnknownJail("--with-time") and a wrong shape are No; a link error is Unknown.
[[nodiscard]] TriState capabilityFromReply(Capability capability, const core::Result<Value> &reply);
/// True where the probe needs a jail to ask about.
[[nodiscard]] bool capabilityNeedsJail(Capability capability);

/// Version numbers as fail2ban writes them ("1.1.0", "1.1.2.dev1"): for display order and hints only.
[[nodiscard]] int compareVersions(const QString &a, const QString &b);

} // namespace protocol
