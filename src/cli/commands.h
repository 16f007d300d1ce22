// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"

namespace cli {

/// Commands that run against one server each. They answer from the event loop.
void runStatus(const Target &target);
void runJails(const Target &target);
void runJail(const Target &target);
void runBans(const Target &target);
void runBan(const Target &target);
void runUnban(const Target &target);
void runRawCommand(const Target &target);

} // namespace cli
