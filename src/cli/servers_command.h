// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// `servers list|add|remove|test`: works on the stored profiles, not on a target. Answers from the event loop.
void runServers(
    services::ServiceSet &services, const Options &options, QObject *context, std::function<void(Outcome)> done);

} // namespace cli
