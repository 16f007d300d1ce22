// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"

namespace texts {

/// "ssh configuration", "Ansible inventory", "BanGUI's own list".
[[nodiscard]] QString fleetFormatName(core::FleetFormat format);

/// What was left out or read otherwise, as a sentence with its line. Hostile words are made visible.
[[nodiscard]] QString fleetNote(const core::FleetNote &note);
/// The same without the line.
[[nodiscard]] QString fleetNoteSentence(const core::FleetNote &note);

/// "new", "known already", "known as web-1", "changed".
[[nodiscard]] QString fleetMatch(const core::FleetRow &row);

} // namespace texts
