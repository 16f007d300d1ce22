// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

/// What a preflight can find. texts words each with its remedy.
enum class PreflightIssueKind {
    // of the files
    ConfigUnreadable, ///< fail2ban-client -t refuses; nothing can be loaded, any reload is blocked
    DuplicateSection,
    UnresolvedInterpolation,
    UnknownFilter,
    UnknownAction,
    NoFilter, ///< a jail without a filter finds nothing
    NoAction, ///< a jail without actions bans nobody
    NotEnabled, ///< no file enables the jail that is to be checked
    NotWinning, ///< a later file overrides what ours sets
    NameTooLong, ///< 25 characters and more do not fit into an iptables chain
    // of values
    BadTime, ///< the daemon would stop at it
    TimeIsCode, ///< the daemon would evaluate it as Python
    BadNumber,
    BadValue, ///< neither a time nor a number: an encoding, a formula, a truth, an option of ignorecache
    UnknownOption, ///< fail2ban reads no such option of a jail; the detail is the one that may be meant
    BadRegex,
    NoHostGroup,
    RunawayRegex, ///< did not end within its limits on an adversarial line
    BadDatePattern,
    // of the machine
    LogMissing,
    LogUnwatched, ///< one of several is not there: the jail starts without it
    LogIsFolder,
    LogNotGrowing, ///< nothing was written for a day
    NothingMatches, ///< the filter finds nothing in the last day of its log
    BackendMissing, ///< unknown, or its Python module is not there
    ToolMissing, ///< the program that an action calls is not there
    DatabaseRefused, ///< the daemon would refuse dbfile while it has jails
    LogTargetRefused, ///< nothing shows that the daemon could open another logtarget: a reload would cost the jail
    // of the effect
    LocksOut, ///< addresses from which the server is reached, or that logged in lately, would be banned
    MayLockOut, ///< an address of this computer by which the server does not know us; or detail: what may ignore it
    SharedFile, ///< others use an edited filter or action, too
    PendingEdits, ///< a reload would bring into force what somebody else has written
    RuntimeLost, ///< what was tuned at runtime would be lost
    RestartsJail, ///< its actions or backend differ from what runs: bans are lifted and made again
    LosesBans, ///< bans are lifted for good: the daemon has no database to make them again from; subject: how many
    LiftsBans, ///< the jail ends with its bans; subject: how many, empty where nobody knows
    LastJail, ///< no other jail runs: nothing is guarded when it has ended
    NotRestartable, ///< runs now, and the daemon would not start again with it
    SearchedPartly, ///< a log's last day, too long to be searched whole; detail: since when (UTC, ISO), where known
    NotChecked ///< a check could not be made; detail says which and why
};
enum class PreflightSeverity { Blocking, Warning };

} // namespace core
