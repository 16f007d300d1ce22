// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace transport {

/// The server's side of a change: resources/host/transaction/*.sh as one text, for a shell's standard input. What it
/// does and answers is told in words.sh.
[[nodiscard]] QByteArray transactionScript();

/// Its parts in their order. The last line of the last one starts it: what arrives in part does nothing.
inline constexpr const char *transactionScriptParts[]
    = { "words", "daemon", "state", "bans", "restore", "hook", "begin", "steps", "rescue", "canary", "watch" };

} // namespace transport
