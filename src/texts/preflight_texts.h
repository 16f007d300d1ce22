// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preflight.h"

#include <QString>

namespace texts {

/// What an issue of a preflight is about; all of it may be hostile, and all but the kind empty.
struct PreflightPlace
{
    QString jail;
    QString file; ///< as it is shown: "jail.d/sshd.local"
    QString subject; ///< an option, a path, a regex, a name, addresses
    QString detail; ///< raw text of fail2ban or Python
};

struct PreflightText
{
    QString what; ///< one sentence: what it is and what it would do
    QString remedy; ///< one sentence: what to do about it
};

/// One line each, without control characters.
[[nodiscard]] PreflightText preflightText(core::PreflightIssueKind kind, const PreflightPlace &place = {});
/// "Blocks", "Warning".
[[nodiscard]] QString preflightSeverityWord(core::PreflightSeverity severity);
/// "jail.d/sshd.local:3", or the file alone where no line is known; empty without a file.
[[nodiscard]] QString placeWords(const QString &file, int line);
/// What a check looked at, for its step: "Configuration test". The name itself where it is unknown.
[[nodiscard]] QString preflightCheckTitle(const QString &name);

} // namespace texts
