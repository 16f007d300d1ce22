// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "core/receipt.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

/// Bans and unbans that wait for their server: stored before the user is told so, sent when it answers again, each
/// with its receipt, or withdrawn. What was sent and may have been done never gets here. Main thread.
class PendingChanges : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual core::RequestHandle load(const QObject *context, core::Handler<bool> handler) = 0;
    [[nodiscard]] virtual QList<core::PendingChange> all() const = 0; ///< oldest first
    /// Keeps these; answered once they are on disk. Their ids are given then.
    virtual core::RequestHandle keep(
        const QList<core::PendingChange> &changes, const QObject *context, core::Handler<bool> handler)
        = 0;
    /// Answers how many were taken back; those that are being sent just now are not.
    virtual core::RequestHandle withdraw(const QList<qint64> &ids, const QObject *context, core::Handler<int> handler)
        = 0;
    virtual void retryNow(core::ServerId server) = 0; ///< those of this server that are not old
    /// These, whatever is known of their servers; also those that are too old to be sent without being asked for.
    virtual void sendNow(const QList<qint64> &ids) { Q_UNUSED(ids) }
    /// These go with their server once its profile leads to place (see core::daemonKey()); without it they are dropped
    /// then, and that is told. To be said before the profile is changed. An empty place: they do not go along after
    /// all.
    virtual void follow(const QList<qint64> &ids, const QString &place)
    {
        Q_UNUSED(ids)
        Q_UNUSED(place)
    }
    /// Reads again what is stored; bangui-cli may have changed it.
    virtual void reload() { }

Q_SIGNALS:
    void changed();
    void delivered(const QList<core::Receipt> &receipts); ///< what was kept has been done, or refused
    /// These parts of kept changes are not sent any more: a newer wish about the same addresses took their place.
    void replaced(const QList<core::PendingChange> &taken);
};

} // namespace services
