// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"
#include "core/server_profile.h"

namespace cli {

/// `servers import FILE`: stores what a file names and is new; --dry-run only tells. What is known is left as it is.
void importServers(
    services::ServiceSet &services, const Options &options, QObject *context, const std::function<void(Outcome)> &done);
/// `servers export [FILE]`: to a file of the user's alone, or to standard output.
void exportServers(services::ServiceSet &services, const Options &options, const std::function<void(Outcome)> &done);

/// What is wrong with the words of `servers import` and `servers export`, as a line for the user; empty: nothing.
[[nodiscard]] QString fleetProblem(const Options &options);

/// Why a command is not run because it would change production servers and --production was not given. Empty: it may.
[[nodiscard]] QString productionProblem(
    const services::ServiceSet &services, const Options &options, const QList<core::ServerId> &servers);

/// The stored server that a profile leads to already, as a sentence; empty: none.
[[nodiscard]] QString twinSentence(const services::ServiceSet &services, const core::ServerProfile &profile);

} // namespace cli
