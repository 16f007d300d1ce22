// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/config_command.h"

#include "cli/change_config_command.h"
#include "core/visible_text.h"
#include "services/config_service.h"
#include "texts/preflight_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

/// A value of several lines, or a long one, does not push the places of all others away.
constexpr qsizetype widestValue = 40;

QJsonObject placeJson(const config::Origin &origin)
{
    return { { u"file"_s, origin.file.isEmpty() ? QJsonValue() : QJsonValue(origin.file) },
        { u"line"_s, origin.line > 0 ? QJsonValue(origin.line) : QJsonValue() } };
}

QJsonObject valueJson(const config::EffectiveValue &value)
{
    QJsonArray overrides;
    for (const config::Setting &setting : value.overrides) {
        QJsonObject one = placeJson(setting.origin);
        one.insert(u"value"_s, setting.raw);
        overrides.append(one);
    }
    QJsonObject object = placeJson(value.origin);
    object.insert(u"value"_s, value.value);
    object.insert(u"overrides"_s, overrides);
    if (!value.problem.isEmpty())
        object.insert(u"problem"_s, value.problem);
    return object;
}

QJsonObject jailJson(const config::ConfiguredJail &jail)
{
    QJsonObject object;
    for (auto option = jail.options.cbegin(); option != jail.options.cend(); ++option)
        object.insert(option.key(), valueJson(*option));
    QJsonArray actions;
    for (const config::ConfiguredAction &action : jail.actions) {
        QJsonObject options;
        for (auto option = action.options.cbegin(); option != action.options.cend(); ++option)
            options.insert(option.key(), *option);
        actions.append(QJsonObject { { u"name"_s, action.name },
            { u"file"_s, action.files.isEmpty() ? QJsonValue() : QJsonValue(action.files.constFirst()) },
            { u"options"_s, options } });
    }
    object.insert(u"actions"_s, actions);
    return object;
}

QString placeText(const config::ConfigTree &tree, const config::Origin &origin)
{
    if (origin.file.isEmpty())
        //: where a value comes from: nobody has set it
        return QCoreApplication::translate("cli", "fail2ban's default");
    return texts::placeWords(tree.shown(origin.file), origin.line);
}

/// "bantime = 10m      jail.d/sshd.local:3", and what it overrides below, indented.
QString valueText(
    const config::ConfigTree &tree, const config::EffectiveValue &value, qsizetype keyWidth, qsizetype valueWidth)
{
    QStringList lines = value.value.split(u'\n');
    std::ranges::transform(lines, lines.begin(), core::visibleText);
    const QString indent(keyWidth + 3, u' ');
    QString text = core::visibleText(value.key).leftJustified(keyWidth) + " = "_L1
        + lines.constFirst().leftJustified(valueWidth) + "   "_L1 + placeText(tree, value.origin) + u'\n';
    for (const QString &line : lines.sliced(1))
        text += indent + line + u'\n';
    if (!value.problem.isEmpty())
        text += indent + core::visibleText(value.problem) + u'\n';
    for (const config::Setting &setting : value.overrides) {
        const QString first = setting.raw.section(u'\n', 0, 0);
        const QString shown = core::visibleText(first) + (setting.raw.contains(u'\n') ? u" …"_s : QString());
        //: %1: a value, %2: the place that sets it
        text += indent
            + QCoreApplication::translate("cli", "overrides %1   %2").arg(shown, placeText(tree, setting.origin))
            + u'\n';
    }
    return text;
}

QString valuesText(const config::ConfigTree &tree, const QList<config::EffectiveValue> &values)
{
    qsizetype keyWidth = 0;
    qsizetype valueWidth = 0;
    for (const config::EffectiveValue &value : values) {
        keyWidth = std::max(keyWidth, core::visibleText(value.key).size());
        const qsizetype width = core::visibleText(value.value.section(u'\n', 0, 0)).size();
        if (width <= widestValue)
            valueWidth = std::max(valueWidth, width);
    }
    QString text;
    for (const config::EffectiveValue &value : values)
        text += valueText(tree, value, keyWidth, valueWidth);
    return text;
}

