// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_view.h"

#include "config/action_reader.h"
#include "config/document.h"
#include "config/filter_reader.h"
#include "services/config_service.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {

namespace {

ConfigPlace placeOf(const config::ConfigTree &tree, const config::Origin &origin)
{
    if (origin.file.isEmpty())
        return {};
    return { origin.file, tree.shown(origin.file), origin.line, origin.section };
}

QList<ConfigSetting> settingsOf(const config::ConfigTree &tree, const QList<config::Setting> &settings)
{
    QList<ConfigSetting> result;
    for (const config::Setting &setting : settings)
        result.append({ setting.raw, placeOf(tree, setting.origin) });
    return result;
}

ConfigDefectKind kindOf(config::ProblemKind kind)
{
    switch (kind) {
    case config::ProblemKind::NotUtf8:
        return ConfigDefectKind::NotUtf8;
    case config::ProblemKind::NoSectionHeader:
        return ConfigDefectKind::NoSectionHeader;
    case config::ProblemKind::DuplicateSection:
        return ConfigDefectKind::DuplicateSection;
    case config::ProblemKind::DuplicateOption:
        return ConfigDefectKind::DuplicateOption;
    case config::ProblemKind::NotAnOption:
        return ConfigDefectKind::NotAnOption;
    case config::ProblemKind::BadInterpolation:
    case config::ProblemKind::BadSubstitution:
        return ConfigDefectKind::Interpolation;
    case config::ProblemKind::WrongType:
        return ConfigDefectKind::Number;
    case config::ProblemKind::FileMissing:
    case config::ProblemKind::NoLogFile:
    case config::ProblemKind::Other:
        break;
    }
    return ConfigDefectKind::Other;
}

QList<ConfigDefect> defectsOf(const config::ConfigTree &tree, const QList<config::Problem> &problems)
{
    QList<ConfigDefect> result;
    for (const config::Problem &problem : problems)
        result.append({ .kind = kindOf(problem.kind),
            .subject = problem.subject,
            .detail = problem.detail,
            .place = placeOf(tree, problem.origin),
            .fatal = problem.kind != config::ProblemKind::WrongType });
    return result;
}

ConfigOptionRow rowOf(
    const config::ConfigTree &tree, const config::EffectiveValue &value, ConfigPart part, const QString &owner)
{
    ConfigOptionRow row;
    row.part = part;
    row.owner = owner;
    row.key = value.key;
    row.value = value.value;
    row.raw = value.raw;
    row.place = placeOf(tree, value.origin);
    row.overrides = settingsOf(tree, value.overrides);
    row.contributors = settingsOf(tree, value.contributors);
    row.inherited = value.inherited;
    row.problem = value.problem;
    return row;
}

/// Where the definition's own `.local` would set it. What its call sets is not for it to say.
QString overrideSection(const config::EffectiveValue &value, const QStringList &files)
{
    if (value.origin.file.isEmpty())
        return u"Definition"_s;
    if (!files.contains(value.origin.file))
        return {};
    return value.inherited ? u"Definition"_s : value.origin.section;
}

/// Of a filter or an action: what it says, then what fail2ban would ask it for and nobody has set.
QList<ConfigOptionRow> definitionRows(const config::ConfigTree &tree, ConfigPart part, const QString &owner,
    const QString &definition, const QStringList &files, const QMap<QString, config::EffectiveValue> &values)
{
    QList<ConfigOptionRow> rows;
    const auto add = [&](const config::EffectiveValue &value) {
        ConfigOptionRow row = rowOf(tree, value, part, owner);
        row.definition = definition;
        row.section = overrideSection(value, files);
        rows.append(row);
    };
    const QList<config::OptionTemplate> &templates
        = part == ConfigPart::Filter ? config::FilterReader::templates() : config::ActionReader::templates();
    for (const config::OptionTemplate &option : templates) { // in fail2ban's order: the start comes before the stop
        const auto found = values.constFind(option.name);
        if (found != values.cend() && !found->origin.file.isEmpty())
            add(*found);
    }
    const auto isTemplate = [&templates](const QString &key) {
        return std::ranges::any_of(templates, [&key](const auto &option) { return option.name == key; });
    };
    for (const config::EffectiveValue &value : values) {
        if (!isTemplate(value.key))
            add(value);
    }
    for (const config::OptionTemplate &option : templates) {
        const auto found = values.constFind(option.name);
        if (found != values.cend() && found->origin.file.isEmpty())
            add(*found);
        else if (found == values.cend() && !files.isEmpty())
            add({ .key = option.name });
    }
    return rows;
}

/// "iptables" of "action.d/iptables".
QString definitionOf(const config::ConfiguredAction &action)
{
    return action.file.section(u'/', 1);
}

/// Files that jail.* is read from, in that order, as far as jails are defined in them.
QStringList jailFiles(const config::ConfigTree &tree)
{
    return config::MergedSections::read(tree, u"jail"_s).files();
}

/// What fail2ban reads of a jail, the most telling first (jailreader.py and filterreader.py of 1.1.0, and port, which
/// every jail of the stock configuration hands to its action).
constexpr std::array jailOptions { "enabled"_L1, "filter"_L1, "action"_L1, "logpath"_L1, "journalmatch"_L1,
    "backend"_L1, "port"_L1, "bantime"_L1, "findtime"_L1, "maxretry"_L1, "ignoreip"_L1, "ignoreself"_L1,
    "ignorecommand"_L1, "ignorecache"_L1, "bantime.increment"_L1, "bantime.factor"_L1, "bantime.formula"_L1,
    "bantime.multipliers"_L1, "bantime.maxtime"_L1, "bantime.rndtime"_L1, "bantime.overalljails"_L1, "usedns"_L1,
    "maxmatches"_L1, "logencoding"_L1, "logtimezone"_L1, "skip_if_nologs"_L1, "failregex"_L1, "ignoreregex"_L1,
    "prefregex"_L1, "datepattern"_L1, "maxlines"_L1 };

bool isJailOption(const QString &key)
{
    return std::find(jailOptions.begin(), jailOptions.end(), key) != jailOptions.end();
}

/// A value that is there to be put into others: fail2ban itself never asks for it.
bool isHelper(const ConfigOptionRow &row)
{
    return row.part == ConfigPart::Jail && row.inherited && !isJailOption(row.key);
}

/// What was written comes before what nobody has set, and helpers come last.
int rankOf(const ConfigOptionRow &row)
{
    constexpr int own = 100;
    constexpr int filter = 200;
    constexpr int action = 300;
    constexpr int unset = 400;
    constexpr int helper = 600;
    if (isHelper(row))
        return helper;
    const auto known = std::find(jailOptions.begin(), jailOptions.end(), row.key);
    const int place = static_cast<int>(known - jailOptions.begin());
    if (!row.place.isKnown())
        return unset + (row.part == ConfigPart::Jail ? place : own);
    switch (row.part) {
    case ConfigPart::Jail:
        return known == jailOptions.end() ? own : place;
    case ConfigPart::Filter:
        return filter;
    case ConfigPart::Action:
        break;
    }
    return action;
}

} // namespace

