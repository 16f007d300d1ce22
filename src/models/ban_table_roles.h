// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class BanColumn { Address, Jail, Server, Since, Until, Left, Count_ };
inline constexpr int banColumnCount = static_cast<int>(BanColumn::Count_);

enum BanTableRole {
    BanAddressRole = FirstOwnRole, ///< QString as fail2ban prints it, raw
    BanJailRole, ///< QString, raw
    PermanentRole, ///< bool
    IdentifierRole ///< bool: the target is no address
};

} // namespace models
