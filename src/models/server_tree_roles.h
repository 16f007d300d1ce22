// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ServerNode { All, Group, Server };
enum ServerTreeRole {
    NodeRole = FirstOwnRole, ///< int of ServerNode
    ScopeRole, ///< core::Scope that the row stands for
    GroupRole, ///< QString; of a server: its group
    ColourRole, ///< QString "#rrggbb" or empty
    TagsRole, ///< QStringList
    VersionRole, ///< QString
    CurrentBansRole, ///< qint64; invalid: unknown
    ReadOnlyRole, ///< bool
    ProductionRole, ///< bool
    BadgeRole, ///< QString: a mark of its own beside the name; empty: none
    AttentionCountRole ///< int: servers below that need the user
};

} // namespace models
