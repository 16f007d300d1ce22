// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit_entry.h"

#include <QString>

namespace texts {

/// What came of a command, in words and in one line: "Newly banned: 1", "Now 600", "no answer in time". What is stored
/// is the reply as JSON, or the name of an error and the words of whoever refused.
[[nodiscard]] QString auditAnswer(const core::AuditEntry &entry);
/// The same where there is room: the words of others with their lines.
[[nodiscard]] QString auditAnswerLines(const core::AuditEntry &entry);

} // namespace texts
