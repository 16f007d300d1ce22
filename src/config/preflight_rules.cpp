// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/preflight_rules.h"

#include "config/document.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// iptables takes chains of 28 bytes ("must be under 29 chars", 1.8.9), and its actions put "f2b-" before the name.
/// fail2ban itself warns at 26 only (server/jail.py). Others make of it what they like: nftables has room for more.
constexpr qsizetype longestName = 24;

FindingKind kindOf(const Problem &problem)
{
    switch (problem.kind) {
    case ProblemKind::DuplicateSection:
        return FindingKind::DuplicateSection;
    case ProblemKind::BadInterpolation:
    case ProblemKind::BadSubstitution:
        return FindingKind::UnresolvedInterpolation;
    case ProblemKind::FileMissing:
        // In fail2ban's words: "Unable to read the filter 'x'", "Unable to read action 'x'".
        if (problem.detail.contains(" action "_L1) || problem.subject.contains("action.d/"_L1))
            return FindingKind::UnknownAction;
        if (problem.detail.contains(" filter "_L1) || problem.subject.contains("filter.d/"_L1))
            return FindingKind::UnknownFilter;
        return FindingKind::Unreadable;
    case ProblemKind::WrongType:
        return FindingKind::BadNumber;
    case ProblemKind::NoLogFile:
        return FindingKind::NoLog;
    case ProblemKind::NotUtf8:
    case ProblemKind::NoSectionHeader:
    case ProblemKind::DuplicateOption:
    case ProblemKind::NotAnOption:
    case ProblemKind::Other:
        return FindingKind::Unreadable;
    }
    return FindingKind::Unreadable;
}

Finding findingOf(const Problem &problem, const QString &jail, bool blocking)
{
    return { kindOf(problem), blocking, jail, problem.origin, problem.subject, problem.detail };
}

const EffectiveValue *valueOf(const ConfiguredJail &jail, const QString &key)
{
    const auto found = jail.options.constFind(key);
    return found == jail.options.cend() ? nullptr : &*found;
}

QList<Finding> winners(const Configuration &configuration, const ConfiguredJail &jail)
{
    QList<Finding> found;
    const QString path = configuration.tree().path(ownJailFile(jail.name));
    const auto bytes = configuration.tree().files.constFind(path);
    if (bytes == configuration.tree().files.cend())
        return found;
    const Document document = Document::parse(*bytes, path);
    const DocumentSection *section = document.section(jail.name);
    if (!section)
        return found;
    for (const DocumentOption &option : section->options) {
        const EffectiveValue *value = valueOf(jail, option.key);
        if (value && value->origin.file != path && !value->origin.file.isEmpty())
            found.append({ FindingKind::NotWinning, option.key == "enabled"_L1, jail.name, value->origin, option.key,
                configuration.tree().shown(value->origin.file) });
    }
    return found;
}

QList<Finding> sharedFiles(const Configuration &configuration, const ConfiguredJail &jail)
{
    QStringList bases;
    if (!jail.filter.isEmpty())
        bases += "filter.d/"_L1 + jail.filter;
    for (const ConfiguredAction &action : jail.actions) {
        if (!bases.contains(action.file))
            bases += action.file;
    }
    QList<Finding> found;
    for (const QString &base : std::as_const(bases)) {
        const QString path = configuration.tree().path(base + ".local"_L1);
        if (!configuration.tree().files.contains(path))
            continue;
        QStringList others;
        for (const QString &user : configuration.usersOf(base)) {
            const ConfiguredJail *other = configuration.jail(user);
            if (user != jail.name && other && other->enabled)
                others += user;
        }
        if (!others.isEmpty())
            found.append({ FindingKind::SharedFile, false, jail.name, { path, 0, {} }, others.join(u", "_s),
                configuration.tree().shown(path) });
    }
    return found;
}

/// The sets of the daemon have no order, and 1.0.2 sends what 1.1.0 leaves out where it is empty.
QStringList comparable(const QString &name, const QVariantList &value)
{
    QStringList words;
    for (const QVariant &word : value)
        words += word.toString();
    if (name == "addignoreip"_L1)
        words.sort();
    return words;
}

} // namespace

QString ownJailFile(const QString &jail)
{
    return u"jail.d/zz-bangui-%1.local"_s.arg(jail);
}

QList<Finding> globalFindings(const Configuration &configuration)
{
    QList<Finding> found;
    for (const Problem &problem : configuration.problems())
        found.append(findingOf(problem, {}, true));
    return found;
}

