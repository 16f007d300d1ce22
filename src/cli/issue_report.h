// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"
#include "services/preflight_service.h"

#include <QJsonObject>

namespace cli {

// What a check of the configuration has found, as check and the changes tell it.

/// {"kind", "severity", "jail", "file", "line", "subject", "detail", "text", "remedy"}.
[[nodiscard]] QJsonObject issueJson(const Target &target, const services::PreflightIssue &issue);
/// Its place, what it is and its remedy, in lines.
[[nodiscard]] QString issueText(const Target &target, const services::PreflightIssue &issue);

} // namespace cli
