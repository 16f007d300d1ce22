// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace transport {

/// The server's side of a change: resources/host/transaction/*.sh as one text, for a shell's standard input. What it
/// does and answers is told in words.sh.
[[nodiscard]] QByteArray transactionScript();

} // namespace transport
