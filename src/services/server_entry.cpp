// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_entry.h"

#include "services/health_monitor.h"
#include "services/server_registry.h"
#include "services/server_session.h"

namespace services {

ServerEntry::ServerEntry(
    ServerRegistry &servers, HostRegistry &hosts, PromptBroker &prompts, HealthMonitor &monitor, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_prompts(prompts)
    , m_monitor(monitor)
{
}

ServerEntry::~ServerEntry() = default;

core::RequestHandle ServerEntry::enter(core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (ServerSession *session = m_servers.session(server)) {
        session->reconnectNow();
        m_monitor.probeNow(server);
        pending.finishLater(true);
    } else {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
    }
    return pending.handle();
}

} // namespace services
