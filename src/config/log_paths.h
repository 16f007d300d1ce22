// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace config {

/// One line of `logpath`.
struct LogPath
{
    QString pattern;
    QString position; ///< "head", "tail"
};
[[nodiscard]] QList<LogPath> logPaths(const QString &option);

} // namespace config
