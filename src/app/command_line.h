// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace app {

/// What `bangui` was asked to do.
struct CommandLine
{
    enum class Action { Run, PrintAndEnd, Refuse };
    Action action = Action::Run;
    QString output; ///< for PrintAndEnd and Refuse
    QString dataDir; ///< empty: the setting's
    bool demo = false;
    bool minimised = false;
    bool quit = false; ///< ends the window that runs
    QString server; ///< name of a profile that becomes the scope
    QString page; ///< id of a page
    QHash<QString, QString> settings; ///< by setting name

    [[nodiscard]] static CommandLine parse(const QStringList &arguments);
};

} // namespace app
