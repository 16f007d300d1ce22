// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"

#include <QByteArray>

namespace services {

/// The version of BanGUI's own format for profiles.
inline constexpr int profileFormatVersion = 1;

/// Profiles as JSON: {"bangui_profiles": 1, "servers": [...]}, in the order given. A profile holds no secret, and
/// nothing that belongs to this computer's store (id, position) is written. Temporary ones are left out.
[[nodiscard]] QByteArray exportProfiles(const QList<core::ServerProfile> &profiles);

/// Reads what exportProfiles() wrote. Unknown fields are noted, a newer version is refused.
[[nodiscard]] core::FleetImport parseProfiles(const QByteArray &content);

} // namespace services
