// SPDX-License-Identifier: GPL-3.0-or-later
// The part of JailReload that looks at what a command has left behind that failed or whose answer was lost.
#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/health_monitor.h"
#include "services/jail_reload.h"
#include "services/running_actions.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {

void JailReload::lookForHalfMade(qsizetype jails)
{
    if (sessionIsGone())
        return;
    // A restart ends the jail before it makes it anew. Where that failed, the jail is listed and guards nothing: it has
    // neither the actions that it had nor those that it was to get. (A command whose answer was lost may have worked.)
    readRunningActions(*m_session, m_jail, m_wanted.actions, this,
        [this, jails](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running && running.error().code != core::ErrorCode::UnknownJail) {
                fail(running.error());
                return;
            }
            const bool asWanted = running && firstDifference(*running, m_wanted.actions).isEmpty();
            if (ranBefore() && running && (asWanted || firstDifference(*running, m_actionsBefore).isEmpty())) {
                pass({});
                end(tl::unexpected(*m_reloadError));
            } else if (asWanted && !ranBefore()) {
                countRegexes([this, jails](bool whole) {
                    if (whole)
                        startedAfterAll(jails);
                    else
                        failHalfMade();
                });
            } else {
                failHalfMade();
            }
        });
}

void JailReload::countRegexes(std::function<void(bool)> then)
{
    if (sessionIsGone())
        return;
    // The actions come last but for the start; a jail without any tells by its regexes alone.
    m_session->submit(protocol::jailProperty(m_jail, u"failregex"_s), this,
        [this, then = std::move(then)](const core::Result<QVariant> &running) {
            if (running)
                then(running->toStringList().size() == m_wanted.failregex.size());
            else
                fail(running.error()); // nobody knows: what may run as it should is not stopped
        });
}

void JailReload::startedAfterAll(qsizetype jails)
{
    m_reloadError.reset();
    // The stage that was told as failed has worked; its answer alone was lost.
    Q_EMIT progressed({ .stage = ReloadStage::Reload, .result = StageResult::Passed });
    pass(QString::number(jails));
    Q_EMIT reloaded();
    m_context.monitor.probeNow(m_context.profile.id);
    compareActions();
}

void JailReload::removeHalfMade(std::function<void(const std::optional<core::Error> &)> then)
{
    if (sessionIsGone())
        return;
    // A start that failed leaves a jail that is listed and guards nothing (fact sheet 4.2): only without it do the list
    // and the health probe tell the truth. Nothing that was stopped on purpose: a recovery goes on waiting for it.
    m_context.gate.submit(m_context.profile.id, protocol::stopJail(m_jail), this,
        [then = std::move(then)](
            const core::Result<QVariant> &stopped) { then(stopped ? std::nullopt : std::optional(stopped.error())); });
}

void JailReload::failHalfMade()
{
    removeHalfMade([this](const std::optional<core::Error> &error) {
        if (error && error->code != core::ErrorCode::UnknownJail) {
            // It is listed still and guards nothing.
            QString words = u"stop %1: %2"_s.arg(m_jail, core::errorCodeName(error->code));
            if (!error->detail.isEmpty())
                words += u": "_s + error->detail;
            fail(core::ErrorCode::VerifyFailed, m_jail + u'\n' + words);
        } else if (!ranBefore() && m_reloadError->code == core::ErrorCode::CommandFailed) {
            pass({});
            end(tl::unexpected(*m_reloadError)); // the daemon has said why, and the jail is away as before
        } else {
            failLost({ m_jail });
        }
    });
}

} // namespace services
