// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_facts.h"
#include "core/request_handle.h"
#include "core/server_profile.h"

#include <QObject>

namespace services {

class HostRegistry;

/// Looks, without any elevation, at a socket that is refused: who we are there, who owns it, and what sudo would be
/// asked to run. What cannot be learned stays open; there is no error. One run per object; deleting it cancels. Main
/// thread.
class AccessCheck final : public QObject
{
    Q_OBJECT
public:
    /// The registry outlives it.
    AccessCheck(HostRegistry &hosts, core::ServerProfile profile, QObject *parent = nullptr);

    core::RequestHandle start(const QObject *context, core::Handler<core::AccessFacts> handler);

private:
    void lookAtSocket();
    void findEngine(QStringList places);
    void finish();

    HostRegistry &m_hosts;
    core::ServerProfile m_profile;
    core::ServerProfile m_machine; ///< the same login, without elevation and container
    core::AccessFacts m_facts;
    core::Pending<core::AccessFacts> m_pending;
};

} // namespace services
