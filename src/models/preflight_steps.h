// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/steps.h"
#include "services/preflight_service.h"

namespace models {

/// One issue of a preflight, ready to be shown.
struct PreflightIssueText
{
    core::PreflightSeverity severity = core::PreflightSeverity::Blocking;
    QString what;
    QString remedy;
    QString place; ///< "jail.d/sshd.local:3"; empty: nowhere
    QString file; ///< absolute path, raw
    int line = 0;
    QString jail; ///< raw; empty: of the whole server
    QString detail; ///< raw words of fail2ban, where the sentence does not have them

    friend bool operator==(const PreflightIssueText &, const PreflightIssueText &) = default;
};

/// The checks of a preflight in the order in which they are made, filled as they pass. A value type.
class PreflightSteps
{
public:
    void take(const services::PreflightCheck &check);
    /// The last words: also of checks that nobody told of.
    void finish(const services::PreflightReport &report);
    [[nodiscard]] QList<StepValue> steps() const;

private:
    QList<services::PreflightCheck> m_checks;
    bool m_done = false;
};

/// folder: of the configuration; files in it are shown relative to it.
[[nodiscard]] QList<PreflightIssueText> preflightIssues(const services::PreflightReport &report, const QString &folder);
/// "Nothing blocks, 2 warnings", "3 issues block, 1 warning".
[[nodiscard]] QString preflightSummary(const services::PreflightReport &report);

} // namespace models
