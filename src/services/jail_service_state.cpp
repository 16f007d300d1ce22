// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_service_state.h"

#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {

JailServiceState::JailServiceState(QObject *parent)
    : QObject(parent)
{
}

protocol::TriState JailServiceState::known(protocol::Capability capability) const
{
    return m_probes.at(static_cast<size_t>(capability)).state;
}

core::RequestHandle JailServiceState::ask(protocol::Capability capability, ServerSession &session, const QString &jail,
    const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    Probe &probe = m_probes.at(static_cast<size_t>(capability));
    if (probe.state != protocol::TriState::Unknown) {
        pending.finishLater(probe.state == protocol::TriState::Yes);
        return pending.handle();
    }
    if (protocol::capabilityNeedsJail(capability) && jail.isEmpty()) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, u"no jail to ask about"_s));
        return pending.handle();
    }
    probe.waiting.push_back(pending);
    if (!std::exchange(probe.running, true))
        send(capability, session, jail);
    return pending.handle();
}

void JailServiceState::send(protocol::Capability capability, ServerSession &session, const QString &jail)
{
    // The probe's reply is not cancelled with its first caller: others wait for it.
    session.submit(protocol::capabilityProbe(capability, jail), this,
        [this, capability, jail, epoch = m_epoch, asked = QPointer<ServerSession>(&session)](
            core::Result<protocol::Value> reply) {
            if (epoch != m_epoch && asked) {
                send(capability, *asked, jail); // another daemon answered than the one that is there now
                return;
            }
            const auto state = protocol::capabilityFromReply(capability, reply);
            conclude(capability, state, reply ? core::Error { core::ErrorCode::UnexpectedReply, {} } : reply.error());
        });
}

void JailServiceState::conclude(protocol::Capability capability, protocol::TriState state, const core::Error &error)
{
    Probe &probe = m_probes.at(static_cast<size_t>(capability));
    probe.running = false;
    probe.state = state;
    const auto waiting = std::exchange(probe.waiting, {});
    if (state != protocol::TriState::Unknown)
        Q_EMIT capabilityLearned(capability, state == protocol::TriState::Yes);
    for (const auto &pending : waiting) {
        if (state == protocol::TriState::Unknown)
            pending.finish(tl::unexpected(error));
        else
            pending.finish(state == protocol::TriState::Yes);
    }
}

void JailServiceState::reset()
{
    ++m_epoch;
    for (Probe &probe : m_probes)
        probe.state = protocol::TriState::Unknown; // a running probe is asked again when its stale answer comes
}

} // namespace services
