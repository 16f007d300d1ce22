// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class AuditColumn { Time, Server, Command, Result, User, Origin, Detail, Count_ };
enum AuditRole {
    AuditIdRole = FirstOwnRole, ///< qint64
    AuditResultRole, ///< int of core::AuditResult
    CommandLineRole ///< QString: the raw words
};

} // namespace models
