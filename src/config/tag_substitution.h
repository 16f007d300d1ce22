// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/option_map.h"
#include "core/result.h"

#include <QSet>

#include <functional>

namespace config {

/// Looks a tag up that the options themselves do not have; None where nobody has it.
using TagLookup = std::function<core::Result<QVariant>(const QString &tag)>;

/// substituteRecursiveTags(): puts the values of options in for `<tag>`s within them, as far as they are known. Those
/// in `ignored` are neither put in nor worked on. Errors: InvalidArgument with fail2ban's text where options name each
/// other, or where the result has no bounds; those of `lookup`.
[[nodiscard]] core::Result<OptionMap> substituteTags(
    const OptionMap &options, const QSet<QString> &ignored, const TagLookup &lookup);

} // namespace config
