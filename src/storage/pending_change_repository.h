// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "storage/store.h"

#include <QSet>

namespace storage {

/// What is kept after an operation, oldest first, and what the operation took out of it.
struct PendingRows
{
    QList<core::PendingChange> all;
    QSet<qint64> sending; ///< of all: those that a process is sending just now
    QList<core::PendingChange> taken; ///< replaced by a newer wish, withdrawn, or orphaned; see the operation
    QList<qint64> kept; ///< ids of what keep() was given, in order; 0 where newer wishes replaced all of it
};

/// Changes that wait for their server. Every operation is one transaction and answers with all rows, because the window
/// and bangui-cli work on the same table. What is being sent is changed by settle() only.
class PendingChangeRepository
{
public:
    explicit PendingChangeRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle all(const QObject *context, core::Handler<PendingRows> handler);
    /// Stores them, in order of createdAt against what is there: of two wishes about one address the newer one stays
    /// (core::overlapOf); taken is what was replaced.
    core::RequestHandle keep(
        const QList<core::PendingChange> &changes, const QObject *context, core::Handler<PendingRows> handler);
    /// Takes out of what is there what these, which have been carried out, replace.
    core::RequestHandle replace(
        const QList<core::PendingChange> &newer, const QObject *context, core::Handler<PendingRows> handler);
    core::RequestHandle withdraw(
        const QList<qint64> &ids, const QObject *context, core::Handler<PendingRows> handler); ///< taken: those
    /// Their server leads to place from now on, and they are to follow it there. taken: those, as they are now.
    core::RequestHandle move(
        const QList<qint64> &ids, const QString &place, const QObject *context, core::Handler<PendingRows> handler);
    /// Marks it as being sent by owner. taken holds the row as it is now; nothing where it is gone or another sends it.
    core::RequestHandle claim(
        qint64 id, const QString &owner, const QObject *context, core::Handler<PendingRows> handler);
    /// Ends a claim: the row goes, and what is left of it is kept (the first under its id), less what newer wishes have
    /// replaced since.
    core::RequestHandle settle(
        qint64 id, const QList<core::PendingChange> &left, const QObject *context, core::Handler<PendingRows> handler);
    /// Removes what earlier processes were sending when they ended; nobody knows whether it was done. taken: those. For
    /// the one process that sends (it holds the lock of the data folder); own: its claimOwner().
    core::RequestHandle removeOrphans(const QString &own, const QObject *context, core::Handler<PendingRows> handler);

private:
    Store &m_store;
};

/// The owner of a claim: this process, as text.
[[nodiscard]] QString claimOwner();

} // namespace storage
