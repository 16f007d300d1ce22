// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log_event.h"
#include "core/result.h"
#include "core/server_status.h"

#include <optional>

namespace texts {

/// What happened, for a cell: "Banned", "Failure", "Action failed".
[[nodiscard]] QString eventWord(core::LogEventKind kind);
/// The shape before the word; ordinary failures have none.
[[nodiscard]] std::optional<core::ServerState> eventShape(core::LogEventKind kind);
/// What else the line told, made visible; empty where the word says all.
[[nodiscard]] QString eventDetail(const core::LogEvent &event);

/// Which events a list shows.
enum class EventFilter { Everything, Bans, Failures, Problems };
[[nodiscard]] QString eventFilterTitle(EventFilter filter);
[[nodiscard]] bool passes(core::LogEventKind kind, EventFilter filter);

/// Why a log is not followed, to go on after a colon: "it logs to the journal", "this login may not read its log".
[[nodiscard]] QString notFollowedWords(const core::Error &error);

/// "Action iptables failed in jail web on web-1 3 times in the last hour."
[[nodiscard]] QString actionFailedSentence(
    const QString &action, const QString &jail, const QString &server, qint64 count);
/// What that means.
[[nodiscard]] QString actionFailedMeaning();

} // namespace texts
