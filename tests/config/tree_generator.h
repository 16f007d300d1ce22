// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// Configuration folders to compare with the real fail2ban: made by hand for each trap that reading its sources shows,
/// and varied ones by seed.
namespace config_trees {

struct GeneratedTree
{
    QString name; ///< "seed 17", "known chain"
    QMap<QString, QByteArray> files; ///< by path below the folder; @FOLDER@ in them is the folder
    QStringList logs; ///< files below the folder that exist, for log paths
    QStringList folders; ///< that exist where a file could be looked for
    QMap<QString, QString>
        links; ///< folders of it that are not written, but are links to another place with the same files
};

/// The same tree for the same seed, on every machine.
[[nodiscard]] GeneratedTree generated(quint32 seed);
/// A tree of a trap or of a seed with a few bytes or lines of its files changed as chance has it.
[[nodiscard]] GeneratedTree damaged(quint32 seed);
/// One tree per trap.
[[nodiscard]] QList<GeneratedTree> fixed();
/// All files of a folder as they are.
[[nodiscard]] GeneratedTree copied(const QString &folder, const QString &name);
/// A stock folder with every jail of its jail.conf enabled.
[[nodiscard]] GeneratedTree everyJail(const QString &stock);
/// A stock folder with some jails enabled and changed in .local files, by seed.
[[nodiscard]] GeneratedTree variedStock(const QString &stock, quint32 seed);

/// Writes the tree below folder, which does not exist yet, and says what it is for Configuration::read.
[[nodiscard]] config::ConfigTree plant(const GeneratedTree &tree, const QString &folder);
/// The log files' paths, as plant() made them.
[[nodiscard]] QStringList logsBelow(const GeneratedTree &tree, const QString &folder);

} // namespace config_trees
