// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pending_changes_impl.h"

namespace services {

PendingChangesImpl::PendingChangesImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QObject *parent)
    : PendingChanges(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
{
}

PendingChangesImpl::~PendingChangesImpl() = default;

core::RequestHandle PendingChangesImpl::load(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    pending.finishLater(true);
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::keep(
    const QList<core::PendingChange> &, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    pending.finishLater(core::failure(core::ErrorCode::NotSupported));
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::withdraw(
    const QList<qint64> &, const QObject *context, core::Handler<int> handler)
{
    const core::Pending<int> pending(context, std::move(handler));
    pending.finishLater(0);
    return pending.handle();
}

void PendingChangesImpl::retryNow(core::ServerId) { }

} // namespace services
