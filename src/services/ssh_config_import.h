// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace services {

/// The files that an ssh configuration includes. Functions, so that the parser itself reads nothing.
struct SshConfigFiles
{
    QString folder; ///< what relative Include paths begin at: ~/.ssh
    QString home; ///< for "~"
    /// The files that a pattern with an absolute path means, in order; a plain path is its own answer where it exists.
    std::function<QStringList(const QString &)> glob;
    /// Content; absent: not readable, not a regular file or too large.
    std::function<std::optional<QByteArray>(const QString &)> read;
};

/// The concrete aliases of an ssh configuration. ssh resolves everything else itself, so that a server's destination
/// is its alias. path: the file's own path, against loops. Patterns and negations name no machine and are skipped.
[[nodiscard]] core::FleetImport parseSshConfig(
    const QByteArray &content, const QString &path, const SshConfigFiles &files);

} // namespace services
