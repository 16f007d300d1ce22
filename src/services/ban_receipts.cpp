// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_receipts.h"

#include "services/ban_change.h"
#include "services/server_registry.h"

namespace services {
bool mayHaveHappened(core::ErrorCode code)
{
    return code == core::ErrorCode::Timeout || code == core::ErrorCode::ConnectionLost
        || code == core::ErrorCode::ProtocolError || code == core::ErrorCode::UnexpectedReply;
}

core::ReceiptResult resultOfError(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::ServerRefused:
    case core::ErrorCode::UnknownJail:
    case core::ErrorCode::DuplicateJail:
    case core::ErrorCode::InvalidCommand:
    case core::ErrorCode::ShuttingDown:
    case core::ErrorCode::InvalidArgument:
    case core::ErrorCode::ReadOnlyProfile:
    case core::ErrorCode::SessionLocked:
    case core::ErrorCode::RateLimited:
    case core::ErrorCode::NotSupported:
    case core::ErrorCode::PreflightFailed:
        return core::ReceiptResult::Refused;
    default:
        return core::ReceiptResult::Failed;
    }
}

bool outcomeUnknown(const core::Receipt &receipt)
{
    return receipt.result == core::ReceiptResult::Failed && mayHaveHappened(receipt.error.code);
}

core::Receipt receiptFor(const ServerRegistry &servers, const BanStep &step, const QString &target,
    core::ReceiptResult result, const core::Error &error, const QString &detail, const QString &serverName)
{
    core::Receipt receipt;
    receipt.server = step.server;
    receipt.serverName = serverName.isEmpty() ? servers.nameOf(step.server) : serverName;
    receipt.jail = step.jail;
    receipt.target = target;
    receipt.result = result;
    receipt.error = error;
    receipt.detail = detail;
    return receipt;
}

QList<core::Receipt> receiptsOfStep(
    const ServerRegistry &servers, const BanStep &step, core::ReceiptResult result, const core::Error &error)
{
    // One lookup of the name for all of them.
    core::Receipt receipt = receiptFor(servers, step, {}, result, error, error.detail);
    QList<core::Receipt> receipts;
    if (step.targets.isEmpty())
        receipts.append(receipt);
    for (const QString &target : step.targets) {
        receipt.target = target;
        receipts.append(receipt);
    }
    return receipts;
}

} // namespace services
