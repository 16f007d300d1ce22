// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace core {

enum class PromptKind {
    Passphrase, ///< of a key
    Password, ///< of the login
    Response, ///< whatever the other machine asks: a password, a one-time code
    Pin, ///< of a hardware key
    Touch, ///< of a hardware key: nothing is typed, it ends by itself
    HostKey, ///< whether an unknown key is the right one
    SudoPassword
};

/// A question from below to whoever can ask: a dialog, a terminal, or nobody. A value.
struct Prompt
{
    PromptKind kind = PromptKind::Password;
    ServerId server; ///< invalid where it is none of the profiles
    QString serverName; ///< of the profile; names the server in the question
    QString subject; ///< the key's path, "user@host", or the host whose key it is
    QString text; ///< as ssh or the server has put it: hostile
    bool untrusted = false; ///< the other machine chose the text; its answer never comes from the keychain
    bool echo = false; ///< what is typed may be seen
    bool wrongBefore = false; ///< the answer before was not accepted
    QString keychainKey; ///< under which an answer may be remembered; empty: it may not
    QString keyType; ///< HostKey: "ED25519"
    QString fingerprint; ///< HostKey: "SHA256:..."
    QString randomart; ///< HostKey: ssh's picture, lines separated by LF; empty where it drew none

    friend bool operator==(const Prompt &, const Prompt &) = default;
};

/// Once: until BanGUI ends. Always: kept by ssh in the user's known_hosts.
enum class HostKeyTrust { No, Once, Always };

struct PromptAnswer
{
    QByteArray secret; ///< UTF-8; empty for HostKey and Touch
    bool remember = false; ///< in the keychain, by the user's wish
    HostKeyTrust trust = HostKeyTrust::No;
};

} // namespace core

Q_DECLARE_METATYPE(core::Prompt)
