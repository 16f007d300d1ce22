// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/change_texts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::ChangeKind;
using core::ChangeResult;
using core::ChangeStage;
using core::ChangeStageResult;
using core::ChangeStep;

namespace {

namespace words = texts::ChangeTexts;

const QList<ChangeStage> stages { ChangeStage::Preflight, ChangeStage::Snapshot, ChangeStage::Arm, ChangeStage::Write,
    ChangeStage::Apply, ChangeStage::Verify, ChangeStage::Confirm, ChangeStage::Disarm, ChangeStage::Restore,
    ChangeStage::RestoreVerify };

ChangeStep passed(ChangeStage stage, const QString &detail)
{
    return { .stage = stage, .result = ChangeStageResult::Passed, .error = {}, .detail = detail };
}

ChangeStep failedAt(ChangeStage stage, core::ErrorCode code, const QString &detail = {})
{
    return { .stage = stage, .result = ChangeStageResult::Failed, .error = { code, detail }, .detail = detail };
}

} // namespace

class TestChangeTexts : public QObject
{
    Q_OBJECT

    static texts::ChangeReport report(ChangeKind kind, ChangeResult result)
    {
        texts::ChangeReport made;
        made.server = u"web-2"_s;
        made.jail = u"nginx-bad"_s;
        made.kind = kind;
        made.result = result;
        return made;
    }

private Q_SLOTS:
    void everyStageHasItsWords()
    {
        QStringList names;
        for (const ChangeStage stage : stages) {
            names += words::stageName(stage);
            QVERIFY(!names.last().isEmpty());
            QVERIFY(words::stageSentence(stage).endsWith(u'.'));
        }
        QCOMPARE(names.removeDuplicates(), 0);
        QCOMPARE(words::stageResultWord(ChangeStageResult::Skipped), u"skipped"_s);
    }

    void whatStepsFound()
    {
        QCOMPARE(words::stepWords(passed(ChangeStage::Preflight, u"1"_s)), u"1 check"_s);
        QCOMPARE(words::stepWords(passed(ChangeStage::Preflight, u"12"_s)), u"12 checks"_s);
        QCOMPARE(words::stepWords(passed(ChangeStage::Snapshot, u"4"_s)), u"4 jails kept"_s);
        QVERIFY(words::stepWords(passed(ChangeStage::Arm, u"setsid 120 s boot=none"_s))
                    .endsWith(u"; a reboot before that would leave it in the files"_s));
        QCOMPARE(words::stepWords(passed(ChangeStage::Arm, u"systemd 120 s"_s)),
            u"takes it back in 2 min unless it is confirmed"_s);
        QCOMPARE(words::stepWords(passed(ChangeStage::Apply, {})), QString());
        QCOMPARE(
            words::stepWords(passed(ChangeStage::Apply, u"backend"_s)), u"the jail was restarted because of backend"_s);
        QCOMPARE(words::stepWords(passed(ChangeStage::Verify, u"5"_s)), u"5 jails run"_s);
        QCOMPARE(words::stepWords(passed(ChangeStage::Restore, u"reloaded foreign"_s)),
            u"the jail was reloaded; what somebody else has written meanwhile is kept beside"_s);
        QCOMPARE(
            words::stepWords(failedAt(ChangeStage::Verify, core::ErrorCode::VerifyFailed, u"failregex = \u202e^x"_s)),
            u"not as it should be: failregex = U+202E^x"_s);
        QCOMPARE(words::stepWords(failedAt(ChangeStage::Arm, core::ErrorCode::Cancelled)), u"cancelled"_s);
        QCOMPARE(words::stepWords({ .stage = ChangeStage::Verify, .error = {}, .detail = {} }), QString());
        QCOMPARE(words::stepWords(passed(ChangeStage::Verify, u"5 · STDOUT: NotSupported"_s)),
            u"5 jails run · STDOUT: NotSupported"_s);
    }

