// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

namespace services {

/// Where a daemon logs: the global settings logtarget and syslogsocket.
struct LogDestination
{
    QString target;
    QString syslogSocket;
};

/// Whether a daemon that logs to `running` keeps its log when it is told `wanted`: it drops the options of a target,
/// and tells the socket that it found for "auto". Pure.
[[nodiscard]] bool isSameLogTarget(const QString &running, const QString &wanted);
[[nodiscard]] bool isSameSyslogSocket(const QString &running, const QString &wanted);
/// Whether that target is the syslog, in any case of its letters. Pure.
[[nodiscard]] bool isSyslog(const QString &target);

/// Asks the machine whether a daemon that is told to log there could open it: a regular file that this login may write,
/// or none in a folder that it may; a socket that is there; Python's systemd module; a stream. What nobody can see from
/// here (a relative path, a pipe, a format) counts as no. The daemon gives the jail up that is being reloaded when it
/// cannot (server.py, setLogTarget; fact sheet 8.2.4), and `fail2ban-client -t` does not look. Errors: those of the way
/// to the machine.
core::RequestHandle canOpenLog(transport::HostReader &host, const transport::ReaderCommand &journalTest,
    const LogDestination &wanted, const QObject *context, core::Handler<bool> handler);

} // namespace services
