// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ConfigOptionColumn { Option, Value, Place, Note, Count_ };

/// Which options are shown.
enum class ConfigOptionKind {
    All,
    Written, ///< some file sets them
    Own, ///< the jail's own, not inherited from [DEFAULT]
    Noted, ///< overridden, different while running, or with a problem
    Definitions ///< those of the jail's filter and its actions
};

enum ConfigOptionRole {
    ConfigOptionKeyRole = FirstOwnRole, ///< QString: fail2ban's name
    ConfigFileRole, ///< QString: absolute path of the file that sets it; empty: none
    ConfigLineRole, ///< int from 1; 0: not known
    ConfigProblemRole ///< bool
};

} // namespace models
