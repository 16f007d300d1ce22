// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// What is wrong with the words of `pending`, as a line for the user; empty: nothing.
[[nodiscard]] QString pendingProblem(const Options &options);

/// `pending` and `pending withdraw ID...|--all`: bans and unbans that wait for their server. Nothing is sent from here:
/// the window does that, when a server is back.
void runPending(
    services::ServiceSet &services, const Options &options, QObject *context, std::function<void(Outcome)> done);

} // namespace cli
