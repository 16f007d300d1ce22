// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"

#include <optional>

namespace core {

/// The words of a profile wherever it is written: in the store, in an export and in JSON. Never translated.
[[nodiscard]] QString connectionKindName(ConnectionKind kind); ///< "local", "ssh"
[[nodiscard]] QString elevationName(Elevation elevation); ///< "none", "sudo", "pkexec"
/// nullopt: no such word.
[[nodiscard]] std::optional<ConnectionKind> connectionKindFromName(const QString &name);
[[nodiscard]] std::optional<Elevation> elevationFromName(const QString &name);

} // namespace core
