// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Where the tests come from. Functions and no macros: with a path of this machine in its command line, no other clone
/// could use what this one has compiled.
namespace places {

/// The folder of the sources, absolute, and what is below it, which begins with a slash.
[[nodiscard]] QString source(const QString &below = {});
/// The folder that was built in, likewise.
[[nodiscard]] QString build(const QString &below = {});

} // namespace places
