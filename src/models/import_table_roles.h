// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ImportColumn { Server, Where, Group, Tags, Match, Count_ };
enum ImportTableRole {
    FleetMatchRole = FirstOwnRole, ///< int of core::FleetMatch
    FleetLineRole ///< int: line of the file; 0: unknown
};

} // namespace models
