// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/change.h"
#include "core/preflight.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace core {

/// In which way a server has lost its protection, or part of it.
enum class RescueKind {
    Crashed, ///< an activation cost the server its protection (a pending recovery)
    LostJails, ///< answers; jails that it had, or that its configuration enables, do not run
    NoJails, ///< answers and guards nothing
    Frozen, ///< the process lives and answers nothing for more than busyLimitMs
    NoActions, ///< a jail runs without actions, although its configuration has some: it bans nobody
    Down ///< does not run
};

/// What brings it back.
enum class RescueRemedy {
    None, ///< nothing that one click could do: the causes say what to mend
    Revive, ///< the jails are reloaded one by one; what runs is not touched
    RestartJails, ///< reload --restart of each jail: its bans are lifted and made again
    Start, ///< the daemon is started
    Restart ///< the daemon is ended, with force where it must be, and started
};

/// A change of one jail's own file (jail.d/zz-bangui-J.local) without which the remedy would fail.
struct RescueEdit
{
    enum class Kind {
        Disable, ///< enabled = false
        ReadJournal ///< backend = systemd: its log is not there, the journal is
    };
    QString jail;
    Kind kind = Kind::Disable;
    QString path; ///< on the server
    QString diff; ///< unified; empty: the file says so already

    friend bool operator==(const RescueEdit &, const RescueEdit &) = default;
};

/// What keeps the daemon or a jail from starting, as the preflight has found it.
struct RescueCause
{
    QString jail; ///< empty: of the whole server
    PreflightIssueKind kind = PreflightIssueKind::ConfigUnreadable;
    QString subject;
    QString detail; ///< raw text of fail2ban
    QString file; ///< where it is written; empty: nowhere
    int line = 0;

    friend bool operator==(const RescueCause &, const RescueCause &) = default;
};

struct RescueFinding
{
    RescueKind kind = RescueKind::Down;
    RescueRemedy remedy = RescueRemedy::None;
    QStringList jails; ///< that are lost, or without actions
    QList<RescueCause> causes;
    QList<RescueEdit> edits; ///< written first
    QStringList comesBack; ///< jails that the remedy brings back
    QStringList staysOff; ///< jails that it does not bring back, or switches off
    QStringList stops; ///< jails that are listed but half-made: they are ended
    QStringList untouched; ///< jails that run and go on as they are
    qint64 busyMs = 0; ///< Frozen: for how long
    std::optional<PendingRecovery> recovery; ///< Crashed
    std::optional<Error> obstacle; ///< why there is no remedy, where the causes do not say it

    [[nodiscard]] bool hasRemedy() const { return remedy != RescueRemedy::None; }
};

/// What a look at a server has found. No findings: it is well, or `busyMs` says that it is only busy so far.
struct RescueReport
{
    ServerId server;
    QList<RescueFinding> findings; ///< the gravest first
    QStringList running; ///< jails that the daemon lists
    bool answers = false;
    qint64 busyMs = 0; ///< for how long it has not answered; below busyLimitMs nothing is offered yet
    QString lastLines; ///< of the daemon's log: raw, hostile text; may be empty
    std::optional<Error> configError; ///< why the configuration could not be looked at
};

/// Stages of a rescue in order. A failure from Arm on goes on with Restore.
enum class RescueStage { Snapshot, Arm, Write, Act, Verify, Confirm, Restore };
struct RescueStep
{
    RescueStage stage = RescueStage::Snapshot;
    ChangeStageResult result = ChangeStageResult::Running;
    Error error; ///< for Failed
    QString detail; ///< raw text and figures
    qint64 tookMs = 0;
};

enum class RescueResult {
    Rescued, ///< looked at over a fresh connection: everything that was to come back runs, with its actions
    Partly, ///< it runs; some jails did not come back: `missing`
    Refused, ///< nothing was changed
    RolledBack, ///< it failed; the files are as they were
    NotRestored, ///< it failed, and not everything is as it was
    Unknown ///< the link died; the server takes the files back by itself
};

struct RescueOutcome
{
    RescueResult result = RescueResult::Refused;
    RescueKind kind = RescueKind::Down;
    RescueRemedy remedy = RescueRemedy::None;
    RescueStage stage = RescueStage::Snapshot; ///< where it ended
    std::optional<Error> error; ///< why, where it is not Rescued
    QStringList running; ///< jails that run now
    QStringList missing; ///< that were to come back and did not
    QStringList disabled; ///< jails that were switched off
    QList<RescueStep> steps;
};

} // namespace core

Q_DECLARE_METATYPE(core::RescueStep)
Q_DECLARE_METATYPE(core::RescueOutcome)
