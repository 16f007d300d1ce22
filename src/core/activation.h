// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/server_status.h"

namespace core {

/// How BanGUI made a jail live.
enum class ActivationKind { Start, Reload };

/// Written and flushed before the command goes out, so that a crash between the two loses nothing.
struct ActivationRecord
{
    qint64 id = 0; ///< row id; 0: not stored yet
    ServerId server;
    QString jail;
    ActivationKind kind = ActivationKind::Reload;
    qint64 at = 0; ///< UTC ms
    QStringList jailsBefore; ///< sorted
    ProcessIdentity identityBefore;

    friend bool operator==(const ActivationRecord &, const ActivationRecord &) = default;
};

enum class RecoveryReason { WentOffline, JailsLost, Restarted, Frozen };
enum class RecoveryResolution { Open, Recovered, Dismissed };

/// An activation that cost the server its protection (DESIGN: words), shown until it is resolved.
struct PendingRecovery
{
    qint64 id = 0;
    ServerId server;
    QString jail; ///< the jail that had been activated
    qint64 activatedAt = 0; ///< UTC ms
    qint64 detectedAt = 0; ///< UTC ms
    RecoveryReason reason = RecoveryReason::WentOffline;
    QStringList jailsBefore;
    QStringList jailsAfter; ///< at detection; empty where the daemon was gone
    RecoveryResolution resolution = RecoveryResolution::Open;
    qint64 resolvedAt = 0;

    [[nodiscard]] bool isOpen() const { return resolution == RecoveryResolution::Open; }
    friend bool operator==(const PendingRecovery &, const PendingRecovery &) = default;
};

/// For logs, store and JSON, never translated: "went_offline", "jails_lost", "restarted", "frozen".
[[nodiscard]] QString recoveryReasonName(RecoveryReason reason);

} // namespace core

Q_DECLARE_METATYPE(core::ActivationRecord)
Q_DECLARE_METATYPE(core::PendingRecovery)
