// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"

namespace guitest {

/// What a fake answers to a change.
inline core::Receipt receiptFor(
    core::ServerId server, const QString &serverName, const QString &jail, const QString &target)
{
    core::Receipt receipt;
    receipt.server = server;
    receipt.serverName = serverName;
    receipt.jail = jail;
    receipt.target = target;
    return receipt;
}

} // namespace guitest