QList<ConfigJailRow> configJails(const ServerConfiguration &configuration)
{
    const config::ConfigTree &tree = configuration.configuration.tree();
    const config::MergedSections merged = config::MergedSections::read(tree, u"jail"_s);
    QHash<QString, ConfigPlace> defined;
    for (const QString &file : merged.files()) {
        const config::Document document = config::Document::parse(tree.files.value(file), file);
        for (const config::DocumentSection &section : document.sections()) {
            if (!defined.contains(section.name))
                defined.insert(section.name, placeOf(tree, { file, section.line, section.name }));
        }
    }
    QList<ConfigJailRow> rows;
    for (const QString &name : configuration.configuration.jailNames()) {
        ConfigJailRow row { .name = name, .enabled = false, .place = defined.value(name), .problems = {} };
        const core::Result<QString> enabled = merged.value(name, u"enabled"_s);
        const bool off = enabled ? !config::isTrue(*enabled) : enabled.error().code == core::ErrorCode::FileNotFound;
        // To resolve a hundred jails takes longer than everything else; those that nobody has enabled are resolved when
        // somebody looks at them.
        if (const config::ConfiguredJail *jail = off ? nullptr : configuration.configuration.jail(name)) {
            row.enabled = jail->enabled;
            row.problems = defectsOf(tree, jail->problems);
        }
        rows.append(row);
    }
    return rows;
}

