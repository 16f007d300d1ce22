// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace config {

/// fail2ban's configuration folder as it was read at one moment, by absolute and normalised path
/// ("/etc/fail2ban/jail.conf"). A file that is not here does not exist; includes that lead out of the folder are looked
/// up in the same way.
struct ConfigTree
{
    QString folder; ///< absolute, without a slash at its end
    QMap<QString, QByteArray> files;
    QMap<QString, QString> unreadable; ///< files that exist and could not be read, and why

    [[nodiscard]] QString path(const QString &relative) const;
    /// As it is shown: relative to the folder where the file is in it ("jail.d/sshd.local"), else the whole path.
    [[nodiscard]] QString shown(const QString &path) const;
};

/// Where a value was written.
struct Origin
{
    QString file; ///< absolute path
    int line = 0; ///< from 1; 0: not known
    QString section; ///< as in the file: "sshd", "DEFAULT", "Init?family=inet6"

    friend bool operator==(const Origin &, const Origin &) = default;
};

/// One place that sets an option.
struct Setting
{
    QString raw; ///< as the parser has it: continuation lines joined by LF, inline comments gone, nothing interpolated
    Origin origin;

    friend bool operator==(const Setting &, const Setting &) = default;
};

/// Why a file or a tree of them cannot be read as fail2ban reads it.
enum class ProblemKind {
    NotUtf8,
    NoSectionHeader, ///< text before the first [section]
    DuplicateSection,
    DuplicateOption,
    NotAnOption, ///< a line that is neither option, section, comment nor continuation
    BadInterpolation, ///< %(x)s of something that is not there, a lone %, or too deep
    BadSubstitution, ///< <tag> recursion
    FileMissing, ///< filter, action or included file
    WrongType, ///< a number that is none: fail2ban takes its default instead
    NoLogFile, ///< of an enabled jail
    Other
};

/// A defect of the configuration, with its place.
struct Problem
{
    ProblemKind kind = ProblemKind::Other;
    Origin origin;
    QString subject; ///< the option, section or file that it is about
    QString detail; ///< raw text

    friend bool operator==(const Problem &, const Problem &) = default;
};

} // namespace config
