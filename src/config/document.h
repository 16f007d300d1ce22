// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/result.h"

#include <QList>
#include <QStringList>

namespace config {

/// One option of one file.
struct DocumentOption
{
    QString key; ///< lower case, as ConfigParser has it
    QString value; ///< see Setting::raw
    int line = 0; ///< of its key, from 1
    int lastLine = 0; ///< of its last continuation line
};

struct DocumentSection
{
    QString name; ///< "DEFAULT", "sshd", "Init?family=inet6"
    int line = 0;
    QList<DocumentOption> options; ///< in the file's order
};

/// One configuration file, kept as it is: write() gives back the bytes that were read, except where an edit changed
/// them. Read as Python's ConfigParser with fail2ban's settings does (configparserinc.py, 1.0.2 and 1.1.0): inline
/// comments by
/// `;` after a space, `#` and `;` at the beginning of a line, continuation by indent, keys in lower case.
class Document
{
public:
    Document() = default;
    [[nodiscard]] static Document parse(const QByteArray &bytes, const QString &path = {});

    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] const QList<DocumentSection> &sections() const { return m_sections; }
    [[nodiscard]] const DocumentSection *section(const QString &name) const;
    /// Empty: fail2ban reads this file. What it stops at, with lines.
    [[nodiscard]] const QList<Problem> &problems() const { return m_problems; }
    [[nodiscard]] bool isReadable() const { return m_problems.isEmpty(); }

    /// Sets an option: in place where the section has it (its comments and its spelling stay), else after the section's
    /// last option, else in a new section at the end. Line ends are those of the file. A value with LF becomes
    /// continuation lines. InvalidArgument where key, section or value could not be read back as given (a key with `=`,
    /// a value with ` ;` or a further line that begins with `#`, control characters); NotSupported on a document that
    /// fail2ban cannot read. Nothing changes then.
    [[nodiscard]] core::Result<void> set(const QString &section, const QString &key, const QString &value);
    /// Removes the option's lines, and nothing else. Without effect where it is not there.
    [[nodiscard]] core::Result<void> remove(const QString &section, const QString &key);

private:
    void read();
    /// Takes the lines, should they read as expected.
    core::Result<void> replaceLines(
        const QStringList &lines, const QList<DocumentSection> &expected, const QString &subject);
    QString m_path;
    QStringList m_lines; ///< with their line ends; decoded so that every byte comes back
    QList<DocumentSection> m_sections;
    QList<Problem> m_problems;
    bool m_utf8 = true;
    QByteArray m_raw; ///< where it is not UTF-8
};

/// A unified diff as `diff -u` prints it, with three lines of context; empty where both are equal. Names as in its
/// header.
[[nodiscard]] QString unifiedDiff(
    const QByteArray &before, const QByteArray &after, const QString &beforeName, const QString &afterName);

} // namespace config
