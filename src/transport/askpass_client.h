// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace transport {

/// The name in the environment under which an ssh of ours hands the path of AskpassServer's socket to its askpass.
inline constexpr char askpassVariable[] = "BANGUI_ASKPASS";

/// ssh runs SSH_ASKPASS with its question as the one argument and SSH_ASKPASS_PROMPT as the hint ("confirm", "none" or
/// nothing), and reads the answer from its standard output. Our programs are that askpass themselves: where the
/// variable is set, such a process passes the question on, prints the answer, and is nothing else. To be called first
/// thing in main(), before any Qt object: what main() then returns (0: answered, 1: not). Absent: go on as usual.
/// Plain POSIX; the secret is in no argument, environment, log or core dump, and its memory is wiped.
[[nodiscard]] std::optional<int> runAsAskpass(int argc, char **argv);

} // namespace transport
