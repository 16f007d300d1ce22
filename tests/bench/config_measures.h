// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/bench_support.h"
#include "config/config_tree.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace bench {

inline config::ConfigTree readTree(const QString &folder)
{
    config::ConfigTree tree;
    tree.folder = folder;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            tree.files.insert(file.fileName(), file.readAll());
    }
    return tree;
}

/// Milliseconds of `fail2ban-client --dp`, Python's start with it; 0 where it fails.
inline double dump(const QString &package, const QString &folder)
{
    QProcess client;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"), package + QStringLiteral("/usr/lib/python3/dist-packages"));
    client.setProcessEnvironment(environment);
    bool good = false;
    const double took = milliseconds([&] {
        client.start(QStringLiteral("/usr/bin/python3"),
            { package + QStringLiteral("/usr/bin/fail2ban-client"), QStringLiteral("-c"), folder,
                QStringLiteral("--dp") });
        good = client.waitForFinished(60'000) && client.exitCode() == 0;
    });
    return good ? took : 0;
}

} // namespace bench
