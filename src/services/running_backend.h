// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

class ServerSession;

/// Whether a running jail reads its log in another way than the configuration says now, as "polling -> systemd"; empty
/// where it does not, or where that cannot be told: a reload then restarts the jail by itself (fail2ban 1.0.2,
/// server/server.py, addJail). fail2ban >= 1.1.0 names the backend (`stats`); older ones tell files and journal apart
/// only. What was asked for as "auto" is not told by any, so that a wanted "auto" is not compared.
core::RequestHandle readBackendDifference(
    ServerSession &session, const config::DumpedJail &wanted, const QObject *context, core::Handler<QString> handler);

} // namespace services
