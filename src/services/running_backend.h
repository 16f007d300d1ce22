// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/request_handle.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace services {

class ServerSession;

/// In which way running jails read their logs, by jail: "polling", "systemd"; empty where the daemon only tells that
/// they read files (before fail2ban 1.1.0, which has `stats`). A jail that does not run, or of which it tells nothing,
/// is not in it. Errors: those of the link.
core::RequestHandle readRunningBackends(ServerSession &session, const QStringList &jails, const QObject *context,
    core::Handler<QHash<QString, QString>> handler);

/// What a reload does to the way in which a running jail reads its log. Where what the daemon was told and what it is
/// told now differ as words, it restarts the jail by itself (fail2ban 1.0.2 and 1.1.0, server/server.py, addJail): from
/// "polling" to "auto", too, even where "auto" means polling.
struct BackendChange
{
    QString words; ///< "polling -> systemd"; empty: none
    /// What was asked for is told by no daemon, only what came of it. False: its backend is a possible outcome of what
    /// the files say, and they were written after it had been started.
    bool certain = true;

    friend bool operator==(const BackendChange &, const BackendChange &) = default;
};

/// running: as readRunningBackends() has it. newer: the file that names the backend, where it is younger than the
/// daemon; else empty. Pure.
[[nodiscard]] BackendChange backendChange(
    const QString &running, const config::DumpedJail &wanted, const QString &newer = {});

/// The words of a change that is certain, of one jail.
core::RequestHandle readBackendDifference(
    ServerSession &session, const config::DumpedJail &wanted, const QObject *context, core::Handler<QString> handler);

} // namespace services
