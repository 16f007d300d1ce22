// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log_event.h"
#include "core/server_profile.h"
#include "services/event_feed.h"

namespace services {

/// The file that a log target ("/var/log/fail2ban.log", perhaps with options in brackets) means. Empty: SYSLOG,
/// STDOUT, SYSTEMD-JOURNAL and their like, or no absolute path. Pure.
[[nodiscard]] QString logFileOf(const QString &target);

/// Whether following a log that ended so is not worth another attempt soon: only a person can change it.
[[nodiscard]] bool isHopelessForLog(core::ErrorCode code);

/// What servers on one ssh connection share; empty where there is none.
[[nodiscard]] QString logConnection(const core::ServerProfile &profile);

/// The failures since then, summed up by jail, the one that failed last first.
[[nodiscard]] QList<ActionFailures> failuresByJail(const QList<core::LogEvent> &failures, qint64 sinceMs);

} // namespace services
