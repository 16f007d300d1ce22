// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RescueFlow that looks whether what was lost runs again, and for how long.
#include "protocol/commands.h"
#include "services/host_registry.h"
#include "services/rescue_flow.h"
#include "services/server_session.h"
#include "transport/channel.h"

using namespace Qt::StringLiterals;

namespace services {

QStringList RescueFlow::expected() const
{
    // What ran when it began is to run in the end, whatever was seen before.
    QStringList all = m_finding.comesBack + m_finding.untouched + m_jailsBefore;
    all.removeIf([this](const QString &jail) {
        const bool goes = m_finding.stops.contains(jail) || m_finding.staysOff.contains(jail);
        return m_failedJails.contains(jail) || (goes && !m_finding.comesBack.contains(jail));
    });
    all.removeDuplicates();
    return all;
}

void RescueFlow::nextLook()
{
    // Each over a connection of its own: the one that is held may outlive what it leads to.
    m_fresh = std::make_unique<ServerSession>(
        m_context.profile.id, m_context.hosts.makeChannel(m_context.profile), m_context.clock);
    look();
}

void RescueFlow::look()
{
    m_fresh->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (status)
            onLooked(status->jails);
        else
            notYet(status.error());
    });
}

void RescueFlow::onLooked(const QStringList &running)
{
    m_outcome.running = running;
    m_outcome.missing.clear();
    for (const QString &jail : expected()) {
        if (!running.contains(jail))
            m_outcome.missing += jail;
    }
    for (const core::RescueEdit &edit : std::as_const(m_finding.edits)) {
        if (edit.kind == core::RescueEdit::Kind::Disable && running.contains(edit.jail)) {
            notYet({ core::ErrorCode::VerifyFailed, u'+' + edit.jail });
            return;
        }
    }
    if (!m_outcome.missing.isEmpty() || running.isEmpty())
        notYet({ core::ErrorCode::VerifyFailed, u'-' + m_outcome.missing.join(u" -"_s) });
    else
        checkActions(m_finding.comesBack, running);
}

void RescueFlow::checkActions(QStringList left, const QStringList &running)
{
    const auto hasNone = [this, &running](const QString &jail) { // to be compared with
        const config::DumpedJail *wanted = m_wanted ? m_wanted->jail(jail) : nullptr;
        return !running.contains(jail) || (wanted && wanted->actions.isEmpty());
    };
    while (!left.isEmpty() && hasNone(left.constFirst()))
        left.removeFirst();
    if (left.isEmpty()) {
        onWell();
        return;
    }
    const QString jail = left.takeFirst();
    m_fresh->submit(
        protocol::jailActions(jail), this, [this, jail, left, running](const core::Result<QStringList> &actions) {
            if (!actions)
                notYet(actions.error());
            else if (actions->isEmpty())
                notYet({ core::ErrorCode::VerifyFailed, jail + u": action"_s });
            else
                checkActions(left, running);
        });
}

void RescueFlow::notYet(const core::Error &error)
{
    m_wellSince = -1;
    if (m_context.clock.monotonicMs() - m_lookingSince < m_context.patienceMs) {
        later(m_context.roundMs / 3, [this] { nextLook(); });
        return;
    }
    // Jails that did not come back do not undo those that did: it is kept, and told.
    const bool alive = !m_outcome.running.isEmpty() && error.code == core::ErrorCode::VerifyFailed;
    if (alive && !m_outcome.missing.isEmpty()) {
        m_failedJails += m_outcome.missing;
        m_said = error.detail;
        onWell();
    } else {
        takeBack(error);
    }
}

void RescueFlow::onWell()
{
    const qint64 now = m_context.clock.monotonicMs();
    if (m_wellSince < 0)
        m_wellSince = now;
    if (now - m_wellSince < m_context.holdMs) {
        later(m_context.roundMs, [this] { nextLook(); });
        return;
    }
    m_fresh.reset();
    m_well = true;
    pass(QString::number(m_outcome.running.size()));
    confirm();
}

} // namespace services
