// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_preflight.h"

#include "config/edit_rules.h"
#include "protocol/commands.h"
#include "services/canary_rule.h"
#include "services/change_words.h"
#include "services/config_service_impl.h"
#include "services/fail2ban_programs.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/telling_actions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {

ChangePreflight::ChangePreflight(
    ChangeContext context, ChangeRequest request, core::Pending<ChangePlan> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_request(std::move(request))
    , m_pending(std::move(pending))
{
}

ChangePreflight::~ChangePreflight()
{
    m_waiting.cancel(); // a program that hangs over there ends, too
}

void ChangePreflight::start()
{
    m_pending.setOnCancel([guard = QPointer<ChangePreflight>(this)] {
        if (guard)
            guard->deleteLater(); // the copy goes with it
    });
    m_waiting = m_context.config.read(
        m_context.profile.id, this, [this](const core::Result<ServerConfiguration> &configuration) {
            if (configuration)
                planEdit(*configuration);
            else
                end(tl::unexpected(configuration.error()));
        });
}

void ChangePreflight::stop()
{
    m_stopped = true;
    if (m_ended || m_making)
        return; // a copy is removed whole
    m_waiting.cancel();
    if (m_check)
        m_check->deleteLater();
    end(core::failure(core::ErrorCode::Cancelled));
}

void ChangePreflight::planEdit(const ServerConfiguration &configuration)
{
    const config::Configuration &before = configuration.configuration;
    const config::ConfiguredJail *jail = before.jail(m_request.jail);
    if (!jail) {
        end(core::failure(core::ErrorCode::UnknownJail, m_request.jail));
        return;
    }
    m_before = before;
    m_backendBefore = jail->options.value(u"backend"_s).value;
    const auto files = plannedFiles(before.tree(), m_request);
    if (!files) {
        end(tl::unexpected(files.error()));
        return;
    }
    if (files->size() != 1) {
        end(core::failure(core::ErrorCode::InvalidArgument, m_request.jail));
        return;
    }
    m_plan.file = files->constFirst();
    if (m_request.expected && *m_request.expected != m_plan.file.expectedHash) {
        end(core::failure(core::ErrorCode::ChangedMeanwhile, m_plan.file.path)); // not what was shown
        return;
    }
    m_after = configuration;
    config::Configuration::Machine machine;
    if (!configuration.version.isEmpty())
        machine.version = configuration.version;
    m_after.configuration = config::Configuration::read(config::edited(before.tree(), *files), machine);
    // As fail2ban, which keeps the paths that exist only: the same words mean the same jail then.
    QStringList patterns = m_after.configuration.logPatterns() + m_after.configuration.logPatterns(m_request.jail);
    patterns.removeDuplicates();
    m_globs.emplace(patterns);
    findOthers();
}

void ChangePreflight::findOthers()
{
    const QStringList concerned = alsoConcerned(m_after.configuration, m_request);
    if (concerned.isEmpty()) {
        findLogs();
        return;
    }
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        end(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    session->submit(protocol::status(), this, [this, concerned](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            end(tl::unexpected(status.error()));
            return;
        }
        for (const QString &jail : concerned) {
            if (status->jails.contains(jail))
                m_others += jail;
        }
        findLogs();
    });
}

void ChangePreflight::findLogs()
{
    const transport::Survey questions = m_globs->next();
    if (questions.folders.isEmpty() && questions.stats.isEmpty()) {
        onEdited();
        return;
    }
    m_waiting = m_context.hosts.reader(m_context.profile)
                    .survey(questions, this, [this](const core::Result<transport::SurveyResult> &result) {
                        if (!result) {
                            end(tl::unexpected(result.error()));
                            return;
                        }
                        m_globs->take(*result);
                        findLogs();
                    });
}

void ChangePreflight::onEdited()
{
    config::Configuration::Machine machine;
    if (!m_after.version.isEmpty())
        machine.version = m_after.version;
    machine.logFiles = m_globs->found();
    machine.logFilesKnown = true;
    m_after.configuration = config::Configuration::read(m_after.configuration.tree(), machine);
    m_after.fingerprint = fingerprintOf(m_after.configuration.tree());
    const config::ConfiguredJail *jail = m_after.configuration.jail(m_request.jail);
    m_enabledAfter = jail && jail->enabled;
    m_plan.pidFile = m_after.configuration.globals().value(u"pidfile"_s).value;
    makeCopy();
}

void ChangePreflight::makeCopy()
{
    m_copy = new ConfigCopy(m_context.runner, m_context.profile, this);
    m_making = true;
    m_copy->make(m_after.configuration.tree(), m_plan.file, m_context.profile.socketPath, this,
        [this](const core::Result<ConfigCopy::Made> &made) {
            m_making = false;
            if (m_stopped) {
                end(core::failure(core::ErrorCode::Cancelled));
                return;
            }
            if (!made) {
                end(tl::unexpected(made.error()));
                return;
            }
            m_made = *made;
            m_plan.root = made->root;
            check();
        });
}

void ChangePreflight::check()
{
    const core::Pending<PreflightReport> pending(
        this, [this](const core::Result<PreflightReport> &report) { onChecked(report); });
    auto *flow = new Preflight(PreflightContext { .config = m_context.config,
                                   .host = m_context.hosts.reader(m_context.profile),
                                   .session = m_context.servers.session(m_context.profile.id),
                                   .clock = m_context.clock,
                                   .profile = m_context.profile,
                                   .own = m_context.own,
                                   .mayBeOwn = m_context.mayBeOwn,
                                   .daemonVersion = m_context.state.status(m_context.profile.id).version,
                                   .commandDir = m_made.folder,
                                   .configuration = m_after,
                                   .mustBeEnabled = m_request.kind == ChangeKind::Enable,
                                   .alsoJails = m_others,
                                   .before = m_before },
        m_request.jail, pending, this);
    m_check = flow;
    connect(flow, &Preflight::progressed, this, &ChangePreflight::progressed);
    flow->start();
}

void ChangePreflight::onChecked(const core::Result<PreflightReport> &report)
{
    if (!report) {
        end(tl::unexpected(report.error()));
        return;
    }
    m_plan.report = *report;
    if (m_request.kind == ChangeKind::Disable) { // it is what is wanted
        m_plan.report.issues.removeIf([this](const PreflightIssue &issue) {
            return issue.kind == PreflightIssueKind::NotEnabled && issue.jail == m_request.jail;
        });
    }
    for (PreflightIssue &issue : m_plan.report.issues) {
        // What is wrong with a jail is no reason not to end it.
        if (!m_enabledAfter && issue.jail == m_request.jail)
            issue.severity = PreflightSeverity::Warning;
    }
    for (const config::BeatenEdit &beaten : std::as_const(m_plan.file.beaten)) {
        if (beaten.winner.raw == beaten.edit.value)
            continue;
        // The check of the files has warned of it: once is enough.
        m_plan.report.issues.removeIf([this, &beaten](const PreflightIssue &issue) {
            return issue.kind == PreflightIssueKind::NotWinning && issue.jail == m_request.jail
                && issue.origin == beaten.winner.origin && issue.subject == beaten.edit.key.toLower();
        });
        block(PreflightIssueKind::NotWinning, beaten.winner.origin, beaten.edit.key, beaten.winner.raw);
    }
    judgeEdit();
    if (m_request.kind == ChangeKind::Disable && m_enabledAfter && m_plan.file.beaten.isEmpty())
        block(PreflightIssueKind::NotWinning, {}, u"enabled"_s, {});
    // Where fail2ban's own program has said nothing, it would not say more for being asked again.
    if (std::ranges::any_of(m_plan.report.issues, [](const PreflightIssue &issue) {
            return issue.kind == PreflightIssueKind::NotChecked && issue.severity == PreflightSeverity::Blocking
                && issue.subject.startsWith("fail2ban-client"_L1);
        }))
        end(m_plan);
    else
        dump();
}

void ChangePreflight::judgeEdit()
{
    const QList<config::FaultyEdit> faults = config::faultyEdits(m_after.configuration, m_request.jail, m_plan.file);
    for (const config::FaultyEdit &fault : faults) {
        switch (fault.fault) {
        case config::EditFault::NoTruth:
            block(PreflightIssueKind::BadValue, fault.origin, fault.key, fault.value);
            break;
        case config::EditFault::NoName:
            block(PreflightIssueKind::UnknownOption, fault.origin, fault.key, fault.meant);
            break;
        case config::EditFault::UnknownOption: // somebody may want it for a %(...)s that is yet to be written
            m_plan.report.issues.append({ PreflightIssueKind::UnknownOption, PreflightSeverity::Warning, m_request.jail,
                fault.origin, fault.key, fault.meant });
            break;
        }
    }
}

void ChangePreflight::block(
    PreflightIssueKind kind, const config::Origin &origin, const QString &subject, const QString &detail)
{
    m_plan.report.issues.prepend({ kind, PreflightSeverity::Blocking, m_request.jail, origin, subject, detail });
}

void ChangePreflight::dump()
{
    m_waiting = m_context.hosts.reader(m_context.profile)
                    .runReader(transport::ReaderCommand::configDump(clientProgram(m_context.profile), m_made.folder),
                        this, [this](const core::Result<transport::CommandResult> &result) { onDumped(result); });
}

void ChangePreflight::onDumped(const core::Result<transport::CommandResult> &result)
{
    if (!result) {
        end(tl::unexpected(result.error()));
        return;
    }
    QByteArray output = result->standardOutput;
    output.replace(m_made.folder.toUtf8(), m_after.configuration.tree().folder.toUtf8());
    const auto stream = config::parseStreamDump(output);
    if (!stream) {
        if (m_plan.report.passed())
            block(PreflightIssueKind::ConfigUnreadable, {}, {}, outputOf(*result));
        finish();
        return;
    }
    m_plan.globals = stream->globals;
    const config::StreamDump dumpBefore = m_before ? config::dumpOf(m_before->stream()) : config::StreamDump {};
    m_plan.rebanBefore = jailsThatTellNobody(dumpBefore);
    m_plan.rebanAfter = jailsThatTellNobody(*stream);
    for (const config::StreamDump &each : { dumpBefore, *stream }) {
        for (const config::DumpedJail &told : each.jails) {
            if (const QString action = tellingAction(told); !action.isEmpty())
                m_telling.insert(told.name, action);
        }
    }
    const config::DumpedJail *jail = stream->jail(m_request.jail);
    if (jail && jail->started) {
        m_plan.wanted = *jail;
        if (jail->actions.isEmpty() && m_plan.report.passed())
            block(PreflightIssueKind::NoAction, {}, u"action"_s, {}); // it would guard nothing
    } else if (m_enabledAfter && m_plan.report.passed()) {
        block(PreflightIssueKind::ConfigUnreadable, {}, {}, stream->configErrors.join(u'\n'));
    }
    if (m_plan.wanted && !m_enabledAfter && m_plan.report.passed())
        block(PreflightIssueKind::NotChecked, {}, u"enabled"_s, u"fail2ban-client -d"_s);
    for (const QString &name : std::as_const(m_others)) {
        const config::DumpedJail *other = stream->jail(name);
        if (other && other->started)
            m_plan.others += *other;
        else if (m_plan.report.passed()) // it would be lost
            block(PreflightIssueKind::ConfigUnreadable, {}, name, stream->configErrors.join(u'\n'));
        if (other && other->started && other->actions.isEmpty() && m_plan.report.passed())
            block(PreflightIssueKind::NoAction, {}, name, {});
    }
    readRunning();
}

void ChangePreflight::finish()
{
    // Of a jail that neither runs nor is to run there is nothing to tell the daemon. What fail2ban could not read says
    // nothing of either.
    if (m_runningKnown && !m_plan.runs && !m_plan.wanted && !m_enabledAfter && m_plan.others.isEmpty())
        m_plan.nothingToDo = !m_plan.file.changes();
    m_plan.canary = canaryOffer(
        m_plan.wanted, m_runningKnown && (!m_plan.runs || m_actionsDiffer), m_context.own + m_context.mayBeOwn);
    end(m_plan);
}

void ChangePreflight::end(const core::Result<ChangePlan> &result)
{
    if (std::exchange(m_ended, true))
        return;
    const auto done = [this, result] {
        deleteLater();
        m_pending.finish(result);
    };
    if (m_copy)
        m_copy->remove(this, done);
    else
        done();
}

} // namespace services
