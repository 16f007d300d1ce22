// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QString>

namespace models {

/// Whether what is shown of a server is the last known only: it does not answer now, whatever the reason. A server that
/// needs the user but answers (no jail runs, its socket is gone) is not stale.
[[nodiscard]] bool isStale(const core::ServerStatus &status);

/// Why, for tool tips and screen readers: "Last known; web-1 has been offline since 22.08.26 14:19." Empty where it is
/// not stale. name: raw.
[[nodiscard]] QString staleText(const core::ServerStatus &status, const QString &name);

} // namespace models
