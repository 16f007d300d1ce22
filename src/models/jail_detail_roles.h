// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class JailDetailColumn { Name, Value, Count_ };
enum class JailDetailNode { Section, Property, Line, Action };
enum class JailDetailSection { Properties, Addresses, Logs, Regexes, IgnoreRegexes, Actions, Count_ };
enum JailDetailRole {
    DetailNodeRole = FirstOwnRole, ///< int of JailDetailNode
    SectionRole, ///< int of JailDetailSection
    PropertyNameRole, ///< QString: fail2ban's own name
    RuntimeChangedRole, ///< bool: lost at the next reload
    TunableRole, ///< bool: JailService::tune() can change it
    LineIndexRole, ///< int: position in its list (regexes), -1: none
    ActionNameRole ///< QString; of an action or one of its properties
};

} // namespace models
