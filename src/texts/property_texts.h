// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jail.h"

namespace texts {

/// A readable title for a jail property ("bantime" -> "Ban time"); the name itself where it is not known to us.
[[nodiscard]] QString propertyTitle(const QString &name);
/// One plain sentence on what it does; empty where it is not known to us.
[[nodiscard]] QString propertyHelp(const QString &name);
/// The value for one line: times as durations, bools as yes and no, lists joined; None as "none". Hostile text made
/// visible.
[[nodiscard]] QString propertyValue(const core::JailProperty &property);
/// The value's lines: one per item of a list; one for anything else.
[[nodiscard]] QStringList propertyLines(const core::JailProperty &property);
/// "Changed while running: the next reload resets it."
[[nodiscard]] QString runtimeChangeNote();
[[nodiscard]] QString notReportedNote(); ///< "not reported by this version"
/// "polling", "systemd" ... as fail2ban names it, made visible.
[[nodiscard]] QString backendText(const core::Jail &jail);
/// Files or journal matches for one line: "/var/log/auth.log and 2 more"; the dash where not reported.
[[nodiscard]] QString sourceText(const core::Jail &jail);
/// Each file or match on its own line, for the tool tip; empty where not reported.
[[nodiscard]] QStringList sourceLines(const core::Jail &jail);

} // namespace texts
