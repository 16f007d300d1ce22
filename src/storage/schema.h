// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QSqlDatabase>
#include <QStringList>

namespace storage {

/// Written into every store, so that a foreign SQLite file is not taken for ours ("BanG").
inline constexpr qint32 applicationId = 0x42616e47;

/// One numbered file schema-NNNN.sql: what leads from version NNNN - 1 to NNNN.
struct SchemaStep
{
    int version = 0;
    QStringList statements; ///< in order; a statement ends with a line that ends in ';'
};

[[nodiscard]] QString builtInSchemaFolder();
/// In order of version. Errors: Internal where the numbers have a gap or there is none.
[[nodiscard]] core::Result<QList<SchemaStep>> readSchema(const QString &folder);

/// PRAGMA user_version.
[[nodiscard]] core::Result<int> schemaVersion(QSqlDatabase &database);
/// StoreUnavailable for a SQLite file that is not BanGUI's. Only reads.
[[nodiscard]] core::Result<bool> refuseForeign(QSqlDatabase &database);
/// Leads an older or empty store to the newest version, inside the caller's transaction: all steps or none. Answers the
/// version. Errors: StoreNewer, StoreUnavailable for a SQLite file that is not BanGUI's.
[[nodiscard]] core::Result<int> migrate(QSqlDatabase &database, const QList<SchemaStep> &steps);

} // namespace storage
