// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/audit_entry.h"

#include <QString>

#include <optional>

namespace texts {

/// "Unbans 203.0.113.7 in 3 jails on 2 servers". subject: the one address, empty where there are several.
[[nodiscard]] QString unbanEffect(qint64 bans, int jails, int servers, const QString &subject = {});
/// "Unbans everything on web-1: 214 bans in 4 jails".
[[nodiscard]] QString unbanAllEffect(qint64 bans, int jails, const QStringList &serverNames);
/// "Bans 3 addresses in 2 jails on 2 servers: 6 bans". subject: the one address.
[[nodiscard]] QString banEffect(qint64 targets, qint64 bans, int jails, int servers, const QString &subject = {});
/// "Stops sshd on web-1 and lifts its 38 bans." and, for the last jail, that nothing is guarded then.
[[nodiscard]] QString stopEffect(
    const QString &jail, const QString &server, std::optional<qint64> currentBans, bool lastJail);
/// Whose ban ends a new ban time moves.
[[nodiscard]] QString bantimeEffect(
    qint64 moved, qint64 endAtOnce, qint64 becomePermanent, qint64 unaffected, bool timesKnown);

[[nodiscard]] QString auditResultWord(core::AuditResult result); ///< "done", "refused", "pending"
/// The command in words: "Ban 192.0.2.1 in sshd"; the raw words where it is not one that we name.
[[nodiscard]] QString commandText(const QStringList &words);
/// The raw words as they would be typed, made visible.
[[nodiscard]] QString commandLine(const QStringList &words);
[[nodiscard]] QString originText(const QString &auditOrigin); ///< "window", "command line"

/// Title of a stage of the start, by composition::startStageName().
[[nodiscard]] QString startStageTitle(const QString &stage);

} // namespace texts
