// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"

namespace services {

/// fail2ban-client as the profile names it, else by its name.
[[nodiscard]] QString clientProgram(const core::ServerProfile &profile);
/// fail2ban-regex beside the profile's client, else by its name.
[[nodiscard]] QString regexProgram(const core::ServerProfile &profile);
/// The daemon's configuration folder.
[[nodiscard]] QString configDir(const core::ServerProfile &profile);

} // namespace services
