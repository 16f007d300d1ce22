// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QString>
#include <QStringList>

namespace core {

/// The machine on which a server, or its container, runs: this computer, or one behind the system's ssh.
enum class ConnectionKind { Local, Ssh };

/// How the login on that machine becomes one that may open fail2ban's socket. Whoever reaches the socket is root there.
enum class Elevation { None, Sudo, Pkexec };

/// One fail2ban server as the user has described it. A value; stored by storage::ProfileRepository. Holds no secret.
struct ServerProfile
{
    ServerId id;
    QString name; ///< unique among the profiles, shown everywhere
    ConnectionKind kind = ConnectionKind::Local;
    QString socketPath; ///< path of the daemon's socket on its own host
    QString destination; ///< Ssh: as one types it to `ssh` ("web-1", "-p 2222 -J jump admin@web-1"); empty for Local
    QString sshConfig; ///< Ssh: absolute path for `ssh -F`; empty: the user's own
    Elevation elevation = Elevation::None; ///< Pkexec for Local only
    QString containerEngine; ///< "docker", "podman" or an absolute path; with a container
    QString container; ///< name of the container in which fail2ban runs; empty: none
    QString configDir; ///< the daemon's configuration folder; empty: /etc/fail2ban
    QString
        clientProgram; ///< path of fail2ban-client; empty: looked up in PATH. fail2ban-regex is taken from beside it
    /// A shell's command line on the daemon's machine, or in its container, that starts fail2ban; empty: the service
    /// manager that is found there, else as it was started. Never taken from a file of profiles: root runs it.
    QString startCommand;
    QString group; ///< empty: no group
    QStringList tags;
    QString colour; ///< "#rrggbb" or empty
    QString timeZone; ///< IANA name of the server's zone; empty: what its machine says, else that of this computer
    bool production = false; ///< changing commands are asked about once more
    bool readOnly = false; ///< CommandGate sends nothing that changes this server
    int position = 0; ///< order in the sidebar, over all groups
    int probeIntervalSeconds = 0; ///< 0: the setting's

    friend bool operator==(const ServerProfile &, const ServerProfile &) = default;
};

/// Equal for two profiles of one daemon, however they are named: machine, container and socket. An alias of another
/// ssh configuration is another machine, a container of another engine another container.
[[nodiscard]] inline QString daemonKey(const ServerProfile &profile)
{
    return QStringList { profile.destination, profile.sshConfig, profile.containerEngine, profile.container,
        profile.socketPath }
        .join(u'\n');
}

} // namespace core

Q_DECLARE_METATYPE(core::ServerProfile)
