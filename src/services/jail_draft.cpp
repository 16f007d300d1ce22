// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_draft.h"

#include "config/action_reader.h"
#include "config/config_edit.h"
#include "config/document.h"
#include "config/filter_reader.h"
#include "config/jail_options.h"
#include "config/value_rules.h"
#include "services/change_history.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

config::ConfigTree treeWith(const QString &folder, const QString &path, const std::optional<QByteArray> &bytes)
{
    config::ConfigTree tree;
    tree.folder = folder;
    if (bytes)
        tree.files.insert(path, *bytes);
    return tree;
}

constexpr auto definitionSectionName = "Definition"_L1;

config::EditTarget editTargetOf(ConfigPart part)
{
    switch (part) {
    case ConfigPart::Jail:
        return config::EditTarget::Jail;
    case ConfigPart::Filter:
        return config::EditTarget::Filter;
    case ConfigPart::Action:
        return config::EditTarget::Action;
    }
    return config::EditTarget::Jail;
}

QString draftKeyIn(const QString &section, const QString &key)
{
    return section == definitionSectionName ? key : u'[' + section + u"] "_s + key;
}

/// Section and key of what draftKeyIn() gave.
std::pair<QString, QString> draftPlaceOf(const QString &draftKey)
{
    const qsizetype end = draftKey.indexOf("] "_L1);
    if (!draftKey.startsWith(u'[') || end < 0)
        return { definitionSectionName, draftKey };
    return { draftKey.mid(1, end - 1), draftKey.mid(end + 2) };
}

QMap<QString, QString> optionsIn(const std::optional<QByteArray> &bytes, ConfigPart part, const QString &jail)
{
    QMap<QString, QString> options;
    const config::Document document = config::Document::parse(bytes.value_or(QByteArray()));
    for (const config::DocumentSection &section : document.sections()) {
        if (part == ConfigPart::Jail && section.name != jail)
            continue;
        for (const config::DocumentOption &option : section.options)
            options.insert(part == ConfigPart::Jail ? option.key : draftKeyIn(section.name, option.key), option.value);
    }
    return options;
}

OptionFault faultFrom(config::ValueFault fault)
{
    switch (fault) {
    case config::ValueFault::Time:
        return OptionFault::Time;
    case config::ValueFault::TimeIsCode:
        return OptionFault::TimeIsCode;
    case config::ValueFault::TimeInDoubt:
        return OptionFault::None; // the preflight asks fail2ban itself
    case config::ValueFault::Number:
        return OptionFault::Number;
    case config::ValueFault::Backend:
        return OptionFault::Backend;
    case config::ValueFault::Value:
        return OptionFault::Value;
    }
    return OptionFault::None;
}

} // namespace

OptionField optionField(const QString &key)
{
    static constexpr std::array times { "bantime"_L1, "findtime"_L1, "bantime.maxtime"_L1, "bantime.rndtime"_L1 };
    static constexpr std::array lists { "failregex"_L1, "ignoreregex"_L1, "logpath"_L1, "action"_L1, "ignoreip"_L1,
        "journalmatch"_L1 };
    if (std::ranges::find(times, key) != times.end())
        return OptionField::Time;
    if (std::ranges::find(lists, key) != lists.end())
        return OptionField::Lines;
    for (const config::OptionTemplate &option : config::allJailOptions()) {
        if (option.name != key)
            continue;
        switch (option.type) {
        case config::OptionType::Truth:
            return OptionField::Truth;
        case config::OptionType::Number:
            return OptionField::Number;
        case config::OptionType::Text:
            return OptionField::Text;
        }
    }
    return OptionField::Text;
}

QString draftKey(const ConfigOptionRow &option)
{
    if (option.part == ConfigPart::Jail || option.section.isEmpty())
        return option.key;
    const bool conditional = option.section.contains(u'?');
    return draftKeyIn(option.section, conditional ? option.key.section(u'?', 0, 0) : option.key);
}

