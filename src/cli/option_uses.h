// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"

namespace cli {

/// An option that the command does not use, as a line for the user; empty: none. "disable --dry-run" must not disable.
/// --production, --json, --timeout and what names a target are everybody's.
[[nodiscard]] QString uselessOption(const Options &options);

} // namespace cli
