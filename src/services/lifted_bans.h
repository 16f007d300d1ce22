// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "services/preflight_service.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>

namespace services {

class ServerSession;

/// The bans that stand in jails which a change ends or restarts.
struct LiftedBans
{
    bool kept = true; ///< in fail2ban's database, from which a restarted jail makes them again
    bool listed = true; ///< with their ends (fail2ban 0.11), so that they can be set again
    QHash<QString, std::optional<qint64>> bans; ///< by jail; nullopt: it did not tell
};

/// Asks the daemon. Errors: those of the link; what a daemon only does not tell counts as not known.
core::RequestHandle readLiftedBans(
    ServerSession &session, const QStringList &jails, const QObject *context, core::Handler<LiftedBans> handler);

/// What is to be told of them before: of jails that are restarted where fail2ban does not make their bans again. The
/// transaction sets them again (RestartsJail, its subject is how many, or "?"), but for jails in `telling`, each with
/// the action that would report every one of them (LosesBans, its detail is that action).
[[nodiscard]] QList<PreflightIssue> issuesOfRestart(
    const QStringList &jails, const LiftedBans &lifted, const QHash<QString, QString> &telling);
/// Likewise of the one jail that ends. running: all that run now.
[[nodiscard]] QList<PreflightIssue> issuesOfEnd(
    const QString &jail, const QStringList &running, const LiftedBans &lifted, const QHash<QString, QString> &telling);

} // namespace services
