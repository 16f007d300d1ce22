// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jail.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace services {

struct ServerConfiguration;

/// Where something is written, ready to be shown. All texts raw.
struct ConfigPlace
{
    QString file; ///< absolute path; empty: nowhere
    QString shown; ///< relative to the configuration folder where the file is in it
    int line = 0; ///< from 1; 0: not known
    QString section;

    [[nodiscard]] bool isKnown() const { return !file.isEmpty(); }
    friend bool operator==(const ConfigPlace &, const ConfigPlace &) = default;
};

/// One place that sets an option, and to what.
struct ConfigSetting
{
    QString value; ///< as written
    ConfigPlace place;

    friend bool operator==(const ConfigSetting &, const ConfigSetting &) = default;
};

/// What is wrong, where there are words for it.
enum class ConfigDefectKind {
    NotUtf8,
    NoSectionHeader,
    DuplicateSection,
    DuplicateOption,
    NotAnOption,
    Interpolation,
    Number,
    Other
};

/// Something wrong in the files: why fail2ban would refuse or skip what it is about, unless it is not fatal.
struct ConfigDefect
{
    ConfigDefectKind kind = ConfigDefectKind::Other;
    QString subject; ///< raw: option, section or file
    QString detail; ///< raw text of fail2ban or Python
    ConfigPlace place;
    bool fatal = true; ///< false: fail2ban takes its default instead

    friend bool operator==(const ConfigDefect &, const ConfigDefect &) = default;
};

/// What takes a running jail back to its files: the words of JailService::tune(). Of a list one entry at a time.
struct RuntimeRevert
{
    QString name; ///< "bantime", "dellogpath"; empty: it cannot be taken back so
    QString value;
    QString current; ///< what it takes the place of, or removes

    friend bool operator==(const RuntimeRevert &, const RuntimeRevert &) = default;
};

/// One section of jail.*.
struct ConfigJailRow
{
    QString name;
    bool enabled = false;
    ConfigPlace place; ///< the first file that has the section
    QList<ConfigDefect> problems; ///< why fail2ban would refuse or skip it; of an enabled jail

    friend bool operator==(const ConfigJailRow &, const ConfigJailRow &) = default;
};

/// What an option or a file belongs to.
enum class ConfigPart { Jail, Filter, Action };

/// One option as fail2ban will use it.
struct ConfigOptionRow
{
    ConfigPart part = ConfigPart::Jail;
    QString owner; ///< name of the jail, filter or action
    QString key;
    QString value; ///< effective; may have several lines
    QString raw; ///< as written
    ConfigPlace place; ///< not known: fail2ban's own default
    QList<ConfigSetting> overrides; ///< the last overridden first
    QList<ConfigSetting> contributors; ///< settings whose %(...)s are in the value
    bool inherited = false; ///< from [DEFAULT]
    QString problem; ///< raw text
    QString runtime; ///< what the running jail has, where that differs; else empty
    QString inFile; ///< the value in the form of runtime: "600" for "10m"
    bool edited = false; ///< in a draft that is not written yet
    QString definition = {}; ///< of a filter's or an action's: the base name of its files ("sshd")
    /// Where its `.local` would set it: "Definition", "Init", "Init?family=inet6". Empty: it cannot, since whoever
    /// calls it does. Of a jail's option: empty.
    QString section = {};
    QString permanent = {}; ///< what the file must say to mean runtime
    RuntimeRevert revert = {};

    friend bool operator==(const ConfigOptionRow &, const ConfigOptionRow &) = default;
};

/// One file that a jail is made of.
struct ConfigFileRow
{
    ConfigPart part = ConfigPart::Jail;
    QString owner; ///< name of the jail, filter or action
    QString path; ///< absolute
    QString shown;

    friend bool operator==(const ConfigFileRow &, const ConfigFileRow &) = default;
};

/// One jail in full.
struct ConfigJailView
{
    QString name;
    bool enabled = false;
    /// What the jail, its filter and its actions have written, then what nobody has set, then values of [DEFAULT] that
    /// are there to be put into others.
    QList<ConfigOptionRow> options;
    QList<ConfigFileRow> files; ///< without duplicates; jail, then filter, then actions; each in the order of reading
    QList<ConfigDefect> problems; ///< why fail2ban would refuse or skip it

    friend bool operator==(const ConfigJailView &, const ConfigJailView &) = default;
};

/// The text of a file as it was read.
struct ConfigFileText
{
    QString text; ///< with LF at the end of each line; bytes that are no UTF-8 are replaced
    QString unreadable; ///< why there is none; raw text
    bool exists = false;
};

/// Every section of jail.*, in fail2ban's order.
[[nodiscard]] QList<ConfigJailRow> configJails(const ServerConfiguration &configuration);
/// Empty name where there is no such section.
[[nodiscard]] ConfigJailView configJail(const ServerConfiguration &configuration, const QString &jail);
[[nodiscard]] ConfigFileText configFile(const ServerConfiguration &configuration, const QString &path);
/// The folder that was read, absolute.
[[nodiscard]] QString configFolder(const ServerConfiguration &configuration);
/// A path as it is shown: relative to the folder where it is in it.
[[nodiscard]] QString configShown(const ServerConfiguration &configuration, const QString &path);
/// Defects of jail.* and fail2ban.* themselves: nothing can be loaded while there is one.
[[nodiscard]] QList<ConfigDefect> configProblems(const ServerConfiguration &configuration);

/// Who uses a filter or an action, also by inclusion.
struct ConfigUsers
{
    QStringList enabled; ///< jails, in fail2ban's order
    QStringList others; ///< that no file enables

    friend bool operator==(const ConfigUsers &, const ConfigUsers &) = default;
};
[[nodiscard]] ConfigUsers configUsers(
    const ServerConfiguration &configuration, ConfigPart part, const QString &definition);

/// The last line of the option that begins at this line of the text; the line itself where none does.
[[nodiscard]] int configLastLine(const QString &text, int line);

/// What fail2ban stops at in one file, as it would be with this text.
[[nodiscard]] QList<ConfigDefect> configTextProblems(const QByteArray &bytes, const QString &path);

/// Says of each option of a jail where the running jail has another value. Compared is only what the daemon tells in a
/// form that can be: times, numbers, switches, usedns and ignored addresses.
void compareRuntime(QList<ConfigOptionRow> &options, const core::JailDetail &running);

} // namespace services
