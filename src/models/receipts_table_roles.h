// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class ReceiptColumn { Server, Jail, Target, Result, Detail, Count_ };
enum ReceiptRole {
    ReceiptResultRole = FirstOwnRole ///< int of core::ReceiptResult
};

} // namespace models
