// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QMetaType>
#include <QString>

namespace core {

enum class ReceiptResult {
    Done, ///< the server did it and it had an effect
    NothingToDo, ///< already banned, or was not banned
    Refused, ///< the server or our own rule said no; nothing was changed
    Failed, ///< could not be reached, or the outcome is unknown
    Pending, ///< could not be reached, nothing was sent; kept, and sent when the server is back
};
[[nodiscard]] QString receiptResultName(
    ReceiptResult result); ///< "done", "nothing_to_do", "refused", "failed", "pending"

/// The result of one command on one server (DESIGN: words).
struct Receipt
{
    ServerId server;
    QString serverName;
    QString jail; ///< empty: all jails
    QString target; ///< address, network or identifier; empty where the command has none
    ReceiptResult result = ReceiptResult::Done;
    Error error; ///< meaningful for Refused, Failed and Pending
    QString detail; ///< raw server text or a figure, untranslated

    friend bool operator==(const Receipt &, const Receipt &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::Receipt)
