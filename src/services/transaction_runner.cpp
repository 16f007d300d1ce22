// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/transaction_runner.h"

#include "services/command_gate.h"
#include "services/server_registry.h"

namespace services {

TransactionRunner runnerAt(CommandGate &gate, const ServerRegistry &servers, const core::ServerProfile &profile)
{
    return [&gate, &servers, profile](const transport::HostCommand &command, const QObject *context,
               core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
        if (leadsThere(servers, profile))
            return gate.run(profile.id, command, context, std::move(handler));
        const core::Pending<transport::CommandResult> pending(context, std::move(handler));
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer, profile.name));
        return pending.handle();
    };
}

bool leadsThere(const ServerRegistry &servers, const core::ServerProfile &profile)
{
    const auto now = servers.profile(profile.id);
    return now && core::daemonKey(*now) == core::daemonKey(profile);
}

} // namespace services
