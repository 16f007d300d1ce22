// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"

namespace core {

/// Older than this, a kept change is not sent by itself any more: somebody is asked first.
inline constexpr qint64 pendingOldMs = 7LL * 24 * 3600 * 1000;
[[nodiscard]] inline bool isOld(const PendingChange &change, qint64 nowMs)
{
    return nowMs - change.createdAt > pendingOldMs;
}

/// The server was not reached or entered, and that may pass by itself: what was not sent is kept. An answer that is
/// missing (Timeout, ConnectionLost) counts only where nothing but questions had been sent. Not kept: what lasts until
/// somebody changes something there (a refused login, permission, sudo), and a changed host key, which may be another
/// machine.
[[nodiscard]] bool mayPassByItself(ErrorCode code);

/// What a newer wish leaves of an older one for the same server, and what it takes out of it. Neither is sent twice
/// nor in the wrong order: of two wishes about one address the last one counts. Where the newer one is an unban or the
/// older one is, addresses meet by containment, as the unban itself finds them.
struct PendingOverlap
{
    PendingChange left;
    PendingChange taken;
    [[nodiscard]] bool any() const { return taken.server.isValid(); }
    [[nodiscard]] bool all() const { return any() && !left.server.isValid(); }
};
/// sent: the newer wish has been carried out already, so that an older "unban everything" would undo it. Else both wait
/// in their order. Pure; left and taken have an invalid server where there is nothing.
[[nodiscard]] PendingOverlap overlapOf(const PendingChange &older, const PendingChange &newer, bool sent);

[[nodiscard]] QString pendingKindName(PendingChange::Kind kind); ///< "ban", "unban", "unban_all"; stored and in JSON
[[nodiscard]] PendingChange::Kind pendingKindFromName(const QString &name); ///< Ban for what it does not know

} // namespace core
