// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common_roles.h"

namespace models {

enum class BusiestColumn { Jail, Server, Failing, Banned, Total, Count_ };

} // namespace models
