// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/option_map.h"
#include "core/result.h"

#include <QStringList>

namespace config {

/// `name[a=b, c="x y"][d='z']`: how jails call a filter or an action (helpers.py, equal in 1.0.2 and 1.1.0).
struct OptionCall
{
    QString name; ///< as written before the bracket, a space at its end included
    OptionMap options;
};

/// extractOptions(). Errors: InvalidArgument with fail2ban's text.
[[nodiscard]] core::Result<OptionCall> parseOptionCall(const QString &text);
/// splitWithOptions(): several calls, one per line or separated by spaces.
[[nodiscard]] QStringList splitOptionCalls(const QString &text);
/// splitwords(): 1.0.2 splits at spaces, commas and LF, later ones at any white space.
[[nodiscard]] QStringList splitWords(const QString &text, bool atAnySpace);

} // namespace config
