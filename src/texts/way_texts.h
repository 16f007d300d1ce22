// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/container_image.h"
#include "core/server_profile.h"

namespace texts {

/// Why BanGUI does not take the way that a profile describes; word as services::wayProblem() has it. Empty for none.
[[nodiscard]] QString wayProblem(const QString &word);

/// Where a server is, in a few words: "this computer", "ssh web-1", "container f2b on ssh web-1", with "sudo" behind,
/// and with what the profile makes run that is not the usual: an ssh configuration, an engine's path, a
/// fail2ban-client. Whoever imports somebody's file sees all of it before.
[[nodiscard]] QString wayWords(const core::ServerProfile &profile);

/// That the container's image was recognised, and where it keeps its files; empty for any other image.
[[nodiscard]] QString imageWords(core::ContainerImage image);

} // namespace texts
