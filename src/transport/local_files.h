// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

namespace transport {

// Blocking; LocalHost calls them on a worker thread. Errors: FileNotFound, FileUnreadable (detail: the system's words).

[[nodiscard]] core::Result<QByteArray> readLocalFile(const QByteArray &path, qint64 limit);
[[nodiscard]] core::Result<QStringList> listLocalFolder(const QByteArray &path);
[[nodiscard]] core::Result<FileStat> statLocalFile(const QByteArray &path);

} // namespace transport
