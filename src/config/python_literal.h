// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringView>
#include <QVariant>

namespace config {

/// Reads one Python literal as repr() prints it: str (either quote, escapes, u/b prefix), int, float, True, False,
/// None, list, tuple, dict. Lists and tuples become QVariantList, dicts QVariantMap. Executes nothing; nesting is
/// limited to 32. Errors: InvalidArgument with the position in detail.
[[nodiscard]] core::Result<QVariant> parsePythonLiteral(QStringView text);

} // namespace config
