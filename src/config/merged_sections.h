// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/result.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace config {

/// An option after all files were read.
struct MergedOption
{
    Setting winner;
    QList<Setting> overridden; ///< the last overridden first
};

class SharedFiles;

/// The sections of one base name (jail, fail2ban, filter.d/F, action.d/A) after its files and all that they include
/// were read in fail2ban's order: X.conf, X.d/*.conf, X.local, X.d/*.local, every include before or after its file,
/// every f.local after its f.conf (configreader.py and configparserinc.py, 1.0.2 and 1.1.0; Python's ConfigParser with
/// BasicInterpolationWithName). Conditional sections ([Init?family=inet6]) are options "key?family=inet6" of their
/// section.
class MergedSections
{
public:
    /// base: "jail", "fail2ban", "filter.d/sshd". Files that cannot be read are in problems(), as fail2ban would stop
    /// there.
    [[nodiscard]] static MergedSections read(const ConfigTree &tree, const QString &base);
    /// The same, where several bases of one tree are read one after the other, as one run of fail2ban does: files that
    /// they have in common are parsed once.
    [[nodiscard]] static MergedSections read(SharedFiles &shared, const QString &base);

    [[nodiscard]] bool exists() const { return !m_files.isEmpty(); }
    [[nodiscard]] const QStringList &files() const
    {
        return m_files;
    } ///< absolute, in the order in which they are read
    [[nodiscard]] const QList<Problem> &problems() const { return m_problems; }
    /// False: fail2ban raises an exception while it reads this base, and has nothing of it. What could be read is here
    /// all the same. True even with problems(): a file that is not UTF-8, or that cannot be opened, is logged and
    /// passed over.
    [[nodiscard]] bool isReadable() const { return m_readable; }
    /// Without DEFAULT, in the order of their first appearance; without the parser's own KNOWN/... sections.
    [[nodiscard]] const QStringList &sections() const { return m_order; }
    /// has_section(): DEFAULT is none; the parser's own "KNOWN/Definition" is one.
    [[nodiscard]] bool hasSection(const QString &section) const;
    /// The keys of options(section) in the order in which Python's dict has them: that of their first appearance.
    [[nodiscard]] QStringList keys(const QString &section) const;
    /// Own options of a section, or of "DEFAULT".
    [[nodiscard]] QMap<QString, MergedOption> options(const QString &section) const;
    /// Own, else that of DEFAULT; nullptr where there is neither.
    [[nodiscard]] const MergedOption *option(const QString &section, const QString &key) const;
    /// The value with %(...)s put in, also %(known/x)s, %(default/x)s, %(section/x)s and %(__name__)s, as get() of
    /// fail2ban's parser does. extra: ConfigParser's `vars`. FileNotFound where section or option do not exist;
    /// InvalidArgument with Python's text where the interpolation fails.
    [[nodiscard]] core::Result<QString> value(
        const QString &section, const QString &key, const QMap<QString, QString> &extra = {}) const;
    /// get_ex() of fail2ban's parser: a key such as "known/x", "default/x" or "Init/x" is that section's, where it is
    /// there.
    [[nodiscard]] core::Result<QString> qualifiedValue(
        const QString &section, const QString &key, const QMap<QString, QString> &extra = {}) const;
    /// value(), but nullopt where there is no such section or option; contributors() of the same pass are added to
    /// `contributors`. Keys of extra in lower case.
    [[nodiscard]] std::optional<core::Result<QString>> find(const QString &section, const QString &key,
        const QMap<QString, QString> &extra = {}, QList<Setting> *contributors = nullptr) const;
    /// qualifiedValue(), but nullopt where there is no such section or option. Keys of extra in lower case.
    [[nodiscard]] std::optional<core::Result<QString>> findQualified(
        const QString &section, const QString &key, const QMap<QString, QString> &extra = {}) const;
    /// Where the text of value() comes from beside its own place: the settings whose %(...)s were put in.
    [[nodiscard]] QList<Setting> contributors(const QString &section, const QString &key) const;

    /// merge_defaults() of fail2ban's reader: what its code puts into [DEFAULT] after the files were read
    /// (fail2ban_version, fail2ban_confpath). Their origin is empty. What they replace is in overridden.
    void mergeDefaults(const QMap<QString, QString> &options);
    /// merge_section(): the same for a section, which is made if need be; prefix is put before every key that has it
    /// not yet
    /// ("known/" for what a jail's filter has).
    void mergeSection(const QString &section, const QMap<QString, QString> &options, const QString &prefix = {});

private:
    friend class Interpolation;
    friend class MergedSectionsReader;
    struct Section
    {
        QMap<QString, MergedOption> options;
        QStringList keys;

        void set(const QString &key, const Setting &setting);
    };
    [[nodiscard]] const Section *own(const QString &section) const;
    Section &make(const QString &section);

    QStringList m_files;
    QStringList m_order;
    Section m_defaults;
    QHash<QString, Section> m_sections; ///< with KNOWN/...
    QList<Problem> m_problems;
    bool m_readable = true;
};

} // namespace config
