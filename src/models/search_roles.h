// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class SearchKind { Server, Jail, Ban, BanAddress };
enum SearchRole {
    SearchKindRole = FirstOwnRole, ///< int of SearchKind. BanAddress: an offer to ban the address that was typed
    SearchJailRole, ///< QString, raw; of jails and bans
    SearchTargetRole ///< QString, raw; of bans and of the address typed
};

} // namespace models
