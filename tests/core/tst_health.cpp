// SPDX-License-Identifier: GPL-3.0-or-later
// Online, offline, and what says nothing about either; the window of an activation.
#include "core/health_case.h"

using namespace health_case;

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
        row("its socket is gone",
            Case().wasOnline().answers(twoJails).socketGone().expect(S::NeedsAttention, true).because(A::SocketGone));
        row("its socket is gone, and it has no jail",
            Case().wasOnline().answers({}).socketGone().expect(S::NeedsAttention, true).because(A::NoJails));
        Case back = Case().wasOnline().answers(twoJails).expect(S::Online, true);
        back.input.status.attention = A::SocketGone;
        row("its socket is back", back);
        row("its socket is gone, and jails are lost",
            Case()
                .wasOnline()
                .activated()
                .answers({ u"sshd"_s })
                .socketGone()
                .expect(S::Degraded, true, "!", RecoveryReason::JailsLost)
                .because(A::SocketGone)
                .losing({ u"nginx"_s }));
    }

    static void keepOnlineness()
    {
        Case unknownKey
            = Case().outcome(O::AuthenticationRequired).expect(S::NeedsAttention, {}).because(A::HostKeyUnknown);
        unknownKey.report.error.code = ErrorCode::HostKeyUnknown;
        row("first: host key unknown", unknownKey);
        Case noSudo
            = Case().wasOnline().outcome(O::PermissionDenied).expect(S::NeedsAttention, true).because(A::Elevation);
        noSudo.report.error.code = ErrorCode::ElevationRefused;
        row("online: sudo refused", noSudo);

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

private Q_SLOTS:
    void rule_data()
    {
        QTest::addColumn<Case>("one");
        firstProbes();
        transitions();
        keepOnlineness();
        window();
    }
    void rule()
    {
        QFETCH(Case, one);
        verify(one);
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

    void aStateKnowsItsBeginning()
    {
        HealthInput input = Case().wasOnline().input;
        input.status.stateSince = T - 500'000;
        ProbeReport report;
        report.outcome = O::Answered;
        report.jails = twoJails;
        input.status = processHealthProbe(input, report, T).status;
        QCOMPARE(input.status.stateSince, T - 500'000);
        report.outcome = O::NoSocket;
        input.status = processHealthProbe(input, report, T + 1000).status;
        QCOMPARE(input.status.stateSince, T + 1000);
        report.outcome = O::Refused; // another outcome, the same state
        input.status = processHealthProbe(input, report, T + 2000).status;
        QCOMPARE(input.status.stateSince, T + 1000);
    }

    void clockSetBackWhileBusy()
    {
        HealthInput input = Case().wasOnline().busySince(T + 100'000).input;
        ProbeReport busy;
        busy.outcome = O::Busy;
        input.status = processHealthProbe(input, busy, T).status;
        QCOMPARE(input.status.busySince, T); // counted anew, not an hour later
        QCOMPARE(processHealthProbe(input, busy, T + 60'001).status.state, S::NeedsAttention);
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
