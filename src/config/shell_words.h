// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace config {

/// A program that a shell command would run.
struct CalledProgram
{
    QString name; ///< "iptables", "/usr/sbin/nft"
    /// Without it the command cannot do its work: it is neither in a condition, nor has an alternative (`||`), nor
    /// feeds a text only.
    bool needed = true;

    friend bool operator==(const CalledProgram &, const CalledProgram &) = default;
};

/// What /bin/sh would run for that text, as far as it can be told without running it. Builtins, keywords, functions and
/// everything that a variable, a substitution or a tag decides are left out. Each name once.
[[nodiscard]] QList<CalledProgram> calledPrograms(const QString &command);

/// The same of the commands with which an action starts, bans and checks, its <tags> put in.
[[nodiscard]] QList<CalledProgram> calledPrograms(const DumpedAction &action);

/// Every program that any command of an action may run, whether it is needed or not.
struct ActionPrograms
{
    QStringList names;
    QString text; ///< of all of them, <tags> put in
    /// There is more that only the running shell or daemon knows: a program by a variable, eval, case, another script.
    bool undecided = false;

    friend bool operator==(const ActionPrograms &, const ActionPrograms &) = default;
};
[[nodiscard]] ActionPrograms everyProgram(const DumpedAction &action);

} // namespace config
