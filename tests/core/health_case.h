// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health.h"

#include <QTest>

namespace health_case {

using namespace core;
using namespace Qt::StringLiterals;

inline constexpr qint64 T = 1'700'000'000'000; // the activation, where there is one
inline const ProcessIdentity firstDaemon { 100, 5000 };
inline const ProcessIdentity replaced { 200, 9000 };
inline const QStringList twoJails { u"nginx"_s, u"sshd"_s };
inline const QStringList allJails { u"nginx"_s, u"recidive"_s, u"sshd"_s };

/// One row: what was believed, what happened, what follows. Built by chaining, so that a row shows only what is
/// special.
struct Case
{
    HealthInput input;
    ProbeReport report;
    qint64 now = T + 2000;

    ServerState state = ServerState::Unknown;
    AttentionReason attention = AttentionReason::None;
    std::optional<bool> online;
    QString events; ///< o came online, x went offline, ! crash detected, r resolved
    std::optional<RecoveryReason> recovery;
    QStringList lost;

    Case &unknown() { return input.status = {}, *this; }
    Case &wasOnline(const QStringList &jails = twoJails, qint64 lastGood = T - 1000)
    {
        input.status.online = true;
        input.status.state = ServerState::Online;
        input.status.jails = jails;
        input.status.lastGoodAt = lastGood;
        input.status.checkedAt = lastGood;
        input.status.identity = firstDaemon;
        return *this;
    }
    Case &wasOffline(qint64 lastGood = T - 1000)
    {
        wasOnline(twoJails, lastGood);
        input.status.online = false;
        input.status.state = ServerState::Offline;
        return *this;
    }
    Case &seenAt(qint64 lastGood) { return input.status.lastGoodAt = lastGood, *this; }
    Case &busySince(qint64 at, AttentionReason noticed = AttentionReason::None)
    {
        input.status.busySince = at;
        input.status.attention = noticed;
        input.status.state = noticed == AttentionReason::None ? ServerState::Busy : ServerState::NeedsAttention;
        return *this;
    }
    Case &hadLost(const QStringList &jails) { return input.status.lostJails = jails, *this; }
    Case &activated(const QStringList &before = twoJails, const ProcessIdentity &identity = firstDaemon)
    {
        ActivationRecord record;
        record.server = ServerId { 3 };
        record.jail = u"recidive"_s;
        record.kind = ActivationKind::Start;
        record.at = T;
        record.jailsBefore = before;
        record.identityBefore = identity;
        input.activation = record;
        return *this;
    }
    Case &pending(
        RecoveryReason reason = RecoveryReason::WentOffline, RecoveryResolution resolution = RecoveryResolution::Open)
    {
        PendingRecovery open;
        open.server = ServerId { 3 };
        open.jail = u"recidive"_s;
        open.activatedAt = T;
        open.detectedAt = T + 1000;
        open.reason = reason;
        open.jailsBefore = twoJails;
        open.resolution = resolution;
        input.recovery = open;
        return *this;
    }
    Case &stopped(const QString &jail) { return input.stoppedOnPurpose.insert(jail), *this; }
    Case &unreachableFor(qint64 ms) { return input.unreachableMs = ms, *this; }

    Case &answers(const QStringList &jails, const ProcessIdentity &identity = firstDaemon)
    {
        report.outcome = ProbeOutcome::Answered;
        report.jails = jails;
        report.identity = identity;
        return *this;
    }
    Case &answersPing()
    {
        report.outcome = ProbeOutcome::Answered;
        return *this;
    }
    Case &socketGone() { return report.socketGone = true, *this; }
    Case &outcome(ProbeOutcome what) { return report.outcome = what, *this; }
    Case &at(qint64 ms) { return now = ms, *this; }

    Case &expect(ServerState s, std::optional<bool> o, const char *e = "", std::optional<RecoveryReason> r = {})
    {
        state = s;
        online = o;
        events = QString::fromLatin1(e);
        recovery = r;
        return *this;
    }
    Case &because(AttentionReason reason) { return attention = reason, *this; }
    Case &losing(const QStringList &jails) { return lost = jails, *this; }
};

/// One letter per event; "." is the probe itself.
inline QString shortEvents(const QList<HealthEvent> &events)
{
    QString text;
    for (const HealthEvent event : events) {
        switch (event) {
        case HealthEvent::HealthCheckComplete:
            text += u'.';
            break;
        case HealthEvent::CameOnline:
            text += u'o';
            break;
        case HealthEvent::WentOffline:
            text += u'x';
            break;
        case HealthEvent::ActivationCrashDetected:
            text += u'!';
            break;
        case HealthEvent::PendingRecoveryResolved:
            text += u'r';
            break;
        }
    }
    return text;
}

using S = ServerState;
using R = RecoveryReason;
using O = ProbeOutcome;
using A = AttentionReason;

/// Runs the rule and compares everything that it decided. The last statement of a test function.
inline void verify(Case one)
{
    if (one.report.error == Error {})
        one.report.error = Error { ErrorCode::Busy, u"words"_s };
    const HealthDecision decision = processHealthProbe(one.input, one.report, one.now);
    QCOMPARE(shortEvents(decision.events), u"."_s + one.events);
    QCOMPARE(serverStateName(decision.status.state), serverStateName(one.state));
    QCOMPARE(decision.status.attention, one.attention);
    QCOMPARE(decision.status.online, one.online);
    QCOMPARE(decision.status.lostJails, one.lost);
    QCOMPARE(decision.recoveryResolved, one.events.contains(u'r'));
    QCOMPARE(decision.newRecovery.has_value(), one.recovery.has_value());
    QCOMPARE(decision.status.lastOutcome, std::optional(one.report.outcome));
    QCOMPARE(decision.status.checkedAt, one.now);
    QCOMPARE(decision.status.lastError, one.report.error);
    const bool answered = one.report.outcome == O::Answered;
    QCOMPARE(decision.status.lastGoodAt, answered ? one.now : one.input.status.lastGoodAt);
    QCOMPARE(decision.status.stateSince,
        decision.status.state != one.input.status.state || one.input.status.stateSince == 0
            ? one.now
            : one.input.status.stateSince);
    if (!answered) {
        QCOMPARE(decision.status.jails, one.input.status.jails);
        QCOMPARE(decision.status.identity, one.input.status.identity);
    }
    if (!decision.newRecovery)
        return;
    const PendingRecovery &recovery = *decision.newRecovery;
    QCOMPARE(recoveryReasonName(recovery.reason), recoveryReasonName(*one.recovery));
    QVERIFY(recovery.isOpen());
    QCOMPARE(recovery.server, ServerId { 3 });
    QCOMPARE(recovery.jail, u"recidive"_s);
    QCOMPARE(recovery.activatedAt, T);
    QCOMPARE(recovery.detectedAt, one.now);
    QStringList jailsBefore = one.input.activation->jailsBefore;
    jailsBefore.removeIf([&one](const QString &jail) { return one.input.stoppedOnPurpose.contains(jail); });
    QCOMPARE(recovery.jailsBefore, jailsBefore);
    QCOMPARE(recovery.jailsAfter, answered ? decision.status.jails : QStringList());
}

} // namespace health_case

Q_DECLARE_METATYPE(health_case::Case)
