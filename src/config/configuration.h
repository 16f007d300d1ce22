// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "config/merged_sections.h"
#include "config/stream_dump.h"

#include <QHash>
#include <QList>
#include <QVariant>

#include <memory>

namespace config {

/// One option as fail2ban will use it.
struct EffectiveValue
{
    QString key;
    QString value; ///< interpolated; for filter and action options with <tags> as they are sent
    QString raw; ///< as written
    Origin origin; ///< line 0 and file empty: nobody sets it, it is fail2ban's own default
    QList<Setting> overrides; ///< what this place overrides, the last overridden first
    QList<Setting> contributors; ///< settings whose %(...)s are in it
    bool inherited = false; ///< from [DEFAULT], not from the jail's own section
    QString problem; ///< raw text where it cannot be resolved, or is of the wrong type
};

/// One action that a jail calls.
struct ConfiguredAction
{
    QString name; ///< as sent ("iptables-multiport", or its actname)
    QString file; ///< base name: "action.d/iptables-multiport"
    QMap<QString, QString> options; ///< [a=b, ...] of the call
    QStringList files; ///< absolute, in the order in which they are read
    /// What its files and the call say: actionban, ..., and all else that its [Definition] and [Init] have. None of an
    /// action that is written in Python.
    QMap<QString, EffectiveValue> values = {};
};

/// One section of jail.*; jails that are not enabled, too.
struct ConfiguredJail
{
    QString name;
    bool enabled = false;
    /// By key: every one of fail2ban's, and unknown ones; those of the jail with their %(...)s put in, those of
    /// [DEFAULT] as written. What only the filter says (failregex, datepattern, ...) has the filter's place; where the
    /// jail says it, the filter's is among the overrides.
    QMap<QString, EffectiveValue> options;
    QString filter; ///< base name of its filter ("sshd"); empty: none
    QMap<QString, QString> filterOptions; ///< [mode=aggressive, ...]
    QStringList filterFiles; ///< absolute, in the order in which they are read
    /// What the filter itself says, whether the jail overrides it or not: failregex, ignoreregex, prefregex,
    /// datepattern, maxlines, ..., and all else that its [Definition] and [Init] have.
    QMap<QString, EffectiveValue> filterValues;
    QList<ConfiguredAction> actions;
    QList<Problem> problems; ///< why fail2ban would refuse or skip it
};

/// What the folder means. Immutable; cheap to copy. On the main thread only: jails that are not enabled are read when
/// they are asked for, in all copies at once.
///
/// Truth is fail2ban: stream() is what `fail2ban-client -d` prints for the same folder, value by value, for 1.0.2 and
/// 1.1.0 (differences of the two are by `version`).
class Configuration
{
public:
    /// What fail2ban asks the machine for while it reads.
    struct Machine
    {
        QString version = QStringLiteral("1.1.0"); ///< fail2ban's; older and newer ones are read as the nearest known
        /// Existing files that match a log path's glob, sorted.
        QHash<QString, QStringList> logFiles;
        bool logFilesKnown = false; ///< false: nobody looked, then every path is taken for existing
    };

    [[nodiscard]] static Configuration read(ConfigTree tree, Machine machine);

    [[nodiscard]] const ConfigTree &tree() const;
    /// fail2ban.*: socket, pidfile, dbfile, loglevel, ...
    [[nodiscard]] const QMap<QString, EffectiveValue> &globals() const;
    [[nodiscard]] const QStringList &jailNames() const; ///< in fail2ban's order
    /// nullptr where jail.* has no such section. Of one that is not enabled, filter and actions are read now.
    [[nodiscard]] const ConfiguredJail *jail(const QString &name) const;
    [[nodiscard]] QList<const ConfiguredJail *> jails() const;
    /// Defects that stop fail2ban: it raises an exception, and stream() is empty. Those of jail.* and fail2ban.*
    /// themselves, and those of enabled jails that are no reason to skip only that jail. Beside them, without stopping
    /// anything: files of jail.* and fail2ban.* that are passed over, because they are not UTF-8 (NotUtf8) or cannot be
    /// opened (Other, no line).
    [[nodiscard]] const QList<Problem> &problems() const;
    /// Which jails use filter F or action A, by its base name ("filter.d/sshd", "action.d/iptables"), also by
    /// inclusion; enabled or not.
    [[nodiscard]] QStringList usersOf(const QString &base) const;
    /// The commands of `fail2ban-client -d`, in order: lists of text, numbers, booleans and lists.
    [[nodiscard]] const QList<QVariantList> &stream() const;
    /// The globs of all logs that fail2ban looks for, which are those of enabled jails that are neither skipped nor
    /// read from the journal; or of one jail in any case: what Machine wants to know.
    [[nodiscard]] QStringList logPatterns(const QString &jail = {}) const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// fail2ban's own reading of truth: 1, on, true, yes in any case; everything else is false (configparser,
/// configreader.py).
[[nodiscard]] bool isTrue(QStringView text);
/// Whether it says yes or no. fail2ban knows the words for yes only, and takes all else for no (helpers.py, _as_bool).
/// An empty text is none of them: who empties a line that switches something has not said what it means.
[[nodiscard]] bool isTruth(QStringView text);

} // namespace config
