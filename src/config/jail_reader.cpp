// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/jail_reader.h"

#include "config/jail_options.h"
#include "config/log_paths.h"
#include "config/parser_text.h"
#include "config/python_forms.h"

#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

QMap<QString, QString> texts(const OptionMap &options)
{
    QMap<QString, QString> all;
    for (const OptionMap::Entry &entry : options.entries())
        all.insert(entry.key, pythonStr(entry.value));
    return all;
}

} // namespace

JailSurroundings::JailSurroundings(const ConfigTree &ofTree, const Configuration::Machine &ofMachine)
    : tree(ofTree)
    , machine(ofMachine)
    , files(ofTree)
    , jails(MergedSections::read(files, u"jail"_s))
{
    jails.mergeDefaults({ { u"fail2ban_version"_s, machine.version }, { u"fail2ban_confpath"_s, tree.folder } });
}

std::shared_ptr<const MergedSections> JailSurroundings::sections(const QString &base)
{
    std::shared_ptr<const MergedSections> &found = m_known[base];
    if (!found)
        found = std::make_shared<const MergedSections>(MergedSections::read(files, base));
    return found;
}

const QList<EffectiveValue> &JailSurroundings::others()
{
    if (m_others)
        return *m_others;
    m_others.emplace();
    const QMap<QString, MergedOption> defaults = jails.options(u"DEFAULT"_s);
    for (auto it = defaults.cbegin(); it != defaults.cend(); ++it) {
        const Setting &winner = it->winner;
        if (!winner.origin.file.isEmpty())
            m_others->append({ it.key(), winner.raw, winner.raw, winner.origin, it->overridden, {}, true, {} });
    }
    return *m_others;
}

JailReader::JailReader(JailSurroundings &surroundings, const QString &name)
    : m_around(surroundings)
{
    m_jail.name = name;
}

void JailReader::readFirst()
{
    m_options = readOptions(firstJailOptions());
    m_jail.enabled = m_options.value(u"enabled"_s).toBool();
    if (const core::Result<OptionCall> call = parseOptionCall(m_options.text(u"filter"_s)))
        m_jail.filter = call->name;
}

void JailReader::read()
{
    readFilter();
    m_options = readOptions(allJailOptions());
    m_jail.enabled = m_jail.enabled && m_options.value(u"enabled"_s).toBool();
    addOtherOptions();
    if (m_filter) {
        if (const Reading<void> read = m_filter->readOptions(m_options, false); !read)
            stop(read.error());
    }
    readActions();
    makeStream();
    addFilterOptions();
}

Origin JailReader::origin(const QString &key) const
{
    const MergedOption *option = m_around.jails.option(m_jail.name, key);
    return option ? option->winner.origin : Origin { {}, 0, m_jail.name };
}

void JailReader::note(const Problem &problem)
{
    if (!m_jail.problems.contains(problem))
        m_jail.problems.append(problem);
}

void JailReader::stop(const Problem &problem)
{
    note(problem);
    // Of a jail that it skips, fail2ban sees nothing any more.
    if (!m_skipped && !m_fatal.contains(problem))
        m_fatal.append(problem);
}

void JailReader::skip(const Problem &problem, const QString &message)
{
    note(problem);
    if (m_skipped)
        return;
    m_skipped = true;
    m_stream = { { u"config-error"_s,
        QString(u"Jail '"_s + m_jail.name + u"' skipped, because of wrong configuration: "_s + message) } };
}

void JailReader::readFilter()
{
    const QString text = m_options.text(u"filter"_s);
    if (text.isEmpty())
        return;
    const Origin from = origin(u"filter"_s);
    const core::Result<OptionCall> call = parseOptionCall(text);
    if (!call) {
        skip({ ProblemKind::Other, from, text, call.error().detail },
            u"Invalid filter definition "_s + quoted(text) + u": "_s + call.error().detail);
        return;
    }
    m_jail.filter = call->name;
    m_jail.filterOptions = texts(call->options);
    const auto sections = m_around.sections(joinPath(u"filter.d"_s, call->name));
    m_jail.filterFiles = sections->files();
    if (!isThere(*sections, call->name, u"Unable to read the filter "_s, from))
        return;
    m_filter.emplace(sections, call->options, Setting { text, from });
    m_filter->applyBackend(m_options.text(u"backend"_s));
    if (const Reading<void> read = m_filter->readOptions(m_options, true); !read) {
        stop(read.error());
        noteFilterValues(m_filter->written());
        return;
    }
    const Reading<OptionMap> combined = m_filter->combined();
    if (!combined) {
        stop(combined.error());
        noteFilterValues(m_filter->written());
        return;
    }
    QMap<QString, QString> known;
    for (const OptionMap::Entry &entry : combined->entries())
        known.insert(entry.key, interpolated(entry.value));
    m_around.jails.mergeSection(m_jail.name, known, u"known/"_s);
    noteFilterValues(*combined);
}

bool JailReader::isThere(
    const MergedSections &sections, const QString &name, const QString &complaint, const Origin &from)
{
    for (const Problem &problem : sections.problems()) {
        if (sections.isReadable())
            note(problem);
        else
            stop(problem);
    }
    if (!sections.isReadable())
        return false;
    if (!sections.exists()) {
        const QString message = complaint + quoted(name);
        skip({ ProblemKind::FileMissing, from, name, message }, message);
        return false;
    }
    return true;
}

