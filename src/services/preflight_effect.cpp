// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that compares with the running daemon: what else a reload would bring into force.
#include "protocol/commands.h"
#include "services/fail2ban_programs.h"
#include "services/log_opening.h"
#include "services/preflight.h"
#include "services/reload_rules.h"
#include "services/running_actions.h"
#include "services/running_backend.h"
#include "services/running_settings.h"
#include "services/server_session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// Global settings that the daemon tells.
const QStringList &comparedGlobals()
{
    static const QStringList names { u"dbfile"_s, u"logtarget"_s, u"loglevel"_s, u"dbpurgeage"_s, u"dbmaxmatches"_s,
        u"syslogsocket"_s };
    return names;
}

/// The daemon's answer that it does not tell this: an older one, or a jail that has just been stopped.
bool isRefusal(const core::Error &error)
{
    return error.code == core::ErrorCode::ServerRefused || error.code == core::ErrorCode::InvalidCommand
        || error.code == core::ErrorCode::UnknownJail;
}

} // namespace

bool Preflight::sessionIsGone()
{
    if (m_session)
        return false;
    daemonSilent({ core::ErrorCode::NoSocket, {} });
    return true;
}

void Preflight::daemonSilent(const core::Error &error)
{
    // A daemon that is down must be no reason to leave its files unchecked.
    if (m_runningJails.isEmpty())
        m_extent = PreflightExtent::None;
    notChecked(m_jail, u"effect"_s, error);
    m_mute = true;
    checkOthers();
}

const config::DumpedJail *Preflight::beforeEdit(const QString &jail, const QString &setting)
{
    const config::DumpedJail *after = m_ours ? m_ours->jail(jail) : nullptr;
    if (!m_context.before || !after)
        return nullptr;
    // Of logs the patterns: which files there are is known of what is to be, not of what was.
    if (setting == "addlogpath"_L1
        && m_context.before->logPatterns(jail) == m_configuration.configuration.logPatterns(jail))
        return nullptr;
    if (!m_before.contains(jail)) {
        config::Configuration::Machine machine;
        if (!m_configuration.version.isEmpty())
            machine.version = m_configuration.version;
        // As if enabled: an edit that enables it may set more.
        const auto dump = config::dumpOf(config::withEnabled(*m_context.before, jail, machine).stream());
        const config::DumpedJail *found = dump.jail(jail);
        m_before.insert(jail, found ? *found : config::DumpedJail {});
    }
    const config::DumpedJail &before = *m_before.constFind(jail);
    return setting != "addlogpath"_L1 && config::saysTheSame(before, *after, setting) ? nullptr : &before;
}

void Preflight::checkEffect()
{
    if (!m_dumped || sessionIsGone()) {
        if (!m_dumped)
            skipStage();
        return;
    }
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            daemonSilent(status.error());
            return;
        }
        m_runningJails = status->jails;
        m_globals.clear();
        for (const QString &name : comparedGlobals()) {
            if (m_dump.globals.contains(name))
                m_globals += name;
        }
        compareNextGlobal();
    });
}

void Preflight::compareNextGlobal()
{
    if (m_globals.isEmpty()) {
        compareBackends();
        return;
    }
    if (sessionIsGone())
        return;
    const QString name = m_globals.takeFirst();
    m_session->submit(protocol::globalProperty(name), this, [this, name](const core::Result<QVariant> &running) {
        if (running)
            compareGlobal(name, *running);
        else if (isRefusal(running.error()))
            compareNextGlobal(); // this version does not tell
        else
            daemonSilent(running.error());
    });
}

void Preflight::compareGlobal(const QString &name, const QVariant &running)
{
    const QString wanted = m_dump.globals.value(name);
    const QString now = settingText(running);
    const QString change = now + " -> "_L1 + wanted;
    if (name == "dbfile"_L1) {
        const QString problem = databaseProblem(running.toString(), wanted);
        if (!problem.isEmpty() && !m_runningJails.isEmpty())
            block(PreflightIssueKind::DatabaseRefused, {}, name, problem);
    } else if (name.startsWith("db"_L1) && !running.isValid()) {
        // A daemon without a database keeps neither, whatever it is told.
    } else if (name == "logtarget"_L1 || name == "syslogsocket"_L1) {
        if (!(name == "logtarget"_L1 ? isSameLogTarget(now, wanted) : isSameSyslogSocket(now, wanted))) {
            compareLog(name, change);
            return;
        }
    } else if (!meansTheSame(name, now, wanted)) {
        warn(PreflightIssueKind::PendingEdits, {}, name, change);
    }
    compareNextGlobal();
}

void Preflight::compareLog(const QString &name, const QString &change)
{
    const LogDestination wanted { m_dump.globals.value(u"logtarget"_s), m_dump.globals.value(u"syslogsocket"_s) };
    if (name == "syslogsocket"_L1 && !isSyslog(wanted.target)) { // nobody opens it
        warn(PreflightIssueKind::PendingEdits, {}, name, change);
        compareNextGlobal();
        return;
    }
    // A daemon that cannot open its log gives up the jail that is reloaded, and no later reload brings it back.
    m_waiting = canOpenLog(m_context.host,
        transport::ReaderCommand::journalTest(regexProgram(m_context.profile), configDirectory()), wanted, this,
        [this, name, change](const core::Result<bool> &opens) {
            if (!opens && endsCheck(opens.error()))
                return;
            if (opens.value_or(false))
                warn(PreflightIssueKind::PendingEdits, {}, name, change);
            else
                block(PreflightIssueKind::LogTargetRefused, {}, name, change);
            compareNextGlobal();
        });
}

