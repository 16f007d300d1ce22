// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ChangeColumn { Time, Server, Jail, Change, Result, Owner, File, Count_ };
enum ChangeRole {
    ChangeIdRole = FirstOwnRole, ///< QString
    ChangeResultRole ///< int of core::ChangeResult
};

} // namespace models
