// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/server_registry.h"

namespace gui {

/// The daemon that a dialog was opened for: its profile may come to lead elsewhere while the dialog is open.
class MeantPlace
{
public:
    MeantPlace(const services::ServerRegistry &servers, core::ServerId server)
        : m_servers(servers)
        , m_server(server)
        , m_key(keyNow())
    {
    }
    [[nodiscard]] bool isHere() const { return keyNow() == m_key; }

private:
    [[nodiscard]] QString keyNow() const
    {
        const auto profile = m_servers.profile(m_server);
        return profile ? core::daemonKey(*profile) : QString();
    }

    const services::ServerRegistry &m_servers;
    core::ServerId m_server;
    QString m_key;
};

} // namespace gui
