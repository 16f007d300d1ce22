// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/server_profile.h"
#include "core/server_status.h"

#include <optional>

namespace texts {

/// "online", "lost protection", "busy", "offline", "unreachable", "needs attention", "unknown": beside every shape.
[[nodiscard]] QString stateWord(core::ServerState state);
/// The same, beginning with a capital, for a card or a chip.
[[nodiscard]] QString stateTitle(core::ServerState state);
/// A whole sentence: "web-2 has been offline for 4 min. Nobody listens behind its socket." nowMs: UTC ms.
[[nodiscard]] QString stateSentence(const core::ServerStatus &status, const QString &name, qint64 nowMs);
/// A few words for a card: "Lost 3 of 4 jails", "Busy for 40 s", "Online".
[[nodiscard]] QString statePhrase(
    const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery, qint64 nowMs);
/// When a server that is not reached is tried again by itself: "Trying again in 12 s", "Trying now…". Empty for every
/// other state, and where nothing is planned. at: UTC ms of the next attempt, 0: none is due.
[[nodiscard]] QString retryText(core::ServerState state, qint64 at, bool trying, qint64 nowMs);
/// The sidebar's text at the right: "1.1.0 · 38", "1.1.0 · lost 3 jails", "unreachable", "host key changed".
[[nodiscard]] QString sidebarText(
    const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery);
/// A few words: "no jail runs", "permission denied". Empty for None.
[[nodiscard]] QString attentionWords(core::AttentionReason reason);
/// A sentence with the remedy. Empty for None.
[[nodiscard]] QString attentionSentence(core::AttentionReason reason, const QString &name);
[[nodiscard]] QString probeOutcomeWords(core::ProbeOutcome outcome);

/// The banner: "web-1 lost protection 12 s after the jail nginx-bad was activated. 3 of 4 jails are gone; the daemon
/// still answers."
[[nodiscard]] QString recoverySentence(const core::PendingRecovery &recovery, const QString &name);
/// The banner's pieces, so that a window can set the name in bold and the jail in monospace. title is "web-1 lost
/// protection", the sentence goes on with before + jail + after.
struct RecoveryParts
{
    QString title;
    QString before; ///< "12 s after the jail "
    QString jail;
    QString after; ///< " was activated. 3 of 4 jails are gone; the daemon still answers."
    QString detail; ///< second line: what was not changed, what to do next
};
[[nodiscard]] RecoveryParts recoveryParts(const core::PendingRecovery &recovery, const QString &name);
/// When it is over: "web-1 is protected again: 4 jails run." or that it was dismissed.
[[nodiscard]] QString recoveryResolvedSentence(const core::PendingRecovery &recovery, const QString &name);
[[nodiscard]] QString recoveryReasonWords(core::RecoveryReason reason);
/// Jails that ran before and are missing after.
[[nodiscard]] QStringList lostJails(const core::PendingRecovery &recovery);

/// What the overview and the status bar say about a set of servers.
struct ServerHealth
{
    core::ServerId id;
    QString name;
    core::ServerStatus status;
    std::optional<core::PendingRecovery> recovery;
    /// What is known to be wrong there although its state does not tell (RescueTexts::inBrief); empty: nothing.
    QString finding = {};
};
struct HealthPoint
{
    core::ServerId server;
    core::ServerState state = core::ServerState::Unknown;
    QString text; ///< "db-1 has been busy for 40 s"
};
struct HealthAnswer
{
    core::ServerState state = core::ServerState::Unknown; ///< the gravest
    QString answer; ///< "All is well", "Two things need you"
    QString
        sentence; ///< where nothing needs the user: "5 servers online, 214 bans."; else the points joined with " · "
    QList<HealthPoint> points; ///< what needs the user, gravest first
};
/// undecided: changes of these servers that wait for somebody's word; what they have changed may be taken back.
[[nodiscard]] HealthAnswer healthAnswer(const QList<ServerHealth> &servers, qint64 nowMs, qsizetype undecided = 0);
/// "4 of 5 servers online · 1 needs you" for the status bar.
[[nodiscard]] QString onlineSummary(const QList<ServerHealth> &servers);
/// Grave first: the worse of two states.
[[nodiscard]] core::ServerState worse(core::ServerState a, core::ServerState b);
/// The state to show: a server that is believed well and of which a finding is known has lost protection.
[[nodiscard]] core::ServerState shownState(const ServerHealth &server);
/// True for states that ask for the user: lost protection, offline, needs attention, unreachable, long busy. And for a
/// finding, whatever the state.
[[nodiscard]] bool needsUser(const ServerHealth &server, qint64 nowMs);

/// "This computer", "ssh deploy@web-2", "container mail".
[[nodiscard]] QString connectionText(const core::ServerProfile &profile);

} // namespace texts
