// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"

namespace transport {

/// What to do about a question of ssh's.
struct SshPrompt
{
    enum class Action {
        Ask, ///< somebody answers prompt
        AnswerNo, ///< "no": what a person need not decide here (whether to keep further host keys)
        Refuse, ///< no answer; ssh goes on without (whether to hand a key to the agent)
        Stop ///< the host key is not what it was: the end, and nobody is asked
    };
    Action action = Action::Ask;
    core::Prompt prompt;
};

/// The question behind ssh's words and hint (SSH_ASKPASS_PROMPT). Only what ssh alone can have said, whole and to the
/// letter, is trusted; the words of the other machine, which OpenSSH 8.5 and later begin with "(user@host) ", and
/// whatever is not known, are an untrusted Response. Pure; table-tested with the words of OpenSSH 9.2 and 10
/// (readpass.c, sshconnect.c, sshconnect2.c, ssh-pkcs11.c). way: what the user has typed to get there. It is part of a
/// password's keychain key: "user@host" names no port, and another machine must not be offered it.
[[nodiscard]] SshPrompt readSshPrompt(const QString &text, const QString &hint, const QString &way);

} // namespace transport
