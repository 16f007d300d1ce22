// SPDX-License-Identifier: GPL-3.0-or-later
// A store that forgets that a change was begun.
#include "storage/repositories.h"

namespace storage {

core::RequestHandle RecoveryRepository::recordActivation(
    const core::ActivationRecord &record, const QObject *context, core::Handler<core::ActivationRecord> handler)
{
    const core::Pending<core::ActivationRecord> pending(context, std::move(handler));
    pending.finishLater(record);
    return pending.handle();
}

} // namespace storage
