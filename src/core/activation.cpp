// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activation.h"

using namespace Qt::StringLiterals;

namespace core {

QString recoveryReasonName(RecoveryReason reason)
{
    switch (reason) {
    case RecoveryReason::WentOffline:
        return u"went_offline"_s;
    case RecoveryReason::JailsLost:
        return u"jails_lost"_s;
    case RecoveryReason::Restarted:
        return u"restarted"_s;
    case RecoveryReason::Frozen:
        return u"frozen"_s;
    }
    return {};
}

} // namespace core
