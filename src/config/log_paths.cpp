// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/log_paths.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace config {

QList<LogPath> logPaths(const QString &option)
{
    QList<LogPath> paths;
    const QStringList lines = option.split(u'\n');
    for (const QString &line : lines) {
        const qsizetype blank = line.lastIndexOf(u' ');
        paths.append(blank < 0 ? LogPath { line, u"head"_s } : LogPath { line.left(blank), line.mid(blank + 1) });
    }
    return paths;
}

} // namespace config
