// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change.h"
#include "core/request_handle.h"
#include "services/config_view.h"
#include "services/preflight_service.h"

#include <QList>
#include <QObject>

#include <optional>

namespace services {

using core::ChangeKind;
using core::ChangeResult;
using core::ChangeStage;
using core::ChangeStageResult;
using core::ChangeStep;
using core::OpenChange;

/// One value of the jail's own file (jail.d/zz-bangui-J.local); `remove` takes our line away, so that what lies below
/// rules again.
struct JailEdit
{
    QString key;
    QString value;
    bool remove = false;
};

/// Whether a change may be tried out by a ban of a documentation address (DESIGN 5).
struct CanaryOffer
{
    enum class Kind {
        NotDue, ///< no action of the jail is new or changed
        Offered,
        TellsOthers, ///< an action mails, reports or blocks elsewhere
        Unknown, ///< nobody can say whether one does
        NoAddress ///< the jail ignores them all
    };
    Kind kind = Kind::NotDue;
    QString action = {}; ///< of TellsOthers and Unknown: which one
    QString program = {}; ///< likewise: by which program or word; may be empty

    friend bool operator==(const CanaryOffer &, const CanaryOffer &) = default;
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
    /// The whole of the jail's own file as it is to be, in the place of edits and kind's own line; empty: removed.
    std::optional<QByteArray> text = std::nullopt;
    /// ChangePreview::fileHash of what was shown: where the file is another by then, it ends with ChangedMeanwhile and
    /// nothing is written. nullopt: whatever is there.
    std::optional<QByteArray> expected = std::nullopt;
    /// ChangePreview's issues, of which whoever asks for it knows: where the check before the change finds a warning
    /// that is none of them, it ends with ChangedMeanwhile and nothing is written. nullopt: they are told by planned().
    std::optional<QList<PreflightIssue>> shown = std::nullopt;
    /// Whose file `text` is: the jail's own, or the `.local` of a filter or an action that the jail uses. Of those,
    /// every other running jail that uses it is reloaded and looked at, too; kind is Edit then, and there is a text.
    ConfigPart part = ConfigPart::Jail;
    QString definition = {}; ///< base name of the filter or action
    /// While it is verified an address of RFC 5737 is banned in the jail, looked for, and lifted; a ban that fails
    /// takes the change back. Where ChangePreview::canary does not offer it, the change is refused with
    /// PreflightFailed.
    bool canary = false;
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
    QByteArray fileHash
        = {}; ///< SHA-256 of the file as it is, hexadecimal; empty: there is none. See ChangeRequest::expected
    QStringList alsoReloaded = {}; ///< other running jails that the file is part of
    CanaryOffer canary = {};
};

/// An undecided change as the store has it: what its server says is not known.
struct RecordedChange
{
    OpenChange change; ///< remainingSeconds is -1
    qint64 undoneBy = 0; ///< UTC ms; by when the server takes it back unless it was confirmed; 0: not known
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
    /// What the server says; also of a read-only profile, and not in the audit.
    virtual core::RequestHandle findOpen(
        core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler)
        = 0;
    /// What this store knows to be undecided, without asking any server; also what bangui-cli has begun here.
    virtual core::RequestHandle recorded(
        const QObject *context, core::Handler<QList<services::RecordedChange>> handler);
    virtual core::RequestHandle confirm(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler)
        = 0;
    virtual core::RequestHandle rollBack(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler)
        = 0;
    /// Removes what a change that was taken back has left on the server to look at (OpenChange::leftover). Errors:
    /// ChangedMeanwhile for one that is not decided, FileNotFound.
    virtual core::RequestHandle dismiss(
        core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler);

Q_SIGNALS:
    /// Of make(): what it is about to do, or what keeps it from that. Nothing was changed yet.
    void planned(core::ServerId server, const QString &id, const services::ChangePreview &preview);
    void progressed(core::ServerId server, const QString &id, const services::ChangeStep &step);
    void openChangesChanged(core::ServerId server);
    /// A change that make() began has ended; also where whoever asked for it was detached by cancelling.
    void ended(core::ServerId server, const QString &id, const services::ChangeOutcome &outcome);
};

inline core::RequestHandle ChangeService::recorded(
    const QObject *context, core::Handler<QList<services::RecordedChange>> handler)
{
    const core::Pending<QList<RecordedChange>> pending(context, std::move(handler));
    pending.finishLater(QList<RecordedChange>());
    return pending.handle();
}

inline core::RequestHandle ChangeService::dismiss(
    core::ServerId, const QString &id, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    pending.finishLater(core::failure(core::ErrorCode::NotSupported, id));
    return pending.handle();
}

} // namespace services

Q_DECLARE_METATYPE(services::ChangeOutcome)
