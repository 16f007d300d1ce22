// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "services/elevation_entry.h"
#include "transport/ssh_master.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>
#include <vector>

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
    /// case. A second wish for the same server joins the first; once the last of them is cancelled, so is the attempt
    /// with its question.
    core::RequestHandle enter(core::ServerId server, const QObject *context, core::Handler<bool> handler);
    [[nodiscard]] bool isEntering(core::ServerId server) const { return m_wishes.contains(server); }

    /// The way alone, without session or probe, also for a profile that is not stored. Cancelling takes its question
    /// back.
    core::RequestHandle open(const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler);

Q_SIGNALS:
    void enteringChanged(core::ServerId server);

private:
    /// The callers of enter() for one server.
    struct Wish
    {
        std::vector<core::Pending<bool>> callers;
        core::RequestHandle way;
    };
    /// Under which keys answers to questions of one login may have been kept, and how often each was asked for by the
    /// ssh that asked last.
    using AskedKeys = std::shared_ptr<QHash<QString, int>>;

    [[nodiscard]] transport::SshPrompting prompting(const core::ServerProfile &profile, const AskedKeys &keys);
    void openElevation(const core::ServerProfile &profile, const core::Pending<bool> &pending);
    void onOpened(core::ServerId server, const core::Result<bool> &opened);
    void onCallerCancelled(core::ServerId server);

    ServerRegistry &m_servers;
    HostRegistry &m_hosts;
    PromptBroker &m_prompts;
    HealthMonitor &m_monitor;
    ElevationEntry m_elevation;
    std::map<core::ServerId, Wish> m_wishes;
};

} // namespace services
