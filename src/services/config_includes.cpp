// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_includes.h"

#include "config/merged_sections.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {

namespace {

/// The section alone, which is quicker to read than the whole file; all of it where variables may stand elsewhere in
/// it.
QByteArray includesSection(const QByteArray &content)
{
    const qsizetype begin = content.indexOf("[INCLUDES]");
    const qsizetype end = content.indexOf("\n[", begin);
    const QByteArray section = end < 0 ? content.mid(begin) : content.mid(begin, end + 1 - begin);
    const bool isAlone = begin == 0 || content[begin - 1] == '\n';
    return isAlone && !section.contains('%') && content.indexOf("[INCLUDES]", begin + 1) < 0 ? section : content;
}

/// What one file includes, its variables taken from itself alone (configparserinc.py).
QStringList includesOf(const QString &path, const QByteArray &content)
{
    if (!content.contains("[INCLUDES]"))
        return {};
    config::ConfigTree alone;
    alone.folder = path.first(std::max<qsizetype>(path.lastIndexOf(u'/'), 0));
    alone.files.insert(alone.folder + "/it.conf"_L1, includesSection(content)); // an included file may have any name
    const auto merged = config::MergedSections::read(alone, u"it"_s);
    QStringList files;
    for (const QString &key : { u"before"_s, u"after"_s }) {
        const auto value = merged.value(u"INCLUDES"_s, key);
        const QStringList names = value ? value->split(u'\n', Qt::SkipEmptyParts) : QStringList();
        for (const QString &name : names)
            files.append(QDir::cleanPath(name.startsWith(u'/') ? name : alone.folder + u'/' + name));
    }
    return files;
}

/// As os.path.splitext has it: a dot that begins a name begins no suffix.
QString withoutSuffix(const QString &path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    const qsizetype slash = path.lastIndexOf(u'/');
    return dot > slash + 1 ? path.first(dot) : path;
}

} // namespace

QStringList includedFiles(const config::ConfigTree &tree)
{
    QStringList found;
    for (auto file = tree.files.cbegin(); file != tree.files.cend(); ++file) {
        for (const QString &path : includesOf(file.key(), file.value())) {
            const QString local = withoutSuffix(path) + ".local"_L1;
            for (const QString &one : { path, local }) {
                if (!found.contains(one))
                    found.append(one);
            }
        }
    }
    return found;
}

QStringList calledBases(const config::Configuration &configuration)
{
    const QString folder = configuration.tree().folder;
    QStringList bases;
    const auto add = [&bases, &folder](const QString &kind, const QString &name) {
        if (name.isEmpty())
            return;
        // As os.path.join has it: an absolute name is all there is.
        const QString relative = name.startsWith(kind) || name.startsWith(u'/') ? name : kind + name;
        const QString base = QDir::cleanPath(relative.startsWith(u'/') ? relative : folder + u'/' + relative);
        if (!bases.contains(base))
            bases.append(base);
    };
    const auto sections = config::MergedSections::read(configuration.tree(), u"jail"_s);
    for (const QString &name : sections.sections()) {
        // To read a jail with its filter takes time, and few of the many that are there are enabled.
        const auto enabled = sections.value(name, u"enabled"_s);
        const auto isPath = [&sections, &name](const QString &key) {
            const config::MergedOption *option = sections.option(name, key);
            return option && option->winner.raw.contains(u'/');
        };
        if (!(enabled && config::isTrue(*enabled)) && !isPath(u"filter"_s) && !isPath(u"action"_s))
            continue;
        const config::ConfiguredJail *jail = configuration.jail(name);
        if (!jail)
            continue;
        add(u"filter.d/"_s, jail->filter);
        for (const config::ConfiguredAction &action : jail->actions)
            add(u"action.d/"_s, action.file);
    }
    return bases;
}

} // namespace services
