// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class EventColumn { Time, Event, Target, Jail, Server, Detail, Count_ };
enum EventRole {
    EventKindRole = FirstOwnRole, ///< int of core::LogEventKind
    EventTargetRole ///< QString: address or identifier as logged, hostile
};

} // namespace models
