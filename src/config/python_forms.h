// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/option_map.h"
#include "core/result.h"

#include <QStringList>

namespace config {

/// str() of a value: "None", "True", "5", text as it is.
[[nodiscard]] QString pythonStr(const QVariant &value);
/// json.dumps() of a dict of texts.
[[nodiscard]] QString pythonJson(const OptionMap &options);
/// shlex.split(). Errors: InvalidArgument with Python's text.
[[nodiscard]] core::Result<QStringList> pythonShellWords(QStringView text);

} // namespace config