QList<Finding> jailFindings(const Configuration &configuration, const ConfiguredJail &jail)
{
    QList<Finding> found;
    for (const Problem &problem : jail.problems) {
        const auto isCause = [&](const Problem &other) {
            return other.kind == problem.kind && comesFrom(jail, problem.subject, other.origin);
        };
        // What only repeats another value's mistake (maxmatches = %(maxretry)s) is right when that one is.
        if (problem.kind == ProblemKind::WrongType && std::ranges::any_of(jail.problems, isCause))
            continue;
        found.append(findingOf(problem, jail.name, true));
        if (problem.kind == ProblemKind::NoLogFile)
            found.last().subject = configuration.logPatterns(jail.name).join(u' ');
    }
    const auto has
        = [&found](FindingKind kind) { return std::ranges::find(found, kind, &Finding::kind) != found.end(); };
    const auto add = [&](FindingKind kind, bool blocking, const QString &key) {
        found.append({ kind, blocking, jail.name, originOf(jail, key), {}, {} });
    };
    if (!jail.enabled)
        add(FindingKind::NotEnabled, false, u"enabled"_s);
    const EffectiveValue *failregex = valueOf(jail, u"failregex"_s);
    if (jail.filter.isEmpty() && !has(FindingKind::UnknownFilter) && (!failregex || failregex->value.isEmpty()))
        add(FindingKind::NoFilter, false, u"filter"_s);
    if (jail.actions.isEmpty() && std::ranges::none_of(found, &Finding::blocking))
        add(FindingKind::NoAction, true, u"action"_s);
    if (jail.name.toUtf8().size() > longestName)
        found.append({ FindingKind::NameTooLong, false, jail.name, {}, jail.name, {} });
    return found + winners(configuration, jail) + sharedFiles(configuration, jail);
}

QList<Finding> otherJailsFindings(const Configuration &configuration, const QStringList &checked)
{
    QList<Finding> found;
    for (const ConfiguredJail *jail : configuration.jails()) {
        if (!jail->enabled || checked.contains(jail->name))
            continue;
        for (const Problem &problem : jail->problems)
            found.append(findingOf(problem, jail->name, false));
    }
    return found;
}

Origin originOf(const ConfiguredJail &jail, const QString &setting)
{
    QString key = setting;
    for (const auto &verb : { "add"_L1, "multi-"_L1 }) {
        if (key.startsWith(verb))
            key.remove(0, verb.size());
    }
    const auto ofFilter = jail.filterValues.constFind(key);
    const EffectiveValue *ofJail = valueOf(jail, key);
    if (ofJail && !ofJail->origin.file.isEmpty())
        return ofJail->origin;
    return ofFilter == jail.filterValues.cend() ? Origin {} : ofFilter->origin;
}

bool comesFrom(const ConfiguredJail &jail, const QString &setting, const Origin &cause)
{
    const EffectiveValue *value = valueOf(jail, setting);
    return value && !cause.file.isEmpty()
        && std::ranges::any_of(
            value->contributors, [&cause](const Setting &contributor) { return contributor.origin == cause; });
}

Configuration withEnabled(
    const Configuration &configuration, const QString &jail, const Configuration::Machine &machine)
{
    ConfigTree tree = configuration.tree();
    // After every other file of the folder, as sorted() of Python has it.
    const QString path = tree.path(u"jail.d/\U0010FFFF.local"_s);
    tree.files.insert(path, "[" + jail.toUtf8() + "]\nenabled = true\n");
    return Configuration::read(std::move(tree), machine);
}

QString firstDifference(const DumpedJail &theirs, const DumpedJail &ours)
{
    const auto differ
        = [](const QString &name, const QString &a, const QString &b) { return u"%1: %2 / %3"_s.arg(name, a, b); };
    if (theirs.backend != ours.backend)
        return differ(u"backend"_s, theirs.backend, ours.backend);
    if (theirs.prefregex != ours.prefregex)
        return differ(u"prefregex"_s, theirs.prefregex, ours.prefregex);
    if (theirs.failregex != ours.failregex)
        return differ(u"failregex"_s, theirs.failregex.join(u'\n'), ours.failregex.join(u'\n'));
    if (theirs.ignoreregex != ours.ignoreregex)
        return differ(u"ignoreregex"_s, theirs.ignoreregex.join(u'\n'), ours.ignoreregex.join(u'\n'));
    QStringList names = theirs.settings.keys() + ours.settings.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const QStringList a = comparable(name, theirs.settings.value(name));
        const QStringList b = comparable(name, ours.settings.value(name));
        if (a != b)
            return differ(name, a.join(u' '), b.join(u' '));
    }
    for (qsizetype i = 0; i < std::max(theirs.actions.size(), ours.actions.size()); ++i) {
        const DumpedAction a = theirs.actions.value(i);
        const DumpedAction b = ours.actions.value(i);
        if (a.name != b.name)
            return differ(u"action"_s, a.name, b.name);
        QStringList properties = a.properties.keys() + b.properties.keys();
        properties.removeDuplicates();
        for (const QString &property : std::as_const(properties)) {
            if (a.properties.value(property) != b.properties.value(property))
                return differ(a.name + u'.' + property, a.properties.value(property), b.properties.value(property));
        }
    }
    return {};
}

bool saysTheSame(const DumpedJail &a, const DumpedJail &b, const QString &setting)
{
    if (setting == "failregex"_L1)
        return a.failregex == b.failregex;
    if (setting == "ignoreregex"_L1)
        return a.ignoreregex == b.ignoreregex;
    if (setting == "prefregex"_L1)
        return a.prefregex == b.prefregex;
    if (setting == "backend"_L1)
        return a.backend == b.backend;
    return comparable(setting, a.settings.value(setting)) == comparable(setting, b.settings.value(setting));
}

} // namespace config
