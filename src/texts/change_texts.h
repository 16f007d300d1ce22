// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include <QList>

namespace texts {

/// One change with its end, as it is told.
struct ChangeReport
{
    QString server; ///< its name
    QString jail;
    core::ChangeKind kind = core::ChangeKind::Edit;
    core::ChangeResult result = core::ChangeResult::Refused;
    core::Error error; ///< why, where it is not Active or Inactive
    QList<core::ChangeStep> steps;
};

/// The words of changes of a server's configuration (UI.md, "Words"), for the window and the command line alike.
/// Whatever a server said comes out visible, as plain text.
namespace ChangeTexts {

/// A verb, for a button: "Activate", "Deactivate", "Change".
[[nodiscard]] QString kindVerb(core::ChangeKind kind);
/// "Activation of nginx-bad on web-2": for titles and as the beginning of a sentence. server: its name; may be empty.
[[nodiscard]] QString subject(core::ChangeKind kind, const QString &jail, const QString &server);

/// "Preflight", "Dead-man timer", "Reload".
[[nodiscard]] QString stageName(core::ChangeStage stage);
/// One sentence: what the stage does.
[[nodiscard]] QString stageSentence(core::ChangeStage stage);
/// "running", "passed", "failed", "skipped".
[[nodiscard]] QString stageResultWord(core::ChangeStageResult result);
/// What a stage has found, beside its name, in one line: "12 checks", "in 120 s unless confirmed", "not as it should
/// be: ...". Empty where there is nothing to tell.
[[nodiscard]] QString stepWords(const core::ChangeStep &step);

/// Whether a change may be tried out by a test ban, and why not; detail: "canary: tells: sendmail-whois: norestored",
/// as the services have it. Empty for what is none.
[[nodiscard]] QString canaryBar(const QString &detail);

/// "active", "inactive", "refused", "rolled back", "not restored", "not decided", "not known".
[[nodiscard]] QString resultWord(core::ChangeResult result);
/// What happened, what was not changed, what to do next.
[[nodiscard]] ErrorText outcome(const ChangeReport &report);

/// Where a change did not even begin: its errors before the preflight.
[[nodiscard]] ErrorText error(const core::Error &error, const QString &server);

/// One line: "Activation of nginx-bad on web-2 by deploy@desk is not decided: it is taken back in 85 s unless it is
/// confirmed."
[[nodiscard]] QString openChange(const core::OpenChange &change, const QString &server);
/// Likewise of one that only this computer's store tells of, since the server cannot be asked. undoneBy: UTC ms, by
/// when the server takes it back; 0: not known.
[[nodiscard]] QString unansweredChange(
    const core::OpenChange &change, const QString &server, qint64 undoneBy, qint64 nowMs, DateStyle style);
/// The part of it that says what is known: "pending here, the server cannot be asked now · undoes itself by 14:05
/// unless it is confirmed".
[[nodiscard]] QString unansweredNote(qint64 undoneBy, qint64 nowMs, DateStyle style);

} // namespace ChangeTexts

} // namespace texts
