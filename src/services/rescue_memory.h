// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rescue.h"

namespace services {

/// Findings as the store keeps them: what is wrong with which jails. Causes and remedies are not kept, a look finds
/// them anew. Empty for none.
[[nodiscard]] QString storedFindings(const QList<core::RescueFinding> &findings);
[[nodiscard]] QList<core::RescueFinding> findingsFromStore(const QString &text);

} // namespace services
