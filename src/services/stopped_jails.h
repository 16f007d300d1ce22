// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit_entry.h"
#include "core/request_handle.h"

#include <QSet>

namespace storage {
class AuditRepository;
}

namespace services {

/// What the command record says about jails that BanGUI (this window, an earlier one, the command line) stopped on
/// purpose and did not start again since. Fed newest first.
class StoppedJails
{
public:
    void add(const core::AuditEntry &entry);
    [[nodiscard]] const QSet<QString> &stopped() const { return m_stopped; }

private:
    QSet<QString> m_stopped;
    QSet<QString> m_decided; ///< jails of which a newer command has spoken
    QSet<QString> m_latest; ///< stopped, and no older command of that jail was seen yet
    bool m_allDecided = false; ///< by a start of everything
};

/// Reads them for one server from the record, back to `since` (UTC ms). Errors: the store's.
core::RequestHandle jailsStoppedSince(storage::AuditRepository &audit, core::ServerId server, qint64 since,
    const QObject *context, core::Handler<QSet<QString>> handler);

} // namespace services
