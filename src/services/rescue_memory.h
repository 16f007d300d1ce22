// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rescue.h"

namespace services {

/// What outlives this process of what is wrong with a server. Of a finding its kind and jails are kept; causes and
/// remedies a look finds anew.
struct RescueMemory
{
    QList<core::RescueFinding> known;
    QList<core::RescueFinding> dismissed; ///< somebody has seen them, and they are still so
    bool lookDue = false; ///< something was noticed, and nobody has looked yet
};

/// As the store keeps it. Empty: there is nothing to be kept.
[[nodiscard]] QString storedMemory(const RescueMemory &memory);
[[nodiscard]] RescueMemory memoryFromStore(const QString &text);

} // namespace services
