// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace cli {

/// Exit codes of bangui-cli (DESIGN 9).
enum class ExitCode {
    Done = 0,
    Refused = 1, ///< the server refused, a check failed, a preflight stopped the change, or the output took nothing
    Usage = 2,
    Unreachable = 3, ///< a server could not be reached or entered, also when only some could not
    RolledBack = 4
};

[[nodiscard]] ExitCode exitCodeFor(const core::Error &error);
/// Of several servers: Unreachable is told above all, then the graver one.
[[nodiscard]] ExitCode worse(ExitCode a, ExitCode b);

} // namespace cli