    void testBans()
    {
        const auto told = [](const QString &canary) { return words::stepWords(passed(ChangeStage::Verify, canary)); };
        QCOMPARE(told(u"5 · canary 203.0.113.77 executed=yes seen=nftables,ipset lifted"_s),
            u"5 jails run · banned 203.0.113.77, its actions ran without an error, seen in nftables, ipset, lifted "
            "again"_s);
        QCOMPARE(told(u"1 · canary 192.0.2.3 executed=untold seen=untold lifted"_s),
            u"1 jail runs · banned 192.0.2.3, the log does not tell whether its actions ran without an error, no "
            "firewall could be read there, lifted again"_s);
        QVERIFY(told(u"5 · canary 192.0.2.3 executed=yes seen=no lifted"_s).contains(u"not seen in the firewall"_s));
        const QString line = u"2026 fail2ban.actions ERROR Failed to execute ban jail 'web' action 'x': \u202eno"_s;
        const QString failed = words::stepWords(
            failedAt(ChangeStage::Verify, core::ErrorCode::VerifyFailed, u"canary 192.0.2.3 x: "_s + line));
        QVERIFY2(failed.startsWith(u"the test ban of 192.0.2.3 failed in the action x: 2026"_s), qPrintable(failed));
        QVERIFY(failed.contains(u"action 'x': U+202Eno"_s));
        QCOMPARE(words::stepWords(failedAt(
                     ChangeStage::Verify, core::ErrorCode::VerifyFailed, u"canary 192.0.2.3: not seen in nftables"_s)),
            u"the test ban of 192.0.2.3 failed: not seen in nftables"_s);

        QCOMPARE(words::canaryBar({}), QString());
        QCOMPARE(words::canaryBar(u"no such file"_s), QString());
        QSet<QString> bars;
        for (const QString &detail :
            { u"canary: not due"_s, u"canary: no address"_s, u"canary: tells: mine: norestored"_s,
                u"canary: tells: mine: curl"_s, u"canary: unknown: mine: /opt/x"_s, u"canary: unknown: mine: "_s }) {
            const QString bar = words::canaryBar(detail);
            QVERIFY2(bar.startsWith(u"No test ban: "_s) && bar.endsWith(u'.'), qPrintable(bar));
            QVERIFY2(!detail.contains(u"mine"_s) || bar.contains(u"action mine"_s), qPrintable(bar));
            bars += bar;
        }
        QCOMPARE(bars.size(), 6);
        texts::ChangeReport refused = report(ChangeKind::Enable, ChangeResult::Refused);
        refused.error = { core::ErrorCode::PreflightFailed, u"canary: tells: mine: curl"_s };
        const texts::ErrorText text = words::outcome(refused);
        QCOMPARE(text.unchanged, u"Nothing was changed."_s);
        QCOMPARE(text.detail, u"No test ban: the action mine tells others of every ban (curl)."_s);
    }

    /// What happened, what was not changed, what to do next.
    void outcomes()
    {
        QCOMPARE(words::outcome(report(ChangeKind::Enable, ChangeResult::Active)).sentence(),
            u"The jail nginx-bad is active on web-2."_s);
        QCOMPARE(words::outcome(report(ChangeKind::Edit, ChangeResult::Active)).sentence(),
            u"The jail nginx-bad runs on web-2 with its new settings."_s);
        QCOMPARE(words::outcome(report(ChangeKind::Disable, ChangeResult::Inactive)).sentence(),
            u"The jail nginx-bad is not active on web-2 any more."_s);
        texts::ChangeReport idle = report(ChangeKind::Edit, ChangeResult::Active);
        idle.steps = { passed(ChangeStage::Preflight, u"9"_s) };
        QCOMPARE(words::outcome(idle).sentence(),
            u"The change of nginx-bad on web-2 had nothing to do: the files say it, and fail2ban does it. Nothing was "
            "changed."_s);
        idle.steps += passed(ChangeStage::Write, {});
        QCOMPARE(words::outcome(idle).sentence(), u"The jail nginx-bad runs on web-2 with its new settings."_s);

        texts::ChangeReport refused = report(ChangeKind::Enable, ChangeResult::Refused);
        refused.error = { core::ErrorCode::PreflightFailed, {} };
        QCOMPARE(words::outcome(refused).sentence(),
            u"The activation of nginx-bad on web-2 was refused: a check before it failed. Nothing was changed. Correct "
            "what the checks name, then try again."_s);
        refused.error = { core::ErrorCode::TunnelDown, u"no route"_s };
        QCOMPARE(words::outcome(refused).unchanged, u"Nothing was changed."_s); // though the way was lost
        refused.error = { core::ErrorCode::Busy, u"deploy@desk (bangui 12)"_s };
        refused.steps = { passed(ChangeStage::Preflight, u"9"_s),
            failedAt(ChangeStage::Snapshot, core::ErrorCode::Busy, refused.error.detail) };
        QCOMPARE(words::outcome(refused).what, u"Another change of web-2 is under way, by deploy@desk (bangui 12)."_s);
        refused.error = { core::ErrorCode::UnknownJail, u"nginx-bad"_s };
        refused.steps = { failedAt(ChangeStage::Preflight, core::ErrorCode::UnknownJail, refused.error.detail) };
        QCOMPARE(words::outcome(refused).what, u"No configuration file of web-2 has a section for a jail nginx-bad."_s);
        refused.error = { core::ErrorCode::Cancelled, {} };
        refused.steps = { failedAt(ChangeStage::Preflight, core::ErrorCode::Cancelled, {}) };
        QCOMPARE(words::outcome(refused).sentence(),
            u"The activation of nginx-bad on web-2 was cancelled before it began. Nothing was changed."_s);

        texts::ChangeReport back = report(ChangeKind::Enable, ChangeResult::RolledBack);
        back.error = { core::ErrorCode::VerifyFailed, u"-sshd"_s };
        back.steps = { passed(ChangeStage::Apply, {}),
            failedAt(ChangeStage::Verify, core::ErrorCode::VerifyFailed, u"-sshd"_s) };
        const texts::ErrorText text = words::outcome(back);
        QCOMPARE(text.what,
            u"The activation of nginx-bad on web-2 failed at the stage \"Verify\" (not as it should be) and was taken "
            "back."_s);
        QCOMPARE(text.unchanged, u"Its files and jails are as they were."_s);
        QCOMPARE(text.detail, u"-sshd"_s);
        back.error = { core::ErrorCode::Cancelled, {} };
        QCOMPARE(words::outcome(back).what, u"The activation of nginx-bad on web-2 was cancelled and taken back."_s);
        back.steps.clear(); // somebody has decided so
        back.error = {};
        QCOMPARE(words::outcome(back).what, u"The activation of nginx-bad on web-2 was taken back."_s);

        // Never that all is as it was, where that is not known.
        for (const ChangeResult result : { ChangeResult::NotRestored, ChangeResult::Open, ChangeResult::Unknown }) {
            texts::ChangeReport open = report(ChangeKind::Edit, result);
            open.error = { core::ErrorCode::TunnelDown, {} };
            QVERIFY(!words::outcome(open).sentence().contains(u"as they were"_s));
            QVERIFY(!words::outcome(open).sentence().contains(u"Nothing was changed"_s));
            QVERIFY(!words::outcome(open).next.isEmpty());
        }
    }

