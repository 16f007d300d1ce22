// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that looks at the machine: logs, backends, the programs that actions call.
#include "config/shell_words.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;

/// Where systemd and the shells of init scripts look.
const QStringList &searchPath()
{
    static const QStringList folders { u"/usr/local/sbin"_s, u"/usr/local/bin"_s, u"/usr/sbin"_s, u"/usr/bin"_s,
        u"/sbin"_s, u"/bin"_s };
    return folders;
}

QStringList placesOf(const QString &program)
{
    if (program.contains(u'/'))
        return { program };
    QStringList places;
    for (const QString &folder : searchPath())
        places += folder + u'/' + program;
    return places;
}

/// Logs that the dump sends. Words that follow a path say "head" or "tail".
QStringList logsOf(const config::DumpedJail &jail)
{
    QStringList logs;
    for (const QVariant &word : jail.settings.value(u"addlogpath"_s)) {
        if (word.toString().startsWith(u'/'))
            logs += word.toString();
    }
    return logs;
}

bool readsJournal(const config::DumpedJail &jail)
{
    return config::backendName(jail.backend) == "systemd"_L1;
}

/// One that needs a module of Python which may not be there.
bool isModule(const QString &backend)
{
    return backend == "systemd"_L1 || backend == "pyinotify"_L1 || backend == "gamin"_L1;
}

/// Only the missing module is an answer; that this login may not read the journal, or a Python that does not run, says
/// nothing about the daemon's.
bool isWithoutModule(const QString &backend, const transport::CommandResult &result)
{
    return backend == "systemd"_L1 ? result.exitCode != 0 && outputOf(result).contains("systemd library"_L1)
                                   : result.exitCode == 1;
}

} // namespace

void Preflight::findLogs()
{
    limitToKnownJails();
    // Our own reading takes every path for existing; which there are, and what a glob means, is asked now.
    QStringList patterns;
    for (const Jail &jail : std::as_const(m_jails)) {
        if (!jail.byFail2ban && !readsJournal(jail.dumped))
            patterns += m_configuration.configuration.logPatterns(jail.dumped.name);
    }
    m_globs.emplace(patterns);
    resolveGlobs();
}

void Preflight::resolveGlobs()
{
    const transport::Survey questions = m_globs->next();
    if (questions.folders.isEmpty() && questions.stats.isEmpty()) {
        lookAtLogs();
        return;
    }
    survey(questions, [this](const transport::SurveyResult &result) {
        m_globs->take(result);
        resolveGlobs();
    });
}

void Preflight::lookAtLogs()
{
    const QHash<QString, QStringList> found = m_globs->found();
    transport::Survey questions;
    for (Jail &jail : m_jails) {
        if (readsJournal(jail.dumped))
            continue;
        if (jail.byFail2ban) {
            jail.logs = logsOf(jail.dumped);
        } else {
            for (const QString &pattern : m_configuration.configuration.logPatterns(jail.dumped.name))
                jail.logs += found.value(pattern, { pattern });
        }
        questions.stats += jail.logs;
        if (jail.byFail2ban && !jail.logs.isEmpty())
            findUnwatched(jail);
        if (jail.logs.isEmpty()) {
            const config::Origin origin = originOf(jail.dumped.name, u"logpath"_s);
            const QStringList patterns = m_configuration.configuration.logPatterns(jail.dumped.name);
            const bool known = std::ranges::any_of(m_report.issues, [&jail](const PreflightIssue &issue) {
                return issue.kind == PreflightIssueKind::LogMissing && issue.jail == jail.dumped.name;
            });
            // Without any logpath the daemon starts the jail, which then finds nothing.
            if (!known)
                add(PreflightIssueKind::LogMissing,
                    patterns.isEmpty() ? PreflightSeverity::Warning : PreflightSeverity::Blocking, jail.dumped.name,
                    origin, patterns.isEmpty() ? u"logpath"_s : patterns.join(u' '));
        }
    }
    questions.stats.removeDuplicates();
    if (questions.stats.isEmpty())
        endStage(u"0"_s);
    else
        survey(questions, [this](const transport::SurveyResult &result) { onLogStats(result); });
}

/// fail2ban passes over a log that is not there as long as another one is.
void Preflight::findUnwatched(const Jail &jail)
{
    for (const QString &pattern : m_configuration.configuration.logPatterns(jail.dumped.name)) {
        const bool watched
            = std::ranges::any_of(jail.logs, [&pattern](const QString &log) { return matchesPath(pattern, log); });
        if (!watched)
            add(PreflightIssueKind::LogUnwatched, PreflightSeverity::Warning, jail.dumped.name,
                originOf(jail.dumped.name, u"logpath"_s), pattern);
    }
}

void Preflight::onLogStats(const transport::SurveyResult &result)
{
    qsizetype count = 0;
    for (Jail &jail : m_jails) {
        const QString &name = jail.dumped.name;
        const config::Origin origin = originOf(name, u"logpath"_s);
        QStringList regular;
        for (const QString &log : std::as_const(jail.logs)) {
            const auto stat = result.stats.constFind(log);
            if (stat == result.stats.cend()) {
                warn(PreflightIssueKind::NotChecked, name, log);
            } else if (!stat->exists) {
                add(PreflightIssueKind::LogMissing, PreflightSeverity::Blocking, name, origin, log);
            } else if (stat->isDirectory) {
                add(PreflightIssueKind::LogIsFolder, PreflightSeverity::Blocking, name, origin, log);
            } else if (stat->isRegular) {
                regular += log;
                jail.hasText = jail.hasText || stat->size > 0;
                if (m_context.clock.nowMs() - stat->modifiedAt > dayMs)
                    add(PreflightIssueKind::LogNotGrowing, PreflightSeverity::Warning, name, origin, log);
            } else if (log != "/dev/null"_L1) {
                // The daemon would wait at a FIFO while it opens it, and read a device without end. At /dev/null people
                // have jails look that only ban by hand.
                add(PreflightIssueKind::BadValue, PreflightSeverity::Blocking, name, origin, u"logpath"_s, log);
            }
        }
        jail.logs = regular;
        count += regular.size();
    }
    endStage(QString::number(count));
}

