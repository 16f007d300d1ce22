// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"

#include <QList>

namespace config {

/// What can be told from the files alone.
enum class FindingKind {
    Unreadable, ///< fail2ban stops at the file
    DuplicateSection,
    UnresolvedInterpolation,
    UnknownFilter,
    UnknownAction,
    NoFilter,
    NoAction,
    NotEnabled,
    NotWinning, ///< our own file sets the option, and a later one sets it, too
    NameTooLong,
    BadNumber,
    NoLog,
    SharedFile ///< a .local of a filter or action that other enabled jails use, too
};

struct Finding
{
    FindingKind kind = FindingKind::Unreadable;
    bool blocking = true;
    QString jail; ///< empty: of the whole server
    Origin origin;
    QString subject;
    QString detail;

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// The file of ours for a jail, below the configuration's folder.
[[nodiscard]] QString ownJailFile(const QString &jail);

/// Defects of jail.* and fail2ban.* themselves. All of them block.
[[nodiscard]] QList<Finding> globalFindings(const Configuration &configuration);
/// Of one jail, as if it were enabled.
[[nodiscard]] QList<Finding> jailFindings(const Configuration &configuration, const ConfiguredJail &jail);
/// Of the machine's configuration beside the jails that are checked: what does not hold up their reload, and would show
/// at the next start of the daemon. None of them blocks.
[[nodiscard]] QList<Finding> otherJailsFindings(const Configuration &configuration, const QStringList &checked);

/// Where an option of the dump was written ("maxretry", "failregex", "addlogpath"); no file where nobody knows.
[[nodiscard]] Origin originOf(const ConfiguredJail &jail, const QString &setting);

/// Whether a value has another one in it, by its %(...)s, that was written there.
[[nodiscard]] bool comesFrom(const ConfiguredJail &jail, const QString &setting, const Origin &cause);

/// The configuration with that jail enabled, whether its files do so or not.
[[nodiscard]] Configuration withEnabled(
    const Configuration &configuration, const QString &jail, const Configuration::Machine &machine);

/// The first setting in which two readings of a jail differ: "maxretry: 3 / 5"; empty: equal. Of fail2ban and of ours.
[[nodiscard]] QString firstDifference(const DumpedJail &theirs, const DumpedJail &ours);

/// Whether two readings of a jail say the same of one setting of the dump ("bantime", "addignoreip"), or of its
/// regexes, its backend or its log paths ("failregex", "backend", "addlogpath").
[[nodiscard]] bool saysTheSame(const DumpedJail &a, const DumpedJail &b, const QString &setting);

} // namespace config
