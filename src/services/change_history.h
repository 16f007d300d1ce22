// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "services/change_service.h"

#include <QObject>

#include <optional>

namespace services {

/// One of our changes of a server's configuration, as it is kept.
struct ChangeEntry
{
    QString id; ///< of the change
    core::ServerId server; ///< whose history was asked for; of entry(): through which it was made
    QString jail;
    ChangeKind kind = ChangeKind::Edit;
    QString owner; ///< user@host
    qint64 startedAt = 0; ///< UTC ms
    qint64 endedAt = 0; ///< UTC ms; 0: it has not ended
    QString path; ///< on the server
    std::optional<QByteArray> before; ///< nullopt: there was no such file
    std::optional<QByteArray> after; ///< nullopt: the file was removed
    ChangeResult result = ChangeResult::Open;
    ChangeStage stage = ChangeStage::Snapshot; ///< where it ended
    core::Error error; ///< why, where it was taken back or is not known; no detail and Internal: none
    qint64 undoAt = 0; ///< UTC ms; by when its server takes it back by itself, as it was last told; 0: not known

    friend bool operator==(const ChangeEntry &, const ChangeEntry &) = default;
};

/// The change that brings the bytes before it back: previewed and made as every other.
[[nodiscard]] ChangeRequest restoreRequest(const ChangeEntry &entry, core::ServerId server);
/// Whether the file holds something else by now than that change has left, and than what restoreRequest() brings back:
/// what was written into it since goes with what is restored. fileHash: see ChangePreview::fileHash.
[[nodiscard]] bool isEditedSince(const ChangeEntry &entry, const QByteArray &fileHash);
/// What a new text does with its jail, as far as the text itself says: Enable or Disable where `enabled` is set anew in
/// it, else Edit.
[[nodiscard]] ChangeKind kindOfText(
    const QString &jail, const std::optional<QByteArray> &before, const std::optional<QByteArray> &after);
/// What was changed, as `diff -u` prints it. Empty: the file stayed as it was.
[[nodiscard]] QString diffOf(const ChangeEntry &entry);

/// Durable history of what was changed in the configuration of servers. A change is in it before anything is written on
/// its server. Main thread.
class ChangeHistory : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Newest first, those of the daemon that the server's profile leads to. Errors: NoSuchServer, those of the store.
    virtual core::RequestHandle list(
        core::ServerId server, const QObject *context, core::Handler<QList<services::ChangeEntry>> handler)
        = 0;
    /// InvalidArgument where there is no such change.
    virtual core::RequestHandle entry(
        const QString &id, const QObject *context, core::Handler<services::ChangeEntry> handler)
        = 0;

Q_SIGNALS:
    void changed(core::ServerId server); ///< by this process
};

} // namespace services

Q_DECLARE_METATYPE(services::ChangeEntry)
