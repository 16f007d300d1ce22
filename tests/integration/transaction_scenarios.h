// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "integration/transaction_rig.h"

// A scenario runs beside others on a thread of its own: what is not so ends it with a text.
#define NEED(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            return QStringLiteral("%1, line %2: %3; last: %4")                                                         \
                .arg(QLatin1String(__func__))                                                                          \
                .arg(__LINE__)                                                                                         \
                .arg(QLatin1String(#condition), s.last.all);                                                           \
    } while (false)

namespace transactions {

/// "off" switched on: armed, written, not yet reloaded. Empty where all went well, as with every scenario.
[[nodiscard]] QString activateOff(
    Server &s, const QString &seconds, const QStringList &more = {}, const QByteArray &bytes = offEnabled());

/// A client at PATH that does FIRST before it asks what ends in WORD, and THEN when it is answered: once for each
/// PATH.flag.
[[nodiscard]] bool makeClient(
    const Server &s, const QString &path, const QString &word, const QString &first, const QString &then);
[[nodiscard]] bool setFlag(const QString &path);

[[nodiscard]] QString confirmed(Server &s);
[[nodiscard]] QString confirmedAndDied(Server &s);
[[nodiscard]] QString timedOut(Server &s);
[[nodiscard]] QString edited(Server &s);
[[nodiscard]] QString deactivated(Server &s);
[[nodiscard]] QString lateSteps(Server &s);
[[nodiscard]] QString race(Server &s);
[[nodiscard]] QString twoOperators(Server &s);
[[nodiscard]] QString changedMeanwhile(Server &s);
[[nodiscard]] QString neverWritten(Server &s);
[[nodiscard]] QString foreignWithoutRoom(Server &s);
[[nodiscard]] QString channelIsFree(Server &s);
[[nodiscard]] QString actionsRestarted(Server &s);
[[nodiscard]] QString actionsLost(Server &s);
[[nodiscard]] QString runaway(Server &s);
[[nodiscard]] QString daemonKilled(Server &s);
[[nodiscard]] QString daemonKilledAlone(Server &s);
[[nodiscard]] QString daemonLeaves(Server &s);
[[nodiscard]] QString daemonEndedAfterLook(Server &s);
[[nodiscard]] QString daemonEndedAfterRollback(Server &s);
[[nodiscard]] QString frozenInRollback(Server &s);
[[nodiscard]] QString daemonFrozen(Server &s);
[[nodiscard]] QString frozenDuringApply(Server &s);
[[nodiscard]] QString brokenElsewhere(Server &s);
[[nodiscard]] QString refusedReload(Server &s);
[[nodiscard]] QString refusedBefore(Server &s);
[[nodiscard]] QString allLost(Server &s);
[[nodiscard]] QString driverKilled(Server &s);
[[nodiscard]] QString beginKilled(Server &s);
[[nodiscard]] QString treeKilled(Server &s);
[[nodiscard]] QString begunTwice(Server &s);
[[nodiscard]] QString performerKilled(Server &s);
[[nodiscard]] QString hostileArguments(Server &s);
[[nodiscard]] QString diskFull(Server &s);
[[nodiscard]] QString noFilesLeft(Server &s);
[[nodiscard]] QString noFilesForAWhile(Server &s);
[[nodiscard]] QString rebooted(Server &s);
[[nodiscard]] QString unitGone(Server &s);
[[nodiscard]] QString loggedOut(Server &s);
[[nodiscard]] QString supervised(Server &s);
[[nodiscard]] QString staleProcess(Server &s);
[[nodiscard]] QString twoDaemons(Server &s);
[[nodiscard]] QString lateRestart(Server &s);
[[nodiscard]] QString lateRevive(Server &s);
[[nodiscard]] QString hooksThatRun(Server &s);
[[nodiscard]] QString armedTwice(Server &s);
[[nodiscard]] QString hungManager(Server &s);
[[nodiscard]] QString oldTimeout(Server &s);
[[nodiscard]] QString ownMarks(Server &s);
[[nodiscard]] QString twoUsers(Server &s);
[[nodiscard]] QString strangersFolder(Server &s);
[[nodiscard]] QString silentBefore(Server &s);
[[nodiscard]] QString removerKilled(Server &s);
[[nodiscard]] QString canaryLifted(Server &s);
[[nodiscard]] QString canaryFails(Server &s);
[[nodiscard]] QString canaryHangs(Server &s);
[[nodiscard]] QString canaryStays(Server &s);
[[nodiscard]] QString canaryKilledRolledBack(Server &s);
[[nodiscard]] QString canaryKilledTimedOut(Server &s);
[[nodiscard]] QString canaryKilledConfirmed(Server &s);
[[nodiscard]] QString canaryTerminated(Server &s);
[[nodiscard]] QString canaryLate(Server &s);
[[nodiscard]] QString canaryFrozen(Server &s);
[[nodiscard]] QString bansOfEdit(Server &s);
[[nodiscard]] QString bansTakenBack(Server &s);
[[nodiscard]] QString bansOfEnd(Server &s);
[[nodiscard]] QString bansReported(Server &s);
[[nodiscard]] QString bansOfKilled(Server &s);
[[nodiscard]] QString bansOfFrozen(Server &s);
[[nodiscard]] QString bansInMemory(Server &s);
[[nodiscard]] QString bansInterrupted(Server &s);
[[nodiscard]] QString bansOfMany(Server &s);
[[nodiscard]] QString bansOfRescue(Server &s);

struct Scenario
{
    const char *name;
    QString (*run)(Server &);
    bool replacesApplets = false; ///< puts a program in the place of one that busybox's shell has within itself
};
inline constexpr Scenario scenarios[] = {
    { "confirmed", confirmed },
    { "confirmedAndDied", confirmedAndDied },
    { "timedOut", timedOut },
    { "edited", edited },
    { "deactivated", deactivated },
    { "lateSteps", lateSteps },
    { "race", race },
    { "twoOperators", twoOperators },
    { "changedMeanwhile", changedMeanwhile },
    { "neverWritten", neverWritten },
    { "foreignWithoutRoom", foreignWithoutRoom },
    { "channelIsFree", channelIsFree },
    { "actionsRestarted", actionsRestarted },
    { "actionsLost", actionsLost },
    { "runaway", runaway },
    { "daemonKilled", daemonKilled },
    { "daemonKilledAlone", daemonKilledAlone },
    { "daemonLeaves", daemonLeaves },
    { "daemonEndedAfterLook", daemonEndedAfterLook },
    { "daemonEndedAfterRollback", daemonEndedAfterRollback },
    { "frozenInRollback", frozenInRollback },
    { "daemonFrozen", daemonFrozen },
    { "frozenDuringApply", frozenDuringApply },
    { "brokenElsewhere", brokenElsewhere },
    { "refusedReload", refusedReload },
    { "refusedBefore", refusedBefore },
    { "allLost", allLost },
    { "driverKilled", driverKilled },
    { "beginKilled", beginKilled },
    { "treeKilled", treeKilled },
    { "begunTwice", begunTwice },
    { "performerKilled", performerKilled },
    { "hostileArguments", hostileArguments },
    { "diskFull", diskFull },
    { "noFilesLeft", noFilesLeft },
    { "noFilesForAWhile", noFilesForAWhile },
    { "rebooted", rebooted },
    { "unitGone", unitGone },
    { "loggedOut", loggedOut, true },
    { "supervised", supervised },
    { "staleProcess", staleProcess },
    { "twoDaemons", twoDaemons },
    { "lateRestart", lateRestart },
    { "lateRevive", lateRevive },
    { "hooksThatRun", hooksThatRun },
    { "armedTwice", armedTwice },
    { "hungManager", hungManager },
    { "oldTimeout", oldTimeout, true },
    { "ownMarks", ownMarks },
    { "twoUsers", twoUsers },
    { "strangersFolder", strangersFolder },
    { "silentBefore", silentBefore },
    { "removerKilled", removerKilled },
    { "canaryLifted", canaryLifted },
    { "canaryFails", canaryFails },
    { "canaryHangs", canaryHangs },
    { "canaryStays", canaryStays },
    { "canaryKilledRolledBack", canaryKilledRolledBack },
    { "canaryKilledTimedOut", canaryKilledTimedOut },
    { "canaryKilledConfirmed", canaryKilledConfirmed },
    { "canaryTerminated", canaryTerminated },
    { "canaryLate", canaryLate },
    { "canaryFrozen", canaryFrozen },
    { "bansOfEdit", bansOfEdit },
    { "bansTakenBack", bansTakenBack },
    { "bansOfEnd", bansOfEnd },
    { "bansReported", bansReported },
    { "bansOfKilled", bansOfKilled },
    { "bansOfFrozen", bansOfFrozen },
    { "bansInMemory", bansInMemory },
    { "bansInterrupted", bansInterrupted },
    { "bansOfMany", bansOfMany },
    { "bansOfRescue", bansOfRescue },
};

/// On a new daemon. Another script than ours: one without a guard.
[[nodiscard]] inline QString runScenario(
    const Scenario &scenario, TestFail2ban::Version version, const QString &shell, const QByteArray &script = {})
{
    Server server(version, shell);
    if (!script.isEmpty())
        server.setScript(script);
    if (!server.daemon.start())
        return server.daemon.error();
    const QString wrong = scenario.run(server);
    return wrong.isEmpty() ? wrong : wrong + QLatin1String("\nleft: ") + server.leftovers();
}

} // namespace transactions
