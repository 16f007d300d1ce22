// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/store_error.h"

namespace storage {

namespace {

// Primary result codes; sqlite3.h is not needed for anything else.
constexpr int sqlitePerm = 3;
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteConstraint = 19;
constexpr int sqliteNotADatabase = 26;
constexpr int sqliteReadOnlyMoved = 8 | (4 << 8); ///< SQLITE_READONLY_DBMOVED

core::ErrorCode codeFor(int native)
{
    if (native == sqliteReadOnlyMoved)
        return core::ErrorCode::StoreUnavailable;
    switch (native & 0xff) {
    case sqliteBusy:
    case sqliteLocked:
        return core::ErrorCode::StoreLocked;
    case sqlitePerm:
    case sqliteReadOnly:
        return core::ErrorCode::StoreReadOnly;
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return core::ErrorCode::StoreCorrupt;
    case sqliteFull:
        return core::ErrorCode::StoreFull;
    case sqliteConstraint:
        return core::ErrorCode::InvalidArgument;
    }
    return core::ErrorCode::StoreUnavailable;
}

} // namespace

core::Error storeError(const QSqlError &error)
{
    bool isNumber = false;
    const int native = error.nativeErrorCode().toInt(&isNumber);
    return { isNumber ? codeFor(native) : core::ErrorCode::StoreUnavailable,
        error.databaseText().isEmpty() ? error.driverText() : error.databaseText() };
}

bool isStoreError(core::ErrorCode code)
{
    return code == core::ErrorCode::StoreUnavailable || code == core::ErrorCode::StoreLocked
        || code == core::ErrorCode::StoreReadOnly || code == core::ErrorCode::StoreCorrupt
        || code == core::ErrorCode::StoreNewer || code == core::ErrorCode::StoreFull;
}

} // namespace storage
