// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangePreflight that holds what the files would say against what the daemon runs.
#include "protocol/commands.h"
#include "services/change_preflight.h"
#include "services/jail_service_state.h"
#include "services/lifted_bans.h"
#include "services/running_actions.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// What is not set any more, and would stay as it runs: a reload empties lists only (fail2ban 1.1.0, server/filter.py,
/// clearAllParams). Empty: nothing.
QString keptByReload(const config::DumpedJail &before, const config::DumpedJail &after)
{
    if (!before.prefregex.isEmpty() && after.prefregex.isEmpty())
        return u"prefregex"_s;
    for (auto setting = before.settings.cbegin(); setting != before.settings.cend(); ++setting) {
        if (!setting.key().startsWith("add"_L1) && !after.settings.contains(setting.key()))
            return setting.key();
    }
    return {};
}

} // namespace

void ChangePreflight::readRunning()
{
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        end(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            end(tl::unexpected(status.error()));
            return;
        }
        m_plan.jailsBefore = status->jails;
        m_plan.jailsBefore.sort();
        m_plan.runs = status->jails.contains(m_request.jail);
        m_runningKnown = true;
        // One that no file enables any more would end with the reload, and nobody has asked for that.
        if (m_request.part != ConfigPart::Jail && m_plan.runs && !m_plan.wanted && m_plan.report.passed())
            block(PreflightIssueKind::NotEnabled, {}, u"enabled"_s, {});
        for (PreflightIssue &issue : m_plan.report.issues) {
            // An edit of its own file may be meant so, and has to say what it does.
            if (m_request.part == ConfigPart::Jail && m_plan.runs && !m_plan.wanted
                && issue.kind == PreflightIssueKind::NotEnabled && issue.jail == m_request.jail)
                issue.subject = u"ends"_s;
        }
        for (const config::DumpedJail &other : std::as_const(m_plan.others)) {
            if (!status->jails.contains(other.name)) { // it ran a moment ago
                end(core::failure(core::ErrorCode::ChangedMeanwhile, other.name));
                return;
            }
        }
        compareRunning();
    });
}

QList<config::DumpedJail> ChangePreflight::reloaded() const
{
    QList<config::DumpedJail> jails = m_plan.others;
    if (m_plan.runs && m_plan.wanted)
        jails.prepend(*m_plan.wanted);
    return jails;
}

void ChangePreflight::compareRunning()
{
    const QList<config::DumpedJail> jails = reloaded();
    if (jails.isEmpty())
        countLifted();
    else
        compareNext(jails);
}

void ChangePreflight::compareNext(QList<config::DumpedJail> jails)
{
    // What makes one of them a restart makes it one of them all.
    if (jails.isEmpty() || !m_plan.restartReason.isEmpty()) {
        onCompared();
        return;
    }
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        end(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    const config::DumpedJail jail = jails.takeFirst();
    readRunningActions(*session, jail.name, jail.actions, this,
        [this, jail, jails](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running) {
                end(tl::unexpected(running.error()));
                return;
            }
            m_plan.restartReason = firstDifference(*running, jail.actions);
            if (jail.name == m_request.jail)
                m_actionsDiffer = !m_plan.restartReason.isEmpty();
            compareNext(jails);
        });
}

void ChangePreflight::onCompared()
{
    const config::ConfiguredJail *jail = m_after.configuration.jail(m_request.jail);
    if (m_plan.restartReason.isEmpty() && jail && jail->options.value(u"backend"_s).value != m_backendBefore) {
        m_plan.restartReason = u"backend"_s;
        // Which one runs is not told of every backend, nor by every fail2ban; the restart is shown all the same.
        const bool isTold = std::ranges::any_of(m_plan.report.issues, [this](const PreflightIssue &issue) {
            return issue.kind == PreflightIssueKind::RestartsJail && issue.jail == m_request.jail;
        });
        if (m_plan.runs && !isTold)
            m_plan.report.issues.append({ .kind = PreflightIssueKind::RestartsJail,
                .severity = PreflightSeverity::Warning,
                .jail = m_request.jail,
                .subject = m_plan.restartReason });
    }
    restartForBackend(u"backend"_s);
    // Before the next: it makes every change a restart, but is no difference.
    m_plan.nothingToDo = !m_plan.file.changes() && m_plan.restartReason.isEmpty() && (m_plan.runs || !m_plan.wanted);
    restartForBackend(u"backend?"_s);
    const config::StreamDump before = m_before ? config::dumpOf(m_before->stream()) : config::StreamDump {};
    for (const config::DumpedJail &each : reloaded()) {
        if (!m_plan.restartReason.isEmpty())
            break;
        if (const config::DumpedJail *was = before.jail(each.name))
            m_plan.restartReason = keptByReload(*was, each);
        if (!m_plan.restartReason.isEmpty())
            m_plan.report.issues.append({ .kind = PreflightIssueKind::RestartsJail,
                .severity = PreflightSeverity::Warning,
                .jail = each.name,
                .subject = m_plan.restartReason });
    }
    // A plain reload drops every action that is written in Python, changed or not.
    const QList<config::DumpedJail> jails = reloaded();
    for (const config::DumpedJail &each : jails) {
        for (const config::DumpedAction &action : each.actions) {
            if (m_plan.restartReason.isEmpty() && !action.pythonFile.isEmpty())
                m_plan.restartReason = action.name;
        }
    }
    countLifted();
}

