// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that looks at the jails which a change concerns.
#include "services/change_flow.h"
#include "services/change_verify.h"
#include "services/host_registry.h"
#include "services/server_session.h"

namespace services {

ChangeExpectation ChangeFlow::expected() const
{
    ChangeExpectation expected { .process = m_process,
        .socketPath = m_context.profile.socketPath,
        .jails = m_jailsBefore,
        .jail = m_request.jail,
        .wanted = m_plan.wanted };
    if (!m_plan.wanted)
        expected.jails.removeAll(m_request.jail);
    return expected;
}

void ChangeFlow::look(ServerSession &at, core::Handler<QString> handler)
{
    const core::Pending<QString> pending(this, std::move(handler));
    const core::Pending<QString> first(
        this, [this, session = QPointer<ServerSession>(&at), pending](const core::Result<QString> &result) {
            if (result && session)
                lookAtOthers(*session, 0, *result, pending);
            else
                pending.finish(result ? core::Result<QString>(core::failure(core::ErrorCode::Cancelled)) : result);
        });
    (new ChangeVerify(at, m_context.hosts.reader(m_context.profile), expected(), first, this))->start();
}

void ChangeFlow::lookAtOthers(
    ServerSession &at, qsizetype next, const QString &detail, const core::Pending<QString> &pending)
{
    if (next >= m_plan.others.size() || m_takeBackNow) {
        pending.finish(detail);
        return;
    }
    ChangeExpectation other = expected();
    other.jail = m_plan.others[next].name;
    other.wanted = m_plan.others[next];
    const core::Pending<QString> looked(this,
        [this, session = QPointer<ServerSession>(&at), next, detail, pending](const core::Result<QString> &result) {
            if (result && session)
                lookAtOthers(*session, next + 1, detail, pending);
            else if (result)
                pending.finish(core::failure(core::ErrorCode::Cancelled));
            else if (result.error().code == core::ErrorCode::VerifyFailed) // whose it is would not be told
                pending.finish(core::failure(core::ErrorCode::VerifyFailed,
                    m_plan.others[next].name + QStringLiteral(": ") + result.error().detail));
            else
                pending.finish(result);
        });
    (new ChangeVerify(at, m_context.hosts.reader(m_context.profile), other, looked, this))->start();
}

} // namespace services
