// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/option_types.h"

namespace config {

/// The options that fail2ban reads of every jail, enabled or not.
[[nodiscard]] const QList<OptionTemplate> &firstJailOptions();
/// All options of a jail, in the order in which they are sent (jailreader.py; equal in 1.0.2 and 1.1.0).
[[nodiscard]] const QList<OptionTemplate> &allJailOptions();
/// Whether the jail's value of an option is no `set J OPTION VALUE`.
[[nodiscard]] bool isSentOtherwise(const QString &option);
/// What the daemon takes where neither the jail nor its filter says anything (server/filter.py, failmanager.py,
/// jail.py); empty where that is nothing.
[[nodiscard]] QString daemonDefault(const QString &option);

} // namespace config
