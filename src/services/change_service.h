// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/request_handle.h"
#include "services/preflight_service.h"

#include <QList>
#include <QObject>

namespace services {

/// What is to become of a jail.
enum class ChangeKind { Enable, Disable, Edit };

/// One value of the jail's own file (jail.d/zz-bangui-J.local); `remove` takes our line away, so that what lies below
/// rules again.
struct JailEdit
{
    QString key;
    QString value;
    bool remove = false;
};

/// One change of one jail on one server.
struct ChangeRequest
{
    core::ServerId server;
    QString jail;
    ChangeKind kind = ChangeKind::Edit;
    QList<JailEdit> edits; ///< for Edit; may also go with Enable
    qint64 confirmAfterSeconds = 60; ///< of verified health, then it confirms itself; 0: somebody confirms
    qint64 undoAfterSeconds = 120; ///< the dead-man's time on the server, counted anew while the change goes on
};

/// Stages of a change in order (DESIGN 5). A failure from Arm on goes on with Restore.
enum class ChangeStage { Preflight, Snapshot, Arm, Write, Apply, Verify, Confirm, Disarm, Restore, RestoreVerify };
enum class ChangeStageResult { Running, Passed, Failed, Skipped };
struct ChangeStep
{
    ChangeStage stage = ChangeStage::Preflight;
    ChangeStageResult result = ChangeStageResult::Running;
    core::Error error; ///< for Failed
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

struct ChangeOutcome
{
    ChangeResult result = ChangeResult::Refused;
    ChangeStage stage = ChangeStage::Preflight; ///< where it ended
    core::Error error; ///< why, where it is not Active or Inactive
    QList<ChangeStep> steps;
    QList<PreflightIssue> issues;
};

/// A change before it is made: what would be written, and what speaks against it.
struct ChangePreview
{
    QString path; ///< on the server
    QString diff; ///< unified; empty: nothing would change
    PreflightReport report; ///< of the configuration as it would be
};

/// A change that is not decided, of this or another workstation, or of a BanGUI that died.
struct OpenChange
{
    QString id; ///< also the name of its folder on the server
    core::ServerId server;
    QString jail;
    ChangeKind kind = ChangeKind::Edit;
    QString owner; ///< who began it: user@host
    qint64 startedAt = 0; ///< UTC ms
    qint64 remainingSeconds = -1; ///< until the server undoes it; -1: unknown
    bool undecided = true; ///< false: rolled back, and something is left to look at (somebody else's bytes)
};

/// Configuration changes as transactions that undo themselves (DESIGN 5): the record is durable before anything is
/// sent, the server holds snapshot and timer, and every end is verified. Main thread; one change per server at a time.
class ChangeService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual core::RequestHandle preview(
        const ChangeRequest &request, const QObject *context, core::Handler<services::ChangePreview> handler)
        = 0;
    /// Runs to its end. Cancelling before Apply takes it back; later it only detaches the handler. Errors are those
    /// before the preflight (unknown server, read-only profile, no full root: NotSupported); whatever comes later is an
    /// outcome.
    virtual core::RequestHandle make(
        const ChangeRequest &request, const QObject *context, core::Handler<services::ChangeOutcome> handler)
        = 0;
    /// What this process knows, and what the servers say.
    virtual core::RequestHandle findOpen(
        core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler)
        = 0;
    virtual core::RequestHandle confirm(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler)
        = 0;
    virtual core::RequestHandle rollBack(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler)
        = 0;

Q_SIGNALS:
    void progressed(core::ServerId server, const QString &id, const services::ChangeStep &step);
    void openChangesChanged(core::ServerId server);
};

} // namespace services

Q_DECLARE_METATYPE(services::ChangeStep)
Q_DECLARE_METATYPE(services::ChangeOutcome)
Q_DECLARE_METATYPE(services::OpenChange)
