// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "storage/statement.h"

namespace storage {

/// One row of `server`, shared by the two repositories that write one. Inside a write job.
[[nodiscard]] core::Result<core::ServerProfile> insertProfile(QSqlDatabase &database, core::ServerProfile profile);

} // namespace storage
