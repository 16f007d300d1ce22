// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

/// A configuration folder of this machine, whole. Unreadable files do not occur.
[[nodiscard]] inline config::ConfigTree readTree(const QString &folder)
{
    config::ConfigTree tree { QDir::cleanPath(folder), {}, {} };
    QDirIterator files(tree.folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        tree.files.insert(file.fileName(), file.readAll());
    }
    return tree;
}

/// Writes a tree to where it says it is.
inline void writeTree(const config::ConfigTree &tree)
{
    for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
        QDir().mkpath(QFileInfo(it.key()).path());
        QFile file(it.key());
        if (!file.open(QIODevice::WriteOnly) || file.write(*it) != it->size())
            qFatal("cannot write %s", qPrintable(it.key()));
    }
}

/// fail2ban's stock configuration of a version ("1.0.2") that tests/support/fetch_fail2ban.sh unpacked.
[[nodiscard]] inline QString fail2banFolder(const QString &version)
{
    const QString root
        = qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban")));
    return QDir(root).absoluteFilePath(version);
}
[[nodiscard]] inline QString stockFolder(const QString &version)
{
    return fail2banFolder(version) + QStringLiteral("/etc/fail2ban");
}
