// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rescue.h"
#include "texts/error_texts.h"

#include <QStringList>

namespace texts {

/// The words of a rescue: what was found, what it means, what bringing it back touches, and how it ended. Names and
/// whatever a server said come out visible, as plain text.
namespace RescueTexts {

/// "web-1 answers and guards nothing": what it is, in one line.
[[nodiscard]] QString title(const core::RescueFinding &finding, const QString &server);
/// The gravest of them beside other servers' news, a single jail by its name: "web-1 answers, but sshd does not run".
/// Empty where nothing was found.
[[nodiscard]] QString inBrief(const QList<core::RescueFinding> &findings, const QString &server);
/// What it is and what it means for protection: two or three sentences.
[[nodiscard]] QString explanation(const core::RescueFinding &finding);
/// "Jail bad, jail.d/bad.local:4: its regex cannot be compiled. Mend it…": one line per cause.
[[nodiscard]] QStringList causes(const core::RescueFinding &finding);
/// What the remedy touches, and what it leaves alone: one sentence per line. Without a remedy: why there is none.
[[nodiscard]] QStringList effect(const core::RescueFinding &finding);
/// A verb, for the button: "Disable jail and restart", "Bring jails back"; empty without a remedy.
[[nodiscard]] QString verb(const core::RescueFinding &finding);
/// "jail.d/zz-bangui-bad.local: bad is switched off".
[[nodiscard]] QString editLine(const core::RescueEdit &edit);
/// A report without a finding: why nothing is to be brought back.
[[nodiscard]] QString nothingFound(const core::RescueReport &report, const QString &server);

/// "Snapshot and lock", "Dead-man timer", "End and start fail2ban".
[[nodiscard]] QString stageName(core::RescueStage stage, core::RescueRemedy remedy);
/// What a stage has found, in one line; empty where there is nothing to tell.
[[nodiscard]] QString stepWords(const core::RescueStep &step);
/// What happened, what was not changed, what to do next.
[[nodiscard]] ErrorText outcome(const core::RescueOutcome &outcome, const QString &server);

} // namespace RescueTexts

} // namespace texts
