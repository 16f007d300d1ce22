// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class LogColumn { Time, Level, Category, Text, Count_ };
enum LogRole {
    LogLevelRole = FirstOwnRole, ///< int: 0 debug, 1 info, 2 warning, 3 error
    LogSequenceRole ///< qulonglong
};

} // namespace models
