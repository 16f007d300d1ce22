// SPDX-License-Identifier: GPL-3.0-or-later
// What an activation can cost, and when it is over.
#include "core/health_case.h"

using namespace health_case;

class TestHealthRecovery : public QObject
{
    Q_OBJECT

    static void row(const char *name, const Case &one) { QTest::newRow(name) << one; }

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
        lostJails();
        replacedProcess();
        frozen();
        resolution();
    }
    void rule()
    {
        QFETCH(Case, one);
        verify(one);
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
};

QTEST_GUILESS_MAIN(TestHealthRecovery)
#include "tst_health_recovery.moc"
