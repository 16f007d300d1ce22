// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QString>
#include <QStringList>

namespace core {

/// How a server is reached. Ssh and Container have their place here; this version opens Local only.
enum class ConnectionKind { Local, Ssh, Container };

/// One fail2ban server as the user has described it. A value; stored by storage::ProfileRepository. Holds no secret.
struct ServerProfile
{
    ServerId id;
    QString name; ///< unique among the profiles, shown everywhere
    ConnectionKind kind = ConnectionKind::Local;
    QString socketPath; ///< path of the daemon's socket on its own host
    QString destination; ///< ssh destination or container name; empty for Local
    QString configDir; ///< the daemon's configuration folder; empty: /etc/fail2ban
    QString
        clientProgram; ///< path of fail2ban-client; empty: looked up in PATH. fail2ban-regex is taken from beside it
    QString group; ///< empty: no group
    QStringList tags;
    QString colour; ///< "#rrggbb" or empty
    QString timeZone; ///< IANA name of the server's zone; empty: that of this computer (kind Local)
    bool readOnly = false; ///< CommandGate sends nothing that changes this server
    int position = 0; ///< order in the sidebar, over all groups
    int probeIntervalSeconds = 0; ///< 0: the setting's

    friend bool operator==(const ServerProfile &, const ServerProfile &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::ServerProfile)
