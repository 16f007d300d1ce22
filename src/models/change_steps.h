// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/change_tracker.h"
#include "models/steps.h"

namespace models {

/// What can be done about a change at its stage.
enum class ChangePhase {
    Cancellable, ///< goes on, and fail2ban was not told of it yet
    Undoable, ///< goes on; it can be confirmed or rolled back
    Settling, ///< goes on, and nobody can change its end any more
    Open, ///< made; waits for somebody's word
    Ended
};
[[nodiscard]] ChangePhase changePhase(const ChangeRun &run);

/// Every stage of a change: those that have begun, those to come, and those of its way back where it took that.
[[nodiscard]] QList<StepValue> changeSteps(const ChangeRun &run);
/// What happened, what was not changed, what to do next; empty while it goes on.
[[nodiscard]] texts::ErrorText changeEnd(const ChangeRun &run, const QString &server);
/// Online where it came to what was wanted, Busy where it waits, Offline where it is not certain that all is well.
[[nodiscard]] core::ServerState changeEndState(const ChangeRun &run);
/// "active", "refused", "rolled back"; empty while it goes on.
[[nodiscard]] QString changeEndWord(const ChangeRun &run);
/// One line for each stage with the server's own words: "Dead-man timer  passed  0.3 s  systemd 120 s".
[[nodiscard]] QString changeLog(const ChangeRun &run);

/// "Undoes itself in 1:47"; empty where that is not known. byItself: see confirmsItself().
[[nodiscard]] QString changeCountdown(qint64 remainingSeconds, bool byItself = false);
/// It is at work and waits for nobody's word: once it has proved healthy for its time, it stays.
[[nodiscard]] bool confirmsItself(const ChangeRun &run);

} // namespace models
