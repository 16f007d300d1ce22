// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace core {

/// What one line of fail2ban's log tells (fact sheet 7).
enum class LogEventKind {
    Found, ///< a failure was counted
    Ban,
    RestoreBan, ///< at a start, from the daemon's database
    Unban,
    RepealBan, ///< at a stop of jail or server, 1.1.1 and newer; older ones log Unban
    Reban,
    IncreaseBan,
    AlreadyBanned,
    Ignored, ///< a failure of an address that is never banned
    ActionFailed, ///< the address counts as banned, but the action did not do it
    JailStarted,
    JailStopped,
    JailReloaded,
    ServerStarting,
    ServerStopping,
    Error ///< any other line of level ERROR or CRITICAL
};
/// Name for JSON, never translated: "restore_ban".
[[nodiscard]] QString logEventKindName(LogEventKind kind);

struct LogEvent
{
    LogEventKind kind = LogEventKind::Found;
    qint64 at = 0; ///< UTC ms
    QString jail; ///< empty where the line names none
    QString target; ///< address or identifier as logged: hostile
    QString detail; ///< the rest of the line as logged: hostile

    friend bool operator==(const LogEvent &, const LogEvent &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::LogEvent)
