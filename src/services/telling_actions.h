// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"

#include <QStringList>

namespace services {

/// Whether an action tells others of a ban: it is one that fail2ban does not run for restored bans ("norestored"; the
/// stock ones that mail or report). One written in Python does not say so in the dump: it may. Pure.
[[nodiscard]] bool tellsOthers(const config::DumpedAction &action);

/// The first such action of a jail; empty: none.
[[nodiscard]] QString tellingAction(const config::DumpedJail &jail);

/// Jails that are started and have none: a ban that is set in them once more bothers nobody.
[[nodiscard]] QStringList jailsThatTellNobody(const config::StreamDump &dump);

} // namespace services
