// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class SettingColumn { Setting, Value, Origin, Source, Count_ };
enum SettingRole {
    SettingKeyRole = FirstOwnRole, ///< int of core::SettingKey
    SettingNameRole, ///< QString: its name in files
    SettingOriginRole ///< int of core::SettingOrigin
};

} // namespace models
