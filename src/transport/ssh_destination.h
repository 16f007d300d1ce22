// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace transport {

/// Where ssh goes, as a person types it to `ssh`: "web1", "root@web1", "ssh://root@web1:2222", "-p 2222 -J jump web1".
/// The rest of the world's ssh options belongs into ~/.ssh/config, which ssh itself reads.
struct SshDestination
{
    QString host; ///< alias, user@host or ssh:// URI; never begins with "-"
    QStringList options; ///< out of -p -J -l -i -4 -6, checked, in the order typed: {"-p", "2222"}
    QString configFile; ///< absolute path for -F; empty: the user's own

    /// Equal for destinations that can share one master connection.
    [[nodiscard]] QString key() const;
    friend bool operator==(const SshDestination &, const SshDestination &) = default;
};

/// Refuses what ssh would read as another option, what a shell or ssh would interpret, and control characters:
/// InvalidArgument, the detail names the word: "empty", "option -oProxyCommand=...", "control_character", "port",
/// "host", "user", "identity_file" (neither absolute nor below "~"), "command ..." (a second word beside the host),
/// "too_long" (over 1024 bytes), "quote" (an open one), "config_file" (not absolute).
[[nodiscard]] core::Result<SshDestination> parseSshDestination(const QString &typed, const QString &configFile = {});

} // namespace transport
