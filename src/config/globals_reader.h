// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"
#include "config/merged_sections.h"

namespace config {

/// What fail2ban.* means (fail2banreader.py, fail2bancmdline.py; equal in 1.0.2 and 1.1.0).
struct Globals
{
    QMap<QString, EffectiveValue> values; ///< of [Definition], and stacksize of [Thread]
    QList<QVariantList> stream;
    QList<Problem> fatal; ///< the client ends with an error, and has nothing of the jails either
};

[[nodiscard]] Globals readGlobals(const MergedSections &sections);

} // namespace config
