// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"
#include "config/merged_sections.h"
#include "config/option_map.h"
#include "config/option_types.h"

#include <QSet>

#include <memory>
#include <tl/expected.hpp>

namespace config {

/// What a reader gives, or what fail2ban's reader raises.
template <typename T> using Reading = tl::expected<T, Problem>;

/// Filter or action file as one jail calls it (configreader.py, DefinitionInitConfigReader).
class DefinitionReader
{
public:
    /// call: the options of the call. calledAt: where they are written. templates must outlive it.
    DefinitionReader(std::shared_ptr<const MergedSections> sections, const OptionMap &call, Setting calledAt,
        const QList<OptionTemplate> &templates);

    /// getOptions(): reads what [Definition] has, the options of the jail before it, and [Init] behind the call. May be
    /// called again with other options of the jail; what [Init] gave is then an option of the call.
    [[nodiscard]] Reading<void> readOptions(const OptionMap &jailOptions, bool all);
    /// getCombined(): options of definition, call and [Init] with <tags> put in, numbers and truth converted.
    [[nodiscard]] Reading<OptionMap> combined(const QSet<QString> &ignored = {});

    [[nodiscard]] const MergedSections &sections() const { return *m_sections; }
    /// Options of the call, with those of [Init] behind them once options were read.
    [[nodiscard]] const OptionMap &call() const { return m_call; }
    void setCallOption(const QString &key, const QVariant &value) { m_call.set(key, value); }
    /// Values that are of the wrong type: fail2ban takes its default.
    [[nodiscard]] const QList<Problem> &warnings() const { return m_warnings; }

    /// One option with its place. The call overrides [Init], and that [Definition].
    [[nodiscard]] EffectiveValue effective(const QString &key, const QVariant &value) const;
    [[nodiscard]] Origin origin(const QString &key) const;
    /// All that the files say, as written: of a definition whose values cannot be made out.
    [[nodiscard]] OptionMap written() const;

private:
    [[nodiscard]] Reading<void> readInit();
    [[nodiscard]] core::Result<QVariant> lookUp(const QString &tag);
    [[nodiscard]] Problem failed(const QString &section, const QString &key, const core::Error &error) const;
    void convert(OptionMap &options);
    void setVariables(const OptionMap &options);

    std::shared_ptr<const MergedSections> m_sections;
    OptionMap m_call;
    QSet<QString> m_called; ///< options that the call itself has
    Setting m_calledAt;
    const QList<OptionTemplate> &m_templates;
    OptionMap m_options;
    QMap<QString, QString> m_variables;
    QSet<QString> m_nones; ///< variables that are None
    QHash<QString, QVariant> m_lookedUp;
    QList<Problem> m_warnings;
};

/// What the interpolation has in place of a value that is no text: whoever refers to it ends in a TypeError of Python.
[[nodiscard]] QString interpolated(const QVariant &value);

} // namespace config
