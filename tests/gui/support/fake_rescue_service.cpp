// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_rescue_service.h"

namespace guitest {

core::RequestHandle FakeRescueService::examine(
    core::ServerId server, const QObject *context, core::Handler<core::RescueReport> handler)
{
    ++examined;
    const core::Pending<core::RescueReport> pending(context, std::move(handler));
    core::RescueReport answer = report;
    answer.server = server;
    pending.finishLater(error ? core::Result<core::RescueReport>(tl::unexpected(*error)) : answer);
    return pending.handle();
}

core::RequestHandle FakeRescueService::carryOut(core::ServerId server, const core::RescueFinding &finding,
    const QObject *context, core::Handler<core::RescueOutcome> handler)
{
    m_server = server;
    carriedOut.append(finding);
    m_pending.emplace(context, std::move(handler));
    return m_pending->handle();
}

void FakeRescueService::step(core::RescueStage stage, core::ChangeStageResult result)
{
    Q_EMIT progressed(m_server, core::RescueStep { .stage = stage, .result = result, .error = {}, .detail = {} });
}

void FakeRescueService::finish(const core::RescueOutcome &outcome)
{
    Q_EMIT ended(m_server, outcome);
    m_pending->finish(outcome);
    m_pending.reset();
}

} // namespace guitest
