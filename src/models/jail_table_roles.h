// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class JailColumn { Jail, State, Server, FailedNow, FailedTotal, BannedNow, BannedTotal, Backend, Source, Count_ };
inline constexpr int jailColumnCount = static_cast<int>(JailColumn::Count_);

enum JailTableRole {
    JailNameRole = FirstOwnRole, ///< QString, raw
    SourceLinesRole, ///< QStringList: every file or journal match
    JailStateRole, ///< int of ConfigJailState
    JailActiveRole ///< bool: it runs, as far as is known
};

} // namespace models
