// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/definition_reader.h"

#include "config/parser_text.h"
#include "config/python_forms.h"
#include "config/tag_substitution.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

/// "key?family=inet6" (configparserinc.py, CONDITIONAL_RE): the key, or nothing.
QString conditionalKey(const QString &key)
{
    const qsizetype mark = key.indexOf(u'?');
    if (mark <= 0 || mark + 1 >= key.size())
        return {};
    const QString name = key.left(mark);
    return std::ranges::all_of(name, isWord) ? name : QString();
}

} // namespace

QString interpolated(const QVariant &value)
{
    return value.typeId() == QMetaType::QString ? value.toString() : u"%"_s;
}

DefinitionReader::DefinitionReader(std::shared_ptr<const MergedSections> sections, const OptionMap &call,
    Setting calledAt, const QList<OptionTemplate> &templates)
    : m_sections(std::move(sections))
    , m_call(call)
    , m_calledAt(std::move(calledAt))
    , m_templates(templates)
{
    for (const OptionMap::Entry &entry : call.entries())
        m_called.insert(entry.key);
}

void DefinitionReader::setVariables(const OptionMap &options)
{
    m_variables.clear();
    m_nones.clear();
    for (const OptionMap::Entry &entry : options.entries()) {
        const QString key = entry.key.toLower(); // optionxform()
        if (entry.value.isValid())
            m_nones.remove(key);
        else
            m_nones.insert(key);
        m_variables.insert(key, entry.value.isValid() ? pythonStr(entry.value) : interpolated(entry.value));
    }
}

Problem DefinitionReader::failed(const QString &section, const QString &key, const core::Error &error) const
{
    const MergedOption *option = m_sections->option(section, key.toLower());
    return { ProblemKind::BadInterpolation, option ? option->winner.origin : Origin {}, key, error.detail };
}

Reading<void> DefinitionReader::readOptions(const OptionMap &jailOptions, bool all)
{
    const QString definition = u"Definition"_s;
    const OptionMap given = jailOptions.merged(m_call);
    const bool defined = m_sections->hasSection(definition);
    setVariables(given);
    m_options = {};
    for (const OptionTemplate &option : m_templates) {
        if (given.contains(option.name))
            continue;
        if (!defined) {
            m_options.set(option.name, option.fallback);
            continue;
        }
        const auto value = m_sections->find(definition, option.name, m_variables);
        if (!value) {
            if (option.fallback.isValid())
                m_options.set(option.name, option.fallback);
        } else if (*value) {
            m_options.set(option.name, **value);
        } else {
            return tl::unexpected(failed(definition, option.name, value->error()));
        }
    }
    if (const Reading<void> init = readInit(); !init || !all || !defined)
        return init;
    // Not those of [DEFAULT]: DefinitionInitConfigReader.getOptions asks for own ones, whatever its comment says.
    const QStringList keys = m_sections->keys(definition);
    for (const QString &key : keys) {
        if (key == "__name__"_L1 || m_options.contains(key))
            continue;
        const core::Result<QString> value = m_sections->value(definition, key);
        if (!value)
            return tl::unexpected(failed(definition, key, value.error()));
        m_options.set(key, *value);
    }
    return {};
}

Reading<void> DefinitionReader::readInit()
{
    const QString init = u"Init"_s;
    if (!m_sections->hasSection(init))
        return {};
    const QStringList keys = m_sections->keys(init);
    for (const QString &key : keys) {
        if (key == "__name__"_L1)
            continue;
        const QString known = u"known/"_s;
        if (key.startsWith(known) && m_call.contains(key))
            continue;
        const core::Result<QString> value = m_sections->value(init, key);
        if (!value)
            return tl::unexpected(failed(init, key, value.error()));
        if (!key.startsWith(known))
            m_call.set(known + key, *value);
        if (!m_call.contains(key))
            m_call.set(key, *value);
    }
    return {};
}

core::Result<QVariant> DefinitionReader::lookUp(const QString &tag)
{
    const auto known = m_lookedUp.constFind(tag);
    if (known != m_lookedUp.cend())
        return *known;
    QVariant found;
    const auto value = m_sections->findQualified(u"Definition"_s, tag, m_variables);
    if (value && *value)
        found = **value;
    else if (value && !m_nones.contains(tag.toLower()))
        return tl::unexpected(value->error());
    m_lookedUp.insert(tag, found);
    return found;
}

Reading<OptionMap> DefinitionReader::combined(const QSet<QString> &ignored)
{
    const OptionMap all = m_options.merged(m_call);
    QSet<QString> ignoring = ignored;
    for (const OptionMap::Entry &entry : all.entries()) {
        if (const QString key = conditionalKey(entry.key); !key.isEmpty())
            ignoring.insert(key);
    }
    QString interpolating;
    const TagLookup lookup = [this, &interpolating](const QString &tag) {
        core::Result<QVariant> found = lookUp(tag);
        if (!found)
            interpolating = tag;
        return found;
    };
    core::Result<OptionMap> options = substituteTags(all, ignoring, lookup);
    if (!options) {
        if (!interpolating.isEmpty())
            return tl::unexpected(failed(u"Definition"_s, interpolating, options.error()));
        const QStringList files = m_sections->files();
        return tl::unexpected(Problem { ProblemKind::BadSubstitution,
            { files.isEmpty() ? QString() : files.first(), 0, u"Definition"_s }, {}, options.error().detail });
    }
    convert(*options);
    return *std::move(options);
}

void DefinitionReader::convert(OptionMap &options)
{
    for (const OptionTemplate &option : m_templates) {
        const QVariant value = options.value(option.name);
        if (!value.isValid())
            continue;
        if (const std::optional<QVariant> converted = convertedOption(option.type, value)) {
            options.set(option.name, *converted);
            continue;
        }
        const Problem wrong { ProblemKind::WrongType, origin(option.name), option.name, pythonStr(value) };
        if (!m_warnings.contains(wrong))
            m_warnings.append(wrong);
        options.set(option.name, option.fallback);
    }
}

OptionMap DefinitionReader::written() const
{
    OptionMap all;
    for (const QString &section : { u"Definition"_s, u"Init"_s }) {
        for (const QString &key : m_sections->keys(section)) {
            if (key != "__name__"_L1)
                all.set(key, effective(key, {}).raw);
        }
    }
    return all;
}

Origin DefinitionReader::origin(const QString &key) const
{
    return effective(key, {}).origin;
}

EffectiveValue DefinitionReader::effective(const QString &key, const QVariant &value) const
{
    EffectiveValue all;
    all.key = key;
    all.value = value.isValid() ? pythonStr(value) : QString();
    QList<Setting> places;
    QString section;
    if (m_called.contains(key))
        places.append({ m_calledAt.raw, m_calledAt.origin });
    for (const QString &name : { u"Init"_s, u"Definition"_s }) {
        // [Init] is asked for its own options only, [Definition] for those of [DEFAULT], too.
        const MergedOption *option = m_sections->option(name, key);
        if (!option || (name == "Init"_L1 && !m_sections->options(name).contains(key)))
            continue;
        if (places.isEmpty())
            section = name;
        places.append(option->winner);
        places.append(option->overridden);
    }
    if (places.isEmpty())
        return all;
    all.raw = places.first().raw;
    all.origin = places.first().origin;
    all.inherited = all.origin.section == "DEFAULT"_L1;
    all.overrides = places.sliced(1);
    if (!section.isEmpty() && all.raw.contains("%("_L1))
        all.contributors = m_sections->contributors(section, key);
    return all;
}

} // namespace config