OptionField optionField(const ConfigOptionRow &option)
{
    if (option.part == ConfigPart::Jail)
        return optionField(option.key);
    // A filter has its regexes, an action its commands; what else either of them has is a line of text.
    const QList<config::OptionTemplate> &templates
        = option.part == ConfigPart::Filter ? config::FilterReader::templates() : config::ActionReader::templates();
    for (const config::OptionTemplate &known : templates) {
        if (known.name != option.key)
            continue;
        if (known.type == config::OptionType::Number)
            return OptionField::Number;
        if (known.type == config::OptionType::Truth || known.name == "usedns"_L1)
            return OptionField::Text; // fail2ban decides some of them while it runs
        return OptionField::Lines;
    }
    return option.raw.contains(u'\n') ? OptionField::Lines : OptionField::Text;
}

OptionFault optionFault(ConfigPart part, const QString &key, const QString &value)
{
    if (part == ConfigPart::Jail)
        return optionFault(key, value);
    // The preflight tries the rest with fail2ban itself.
    const bool isNumber = part == ConfigPart::Filter && draftPlaceOf(key).second == "maxlines"_L1;
    return isNumber ? optionFault(u"maxlines"_s, value) : OptionFault::None;
}

OptionFault optionFault(const QString &key, const QString &value)
{
    if (value.contains("%("_L1)) // what it becomes is known where the files are
        return OptionFault::None;
    if (optionField(key) == OptionField::Truth)
        return config::isTruth(QStringView(value).trimmed()) ? OptionFault::None : OptionFault::Truth;
    if (optionField(key) == OptionField::Number && value.trimmed().isEmpty())
        return OptionFault::Number;
    if (optionField(key) == OptionField::Time && value.trimmed().isEmpty())
        return OptionFault::Time;
    config::DumpedJail jail;
    jail.backend = key == "backend"_L1 ? value.trimmed() : u"auto"_s;
    if (key != "backend"_L1)
        jail.settings.insert(key, { value.trimmed() });
    const QList<config::FaultyValue> found = config::faultyValues(jail);
    return found.isEmpty() ? OptionFault::None : faultFrom(found.constFirst().fault);
}

JailDraft JailDraft::of(const ServerConfiguration &configuration, const QString &jail)
{
    return of(configuration, jail, ConfigPart::Jail, {});
}

JailDraft JailDraft::of(
    const ServerConfiguration &configuration, const QString &jail, ConfigPart part, const QString &definition)
{
    const config::ConfigTree &tree = configuration.configuration.tree();
    const auto path = config::editedFile(tree, editTargetOf(part), part == ConfigPart::Jail ? jail : definition);
    JailDraft draft;
    if (!path || tree.unreadable.contains(*path))
        return draft;
    draft.m_jail = jail;
    draft.m_part = part;
    draft.m_definition = definition;
    draft.m_folder = tree.folder;
    draft.m_path = *path;
    if (const auto bytes = tree.files.constFind(*path); bytes != tree.files.cend())
        draft.m_base = *bytes;
    draft.m_now = draft.m_base;
    return draft;
}

bool JailDraft::isOutdated(const ServerConfiguration &configuration) const
{
    return bytesIn(configuration) != m_base;
}

bool JailDraft::isWrittenIn(const ServerConfiguration &configuration) const
{
    return m_unwritable.isEmpty() && bytesIn(configuration) == m_now;
}

std::optional<QByteArray> JailDraft::bytesIn(const ServerConfiguration &configuration) const
{
    return of(configuration, m_jail, m_part, m_definition).m_base;
}

void JailDraft::edit(const QString &key, const QString &value, bool remove)
{
    const auto [section, name] = m_part == ConfigPart::Jail ? std::pair(QString(), key) : draftPlaceOf(key);
    const config::OptionEdit wanted { .target = editTargetOf(m_part),
        .name = m_part == ConfigPart::Jail ? m_jail : m_definition,
        .section = section,
        .key = name,
        .value = value,
        .remove = remove };
    const auto files = config::planEdits(treeWith(m_folder, m_path, m_now), { wanted });
    m_unwritable.remove(key);
    if (files && files->size() == 1)
        m_now = files->constFirst().after;
    else if (!remove)
        m_unwritable.insert(key, value);
}

