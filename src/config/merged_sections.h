// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/result.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

namespace config {

/// An option after all files were read.
struct MergedOption
{
    Setting winner;
    QList<Setting> overridden; ///< the last overridden first
};

/// The sections of one base name (jail, fail2ban, filter.d/F, action.d/A) after its files and all that they include were read
/// in fail2ban's order: X.conf, X.d/*.conf, X.local, X.d/*.local, every include before or after its file, every f.local after
/// its f.conf (configreader.py and configparserinc.py, 1.0.2 and 1.1.0; Python's ConfigParser with
/// BasicInterpolationWithName). Conditional sections ([Init?family=inet6]) are options "key?family=inet6" of their section.
class MergedSections
{
public:
    /// base: "jail", "fail2ban", "filter.d/sshd". Files that cannot be read are in problems(), as fail2ban would stop there.
    [[nodiscard]] static MergedSections read(const ConfigTree &tree, const QString &base);

    [[nodiscard]] bool exists() const { return !m_files.isEmpty(); }
    [[nodiscard]] const QStringList &files() const { return m_files; } ///< absolute, in the order in which they are read
    [[nodiscard]] const QList<Problem> &problems() const { return m_problems; }
    /// Without DEFAULT, in the order of their first appearance; without the parser's own KNOWN/... sections.
    [[nodiscard]] const QStringList &sections() const { return m_order; }
    [[nodiscard]] bool hasSection(const QString &section) const;
    /// Own options of a section, or of "DEFAULT".
    [[nodiscard]] QMap<QString, MergedOption> options(const QString &section) const;
    /// Own, else that of DEFAULT; nullptr where there is neither.
    [[nodiscard]] const MergedOption *option(const QString &section, const QString &key) const;
    /// The value with %(...)s put in, also %(known/x)s, %(default/x)s, %(section/x)s and %(__name__)s, as get() of fail2ban's
    /// parser does. extra: ConfigParser's `vars`. FileNotFound where section or option do not exist; InvalidArgument with
    /// Python's text where the interpolation fails.
    [[nodiscard]] core::Result<QString> value(const QString &section, const QString &key,
        const QMap<QString, QString> &extra = {}) const;
    /// Where the text of value() comes from beside its own place: the settings whose %(...)s were put in.
    [[nodiscard]] QList<Setting> contributors(const QString &section, const QString &key) const;

private:
    friend class MergedSectionsReader;
    QStringList m_files;
    QStringList m_order;
    QMap<QString, MergedOption> m_defaults;
    QHash<QString, QMap<QString, MergedOption>> m_sections;
    QHash<QString, QMap<QString, Setting>> m_known;
    QList<Problem> m_problems;
};

} // namespace config
