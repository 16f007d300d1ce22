// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace core {

/// What happened in one probe (DESIGN: health).
enum class ProbeOutcome {
    Answered,
    Busy, ///< EAGAIN, or the deadline passed while the process lives
    NoSocket,
    Refused,
    PermissionDenied,
    TunnelDown,
    TunnelFrozen,
    AuthenticationRequired,
    HostKeyChanged,
    ProtocolError
};

/// What the user sees. Shape, word and colour each are decided once, in platform and texts.
enum class ServerState { Unknown, Online, Degraded, Busy, Offline, Unreachable, NeedsAttention };

/// Names for logs and JSON, never translated: "no_socket", "needs_attention".
[[nodiscard]] QString probeOutcomeName(ProbeOutcome outcome);
[[nodiscard]] QString serverStateName(ServerState state);

/// The daemon's process: what "the same daemon" means. Read once per connection (SO_PEERCRED and /proc/PID/stat).
struct ProcessIdentity
{
    qint64 pid = 0; ///< 0: unknown
    quint64 startTime = 0; ///< clock ticks since boot, field 22 of /proc/PID/stat; 0: unknown

    [[nodiscard]] bool isKnown() const { return pid != 0; }
    friend bool operator==(const ProcessIdentity &, const ProcessIdentity &) = default;
};

/// Sums over the jails of one server; a value that the daemon did not report is absent, never 0.
struct ServerCounters
{
    std::optional<qint64> currentBans;
    std::optional<qint64> totalBans;
    std::optional<qint64> currentFailures;
    std::optional<qint64> totalFailures;

    friend bool operator==(const ServerCounters &, const ServerCounters &) = default;
};

/// Why a server that answers still needs the user.
/// Stored by number: new ones come last.
enum class AttentionReason {
    None,
    NoJails,
    FrozenTooLong,
    PermissionDenied,
    NotFail2ban,
    Authentication,
    HostKey, ///< changed or revoked
    SocketGone, ///< answers on the connection that is held, but nobody can make a new one
    HostKeyUnknown,
    Elevation, ///< sudo or pkexec refused
    ElevationPassword ///< sudo wants a password
};

/// All that BanGUI believes about one server, with its age. Owned by services::RuntimeState. Times: UTC ms, 0 = never.
struct ServerStatus
{
    ServerState state = ServerState::Unknown;
    std::optional<ProbeOutcome> lastOutcome; ///< absent until the first probe ended
    AttentionReason attention = AttentionReason::None;
    std::optional<bool> online; ///< last known online-ness; Busy, Unreachable and NeedsAttention keep it
    QString version;
    QStringList jails; ///< names at the last good probe, sorted
    QStringList lostJails; ///< jails of the last activation that have vanished
    ServerCounters counters;
    ProcessIdentity identity;
    qint64 checkedAt = 0; ///< end of the last probe
    qint64 lastGoodAt = 0; ///< last Answered
    qint64 stateSince = 0;
    qint64 busySince = 0; ///< 0: not busy
    qint64 latencyUs = -1; ///< of the last answered probe's first command, microseconds
    Error lastError; ///< meaningful where lastOutcome is not Answered

    friend bool operator==(const ServerStatus &, const ServerStatus &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::ServerStatus)
