// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// recover list|confirm|rollback|dismiss [ID]: changes that nobody has decided, what those that were taken back have
/// left, and lost protection.
void runRecover(const Target &target);

/// For one that is broken off before it has answered.
[[nodiscard]] Outcome recoverInterrupted(const Target &target);

/// What is wrong with the words, as a line for the user; empty: nothing.
[[nodiscard]] QString recoverProblem(const Options &options);

} // namespace cli
