// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/merged_sections.h"

#include <utility>

namespace config {

/// One value's %(...)s, put in as BasicInterpolationWithName of fail2ban does (configparserinc.py; configparser.py,
/// BasicInterpolation). For one use.
class Interpolation
{
public:
    /// All of them must outlive it. extra: ConfigParser's `vars`, its keys in lower case. contributors: settings whose
    /// text was put in are added to it, each once, in order, of a value that fails, too; may be nullptr.
    Interpolation(const MergedSections &sections, const QString &section, const QString &key,
        const QMap<QString, QString> &extra, QList<Setting> *contributors);

    /// Errors: InvalidArgument with Python's text.
    [[nodiscard]] core::Result<QString> resolve(const QString &text);

private:
    using Options = QMap<QString, MergedOption>;
    struct Value
    {
        const QString *text = nullptr; ///< nullptr: there is no such option
        const Setting *from = nullptr; ///< nullptr: of nobody's file
    };
    /// Qualified names that one level adds to those of the levels around it.
    struct Scope
    {
        const Scope *outer = nullptr;
        QList<std::pair<QString, const Setting *>> added;
    };

    [[nodiscard]] bool append(QStringView rest, const Scope *outer, int depth);
    [[nodiscard]] bool appendReference(QStringView &rest, QStringView whole, const Scope &scope, int depth);
    void addQualified(QStringView text, Scope &scope) const;
    [[nodiscard]] const Setting *qualified(const QString &section, const QString &key) const;
    [[nodiscard]] Value lookUp(const QString &key, const Scope &scope) const;
    [[nodiscard]] QString rawText(QStringView fallback) const;
    [[nodiscard]] bool fail(const QString &message);

    const MergedSections &m_sections;
    const QString &m_section;
    const QString &m_key;
    const QMap<QString, QString> &m_extra;
    const Options *m_own; ///< of DEFAULT: the same as m_defaults
    const Options &m_defaults;
    QList<Setting> *m_contributors;
    QString m_result;
    QString m_error;
    qsizetype m_work = 0;
};

} // namespace config
