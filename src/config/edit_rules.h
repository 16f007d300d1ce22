// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "config/configuration.h"

#include <QList>
#include <QString>

namespace config {

/// How a line that an edit sets anew is not what somebody can have meant, though fail2ban would take it.
enum class EditFault {
    NoTruth, ///< neither true nor false, which fail2ban reads as false
    UnknownOption, ///< fail2ban does not read it of a jail, and nothing refers to it
    NoName ///< of no option: a blank in it, or a sign
};

struct FaultyEdit
{
    EditFault fault = EditFault::UnknownOption;
    Origin origin;
    QString key;
    QString value; ///< with its %(...)s put in
    QString meant; ///< the option whose name is nearest; empty: none is near

    friend bool operator==(const FaultyEdit &, const FaultyEdit &) = default;
};

/// Of what an edit of a jail's own file sets anew; of no other file. configuration: with the edit.
[[nodiscard]] QList<FaultyEdit> faultyEdits(
    const Configuration &configuration, const QString &jail, const FileEdit &file);

/// Whether fail2ban reads that option of a jail, or some text of the configuration refers to it: %(key)s, <key>. Those
/// that its own jail.conf is built of count, even where another one does without them.
[[nodiscard]] bool isUsedOption(const ConfigTree &tree, const QString &key);

/// The option that somebody may have meant by a name that is none; empty: nobody knows.
[[nodiscard]] QString nearestOption(const QString &name);

} // namespace config
