// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

namespace core {

/// What is to become of a jail.
enum class ChangeKind { Enable, Disable, Edit };

/// Stages of a change in order (DESIGN 5). A failure from Arm on goes on with Restore.
enum class ChangeStage { Preflight, Snapshot, Arm, Write, Apply, Verify, Confirm, Disarm, Restore, RestoreVerify };
enum class ChangeStageResult { Running, Passed, Failed, Skipped };
struct ChangeStep
{
    ChangeStage stage = ChangeStage::Preflight;
    ChangeStageResult result = ChangeStageResult::Running;
    Error error; ///< for Failed
    QString detail; ///< raw text and figures
    qint64 tookMs = 0;
};

enum class ChangeResult {
    Active, ///< confirmed; the jail runs with it
    Inactive, ///< confirmed; the jail is ended and stays so
    Refused, ///< the preflight stopped it, or a step before Arm: nothing was changed
    RolledBack, ///< old bytes, old jails
    NotRestored, ///< taken back, but not everything is as it was: `error` says what
    Open, ///< applied and not decided: the server undoes it by itself unless somebody confirms
    Unknown ///< the link died and nobody could look yet; the server decides by itself
};

/// A change that is not decided, of this or another workstation, or of a BanGUI that died.
struct OpenChange
{
    /// What a change that was taken back has left to look at.
    enum class Leftover {
        None,
        Foreign, ///< somebody else had changed a file: theirs is kept beside
        Failed ///< not everything is as it was
    };
    QString id; ///< also the name of its folder on the server
    ServerId server;
    QString jail;
    ChangeKind kind = ChangeKind::Edit;
    QString owner; ///< who began it: user@host
    qint64 startedAt = 0; ///< UTC ms
    qint64 remainingSeconds = -1; ///< until the server undoes it; -1: unknown
    bool undecided = true; ///< false: rolled back, and something is left to look at (somebody else's bytes)
    bool stale = false; ///< nothing on the server watches over it any more: somebody has to decide
    Leftover leftover = Leftover::None; ///< of one that is decided; None: it is being taken back just now
    QString keptIn = {}; ///< the folder of what is left, on the server
};

} // namespace core

Q_DECLARE_METATYPE(core::ChangeStep)
Q_DECLARE_METATYPE(core::OpenChange)
