// SPDX-License-Identifier: GPL-3.0-or-later
// JailReader: the options of a jail and of its filter with their places.
#include "config/jail_options.h"
#include "config/jail_reader.h"
#include "config/parser_text.h"
#include "config/python_forms.h"

using namespace Qt::StringLiterals;

namespace config {

OptionMap JailReader::readOptions(const QList<OptionTemplate> &templates)
{
    OptionMap options;
    for (const OptionTemplate &option : templates) {
        std::optional<core::Result<QString>> text;
        EffectiveValue value = effective(option.name, text);
        value.value = option.fallback.isValid() ? option.fallback.toString() : daemonDefault(option.name);
        if (text && *text) {
            const std::optional<QVariant> converted = convertedOption(option.type, **text);
            if (converted) {
                value.value = **text;
            } else {
                value.problem = u"Wrong value: "_s + quoted(**text);
                note({ ProblemKind::WrongType, value.origin, option.name, **text });
            }
            options.set(option.name, converted.value_or(option.fallback));
        } else if (text) {
            value.problem = text->error().detail;
            // Without its filter the jail lacks what the filter would have given it: one defect, not many.
            if (m_filter || m_jail.filter.isEmpty() || !value.raw.contains("%(known/"_L1))
                stop({ ProblemKind::BadInterpolation, value.origin, option.name, value.problem });
        } else if (option.fallback.isValid()) {
            options.set(option.name, option.fallback);
        }
        m_jail.options.insert(option.name, value);
    }
    return options;
}

void JailReader::addOtherOptions()
{
    const MergedSections &jails = m_around.jails;
    for (const QString &key : jails.keys(m_jail.name)) {
        if (m_jail.options.contains(key) || jails.option(m_jail.name, key)->winner.origin.file.isEmpty())
            continue; // those without a place were put in by fail2ban itself
        std::optional<core::Result<QString>> text;
        EffectiveValue value = effective(key, text);
        if (text && *text)
            value.value = **text;
        else if (text)
            value.problem = text->error().detail;
        m_jail.options.insert(key, value);
    }
    // There are dozens, and most are building blocks that no jail reads as they are.
    for (const EffectiveValue &value : m_around.others()) {
        if (!m_jail.options.contains(value.key))
            m_jail.options.insert(value.key, value);
    }
}

EffectiveValue JailReader::effective(const QString &key, std::optional<core::Result<QString>> &text) const
{
    EffectiveValue value;
    value.key = key;
    const MergedOption *option = m_around.jails.option(m_jail.name, key);
    if (!option)
        return value;
    value.raw = option->winner.raw;
    value.origin = option->winner.origin;
    value.overrides = option->overridden;
    value.inherited = value.origin.section == "DEFAULT"_L1 && m_jail.name != "DEFAULT"_L1;
    text = m_around.jails.find(m_jail.name, key, {}, &value.contributors);
    if (!value.contributors.isEmpty() || value.raw.startsWith("%(known/"_L1))
        addKnown(value);
    return value;
}

/// A value that a filter gave to its jail (%(known/x)s) comes from the filter's files.
void JailReader::addKnown(EffectiveValue &value) const
{
    const auto isMerged = [](const Setting &setting) { return setting.origin.file.isEmpty(); };
    value.contributors.removeIf(isMerged);
    if (!m_filter)
        return;
    QStringList sources { value.raw };
    for (const Setting &setting : std::as_const(value.contributors))
        sources.append(setting.raw);
    constexpr auto opening = "%(known/"_L1;
    for (const QString &raw : std::as_const(sources)) {
        for (qsizetype at = raw.indexOf(opening); at >= 0; at = raw.indexOf(opening, at + 1)) {
            const qsizetype begin = at + opening.size();
            const EffectiveValue of
                = m_filter->effective(raw.mid(begin, raw.indexOf(u')', begin) - begin).toLower(), {});
            const Setting setting { of.raw, of.origin };
            if (!of.origin.file.isEmpty() && !value.contributors.contains(setting))
                value.contributors.append(setting);
        }
    }
}

void JailReader::noteFilterValues(const OptionMap &combined)
{
    for (const OptionMap::Entry &entry : combined.entries()) {
        if (entry.key.startsWith("known/"_L1))
            continue;
        // Its place is the same whenever it is asked for; only the text may depend on the jail's options.
        const auto noted = m_jail.filterValues.find(entry.key);
        if (noted == m_jail.filterValues.end())
            m_jail.filterValues.insert(entry.key, m_filter->effective(entry.key, entry.value));
        else
            noted->value = entry.value.isValid() ? pythonStr(entry.value) : QString();
    }
    for (const Problem &warning : m_filter->warnings()) {
        note(warning);
        m_jail.filterValues[warning.subject].problem = u"Wrong value: "_s + quoted(warning.detail);
    }
}

void JailReader::noteActionValues(const Action &action, const OptionMap &combined)
{
    ConfiguredAction &noted = m_jail.actions[action.at];
    for (const OptionMap::Entry &entry : combined.entries()) {
        const bool given = (entry.key == "name"_L1 || entry.key == "actname"_L1) && !noted.options.contains(entry.key);
        if (!given && !entry.key.startsWith("known/"_L1))
            noted.values.insert(entry.key, action.reader->effective(entry.key, entry.value));
    }
}

/// What the filter says where the jail says nothing, and what the jail overrides where it does.
void JailReader::addFilterOptions()
{
    for (const OptionTemplate &option : FilterReader::templates()) {
        const auto own = m_jail.filterValues.constFind(option.name);
        if (own == m_jail.filterValues.cend() || own->origin.file.isEmpty())
            continue;
        EffectiveValue &value = m_jail.options[option.name];
        if (value.origin.file.isEmpty()) {
            value = *own;
            continue;
        }
        value.overrides.append({ own->raw, own->origin });
        value.overrides.append(own->overrides);
    }
}

} // namespace config
