// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/server_profile.h"
#include "core/settings.h"

#include <QMap>
#include <QStringList>

namespace cli {

/// What the user typed. Options are accepted before and after the command; `--` ends them.
struct Options
{
    bool help = false;
    bool version = false;
    bool json = false;
    // targets
    QString server;
    QString group;
    bool all = false;
    QString socket; ///< on this computer, or in its container
    QString ssh; ///< destination as one types it to ssh
    QString remoteSocket; ///< with ssh or a container; empty: the machine is asked
    QString sshConfig;
    bool sudo = false;
    QString container;
    QString engine; ///< empty: docker
    QString configDir;
    QString client;
    QString timeZone; ///< IANA name of the zone that the server writes its times in; empty: that of this computer
    // ourselves
    QString dataDir;
    QMap<core::SettingKey, QString> settings;
    // commands' own
    QString jail;
    QString search;
    bool force = false;
    bool follow = false; ///< events: go on with what comes
    bool keep = false; ///< ban and unban: what does not reach its server waits for it
    QString confirmAfter; ///< seconds of health after which a change of the configuration confirms itself; 0: never
    bool canary = false; ///< enable, config set and unset: a test ban while the change is verified
    QString undoAfter; ///< seconds after which the server takes an unconfirmed change back
    bool readOnly = false;
    bool production = false; ///< change production servers, too; for `servers add` the mark itself
    bool dryRun = false;
    QString format; ///< of the file that is imported; empty: recognised
    QStringList tags;
    // what is left
    QString command;
    QStringList words;
};

/// Errors: InvalidArgument; detail is a line for the user ("unknown option --foo").
[[nodiscard]] core::Result<Options> parseOptions(const QStringList &arguments);

/// Whether the words name a server that is not stored: by its socket, machine or container.
[[nodiscard]] bool namesPlace(const Options &options);

/// What is wrong with how the options name a target, as a line for the user; empty: nothing. adds: `servers add`, which
/// takes --group as the group of the new one.
[[nodiscard]] QString targetProblem(const Options &options, bool adds);

/// The way and socket that the options name, without name or group; socketPath is empty where it has to be found.
[[nodiscard]] core::ServerProfile describedProfile(const Options &options);

/// The text of --help.
[[nodiscard]] QString helpText();

} // namespace cli