void Preflight::compareBackends()
{
    QStringList files;
    m_running.clear();
    for (const Jail &jail : std::as_const(m_jails)) {
        const QString &name = jail.dumped.name;
        if (!jail.byFail2ban || !m_runningJails.contains(name))
            continue;
        m_running += name;
        if (const QString file = backendFile(name); !file.isEmpty())
            files += file;
    }
    if (m_running.isEmpty()) {
        compareNextJail();
        return;
    }
    // The daemon makes its socket when it starts.
    files += m_context.profile.socketPath;
    files.removeDuplicates();
    transport::Survey questions;
    questions.stats = files;
    survey(questions, [this](const transport::SurveyResult &result) { readBackends(result.stats); });
}

void Preflight::readBackends(const QHash<QString, transport::FileStat> &stats)
{
    if (sessionIsGone())
        return;
    readRunningBackends(
        *m_session, m_running, this, [this, stats](const core::Result<QHash<QString, QString>> &running) {
            if (!running) {
                daemonSilent(running.error());
                return;
            }
            const auto started = stats.constFind(m_context.profile.socketPath);
            for (const Jail &jail : std::as_const(m_jails)) {
                const QString &name = jail.dumped.name;
                const auto now = running->constFind(name);
                if (now == running->cend() || !jail.byFail2ban)
                    continue;
                const QString file = backendFile(name);
                const auto written = stats.constFind(file);
                const bool newer = started != stats.cend() && started->exists && written != stats.cend()
                    && written->exists && written->modifiedAt > started->modifiedAt;
                const BackendChange change = backendChange(*now, jail.dumped, newer ? file : QString());
                if (!change.words.isEmpty())
                    add(PreflightIssueKind::RestartsJail, PreflightSeverity::Warning, name,
                        originOf(name, u"backend"_s), change.certain ? u"backend"_s : u"backend?"_s, change.words);
            }
            compareNextJail();
        });
}

QString Preflight::backendFile(const QString &jail) const
{
    // What stands in our own was brought into force when it was written.
    const QString file = originOf(jail, u"backend"_s).file;
    return file == m_configuration.configuration.tree().path(config::ownJailFile(jail)) ? QString() : file;
}

void Preflight::compareNextJail()
{
    // A jail that no file enables would not be reloaded, but ended.
    while (m_at < m_jails.size() && !(m_jails[m_at].byFail2ban && m_runningJails.contains(m_jails[m_at].dumped.name)))
        ++m_at;
    if (m_at == m_jails.size()) {
        checkOthers();
        return;
    }
    if (sessionIsGone())
        return;
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    readRunningActions(*m_session, jail.name, jail.actions, this,
        [this, name = jail.name](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running) {
                daemonSilent(running.error());
                return;
            }
            compareActions(name, *running);
            QStringList names;
            for (const auto &[property, setting] : comparedSettings())
                names += property;
            compareNextProperty(names);
        });
}

void Preflight::compareActions(const QString &name, const QList<config::DumpedAction> &running)
{
    const QList<config::DumpedAction> &wanted = m_jails[m_at].dumped.actions;
    // Before a change it is no news: what is written then brings them back, or is refused.
    if (running.isEmpty() && !wanted.isEmpty() && !m_context.before)
        add(PreflightIssueKind::NoAction, PreflightSeverity::Warning, name, originOf(name, u"action"_s), u"running"_s);
    QString reason = firstDifference(running, wanted);
    // A plain reload drops every action that is written in Python, changed or not.
    for (const config::DumpedAction &action : wanted) {
        if (reason.isEmpty() && !action.pythonFile.isEmpty())
            reason = action.name;
    }
    if (!reason.isEmpty())
        add(PreflightIssueKind::RestartsJail, PreflightSeverity::Warning, name, originOf(name, u"action"_s),
            u"action"_s, reason);
}

void Preflight::compareNextProperty(QStringList names)
{
    if (names.isEmpty()) {
        ++m_at;
        compareNextJail();
        return;
    }
    if (sessionIsGone())
        return;
    const QString name = names.takeFirst();
    m_session->submit(protocol::jailProperty(m_jails[m_at].dumped.name, name), this,
        [this, name, names](const core::Result<QVariant> &running) {
            if (!running && !isRefusal(running.error())) {
                daemonSilent(running.error());
                return;
            }
            if (running)
                compareProperty(name, *running);
            compareNextProperty(names);
        });
}

void Preflight::compareProperty(const QString &name, const QVariant &running)
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    const auto &names = comparedSettings();
    const auto setting = std::ranges::find(names, name, &std::pair<QString, QString>::first);
    const auto effect = settingEffect(name, running, jail, beforeEdit(jail.name, setting->second),
        m_configuration.configuration.logPatterns(jail.name));
    if (effect)
        add(effect->kind, PreflightSeverity::Warning, jail.name, originOf(jail.name, name), name, effect->change);
}

} // namespace services
