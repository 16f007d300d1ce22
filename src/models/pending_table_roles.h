// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class PendingColumn { Server, Change, Since, Attempts, LastError, Count_ };
enum PendingRole {
    PendingIdRole = FirstOwnRole, ///< qint64
    PendingOldRole ///< bool: not sent by itself any more
};

} // namespace models
