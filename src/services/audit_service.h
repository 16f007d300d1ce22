// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit_entry.h"
#include "core/request_handle.h"
#include "storage/repositories.h"

#include <QObject>

namespace services {

/// One durable record per command that changes a server, before and after. Written by CommandGate only.
class AuditService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual core::RequestHandle page(
        const storage::AuditFilter &filter, const QObject *context, core::Handler<QList<core::AuditEntry>> handler)
        = 0;

Q_SIGNALS:
    void entryChanged(const core::AuditEntry &entry); ///< begun or finished
};

} // namespace services