void JailDraft::set(const QString &key, const QString &value)
{
    edit(key, value, false);
}

void JailDraft::reset(const QString &key)
{
    edit(key, {}, true);
}

std::optional<QString> JailDraft::own(const QString &key) const
{
    if (const auto kept = m_unwritable.constFind(key); kept != m_unwritable.cend())
        return *kept;
    const QMap<QString, QString> options = optionsIn(m_now, m_part, m_jail);
    const auto found = options.constFind(key);
    return found == options.cend() ? std::nullopt : std::optional(*found);
}

QStringList JailDraft::editedKeys() const
{
    const QMap<QString, QString> before = optionsIn(m_base, m_part, m_jail);
    const QMap<QString, QString> now = optionsIn(m_now, m_part, m_jail);
    QStringList keys = m_unwritable.keys();
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        const auto was = before.constFind(it.key());
        if (was == before.cend() || *was != *it)
            keys += it.key();
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!now.contains(it.key()))
            keys += it.key();
    }
    keys.removeDuplicates();
    keys.sort();
    return keys;
}

QMap<QString, OptionFault> JailDraft::faults() const
{
    QMap<QString, OptionFault> found;
    const QMap<QString, QString> now = optionsIn(m_now, m_part, m_jail);
    for (const QString &key : editedKeys()) {
        OptionFault fault = OptionFault::None;
        const auto beside = m_unwritable.constFind(key);
        if (beside != m_unwritable.cend() || now.contains(key))
            fault = optionFault(m_part, key, beside != m_unwritable.cend() ? *beside : now.value(key));
        if (fault == OptionFault::None && beside != m_unwritable.cend())
            fault = OptionFault::Unwritable;
        if (fault != OptionFault::None)
            found.insert(key, fault);
    }
    return found;
}

QString JailDraft::text() const
{
    return QString::fromUtf8(m_now.value_or(QByteArray())).replace("\r\n"_L1, "\n"_L1);
}

bool JailDraft::isText() const
{
    const QByteArray bytes = m_now.value_or(QByteArray());
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() != bytes)
        return false;
    // Line ends of one kind only, and nothing that a reader would not see.
    const qsizetype both = text.count(u"\r\n"_s);
    return (both == 0 || both == text.count(u'\n')) && text.count(u'\r') == both
        && std::ranges::all_of(text, [](QChar c) {
               return c == u'\n' || c == u'\r' || c == u'\t'
                   || (c.isPrint() && c != QChar::ReplacementCharacter && c.category() != QChar::Other_Format);
           });
}

void JailDraft::setText(const QString &text)
{
    const bool dos = m_now.value_or(m_base.value_or(QByteArray())).contains("\r\n");
    QString wanted = text;
    wanted.replace("\r\n"_L1, "\n"_L1);
    if (dos)
        wanted.replace("\n"_L1, "\r\n"_L1);
    m_now = wanted.isEmpty() ? std::nullopt : std::optional(wanted.toUtf8());
}

QList<ConfigDefect> JailDraft::problems() const
{
    return configTextProblems(m_now.value_or(QByteArray()), m_path);
}

ServerConfiguration JailDraft::appliedTo(const ServerConfiguration &configuration) const
{
    if (!isValid() || m_now == bytesIn(configuration))
        return configuration;
    ServerConfiguration applied = configuration;
    config::ConfigTree tree = configuration.configuration.tree();
    if (m_now)
        tree.files.insert(m_path, *m_now);
    else
        tree.files.remove(m_path);
    config::Configuration::Machine machine;
    if (!configuration.version.isEmpty())
        machine.version = configuration.version;
    applied.configuration = config::Configuration::read(tree, machine);
    return applied;
}

ChangeRequest JailDraft::request(core::ServerId server) const
{
    ChangeRequest request;
    request.server = server;
    request.jail = m_jail;
    request.kind = m_part == ConfigPart::Jail ? kindOfText(m_jail, m_base, m_now) : ChangeKind::Edit;
    request.part = m_part;
    request.definition = m_definition;
    request.text = m_now.value_or(QByteArray());
    return request;
}

} // namespace services