void Preflight::checkBackends()
{
    limitToKnownJails();
    m_backendTests.clear();
    m_others = otherJails();
    testNextBackend();
}

void Preflight::testNextBackend()
{
    if (m_at == m_jails.size()) {
        testOtherBackend();
        return;
    }
    const config::DumpedJail jail = m_jails[m_at++].dumped;
    const QString backend = config::backendName(jail.backend);
    if (!isModule(backend)) {
        testNextBackend();
        return;
    }
    // What one jail was told holds for all.
    if (const auto known = m_backendTests.constFind(backend); known != m_backendTests.cend()) {
        onBackendTest(jail, backend, *known);
        testNextBackend();
        return;
    }
    const auto told = [this, jail, backend](const core::Result<transport::CommandResult> &result) {
        m_backendTests.insert(backend, result);
        onBackendTest(jail, backend, result);
        testNextBackend();
    };
    testBackend(backend, told);
}

void Preflight::testBackend(
    const QString &backend, std::function<void(const core::Result<transport::CommandResult> &)> told)
{
    run(backend == "systemd"_L1
            ? transport::ReaderCommand::journalTest(regexProgram(m_context.profile), configDirectory())
            : transport::ReaderCommand::moduleTest(m_python, backend),
        told, [told](const core::Error &error) { told(tl::unexpected(error)); });
}

void Preflight::testOtherBackend()
{
    // Of the jails that are not checked, what would keep the daemon from starting; what nobody knows is not told.
    if (m_others.isEmpty()) {
        endStage();
        return;
    }
    const QString backend = config::backendName(m_others.constFirst().backend);
    if (!isModule(backend)) {
        m_others.removeFirst();
        testOtherBackend();
        return;
    }
    const auto known = m_backendTests.constFind(backend);
    if (known == m_backendTests.cend()) {
        testBackend(backend, [this, backend](const core::Result<transport::CommandResult> &result) {
            m_backendTests.insert(backend, result);
            testOtherBackend();
        });
        return;
    }
    const QString said = *known ? outputOf(**known) : QString();
    if (*known && isWithoutModule(backend, **known))
        spoilsStart(u"backend"_s, said.isEmpty() ? backend : said);
    m_others.removeFirst();
    testOtherBackend();
}

void Preflight::onBackendTest(
    const config::DumpedJail &jail, const QString &backend, const core::Result<transport::CommandResult> &result)
{
    if (!result) {
        notChecked(jail.name, jail.backend, result.error());
        return;
    }
    if (result->exitCode == 0)
        return;
    const QString said = outputOf(*result);
    if (isWithoutModule(backend, *result))
        add(PreflightIssueKind::BackendMissing, PreflightSeverity::Blocking, jail.name,
            originOf(jail.name, u"backend"_s), jail.backend, backend == "systemd"_L1 ? said : QString());
    else
        notChecked(jail.name, jail.backend,
            { core::ErrorCode::CommandFailed, said.isEmpty() ? QString::number(result->exitCode) : said });
}

void Preflight::checkActions()
{
    limitToKnownJails();
    transport::Survey questions;
    for (const Jail &jail : std::as_const(m_jails)) {
        for (const config::DumpedAction &action : jail.dumped.actions) {
            if (!action.pythonFile.isEmpty())
                questions.stats += action.pythonFile;
            for (const config::CalledProgram &program : config::calledPrograms(action))
                questions.stats += placesOf(program.name);
        }
    }
    questions.stats.removeDuplicates();
    if (questions.stats.isEmpty())
        endStage(u"0"_s);
    else
        survey(questions, [this](const transport::SurveyResult &result) { onPrograms(result); });
}

void Preflight::onPrograms(const transport::SurveyResult &result)
{
    // Missing only where every place could be looked at.
    const auto isMissing = [&result](const QStringList &places) {
        return std::ranges::all_of(places, [&result](const QString &place) {
            const auto stat = result.stats.constFind(place);
            return stat != result.stats.cend() && !stat->exists;
        });
    };
    const auto isUnknown = [&result](const QStringList &places) {
        return std::ranges::none_of(places, [&result](const QString &place) {
            const auto stat = result.stats.constFind(place);
            return stat != result.stats.cend() && stat->exists;
        });
    };
    for (const Jail &jail : std::as_const(m_jails)) {
        for (const config::DumpedAction &action : jail.dumped.actions) {
            if (!action.pythonFile.isEmpty() && isMissing({ action.pythonFile }))
                add(PreflightIssueKind::UnknownAction, PreflightSeverity::Blocking, jail.dumped.name,
                    originOf(jail.dumped.name, u"action"_s), action.pythonFile);
            for (const config::CalledProgram &program : config::calledPrograms(action)) {
                if (isMissing(placesOf(program.name)))
                    add(PreflightIssueKind::ToolMissing,
                        program.needed ? PreflightSeverity::Blocking : PreflightSeverity::Warning, jail.dumped.name,
                        originOf(jail.dumped.name, u"action"_s), program.name, action.name);
                else if (isUnknown(placesOf(program.name)))
                    warn(PreflightIssueKind::NotChecked, jail.dumped.name, program.name);
            }
        }
    }
    endStage();
}

} // namespace services
