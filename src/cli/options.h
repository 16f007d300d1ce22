// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
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
    QString socket;
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
    bool readOnly = false;
    QStringList tags;
    // what is left
    QString command;
    QStringList words;
};

/// Errors: InvalidArgument; detail is a line for the user ("unknown option --foo").
[[nodiscard]] core::Result<Options> parseOptions(const QStringList &arguments);

/// The text of --help.
[[nodiscard]] QString helpText();

} // namespace cli
