// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/merged_sections.h"

#include <optional>

namespace config {

/// One value's %(...)s, put in as BasicInterpolationWithName of fail2ban does (configparserinc.py; configparser.py,
/// BasicInterpolation). For one use.
class Interpolation
{
public:
    /// All of them must outlive it.
    Interpolation(const MergedSections &sections, const QString &section, const QString &key,
        const QMap<QString, QString> &extra);

    /// Errors: InvalidArgument with Python's text.
    [[nodiscard]] core::Result<QString> resolve(const QString &text);
    /// Settings whose text was put in, each once, in order. Of a value that failed, too.
    [[nodiscard]] const QList<Setting> &contributors() const { return m_contributors; }

private:
    struct Value
    {
        QString text;
        std::optional<Setting> from; ///< nullopt: of nobody's file
    };
    using Scope = QHash<QString, Value>;

    [[nodiscard]] bool append(QStringView rest, Scope scope, int depth);
    [[nodiscard]] bool appendReference(QStringView &rest, QStringView whole, const Scope &scope, int depth);
    void addQualified(QStringView text, Scope &scope) const;
    [[nodiscard]] std::optional<Value> qualified(const QString &section, const QString &key) const;
    [[nodiscard]] std::optional<Value> lookUp(const QString &key, const Scope &scope) const;
    [[nodiscard]] bool isDefined(const QString &key, const Scope &scope) const;
    [[nodiscard]] QString rawText(QStringView fallback) const;
    [[nodiscard]] bool fail(const QString &message);

    const MergedSections &m_sections;
    const QString &m_section;
    const QString &m_key;
    const QMap<QString, MergedOption> m_own;
    const QMap<QString, MergedOption> m_defaults;
    Scope m_extra;
    QString m_result;
    QString m_error;
    QList<Setting> m_contributors;
    qsizetype m_work = 0;
};

} // namespace config
