// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// What is wrong with the words of `config`, as a line for the user; empty: nothing.
[[nodiscard]] QString configProblem(const Options &options);

/// `config get JAIL [KEY]`: what the server's files say, and where. Changes nothing.
void runConfig(const Target &target);

/// `check [JAIL]`: what stands in the way of loading what the server's files say. Changes nothing.
void runCheck(const Target &target);

} // namespace cli