ConfigJailView configJail(const ServerConfiguration &configuration, const QString &jail)
{
    const config::ConfiguredJail *found = configuration.configuration.jail(jail);
    if (!found)
        return {};
    const config::ConfigTree &tree = configuration.configuration.tree();
    ConfigJailView view;
    view.name = found->name;
    view.enabled = found->enabled;
    view.problems = defectsOf(tree, found->problems);
    for (const config::EffectiveValue &value : found->options)
        view.options.append(rowOf(tree, value, ConfigPart::Jail, found->name));
    view.options.append(definitionRows(
        tree, ConfigPart::Filter, found->filter, found->filter, found->filterFiles, found->filterValues));
    QSet<QString> known;
    const auto addFile = [&](ConfigPart part, const QString &owner, const QString &path) {
        if (!known.contains(path))
            view.files.append({ part, owner, path, tree.shown(path) });
        known.insert(path);
    };
    for (const QString &file : jailFiles(tree))
        addFile(ConfigPart::Jail, found->name, file);
    for (const QString &file : found->filterFiles)
        addFile(ConfigPart::Filter, found->filter, file);
    for (const config::ConfiguredAction &action : found->actions) {
        ConfigOptionRow row;
        row.part = ConfigPart::Action;
        row.owner = action.name;
        row.key = action.name;
        QStringList options;
        for (auto it = action.options.cbegin(); it != action.options.cend(); ++it)
            options.append(it.key() + u'=' + it.value());
        row.value = options.join(u", "_s);
        row.raw = row.value;
        if (!action.files.isEmpty())
            row.place = placeOf(tree, { action.files.constFirst(), 0, {} });
        view.options.append(row);
        // The daemon takes one action of each name.
        const bool first
            = std::ranges::find(found->actions, action.name, &config::ConfiguredAction::name)->file == action.file;
        if (first && !definitionOf(action).endsWith(".py"_L1))
            view.options.append(definitionRows(
                tree, ConfigPart::Action, action.name, definitionOf(action), action.files, action.values));
        for (const QString &file : action.files)
            addFile(ConfigPart::Action, action.name, file);
    }
    for (ConfigOptionRow &row : view.options) {
        // Whoever uses it has the problem.
        if (isHelper(row) && !row.problem.isEmpty()) {
            row.problem.clear();
            row.value = row.raw;
        }
    }
    std::ranges::stable_sort(view.options, {}, rankOf);
    return view;
}

ConfigFileText configFile(const ServerConfiguration &configuration, const QString &path)
{
    const config::ConfigTree &tree = configuration.configuration.tree();
    ConfigFileText result;
    result.unreadable = tree.unreadable.value(path);
    const auto found = tree.files.constFind(path);
    result.exists = found != tree.files.cend();
    if (!result.exists)
        return result;
    // As Python reads a text file: every kind of line end is one.
    result.text = QString::fromUtf8(*found);
    result.text.replace(u"\r\n"_s, u"\n"_s);
    result.text.replace(u'\r', u'\n');
    return result;
}

ConfigUsers configUsers(const ServerConfiguration &configuration, ConfigPart part, const QString &definition)
{
    ConfigUsers users;
    if (part == ConfigPart::Jail || definition.isEmpty())
        return users;
    const QString base = (part == ConfigPart::Filter ? u"filter.d/"_s : u"action.d/"_s) + definition;
    for (const QString &name : configuration.configuration.usersOf(base)) {
        const config::ConfiguredJail *jail = configuration.configuration.jail(name);
        (jail && jail->enabled ? users.enabled : users.others).append(name);
    }
    return users;
}

int configLastLine(const QString &text, int line)
{
    const config::Document document = config::Document::parse(text.toUtf8());
    for (const config::DocumentSection &section : document.sections()) {
        for (const config::DocumentOption &option : section.options) {
            if (option.line == line)
                return std::max(line, option.lastLine);
        }
    }
    return line;
}

QString configFolder(const ServerConfiguration &configuration)
{
    return configuration.configuration.tree().folder;
}

QString configShown(const ServerConfiguration &configuration, const QString &path)
{
    return configuration.configuration.tree().shown(path);
}

QList<ConfigDefect> configProblems(const ServerConfiguration &configuration)
{
    return defectsOf(configuration.configuration.tree(), configuration.configuration.problems());
}

QList<ConfigDefect> configTextProblems(const QByteArray &bytes, const QString &path)
{
    config::ConfigTree alone;
    alone.folder = path.section(u'/', 0, -2);
    return defectsOf(alone, config::Document::parse(bytes, path).problems());
}

} // namespace services
