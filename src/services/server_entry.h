// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/request_handle.h"

#include <QObject>
#include <QSet>

namespace services {

class HealthMonitor;
class HostRegistry;
class PromptBroker;
class ServerRegistry;

/// Opens the way to a server because the user wants it now: forgets every backoff, and asks what has to be asked
/// (passphrase, password, host key, sudo). What runs in the background never asks. Main thread.
class ServerEntry final : public QObject
{
    Q_OBJECT
public:
    ServerEntry(ServerRegistry &servers, HostRegistry &hosts, PromptBroker &prompts, HealthMonitor &monitor,
        QObject *parent = nullptr);
    ~ServerEntry() override;

    /// Ends once the way is open, or with why it is not; Cancelled where the user declined. A probe follows in either
    /// case. A second wish for the same server joins the first.
    core::RequestHandle enter(core::ServerId server, const QObject *context, core::Handler<bool> handler);
    [[nodiscard]] bool isEntering(core::ServerId server) const { return m_entering.contains(server); }

Q_SIGNALS:
    void enteringChanged(core::ServerId server);

private:
    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    PromptBroker &m_prompts;
    HealthMonitor &m_monitor;
    QSet<core::ServerId> m_entering;
};

} // namespace services
