// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"

#include <QStringList>

namespace texts {

/// "Ban 192.0.2.1 in sshd", "Unban 3 addresses everywhere", "Unban everything".
[[nodiscard]] QString pendingChangeText(const core::PendingChange &change);
/// "1 change waits for web-2", "3 changes wait for web-2 and db-1".
[[nodiscard]] QString pendingSummary(qint64 changes, const QStringList &serverNames);
/// Before the click: "web-2 cannot be reached: its change is kept and sent when it is back." Empty without names.
[[nodiscard]] QString keptSentence(const QStringList &serverNames);
/// The same where everything is to be unbanned there, whose extent nobody knows.
[[nodiscard]] QString keptUnknownSentence(const QStringList &serverNames);
/// "Not sent any more, because a newer change took its place: Ban 192.0.2.1 in sshd on web-2."
[[nodiscard]] QString replacedSentence(const core::PendingChange &taken, const QString &serverName);
/// Marks, in a cell, what is not sent by itself any more.
[[nodiscard]] QString oldWords();
/// What that means.
[[nodiscard]] QString oldSentence();
/// What withdrawing does: "These are not sent."
[[nodiscard]] QString withdrawnSentence(int changes);

} // namespace texts