/// The file of jail.* that this login may not read; empty: none. From the others nothing could be told for sure.
QString unreadableFile(const config::ConfigTree &tree)
{
    for (auto file = tree.unreadable.cbegin(); file != tree.unreadable.cend(); ++file) {
        const QString shown = tree.shown(file.key());
        if (!shown.startsWith("filter.d/"_L1) && !shown.startsWith("action.d/"_L1) && !shown.startsWith("fail2ban."_L1))
            return file.key();
    }
    return {};
}

QString problemsNote(const config::Configuration &configuration, const config::ConfiguredJail &jail)
{
    QStringList lines;
    const auto add = [&lines, &configuration](const config::Problem &problem) {
        const QString place = texts::placeWords(configuration.tree().shown(problem.origin.file), problem.origin.line);
        const QString words = problem.detail.isEmpty() ? problem.subject : problem.detail;
        lines.append(place.isEmpty() ? core::visibleText(words) : place + u": "_s + core::visibleText(words));
    };
    std::ranges::for_each(configuration.problems(), add);
    std::ranges::for_each(jail.problems, add);
    lines.removeDuplicates();
    return lines.join(u'\n');
}

Outcome failedReading(const core::Error &error)
{
    Outcome outcome = failed(error);
    if (error.code == core::ErrorCode::FileUnreadable)
        outcome.exitCode = ExitCode::Unreachable; // the folder is closed to this login
    return outcome;
}

Outcome gotten(const config::Configuration &configuration, const QString &name, const QString &key)
{
    if (const QString closed = unreadableFile(configuration.tree()); !closed.isEmpty())
        return failedReading({ core::ErrorCode::FileUnreadable, closed });
    const config::ConfiguredJail *jail = configuration.jail(name);
    if (!jail)
        return failed({ core::ErrorCode::UnknownJail, name });
    Outcome outcome;
    outcome.note = problemsNote(configuration, *jail);
    if (!key.isEmpty()) {
        auto value = jail->options.constFind(key);
        if (value == jail->options.cend())
            value = jail->options.constFind(key.toLower()); // as fail2ban's parser has it
        if (value == jail->options.cend()) {
            value = jail->filterValues.constFind(key.toLower());
            if (value == jail->filterValues.cend())
                return failed({ core::ErrorCode::InvalidArgument, key });
        }
        outcome.result = valueJson(*value);
        outcome.text = valuesText(configuration.tree(), { *value });
        return outcome;
    }
    outcome.result = jailJson(*jail);
    outcome.text = valuesText(configuration.tree(), jail->options.values());
    return outcome;
}

} // namespace

QString configProblem(const Options &options)
{
    const QString verb = options.words.value(0);
    const qsizetype count = options.words.size();
    qsizetype most = 0;
    if (verb == "get"_L1) {
        if (count < 2)
            return QCoreApplication::translate("cli", "config get takes a jail, and one of its keys");
        most = 3;
    } else if (verb == "set"_L1) {
        if (count < 4)
            return QCoreApplication::translate("cli", "config set takes a jail, a key and its value");
        most = 4;
    } else if (verb == "unset"_L1) {
        if (count < 3)
            return QCoreApplication::translate("cli", "config unset takes a jail and a key");
        most = 3;
    } else {
        return QCoreApplication::translate("cli", "config does not take \"%1\"").arg(verb);
    }
    if (count > most)
        return QCoreApplication::translate("cli", "%1 does not take \"%2\"")
            .arg("config "_L1 + verb, options.words.last());
    return {};
}

void runConfig(const Target &target)
{
    if (target.options.words.value(0) != "get"_L1) {
        runConfigChange(target);
        return;
    }
    target.services.configService.read(
        target.server, target.context, [target](const core::Result<services::ServerConfiguration> &read) {
            target.done(read ? gotten(read->configuration, target.options.words.value(1), target.options.words.value(2))
                             : failedReading(read.error()));
        });
}

} // namespace cli