    void aRescueIsNoChangeOfAJail()
    {
        QCOMPARE(words::subject(core::ChangeKind::Edit, {}, u"web-2"_s), u"rescue of fail2ban on web-2"_s);
        QCOMPARE(words::subject(core::ChangeKind::Edit, {}, {}), u"rescue of fail2ban"_s);
        const auto refused = words::error({ core::ErrorCode::NotSupported, u"rescue"_s }, u"web-2"_s);
        QVERIFY(refused.what.startsWith(u"What is open on web-2 is a rescue of fail2ban"_s));
    }

    void whereNothingCanBeWrittenIsTold_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("step");
        QTest::newRow("others") << u"shared"_s
                                << u"Others may write to /etc/jail.d on web-2: no change can be kept safe there."_s
                                << u"Take that right from them there"_s << u"others may write to /etc/jail.d"_s;
        QTest::newRow("missing") << u"missing"_s
                                 << u"The folder /etc/jail.d, where the change belongs, does not exist on web-2."_s
                                 << u"Create it there"_s << u"there is no folder /etc/jail.d"_s;
        QTest::newRow("read-only")
            << u"readonly"_s << u"The folder /etc/jail.d, where the change belongs, is mounted read-only on web-2."_s
            << u"Mount its file system writable"_s << u"/etc/jail.d is mounted read-only"_s;
        QTest::newRow("no rights")
            << u"closed"_s
            << u"This login may not write to /etc/jail.d on web-2: changes need full root there, or the daemon's own user."_s
            << u"Reach the server with sudo"_s << u"this login may not write to /etc/jail.d"_s;
    }
    void whereNothingCanBeWrittenIsTold()
    {
        QFETCH(const QString, mark);
        texts::ChangeReport report;
        report.jail = u"web"_s;
        report.server = u"web-2"_s;
        report.result = core::ChangeResult::Refused;
        report.steps = { passed(ChangeStage::Preflight, {}) };
        report.steps.last().result = core::ChangeStageResult::Failed;
        report.error = { core::ErrorCode::NotSupported, mark + u" /etc/jail.d"_s };
        report.steps.last().error = report.error;
        report.steps.last().detail = report.error.detail;
        QTEST(words::stepWords(report.steps.last()), "step");
        QTEST(words::outcome(report).what, "what");
        QCOMPARE(words::outcome(report).unchanged, u"Nothing was changed."_s);
        QFETCH(const QString, next);
        QVERIFY2(words::outcome(report).next.startsWith(next), qPrintable(words::outcome(report).next));
    }

    void foreignBytesAreTold()
    {
        texts::ChangeReport report;
        report.jail = u"web"_s;
        report.result = core::ChangeResult::RolledBack;
        report.steps = { passed(ChangeStage::Restore, u"reloaded"_s) };
        QVERIFY(!words::outcome(report).unchanged.contains(u"put aside"_s));
        report.steps = { passed(ChangeStage::Restore, u"reloaded foreign"_s) };
        QVERIFY(words::outcome(report).unchanged.contains(u"put aside"_s));
    }

    void whatStaysUnverifiedIsNotSaidToEndByItself()
    {
        texts::ChangeReport report;
        report.jail = u"web"_s;
        report.result = core::ChangeResult::Unknown;
        report.error = { core::ErrorCode::VerifyFailed, u"no web"_s };
        QCOMPARE(words::outcome(report).unchanged, u"It is not taken back by itself."_s);
        QCOMPARE(words::outcome(report).detail, u"no web"_s);
    }

    void openChanges()
    {
        core::OpenChange change { .id = u"enable-1-2"_s,
            .server = { 1 },
            .jail = u"web\n"_s,
            .kind = ChangeKind::Enable,
            .owner = u"deploy@desk"_s,
            .startedAt = 0,
            .remainingSeconds = 85 };
        QCOMPARE(words::openChange(change, u"web-2"_s),
            u"The activation of web\\x0a on web-2 by deploy@desk is not decided: it is taken back in 1 min 25 s unless "
            u"it "
            "is confirmed."_s);
        change.stale = true;
        QVERIFY(words::openChange(change, u"web-2"_s).contains(u"nothing on the server watches over it"_s));
        change.undecided = false;
        QVERIFY(words::openChange(change, {}).endsWith(u"is being taken back."_s));
        change.leftover = core::OpenChange::Leftover::Foreign;
        QVERIFY(words::openChange(change, {}).contains(u"somebody else"_s));
        change.keptIn = u"/run/bangui/x/files"_s;
        QVERIFY(words::openChange(change, {}).contains(u"kept below /run/bangui/x/files on the server"_s));
        change.leftover = core::OpenChange::Leftover::Failed;
        QVERIFY(words::openChange(change, {}).contains(u"not everything is as it was"_s));
    }

    void openRescuesAreNoChangeOfAJail()
    {
        core::OpenChange rescue { .id = u"rescue-1-2"_s, .server = { 1 }, .jail = {}, .owner = u"deploy@desk"_s };
        rescue.remainingSeconds = 85;
        QCOMPARE(words::openChange(rescue, u"web-2"_s),
            u"The rescue of fail2ban on web-2 by deploy@desk is under way: unless it ends well, the server takes back "
            "in 1 min 25 s what it has written."_s);
        rescue.remainingSeconds = -1;
        QVERIFY(words::openChange(rescue, u"web-2"_s).contains(u"takes back by itself"_s));
        rescue.stale = true;
        QVERIFY(words::openChange(rescue, u"web-2"_s).contains(u"was broken off"_s));
        QVERIFY2(!words::openChange(rescue, u"web-2"_s).contains(u"confirm"_s), "nobody else can");
        rescue.undecided = false;
        QVERIFY(words::openChange(rescue, {}).endsWith(u"is being taken back."_s));
    }

    void changesOfServersThatCannotBeAsked()
    {
        const core::OpenChange change { .id = u"enable-1-2"_s,
            .server = { 1 },
            .jail = u"web\n"_s,
            .kind = ChangeKind::Enable,
            .owner = u"deploy@desk"_s };
        const qint64 now = 1'700'000'000'000;
        const qint64 at = now + 60'000;
        const QString when = texts::dateTime(at / 1000, texts::DateStyle::Iso, now / 1000);
        QCOMPARE(words::unansweredChange(change, u"web-2"_s, at, now, texts::DateStyle::Iso),
            u"The activation of web\\x0a on web-2 by deploy@desk is pending here, and the server cannot be asked now: "
            u"it is taken back by itself by %1 unless somebody confirms it."_s.arg(when));
        QVERIFY(words::unansweredChange(change, {}, at, at, texts::DateStyle::Iso)
                    .endsWith(u"it was to be taken back by itself by %1; whether it was is not known until the server "
                              u"answers."_s.arg(when)));
        QVERIFY(words::unansweredChange(change, {}, 0, now, texts::DateStyle::Iso)
                    .endsWith(u"when it is taken back by itself is not known."_s));
        QCOMPARE(words::unansweredNote(0, now, texts::DateStyle::Iso),
            u"pending here, the server cannot be asked now · when it undoes itself is not known"_s);
    }

    void errorsBeforeTheBeginning()
    {
        QCOMPARE(words::error({ core::ErrorCode::StoreLocked, u"deploy@desk (bangui 12) x"_s }, u"web-2"_s).sentence(),
            u"Another change of web-2 is under way, by deploy@desk (bangui 12): its id is x. Nothing was changed. Wait "
            "until it has ended, or decide it among the open changes."_s);
        QCOMPARE(
            words::error({ core::ErrorCode::ReadOnlyProfile, {} }, u"web-2"_s).unchanged, u"Nothing was changed."_s);
    }
};

QTEST_GUILESS_MAIN(TestChangeTexts)
#include "tst_change_texts.moc"
