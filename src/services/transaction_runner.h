// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "services/server_transaction.h"

namespace services {

class CommandGate;
class ServerRegistry;

/// Through the gate to the daemon that the profile leads to. Where its server was removed, or leads to another daemon
/// by then, nothing is sent: NoSuchServer. The references outlive it.
[[nodiscard]] TransactionRunner runnerAt(
    CommandGate &gate, const ServerRegistry &servers, const core::ServerProfile &profile);

/// Whether that server still leads to the daemon of the profile.
[[nodiscard]] bool leadsThere(const ServerRegistry &servers, const core::ServerProfile &profile);

} // namespace services