void JailReader::readActions()
{
    const QStringList calls = splitOptionCalls(m_options.text(u"action"_s));
    for (const QString &call : calls) {
        if (const QStringView text = stripBlanks(call); !text.isEmpty())
            readAction(text.toString());
    }
    QStringList names;
    for (const ConfiguredAction &action : std::as_const(m_jail.actions)) {
        if (names.contains(action.name)) // what the daemon says to the second one
            note({ ProblemKind::Other, origin(u"action"_s), action.name,
                u"Action "_s + action.name + u" already exists"_s });
        names.append(action.name);
    }
}

void JailReader::readAction(const QString &text)
{
    const Origin from = origin(u"action"_s);
    core::Result<OptionCall> call = parseOptionCall(text);
    if (!call) {
        skip({ ProblemKind::Other, from, text, call.error().detail },
            u"Invalid action definition "_s + quoted(text) + u": "_s + call.error().detail);
        return;
    }
    ConfiguredAction action { {}, joinPath(u"action.d"_s, call->name), texts(call->options), {} };
    if (call->name.endsWith(".py"_L1)) {
        const QString file = joinPath(joinPath(m_around.tree.folder, u"action.d"_s), call->name);
        const QString actname = u"actname"_s;
        action.name = call->options.contains(actname) ? call->options.text(actname) : stemOf(call->name);
        action.files = QStringList { file };
        call->options.remove(actname);
        m_actions.push_back({ { u"set"_s, m_jail.name, u"addaction"_s, action.name, file, pythonJson(call->options) },
            nullptr, m_jail.actions.size() });
        m_jail.actions.append(action);
        return;
    }
    const auto sections = m_around.sections(joinPath(u"action.d"_s, call->name));
    auto reader
        = std::make_unique<ActionReader>(sections, call->name, m_jail.name, call->options, Setting { text, from });
    action.name = reader->name();
    action.files = sections->files();
    m_jail.actions.append(action);
    if (!isThere(*sections, call->name, u"Unable to read action "_s, from))
        return;
    const Reading<void> read = reader->readOptions(m_options, false);
    m_actions.push_back({ {}, std::move(reader), m_jail.actions.size() - 1 });
    if (read)
        return;
    stop(read.error());
    noteActionValues(m_actions.back(), m_actions.back().reader->written());
    m_actions.pop_back();
}

void JailReader::makeStream()
{
    if (m_skipped)
        return;
    const QString &name = m_jail.name;
    QList<QVariantList> stream;
    if (m_filter) {
        const Reading<OptionMap> combined = m_filter->combined();
        if (combined) {
            append(stream, *combined);
            noteFilterValues(*combined);
        } else {
            stop(combined.error());
        }
    }
    append(stream, m_options);
    const QString backend = m_options.text(u"backend"_s);
    const bool atAnySpace = QVersionNumber::fromString(m_around.machine.version) >= QVersionNumber(1, 1, 0);
    QList<QVariantList> logs;
    for (const OptionMap::Entry &entry : m_options.entries()) {
        if (entry.key == "logpath"_L1) {
            if (!backend.startsWith("systemd"_L1))
                logs = logCommands(pythonStr(entry.value));
        } else if (entry.key == "ignoreip"_L1) {
            const QStringList words = splitWords(entry.value.toString(), atAnySpace);
            stream.append(QVariantList { u"set"_s, name, u"addignoreip"_s } + QVariantList(words.begin(), words.end()));
        } else if (!isSentOtherwise(entry.key)) {
            stream.append({ u"set"_s, name, entry.key, entry.value });
        }
    }
    stream += logs;
    for (const Action &action : m_actions) {
        if (!action.reader) {
            stream.append(action.command);
        } else if (const Reading<QList<QVariantList>> commands = action.reader->commands()) {
            stream += *commands;
            noteActionValues(action, action.reader->lastCombined());
        } else {
            stop(commands.error());
            noteActionValues(action, action.reader->written());
        }
    }
    stream.prepend({ u"add"_s, name, backend });
    m_stream = stream;
}

void JailReader::append(QList<QVariantList> &stream, const OptionMap &options)
{
    if (Reading<void> appended = FilterReader::appendCommands(stream, options, m_jail.name); !appended) {
        appended.error().origin = origin(appended.error().subject);
        stop(appended.error());
    }
}

QList<QVariantList> JailReader::logCommands(const QString &logpath)
{
    QList<QVariantList> commands;
    const QList<LogPath> paths = logPaths(logpath);
    for (const LogPath &path : paths) {
        const QStringList files = m_around.machine.logFilesKnown ? m_around.machine.logFiles.value(path.pattern)
            : path.pattern.isEmpty()                             ? QStringList()
                                                                 : QStringList { path.pattern };
        for (const QString &file : files)
            commands.append({ u"set"_s, m_jail.name, u"addlogpath"_s, file, path.position });
    }
    if (commands.isEmpty() && m_jail.enabled)
        note({ ProblemKind::NoLogFile, origin(u"logpath"_s), u"logpath"_s,
            u"Have not found any log file for "_s + m_jail.name + u" jail"_s });
    return commands;
}

} // namespace config
