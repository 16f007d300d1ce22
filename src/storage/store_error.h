// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QSqlError>

namespace storage {

/// What SQLite's result code (sqlite.org/rescode.html, extended codes by their low byte) means for the user.
[[nodiscard]] core::Error storeError(const QSqlError &error);

/// Whether the store itself is at fault (full, locked, gone), not the job.
[[nodiscard]] bool isStoreError(core::ErrorCode code);

} // namespace storage
