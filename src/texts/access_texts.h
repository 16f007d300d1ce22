// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_facts.h"
#include "core/server_profile.h"

#include <QList>

namespace texts {

/// One way to a socket that is refused, for somebody who is root on that machine.
struct AccessWay
{
    enum class Kind { Sudoers, Group, RootLogin, Pkexec };
    Kind kind = Kind::Sudoers;
    QString title; ///< "Let sudo run it without a password"
    QString explanation; ///< what it does, and what to do with the text
    QString file; ///< where the text belongs; empty: it is run as root, once
    QString text; ///< to be copied; empty: nothing to copy
    QString price; ///< what it means for the server's safety
    core::ServerProfile profile; ///< as it is when this way was gone
};

/// "web-2 refuses the socket to user deploy"
[[nodiscard]] QString accessTitle(const core::ServerProfile &profile, const core::AccessFacts &facts);
/// Who owns the socket, with which mode, who we are there.
[[nodiscard]] QString accessReason(const core::ServerProfile &profile, const core::AccessFacts &facts);
/// The ways out, simplest first.
[[nodiscard]] QList<AccessWay> accessWays(const core::ServerProfile &profile, const core::AccessFacts &facts);

/// A sudoers drop-in that lets this user run exactly this command as root without a password, and nothing else. Empty
/// where user or command cannot be written there (no absolute path, control characters, quotation marks).
[[nodiscard]] QString sudoersDropIn(const QString &user, const QStringList &command);
/// Name for it: sudo passes over names with a dot.
[[nodiscard]] QString sudoersFile(const QString &user);

} // namespace texts
