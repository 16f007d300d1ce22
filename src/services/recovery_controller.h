// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/receipt.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

/// Pending recoveries: stored when they arise, shown until they are over, dismissed by the user (with undo), resolved
/// by themselves when the server is well again.
class RecoveryController : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QList<core::PendingRecovery> open() const = 0; ///< newest first
    virtual core::RequestHandle dismiss(core::ServerId server, const QObject *context, core::Handler<bool> handler)
        = 0; ///< pushes an undo

Q_SIGNALS:
    void recoveryAppeared(const core::PendingRecovery &recovery);
    void recoveryResolved(const core::PendingRecovery &recovery); ///< resolution says how
};

} // namespace services
