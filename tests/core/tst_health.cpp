// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 T = 1'700'000'000'000; // the activation, where there is one
const ProcessIdentity firstDaemon { 100, 5000 };
const ProcessIdentity replaced { 200, 9000 };
const QStringList twoJails { u"nginx"_s, u"sshd"_s };
const QStringList allJails { u"nginx"_s, u"recidive"_s, u"sshd"_s };

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

QString shortEvents(const QList<HealthEvent> &events)
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

} // namespace

Q_DECLARE_METATYPE(Case)

class TestHealth : public QObject
{
    Q_OBJECT

    static void row(const char *name, const Case &one) { QTest::newRow(name) << one; }

    static void firstProbes()
    {
        row("first: answers", Case().answers(twoJails).expect(S::Online, true, "o"));
        row("first: answers a ping only", Case().answersPing().expect(S::Online, true, "o"));
        row("first: no socket", Case().outcome(O::NoSocket).expect(S::Offline, false));
        row("first: refused", Case().outcome(O::Refused).expect(S::Offline, false));
        row("first: busy", Case().outcome(O::Busy).expect(S::Busy, {}));
        row("first: no permission",
            Case().outcome(O::PermissionDenied).expect(S::NeedsAttention, {}).because(A::PermissionDenied));
        row("first: tunnel down", Case().outcome(O::TunnelDown).expect(S::Unreachable, {}));
        row("first: authentication",
            Case().outcome(O::AuthenticationRequired).expect(S::NeedsAttention, {}).because(A::Authentication));
        row("first: host key", Case().outcome(O::HostKeyChanged).expect(S::NeedsAttention, {}).because(A::HostKey));
        row("first: not fail2ban",
            Case().outcome(O::ProtocolError).expect(S::NeedsAttention, {}).because(A::NotFail2ban));
        row("first: no jail", Case().answers({}).expect(S::NeedsAttention, true, "o").because(A::NoJails));
        // BanGUI crashed between an activation and its probe: the record proves that the daemon was there.
        row("first: gone after a stored activation",
            Case().activated().outcome(O::NoSocket).expect(S::Offline, false, "x!", R::WentOffline));
        row("first: gone 60 s after a stored activation",
            Case().activated().outcome(O::Refused).at(T + 60'000).expect(S::Offline, false, "x!", R::WentOffline));
        row("first: gone 60.001 s after a stored activation",
            Case().activated().outcome(O::Refused).at(T + 60'001).expect(S::Offline, false));
        row("first: jails lost after a stored activation",
            Case()
                .activated()
                .answers({ u"sshd"_s })
                .expect(S::Degraded, true, "o!", R::JailsLost)
                .losing({ u"nginx"_s }));
        row("first: replaced after a stored activation",
            Case().activated().answers(allJails, replaced).expect(S::Degraded, true, "o!", R::Restarted));
        row("first: well after a stored activation", Case().activated().answers(allJails).expect(S::Online, true, "o"));
        row("first: stored recovery, still gone",
            Case().activated().pending().outcome(O::NoSocket).expect(S::Offline, false, "x"));
        row("first: stored recovery, well again",
            Case().activated().pending().answers(allJails).expect(S::Online, true, "or"));
        row("first: stored recovery, jails still missing",
            Case().pending().answers({ u"sshd"_s }).expect(S::Degraded, true, "o").losing({ u"nginx"_s }));
    }

    static void transitions()
    {
        row("online stays online", Case().wasOnline().answers(twoJails).expect(S::Online, true));
        row("online, ping only", Case().wasOnline().answersPing().expect(S::Online, true));
        row("online: no socket", Case().wasOnline().outcome(O::NoSocket).expect(S::Offline, false, "x"));
        row("online: refused", Case().wasOnline().outcome(O::Refused).expect(S::Offline, false, "x"));
        row("offline stays offline", Case().wasOffline().outcome(O::NoSocket).expect(S::Offline, false));
        row("offline: refused now", Case().wasOffline().outcome(O::Refused).expect(S::Offline, false));
        row("offline: answers", Case().wasOffline().answers(twoJails).expect(S::Online, true, "o"));
        row("offline: answers, no jail",
            Case().wasOffline().answers({}).expect(S::NeedsAttention, true, "o").because(A::NoJails));
        row("a daemon without any jail",
            Case().wasOnline().answers({}).expect(S::NeedsAttention, true).because(A::NoJails));
        row("replaced long after any activation",
            Case().wasOnline().answers(twoJails, replaced).expect(S::Online, true));
        row("jails vanish without an activation", Case().wasOnline().answers({ u"sshd"_s }).expect(S::Online, true));
        Case noJails = Case().wasOnline({}).answersPing().expect(S::NeedsAttention, true).because(A::NoJails);
        noJails.input.status.attention = A::NoJails;
        row("a ping does not end 'no jails'", noJails);
    }

    static void keepOnlineness()
    {
        const std::initializer_list<std::tuple<const char *, O, S, A>> outcomes = {
            { "busy", O::Busy, S::Busy, A::None },
            { "tunnel down", O::TunnelDown, S::Unreachable, A::None },
            { "tunnel frozen", O::TunnelFrozen, S::Unreachable, A::None },
            { "permission", O::PermissionDenied, S::NeedsAttention, A::PermissionDenied },
            { "authentication", O::AuthenticationRequired, S::NeedsAttention, A::Authentication },
            { "host key", O::HostKeyChanged, S::NeedsAttention, A::HostKey },
            { "protocol", O::ProtocolError, S::NeedsAttention, A::NotFail2ban },
        };
        for (const auto &[name, what, state, attention] : outcomes) {
            const auto named = [name = name](const char *before) { return QByteArray(before) + name; };
            // Within the window of an activation, where a loss would be blamed.
            row(named("online, activated: ").constData(),
                Case().wasOnline().activated().outcome(what).expect(state, true).because(attention));
            row(named("offline: ").constData(),
                Case().wasOffline().outcome(what).expect(state, false).because(attention));
            row(named("recovery open: ").constData(),
                Case().wasOffline().activated().pending().outcome(what).expect(state, false).because(attention));
            row(named("unknown, activated: ").constData(),
                Case().activated().outcome(what).expect(state, {}).because(attention));
        }
    }

    static void window()
    {
        const auto lost = [](qint64 lastGood, qint64 now) {
            return Case().wasOnline(twoJails, lastGood).activated().outcome(O::NoSocket).at(now);
        };
        row("lost at once", lost(T - 500, T).expect(S::Offline, false, "x!", R::WentOffline));
        row("lost at 60 s", lost(T + 58'000, T + 60'000).expect(S::Offline, false, "x!", R::WentOffline));
        row("lost later, good at 60 s", lost(T + 60'000, T + 62'000).expect(S::Offline, false, "x!", R::WentOffline));
        row("lost later, good at 60.001 s", lost(T + 60'001, T + 62'000).expect(S::Offline, false, "x"));
        row("lost an hour later, never seen since",
            lost(T - 1, T + 3'600'000).expect(S::Offline, false, "x!", R::WentOffline));
        row("lost an hour later, seen since", lost(T + 3'000'000, T + 3'600'000).expect(S::Offline, false, "x"));
        row("unreachable extends it",
            lost(T + 90'000, T + 90'000).unreachableFor(30'000).expect(S::Offline, false, "x!", R::WentOffline));
        row("unreachable extends it, but no further",
            lost(T + 90'001, T + 90'001).unreachableFor(30'000).expect(S::Offline, false, "x"));
        row("clock set back", lost(T - 500, T - 5000).expect(S::Offline, false, "x!", R::WentOffline));
        row("already offline", Case().wasOffline().activated().outcome(O::NoSocket).expect(S::Offline, false));
        row("a recovery is open already",
            Case().wasOnline().activated().pending(R::JailsLost).outcome(O::NoSocket).expect(S::Offline, false, "x"));
        row("an older one was dismissed",
            Case()
                .wasOnline()
                .activated()
                .pending(R::JailsLost, RecoveryResolution::Dismissed)
                .outcome(O::NoSocket)
                .expect(S::Offline, false, "x!", R::WentOffline));
    }

    static void lostJails()
    {
        const QStringList ssh { u"sshd"_s };
        const QStringList nginx { u"nginx"_s };
        row("jails lost",
            Case().wasOnline().activated().answers(ssh).expect(S::Degraded, true, "!", R::JailsLost).losing(nginx));
        row("all jails lost: answers and protects nothing",
            Case()
                .wasOnline()
                .activated()
                .answers({})
                .expect(S::Degraded, true, "!", R::JailsLost)
                .because(A::NoJails)
                .losing(twoJails));
        row("stopped on purpose is not lost",
            Case().wasOnline().activated().stopped(u"nginx"_s).answers(ssh).expect(S::Online, true));
        row("one stopped, one lost",
            Case()
                .wasOnline()
                .activated()
                .stopped(u"nginx"_s)
                .answers({ u"recidive"_s })
                .expect(S::Degraded, true, "!", R::JailsLost)
                .losing(ssh));
        row("the activated jail itself is missing",
            Case().wasOnline().activated().answers(twoJails).expect(S::Online, true));
        row("others came", Case().wasOnline().activated().answers(allJails).expect(S::Online, true));
        row("lost at 60 s, seen at 58",
            Case()
                .wasOnline(twoJails, T + 58'000)
                .activated()
                .answers(ssh)
                .at(T + 60'000)
                .expect(S::Degraded, true, "!", R::JailsLost)
                .losing(nginx));
        row("lost after the window",
            Case().wasOnline(twoJails, T + 60'001).activated().answers(ssh).at(T + 62'000).expect(S::Online, true));
        row("lost, jails not read", Case().wasOnline().activated().answersPing().expect(S::Online, true));
        row("still lost after the window",
            Case()
                .wasOnline(ssh, T + 90'000)
                .activated()
                .hadLost(nginx)
                .pending(R::JailsLost)
                .answers(ssh)
                .at(T + 120'000)
                .expect(S::Degraded, true)
                .losing(nginx));
        row("still lost, dismissed: not found again",
            Case()
                .wasOnline(ssh, T + 2000)
                .activated()
                .hadLost(nginx)
                .answers(ssh)
                .at(T + 4000)
                .expect(S::Degraded, true)
                .losing(nginx));
        row("dismissed, then another one",
            Case()
                .wasOnline(ssh, T + 2000)
                .activated()
                .hadLost(nginx)
                .answers({ u"recidive"_s })
                .at(T + 4000)
                .expect(S::Degraded, true, "!", R::JailsLost)
                .losing(twoJails));
        row("dismissed, then it came back",
            Case()
                .wasOnline(ssh, T + 2000)
                .activated()
                .hadLost(nginx)
                .answers(twoJails)
                .at(T + 4000)
                .expect(S::Online, true));
        row("dismissed, activation forgotten",
            Case().wasOnline(ssh, T + 2000).hadLost(nginx).answers(ssh).at(T + 4000).expect(S::Online, true));
        row("dismissed while offline, back without a jail",
            Case()
                .wasOffline(T + 1000)
                .activated()
                .answers(ssh)
                .at(T + 5000)
                .expect(S::Degraded, true, "o")
                .losing(nginx));
    }

    static void replacedProcess()
    {
        row("restarted",
            Case().wasOnline().activated().answers(allJails, replaced).expect(S::Degraded, true, "!", R::Restarted));
        row("restarted, jails lost too",
            Case()
                .wasOnline()
                .activated()
                .answers({ u"sshd"_s }, replaced)
                .expect(S::Degraded, true, "!", R::Restarted)
                .losing({ u"nginx"_s }));
        row("restarted: same pid, other start",
            Case()
                .wasOnline()
                .activated()
                .answers(allJails, { 100, 5001 })
                .expect(S::Degraded, true, "!", R::Restarted));
        row("same pid, start unknown",
            Case().wasOnline().activated().answers(allJails, { 100, 0 }).expect(S::Online, true));
        row("identity not read", Case().wasOnline().activated().answers(allJails, {}).expect(S::Online, true));
        row("identity never known before",
            Case().unknown().activated(twoJails, {}).answers(allJails, replaced).expect(S::Online, true, "o"));
        row("identity of before is the activation's",
            Case().unknown().activated().answers(allJails, replaced).expect(S::Degraded, true, "o!", R::Restarted));
        row("noticed once",
            Case()
                .wasOnline(twoJails, T + 2000)
                .activated(twoJails, { 50, 1 })
                .answers(allJails)
                .at(T + 4000)
                .expect(S::Online, true));
        row("restarted after the window",
            Case()
                .wasOnline(twoJails, T + 60'001)
                .activated()
                .answers(allJails, replaced)
                .at(T + 62'000)
                .expect(S::Online, true));
        row("offline, dismissed, then a new process",
            Case()
                .wasOffline(T + 1000)
                .activated()
                .answers(allJails, replaced)
                .at(T + 5000)
                .expect(S::Online, true, "o"));
    }

    static void frozen()
    {
        const auto busy
            = [](qint64 since, qint64 now) { return Case().wasOnline().busySince(since).outcome(O::Busy).at(now); };
        row("busy for 60 s", busy(T, T + 60'000).expect(S::Busy, true));
        row("busy for longer", busy(T, T + 60'001).expect(S::NeedsAttention, true).because(A::FrozenTooLong));
        row("frozen within the window",
            busy(T + 5000, T + 65'001)
                .activated()
                .expect(S::NeedsAttention, true, "!", R::Frozen)
                .because(A::FrozenTooLong));
        row("froze at 60 s",
            busy(T + 60'000, T + 121'000)
                .activated()
                .seenAt(T + 60'001)
                .expect(S::NeedsAttention, true, "!", R::Frozen)
                .because(A::FrozenTooLong));
        row("froze after the window",
            busy(T + 60'002, T + 121'000)
                .activated()
                .seenAt(T + 60'001)
                .expect(S::NeedsAttention, true)
                .because(A::FrozenTooLong));
        row("frozen, unreachable extends",
            busy(T + 70'000, T + 131'000)
                .activated()
                .seenAt(T + 69'000)
                .unreachableFor(10'000)
                .expect(S::NeedsAttention, true, "!", R::Frozen)
                .because(A::FrozenTooLong));
        row("frozen, found once",
            Case()
                .wasOnline()
                .activated()
                .busySince(T, A::FrozenTooLong)
                .outcome(O::Busy)
                .at(T + 70'000)
                .expect(S::NeedsAttention, true)
                .because(A::FrozenTooLong));
        row("frozen, a recovery is open",
            busy(T, T + 61'000)
                .activated()
                .pending(R::JailsLost)
                .expect(S::NeedsAttention, true)
                .because(A::FrozenTooLong));
        row("busy while offline is no crash",
            Case()
                .wasOffline()
                .activated()
                .busySince(T)
                .outcome(O::Busy)
                .at(T + 61'000)
                .expect(S::NeedsAttention, false)
                .because(A::FrozenTooLong));
        row("busy, never seen, activated",
            Case()
                .activated()
                .busySince(T + 1000)
                .outcome(O::Busy)
                .at(T + 61'001)
                .expect(S::NeedsAttention, {}, "!", R::Frozen)
                .because(A::FrozenTooLong));
        row("clock set back while busy", busy(T + 100'000, T).expect(S::Busy, true));
        row("frozen, then answers",
            Case()
                .wasOnline()
                .activated()
                .pending(R::Frozen)
                .busySince(T, A::FrozenTooLong)
                .answers(allJails)
                .at(T + 80'000)
                .expect(S::Online, true, "r"));
        row("frozen, then killed",
            Case()
                .wasOnline()
                .activated()
                .pending(R::Frozen)
                .busySince(T, A::FrozenTooLong)
                .outcome(O::Refused)
                .at(T + 80'000)
                .expect(S::Offline, false, "x"));
    }

    static void resolution()
    {
        const QStringList ssh { u"sshd"_s };
        row("back with all jails",
            Case().wasOffline().activated().pending().answers(twoJails, replaced).expect(S::Online, true, "or"));
        row("back with more jails",
            Case().wasOffline().activated().pending().answers(allJails).expect(S::Online, true, "or"));
        row("back, a jail is missing",
            Case()
                .wasOffline()
                .activated()
                .pending()
                .answers(ssh, replaced)
                .expect(S::Degraded, true, "o")
                .losing({ u"nginx"_s }));
        row("back, the missing one was stopped",
            Case().wasOffline().activated().pending().stopped(u"nginx"_s).answers(ssh).expect(S::Online, true, "or"));
        row("back without any jail",
            Case()
                .wasOffline()
                .activated()
                .pending()
                .answers({})
                .expect(S::Degraded, true, "o")
                .because(A::NoJails)
                .losing(twoJails));
        row("back, jails not read",
            Case().wasOffline().activated().pending().answersPing().expect(S::Degraded, true, "o"));
        row("later the jails are there",
            Case()
                .wasOnline(ssh, T + 5000)
                .activated()
                .pending()
                .hadLost({ u"nginx"_s })
                .answers(twoJails)
                .at(T + 7000)
                .expect(S::Online, true, "r"));
        row("lost jails return",
            Case()
                .wasOnline(ssh, T + 5000)
                .activated()
                .pending(R::JailsLost)
                .hadLost({ u"nginx"_s })
                .answers(twoJails)
                .at(T + 7000)
                .expect(S::Online, true, "r"));
        row("restarted, next probe is well",
            Case()
                .wasOnline(allJails, T + 5000)
                .activated()
                .pending(R::Restarted)
                .answers(allJails)
                .at(T + 7000)
                .expect(S::Online, true, "r"));
        row("resolved days later",
            Case().wasOffline(T).pending().answers(twoJails).at(T + 400'000'000).expect(S::Online, true, "or"));
        row("resolving and a new process: no second one",
            Case()
                .wasOnline(allJails, T - 1000)
                .activated()
                .pending(R::JailsLost)
                .answers(allJails, replaced)
                .at(T + 7000)
                .expect(S::Online, true, "r"));
        row("still offline", Case().wasOffline().activated().pending().outcome(O::NoSocket).expect(S::Offline, false));
    }

private Q_SLOTS:
    void rule_data()
    {
        QTest::addColumn<Case>("one");
        firstProbes();
        transitions();
        keepOnlineness();
        window();
        lostJails();
        replacedProcess();
        frozen();
        resolution();
    }
    void rule()
    {
        QFETCH(Case, one);
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
        QCOMPARE(recovery.jailsBefore, one.input.activation->jailsBefore);
        QCOMPARE(recovery.jailsAfter, answered ? decision.status.jails : QStringList());
    }

    void answersFillTheStatus()
    {
        HealthInput input;
        ProbeReport report;
        report.outcome = O::Answered;
        report.version = u"1.0.2"_s;
        report.jails = QStringList { u"sshd"_s, u"nginx"_s };
        report.identity = firstDaemon;
        report.counters = ServerCounters { 3, 40, {}, 7 };
        report.latencyUs = 250;
        const ServerStatus status = processHealthProbe(input, report, T).status;
        QCOMPARE(status.version, u"1.0.2"_s);
        QCOMPARE(status.jails, twoJails); // sorted
        QCOMPARE(status.identity, firstDaemon);
        QCOMPARE(status.counters, *report.counters);
        QCOMPARE(status.latencyUs, 250);
        QCOMPARE(status.stateSince, T);

        // What a probe did not read stays as it was.
        input.status = status;
        ProbeReport ping;
        ping.outcome = O::Answered;
        const ServerStatus kept = processHealthProbe(input, ping, T + 1000).status;
        QCOMPARE(kept.version, u"1.0.2"_s);
        QCOMPARE(kept.jails, twoJails);
        QCOMPARE(kept.counters, *report.counters);
        QCOMPARE(kept.latencyUs, 250);
        QCOMPARE(kept.stateSince, T);
        QCOMPARE(kept.lastGoodAt, T + 1000);
    }

    void busyIsCountedFromItsBeginning()
    {
        HealthInput input;
        input.status.online = true;
        ProbeReport busy;
        busy.outcome = O::Busy;
        for (qint64 at = 0; at <= 60'000; at += 2000) {
            input.status = processHealthProbe(input, busy, T + at).status;
            QCOMPARE(input.status.busySince, T);
            QCOMPARE(input.status.state, S::Busy);
        }
        input.status = processHealthProbe(input, busy, T + 62'000).status;
        QCOMPARE(input.status.state, S::NeedsAttention);
        ProbeReport answer;
        answer.outcome = O::Answered;
        answer.jails = twoJails;
        input.status = processHealthProbe(input, answer, T + 64'000).status;
        QCOMPARE(input.status.busySince, 0);
        QCOMPARE(input.status.state, S::Online);
        input.status = processHealthProbe(input, busy, T + 66'000).status;
        QCOMPARE(input.status.busySince, T + 66'000);
        QCOMPARE(input.status.state, S::Busy);
        ProbeReport down;
        down.outcome = O::TunnelDown;
        input.status = processHealthProbe(input, down, T + 68'000).status;
        QCOMPARE(input.status.busySince, 0); // nobody knows what it does meanwhile
    }

    void crashStory()
    {
        // Activation, crash, systemd starts it again without the bad jail, then with all: one recovery, then well.
        HealthInput input = Case().wasOnline().activated().input;
        ProbeReport gone;
        gone.outcome = O::Refused;
        HealthDecision d = processHealthProbe(input, gone, T + 2000);
        QCOMPARE(shortEvents(d.events), u".x!"_s);
        input.status = d.status;
        input.recovery = d.newRecovery;
        d = processHealthProbe(input, gone, T + 4000);
        QCOMPARE(shortEvents(d.events), u"."_s);
        input.status = d.status;
        ProbeReport partly;
        partly.outcome = O::Answered;
        partly.jails = QStringList { u"sshd"_s };
        partly.identity = replaced;
        d = processHealthProbe(input, partly, T + 6000);
        QCOMPARE(shortEvents(d.events), u".o"_s);
        QCOMPARE(d.status.state, S::Degraded);
        input.status = d.status;
        ProbeReport well = partly;
        well.jails = twoJails;
        d = processHealthProbe(input, well, T + 8000);
        QCOMPARE(shortEvents(d.events), u".r"_s);
        QVERIFY(d.recoveryResolved);
        input.status = d.status;
        input.recovery.reset();
        d = processHealthProbe(input, well, T + 10'000);
        QCOMPARE(shortEvents(d.events), u"."_s); // the new process is not found a second time
        QCOMPARE(d.status.state, S::Online);
    }

    void eventNames()
    {
        QCOMPARE(healthEventName(HealthEvent::HealthCheckComplete), u"health_check_complete"_s);
        QCOMPARE(healthEventName(HealthEvent::CameOnline), u"fail2ban_came_online"_s);
        QCOMPARE(healthEventName(HealthEvent::WentOffline), u"fail2ban_went_offline"_s);
        QCOMPARE(healthEventName(HealthEvent::ActivationCrashDetected), u"activation_crash_detected"_s);
        QCOMPARE(healthEventName(HealthEvent::PendingRecoveryResolved), u"pending_recovery_resolved"_s);
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
