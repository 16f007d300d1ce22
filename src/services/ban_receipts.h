// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"

namespace services {

class ServerRegistry;
struct BanStep;

/// Refused where the server or our own rule said no, Failed where the outcome is unknown or it could not be reached.
[[nodiscard]] core::ReceiptResult resultOfError(const core::Error &error);

/// The command was sent and nobody knows what became of it.
[[nodiscard]] bool outcomeUnknown(const core::Receipt &receipt);

/// It was sent, and its answer is missing or cannot be read.
[[nodiscard]] bool mayHaveHappened(core::ErrorCode code);

/// serverName: empty: looked up.
[[nodiscard]] core::Receipt receiptFor(const ServerRegistry &servers, const BanStep &step, const QString &target,
    core::ReceiptResult result, const core::Error &error = {}, const QString &detail = {},
    const QString &serverName = {});

/// One receipt per target of a step that was not done.
[[nodiscard]] QList<core::Receipt> receiptsOfStep(
    const ServerRegistry &servers, const BanStep &step, core::ReceiptResult result, const core::Error &error);

} // namespace services
