// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/ip_address.h"
#include "core/result.h"
#include "services/jail_service.h"

#include <QVariant>

namespace services {

/// A property that may be tuned at runtime: what `get` reads for it and what takes a change back.
struct TuningRule
{
    QString getter; ///< "ignoreip" for "addignoreip"
    QString inverse; ///< "delignoreip" for "addignoreip"; the same name for a plain property; empty: none
};
/// Nothing for a name that cannot be tuned.
[[nodiscard]] std::optional<TuningRule> tuningRule(const QString &name);

/// The words to send, where the value is one that the property takes; InvalidArgument with the reason in detail
/// otherwise. Times must be of fail2ban's grammar (the daemon eval()s them), an ignored network must not be everything.
[[nodiscard]] core::Result<QStringList> tuningWords(const QString &name, const QString &value);

/// Where in the list that the daemon has now the regex stands that value (see regexToRemove()) names: at its index,
/// else where it is the only one of its text. ChangedMeanwhile otherwise.
[[nodiscard]] core::Result<QString> regexIndexNow(const QString &value, const QStringList &now);

/// The value for the inverse command that restores `old`; nothing where there is nothing to restore.
[[nodiscard]] std::optional<QString> undoValue(const QString &name, const QString &value, const QVariant &old);

/// The property as it is after a change whose answer was lost, if it was done; invalid where the daemon spells it in a
/// way of its own (a regex) or where it does not matter.
[[nodiscard]] QVariant valueAfter(const QString &name, const QString &value, const QVariant &old);

/// What a change costs in protection. value: a word of tuningWords(); now: the property as it is. The bans that an
/// ignored network covers are not counted.
[[nodiscard]] TunePreview tuneEffect(const QString &name, const QString &value, const QVariant &now);

/// How many of these bans concern addresses of that network only.
[[nodiscard]] qint64 coveredBans(const core::BanList &bans, const core::IpNetwork &network);

/// What takes a change back now. set: the property as the daemon told it after the change; now: as it is when the undo
/// comes. Nothing where there is nothing left to take back: the jail was reloaded, or somebody else changed it since.
/// An index of a regex is where that very regex stands now, not where it stood then.
[[nodiscard]] std::optional<QString> undoValueNow(
    const QString &name, const QString &value, const QVariant &old, const QVariant &set, const QVariant &now);

/// Effect of a new bantime on the bans of a jail. Bans whose time equals the jail's present bantime follow it
/// (ticket.py, fail2ban 0.11 to 1.1); bans with a time of their own (escalation) do not. Times: UTC seconds.
[[nodiscard]] BantimePreview bantimeEffect(const core::BanList &bans, qint64 oldBantime, qint64 newBantime, qint64 now);

} // namespace services
