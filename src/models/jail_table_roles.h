// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class JailColumn { Jail, Server, FailedNow, FailedTotal, BannedNow, BannedTotal, Backend, Source, Count_ };
inline constexpr int jailColumnCount = static_cast<int>(JailColumn::Count_);

enum JailTableRole {
    JailNameRole = FirstOwnRole, ///< QString, raw
    SourceLinesRole ///< QStringList: every file or journal match
};

} // namespace models
