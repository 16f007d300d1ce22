// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/action_reader.h"

using namespace Qt::StringLiterals;

namespace config {

namespace {

/// Every action knows its jail's name and its own.
OptionMap named(const OptionMap &call, const QString &file, const QString &jail)
{
    OptionMap all = call;
    if (!all.contains(u"name"_s))
        all.set(u"name"_s, jail);
    if (all.contains(u"actname"_s))
        return all;
    const QString name = all.text(u"name"_s);
    QString own = file;
    if (name != jail) // one action may be called more than once, under several names
        own += name.startsWith(jail) ? name.mid(jail.size()) : u'-' + name;
    all.set(u"actname"_s, own);
    return all;
}

/// server/action.py, CommandAction._escapedTags, and what is known only when somebody is banned.
const QSet<QString> &lateTags()
{
    static const QSet<QString> tags { u"matches"_s, u"ipmatches"_s, u"ipjailmatches"_s, u"timeout"_s, u"bantime"_s };
    return tags;
}

} // namespace

ActionReader::ActionReader(std::shared_ptr<const MergedSections> sections, const QString &file, const QString &jail,
    const OptionMap &call, Setting calledAt)
    : DefinitionReader(std::move(sections), named(call, file, jail), std::move(calledAt), templates())
    , m_jail(jail)
    , m_name(this->call().text(u"actname"_s))
{
}

const QList<OptionTemplate> &ActionReader::templates()
{
    static const QList<OptionTemplate> options {
        { u"actionstart"_s },
        { u"actionstart_on_demand"_s, OptionType::Truth },
        { u"actionstop"_s },
        { u"actionflush"_s },
        { u"actionreload"_s },
        { u"actioncheck"_s },
        { u"actionrepair"_s },
        { u"actionrepair_on_unban"_s, OptionType::Truth },
        { u"actionban"_s },
        { u"actionprolong"_s },
        { u"actionreban"_s },
        { u"actionunban"_s },
        { u"norestored"_s, OptionType::Truth },
    };
    return options;
}

Reading<QList<QVariantList>> ActionReader::commands()
{
    m_combined = {};
    const Reading<OptionMap> options = combined(lateTags());
    if (!options)
        return tl::unexpected(options.error());
    m_combined = *options;
    const auto isOwn = [](const QString &key) {
        return std::ranges::any_of(templates(), [&key](const OptionTemplate &option) { return option.name == key; });
    };
    QVariantList properties;
    for (const OptionMap::Entry &entry : options->entries()) {
        if (isOwn(entry.key))
            properties.append(QVariant(QVariantList { entry.key, entry.value }));
    }
    for (const OptionMap::Entry &entry : call().entries()) {
        if (!isOwn(entry.key) && !entry.key.startsWith("known/"_L1))
            properties.append(QVariant(QVariantList { entry.key, entry.value }));
    }
    QList<QVariantList> stream { { u"set"_s, m_jail, u"addaction"_s, m_name } };
    if (properties.size() > 1)
        stream.append({ u"multi-set"_s, m_jail, u"action"_s, m_name, properties });
    else if (!properties.isEmpty())
        stream.append(QVariantList { u"set"_s, m_jail, u"action"_s, m_name } + properties.first().toList());
    return stream;
}

} // namespace config
