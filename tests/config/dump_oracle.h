// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace config_trees {

/// What the real fail2ban makes of one folder.
struct Dump
{
    QString folder;
    QJsonArray stream;
    QStringList lines; ///< as `fail2ban-client -d` prints them
    QHash<QString, QStringList> globs; ///< what it looked for, and found
    QString error; ///< empty: it read the folder
};

/// Asks dump_oracle.py; an empty list and why in `problem` where it does not answer for each folder.
[[nodiscard]] QList<Dump> askFail2ban(const QString &version, const QStringList &folders, QString &problem);
/// The unpacked fail2ban: its folder, with etc, usr and var.
[[nodiscard]] QString fail2banFolder(const QString &version);

} // namespace config_trees
