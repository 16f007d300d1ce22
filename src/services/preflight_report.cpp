// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/preflight_service.h"

#include <algorithm>

namespace services {

bool PreflightReport::passed() const
{
    return std::ranges::none_of(
        issues, [](const PreflightIssue &issue) { return issue.severity == PreflightSeverity::Blocking; });
}

} // namespace services
