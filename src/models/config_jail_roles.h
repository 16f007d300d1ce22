// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ConfigJailColumn { Jail, State, Place, Count_ };

/// What the files and the daemon together say of a jail, the most pressing first.
enum class ConfigJailState {
    Broken, ///< fail2ban would refuse or skip it
    NotRunning, ///< enabled, and does not run
    RunningOnly, ///< runs, and no file enables it: the next reload of everything ends it
    Running,
    Enabled, ///< whether it runs is not known
    NotEnabled
};

enum ConfigJailRole {
    ConfigJailNameRole = FirstOwnRole, ///< QString, raw
    ConfigJailStateRole ///< int of ConfigJailState
};

} // namespace models
