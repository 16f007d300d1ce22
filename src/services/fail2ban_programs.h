// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "transport/host.h"

namespace services {

/// fail2ban-client as the profile names it, else by its name.
[[nodiscard]] QString clientProgram(const core::ServerProfile &profile);
/// fail2ban-regex beside the profile's client, else by its name.
[[nodiscard]] QString regexProgram(const core::ServerProfile &profile);
/// The daemon's configuration folder.
[[nodiscard]] QString configDir(const core::ServerProfile &profile);

/// What a program has said, its errors first: the end of it, where it is long.
[[nodiscard]] QString outputOf(const transport::CommandResult &result);

/// A log line to try a regex on: no sane one matches it, and one that runs without end (fact sheet 8.2.3) does so on
/// its long row of words. It begins with a date, which fail2ban-regex cuts off as in a log.
[[nodiscard]] QString regexSampleLine();

/// A failregex that is right and costs nothing: what fail2ban-regex needs beside a regex that is tried as an
/// ignoreregex.
[[nodiscard]] QString harmlessRegex();

} // namespace services
