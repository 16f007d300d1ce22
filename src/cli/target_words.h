// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// The options that name this target again, for a command that somebody copies into a shell: " --socket /run/f.sock".
/// Begins with a space; empty where the command line named none, and only one server can be meant.
[[nodiscard]] QString targetWords(const Target &target);

} // namespace cli