void ChangePreflight::restartForBackend(const QString &subject)
{
    // The daemon would restart such a jail by itself, and nobody would set its bans again. Where that is not certain a
    // restart that was told costs less than one that was not.
    for (const config::DumpedJail &each : reloaded()) {
        for (PreflightIssue &issue : m_plan.report.issues) {
            if (issue.kind != PreflightIssueKind::RestartsJail || issue.jail != each.name || issue.subject != subject)
                continue;
            if (m_plan.restartReason.isEmpty())
                m_plan.restartReason = u"backend"_s;
            if (!m_plan.nothingToDo && subject == "backend?"_L1)
                issue.subject = u"backend untold"_s; // it does come to a restart, and this is why
        }
    }
}

void ChangePreflight::countLifted()
{
    const bool ends = m_plan.runs && !m_plan.wanted && !m_enabledAfter;
    QStringList jails;
    if (ends) {
        jails += m_request.jail;
    } else if (!m_plan.restartReason.isEmpty() && !m_plan.nothingToDo) {
        for (const config::DumpedJail &jail : reloaded())
            jails += jail.name;
    }
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (jails.isEmpty() || !session) {
        finish();
        return;
    }
    readLiftedBans(*session, jails, this, [this, ends, jails](const core::Result<LiftedBans> &lifted) {
        if (!lifted) {
            end(tl::unexpected(lifted.error()));
            return;
        }
        if (ends)
            m_plan.report.issues += issuesOfEnd(jails.constFirst(), m_plan.jailsBefore, *lifted, m_telling);
        else if (!lifted->kept)
            askWhetherListed(jails, *lifted);
        if (ends || lifted->kept)
            finish();
    });
}

void ChangePreflight::askWhetherListed(const QStringList &jails, LiftedBans lifted)
{
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        end(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    m_context.state.jailServiceState(m_context.profile.id)
        .ask(protocol::Capability::BansWithTime, *session, jails.constFirst(), this,
            [this, jails, lifted](const core::Result<bool> &can) mutable {
                if (!can) {
                    end(tl::unexpected(can.error()));
                    return;
                }
                lifted.listed = *can;
                tellLifted(issuesOfRestart(jails, lifted, m_telling), jails);
                finish();
            });
}

void ChangePreflight::tellLifted(const QList<PreflightIssue> &issues, const QStringList &restarted)
{
    QList<PreflightIssue> &all = m_plan.report.issues;
    for (PreflightIssue news : issues) {
        // It says more than that the jail is restarted, and in the same place.
        const auto known = std::ranges::find_if(all, [&news](const PreflightIssue &issue) {
            return issue.kind == PreflightIssueKind::RestartsJail && issue.jail == news.jail;
        });
        if (known == all.end()) {
            all.append(news);
            continue;
        }
        news.origin = known->origin;
        if (news.detail.isEmpty())
            news.detail = known->detail;
        *known = news;
    }
    // There is no database to make any from.
    for (PreflightIssue &issue : all) {
        if (issue.kind == PreflightIssueKind::RestartsJail && restarted.contains(issue.jail)
            && std::ranges::none_of(issues, [&issue](const PreflightIssue &news) { return news.jail == issue.jail; }))
            issue.subject = u"0"_s;
    }
}

} // namespace services
