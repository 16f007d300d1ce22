// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/service_texts.h"
#include "models/steps.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using services::BanWarning;
using services::ReloadStage;
using services::StageResult;
using services::TestStage;

class TestServiceTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void testStepsFromTheStart();
    void reloadStepsTellWhatWasNotChanged();
    void everyWarningHasWords();
    void junkLines();
    void effects();
    void undoWords();
    void notifications();
    void findings();
};

void TestServiceTexts::testStepsFromTheStart()
{
    models::TestSteps steps(u"web-2"_s, u"/run/f2b.sock"_s, u"deploy"_s);
    QCOMPARE(steps.steps().size(), 5);
    QCOMPARE(steps.steps().first().stateWord, u"to come"_s);
    steps.take({ TestStage::Path, true, false, {}, {}, 0 });
    QCOMPARE(steps.steps().first().state, core::ServerState::Busy);
    steps.take({ TestStage::Path, false, true, {}, u"/run/f2b.sock"_s, 640 });
    QCOMPARE(steps.steps().first().state, core::ServerState::Online);
    QCOMPARE(steps.steps().first().duration, u"0.6 s"_s);
    QVERIFY(!steps.failed());
    steps.take({ TestStage::Permission, false, false, { core::ErrorCode::PermissionDenied, {} }, u"root 0700"_s, 1 });
    QVERIFY(steps.failed());
    QCOMPARE(steps.failure().what, u"web-2 refuses the socket to user deploy."_s);
    const models::StepValue step = steps.steps().at(1);
    QCOMPARE(step.state, core::ServerState::Offline);
    QVERIFY(step.detail.startsWith(u"web-2 refuses the socket"_s));
    QVERIFY(step.detail.endsWith(u"\nroot 0700"_s));
    QCOMPARE(steps.steps().at(2).stateWord, u"to come"_s);
}

void TestServiceTexts::reloadStepsTellWhatWasNotChanged()
{
    models::ReloadSteps steps(u"web-1"_s, u"sshd"_s);
    QCOMPARE(steps.steps().size(), 7);
    steps.take({ ReloadStage::ConfigTest, StageResult::Passed, {}, {}, 100 });
    steps.take({ ReloadStage::Record, StageResult::Skipped, {}, {}, 0 });
    steps.take(
        { ReloadStage::Regexes, StageResult::Failed, { core::ErrorCode::PreflightFailed, u"bad ("_s }, u"^(a"_s, 20 });
    steps.take({ ReloadStage::Reload, StageResult::Passed, {}, u"noop"_s, 20 });
    QCOMPARE(steps.steps().at(4).detail, QString()); // the action it restarts for: no sentence
    steps.take({ ReloadStage::CompareJails, StageResult::Passed, {}, u"7"_s, 20 });
    steps.take({ ReloadStage::CompareActions, StageResult::Passed, {}, u"1"_s, 20 });
    QCOMPARE(steps.steps().at(5).detail, u"7 jails run"_s);
    QCOMPARE(steps.steps().at(6).detail, u"1 action is in place"_s);
    QVERIFY(steps.failed());
    QCOMPARE(steps.failure().what, u"A regex of sshd on web-1 does not work."_s);
    QCOMPARE(steps.failure().unchanged, u"Nothing was changed: the jail was not reloaded."_s);
    QVERIFY(steps.failure().next.contains(u"lift its bans"_s));
    QCOMPARE(steps.failure().detail, u"bad ("_s);
    QCOMPARE(steps.steps().at(3).stateWord, u"not needed"_s);

    // After the command: what is lost comes first; where nothing is, it is said.
    models::ReloadSteps later(u"web-1"_s, u"sshd"_s);
    const core::Error said { core::ErrorCode::CommandFailed, u"no licence"_s };
    later.take({ ReloadStage::Reload, StageResult::Failed, said, said.detail, 20 });
    QCOMPARE(later.failure().unchanged, u"Whether the jail was reloaded is not known."_s);
    later.take({ ReloadStage::CompareJails, StageResult::Passed, {}, u"7"_s, 20 });
    QCOMPARE(later.failure().what, u"web-1 did not reload sshd."_s);
    QCOMPARE(later.failure().unchanged, u"Every jail that ran before still runs."_s);
    later.take({ ReloadStage::CompareJails, StageResult::Failed,
        { core::ErrorCode::VerifyFailed, u"sshd\nno licence"_s }, u"sshd\nno licence"_s, 20 });
    QCOMPARE(later.failure().what, u"After the reload of sshd, web-1 runs fewer jails than before."_s);
    QVERIFY(later.failure().unchanged.startsWith(u"What they guarded is unprotected now"_s));
    QVERIFY(later.failure().next.contains(u"start those jails"_s));
    QCOMPARE(later.failure().detail, u"sshd\nno licence"_s);
    const texts::ErrorText lost = models::stageError(
        { ReloadStage::Reload, StageResult::Failed, { core::ErrorCode::Timeout, {} }, {}, 1 }, u"web-1"_s, u"sshd"_s);
    QCOMPARE(lost.what, u"web-1 did not answer in time."_s);
    QCOMPARE(lost.unchanged, u"Whether the jail was reloaded is not known."_s);
    for (int stage = 0; stage <= int(ReloadStage::Done); ++stage)
        QVERIFY(!models::stageTitle(static_cast<ReloadStage>(stage)).isEmpty());
    for (int stage = 0; stage <= int(TestStage::Capabilities); ++stage)
        QVERIFY(!models::stageTitle(static_cast<TestStage>(stage)).isEmpty());
}

void TestServiceTexts::everyWarningHasWords()
{
    int grave = 0;
    for (int kind = 0; kind <= int(BanWarning::Kind::Unreachable); ++kind) {
        const BanWarning warning { static_cast<BanWarning::Kind>(kind), { 1 }, u"sshd"_s, u"10.0.0.0/8"_s,
            u"10.1.2.3"_s };
        const QString text = models::warningText(warning, u"web-1"_s);
        QVERIFY2(text.endsWith(u'.'), qPrintable(text));
        QVERIFY2(!text.contains(QRegularExpression(u"%[0-9]"_s)), qPrintable(text));
        grave += models::isGrave(warning.kind) ? 1 : 0;
    }
    QCOMPARE(grave, 6);
    QCOMPARE(
        models::warningText({ BanWarning::Kind::CoversOwn, { 1 }, {}, u"10.0.0.0/8"_s, u"10.1.2.3"_s }, u"web-1"_s),
        u"10.0.0.0/8 contains 10.1.2.3, an address of web-1 itself."_s);
}

void TestServiceTexts::junkLines()
{
    QCOMPARE(models::junkText({ 3, u"0.0.0.0/0"_s, services::JunkLine::Reason::PrefixZero }),
        u"Line 3: \"0.0.0.0/0\" is the whole internet; it is not banned."_s);
    services::ParsedTargets targets;
    targets.targets = { *core::IpNetwork::parse(u"192.0.2.1"_s), *core::IpNetwork::parse(u"192.0.2.2"_s) };
    targets.junk = { { 1, u"x"_s, services::JunkLine::Reason::NotAnAddress } };
    targets.duplicates = 2;
    QCOMPARE(models::targetsSummary(targets), u"2 addresses · 1 entry left out · 2 duplicates"_s);
    QCOMPARE(models::targetsSummary(services::parseTargets(u"127.0.0.0/4"_s)),
        u"1 address · 127.0.0.0/4 is taken as 112.0.0.0/4: bits behind the prefix are cleared"_s);
    QVERIFY(models::targetsSummary(services::parseTargets(u"127.0.0.0/4 10.0.0.1/8"_s))
                .endsWith(u"2 networks, their bits behind the prefix cleared"_s));
    QCOMPARE(models::junkText(services::parseTargets(u"0.0.0.0"_s).junk.first()),
        u"Line 1: \"0.0.0.0\" is nobody's address; it is not banned."_s);
}

void TestServiceTexts::effects()
{
    services::UnbanPreview unban;
    unban.bans = 6;
    unban.jails = 3;
    unban.servers = 2;
    unban.lines = { { { 1 }, u"a"_s, u"203.0.113.7"_s, {}, false }, { { 2 }, u"b"_s, u"203.0.113.7"_s, {}, false } };
    QCOMPARE(models::effectText(unban), u"Unbans 203.0.113.7 in 3 jails on 2 servers"_s);
    unban.lines.append({ { 2 }, u"b"_s, u"203.0.113.8"_s, {}, false });
    QCOMPARE(models::effectText(unban), u"Lifts 6 bans in 3 jails on 2 servers"_s);
    QCOMPARE(models::effectText(unban, { u"web-1"_s, u"mail"_s }),
        u"Unbans everything on web-1 and mail: 6 bans in 3 jails"_s);
    QVERIFY(models::effectText(services::BanPreview {}, 1).startsWith(u"Bans nothing"_s));
    // What is banned already is no ban that follows.
    services::BanPreview ban;
    ban.bans = 12;
    ban.servers = 2;
    ban.jails = 1;
    ban.warnings = { { .kind = services::BanWarning::Kind::AlreadyBanned },
        { .kind = services::BanWarning::Kind::JailMissing } };
    QCOMPARE(models::effectText(ban, 6), u"Bans 6 addresses in 1 jail on 2 servers: 11 bans"_s);
    ban.bans = 1;
    QCOMPARE(models::effectText(ban, 1, u"192.0.2.7"_s), u"Bans nothing new: all of this is banned already"_s);
    QCOMPARE(models::effectText(services::StopPreview { u"sshd"_s, 0, false }, u"web-1"_s),
        u"Stops sshd on web-1. It has no bans now."_s);
    // Whether there is a way back is said before the click, never only afterwards.
    services::StopPreview stop { u"sshd"_s, 2, false };
    stop.restartError = { core::ErrorCode::CommandNotFound, {} };
    QVERIFY(models::restartText(stop, u"web-1"_s).contains(u"could not be found out: program missing."_s));
    QVERIFY(models::restartText(stop, u"web-1"_s).endsWith(u"may fail."_s));
    stop.restart = services::Restart::Yes;
    QCOMPARE(models::effectText(stop, u"web-1"_s), u"Stops sshd on web-1 and lifts 2 bans."_s);
    QVERIFY(models::restartText(stop, u"web-1"_s).endsWith(u"Undo starts it again."_s));
    stop.restart = services::Restart::NotEnabled;
    QCOMPARE(models::effectText(stop, u"web-1"_s), u"Stops sshd on web-1 and lifts 2 bans. This cannot be undone."_s);
    QVERIFY(models::restartText(stop, u"web-1"_s).startsWith(u"The configuration files of web-1 do not enable sshd"_s));
    stop.restart = services::Restart::Refused;
    stop.restartError = { core::ErrorCode::PreflightFailed, u"bantime = soon"_s };
    QVERIFY(models::effectText(stop, u"web-1"_s).endsWith(u"This cannot be undone."_s));
    QVERIFY(models::restartText(stop, u"web-1"_s).endsWith(u"\nbantime = soon"_s));
    services::BantimePreview bantime;
    bantime.moved = 2;
    bantime.latestNewEnd = 1'790'000'000;
    QVERIFY(models::effectText(bantime, texts::DateStyle::Iso, 1'789'000'000)
                .startsWith(u"Moves the end of 2 bans. The last one ends then: 2026-09-21"_s));
}

void TestServiceTexts::undoWords()
{
    for (int kind = 0; kind <= int(services::UndoKind::RemoveServer); ++kind) {
        services::UndoEntry entry;
        entry.kind = static_cast<services::UndoKind>(kind);
        entry.subject = u"subject"_s;
        entry.value = u"value"_s;
        entry.jails = 3;
        QVERIFY(!models::undoTitle(entry).contains(QRegularExpression(u"%[0-9]"_s)));
        QVERIFY(models::undoAction(entry).startsWith(u"Undo "_s));
    }
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Unban;
    entry.subject = u"203.0.113.7"_s;
    entry.jails = 3;
    QCOMPARE(models::undoTitle(entry), u"Unban of 203.0.113.7 in 3 jails"_s);
    QCOMPARE(models::undoLimits(entry), QString());
    entry.limits = { services::UndoLimit::Restart };
    QCOMPARE(models::undoLimits(entry),
        u"Whether the configuration files on the server start the jail again is not known."_s);
    entry.limits = { services::UndoLimit::Escalation, services::UndoLimit::BanStart };
    QCOMPARE(models::undoLimits(entry),
        u"After an undo, how often an address was banned before is counted anew. Bans that are given back begin anew, "
        "with the jail's present ban time."_s);
    entry.limits = { services::UndoLimit::NoDatabase };
    QCOMPARE(models::undoLimits(entry), u"The jail comes back without its bans: fail2ban keeps no database there."_s);
    entry.subject.clear();
    entry.bans = 12;
    QCOMPARE(models::undoAction(entry), u"Undo unban of 12 bans"_s);
    // Among many servers it counts where.
    services::UndoEntry jail { .kind = services::UndoKind::StopJail, .subject = u"sshd"_s, .serverName = u"web-2"_s };
    QCOMPARE(models::undoTitle(jail), u"Stop of sshd on web-2"_s);
    QCOMPARE(models::undoAction(jail), u"Undo stop of sshd on web-2"_s);
    jail.kind = services::UndoKind::Tune;
    jail.value = u"bantime"_s;
    QCOMPARE(models::undoTitle(jail), u"Change of bantime of sshd on web-2"_s);
    QCOMPARE(models::undoAction(jail), u"Undo change of bantime of sshd on web-2"_s);
}

void TestServiceTexts::notifications()
{
    services::Notification notification;
    notification.kind = services::NotificationKind::Offline;
    notification.serverName = u"web\x1b-2"_s;
    const models::NotificationText text = models::notificationText(notification);
    QVERIFY(text.title.endsWith(u"went offline"_s));
    QVERIFY(!text.title.contains(QChar(0x1b)));
    QVERIFY(text.urgent);
    notification.kind = services::NotificationKind::ProtectionLost;
    notification.attention = core::AttentionReason::FrozenTooLong;
    const models::NotificationText frozen = models::notificationText(notification);
    QVERIFY(frozen.title.endsWith(u": not protecting"_s));
    QVERIFY2(frozen.text.contains(u"has not answered for more than a minute"_s), qPrintable(frozen.text));
    QVERIFY(!frozen.text.contains(u"activat"_s)); // nobody said so
    QCOMPARE(frozen.state, core::ServerState::NeedsAttention);
    notification.attention = core::AttentionReason::NoJails;
    QVERIFY(models::notificationText(notification).text.contains(u"without a single jail"_s));
    notification.recovery.emplace().reason = core::RecoveryReason::Frozen;
    QVERIFY(models::notificationText(notification).title.endsWith(u" lost protection"_s));
    QCOMPARE(models::notificationText(notification).state, core::ServerState::Degraded);
    notification.kind = services::NotificationKind::Folded;
    notification.folded = 4;
    QCOMPARE(models::notificationText(notification).title, u"4 more changes"_s);
    notification.kind = services::NotificationKind::Recovered;
    QCOMPARE(models::notificationText(notification).state, core::ServerState::Online);
}

void TestServiceTexts::findings()
{
    services::LocalServerFinding finding;
    finding.socketPath = u"/run/f2b.sock"_s;
    QCOMPARE(models::findingText(finding, u"me"_s).what, u"There is no fail2ban on this computer."_s);
    finding.installed = true;
    QVERIFY(models::findingText(finding, u"me"_s).what.contains(u"/run/f2b.sock"_s));
    finding.state = services::LocalServerFinding::State::Answers;
    finding.version = u"1.1.0"_s;
    QCOMPARE(models::findingText(finding, u"me"_s).what, u"fail2ban 1.1.0 answers at /run/f2b.sock."_s);
    finding.state = services::LocalServerFinding::State::PermissionDenied;
    QCOMPARE(models::findingText(finding, u"me"_s).what, u"This computer refuses the socket to user me."_s);
}

QTEST_GUILESS_MAIN(TestServiceTexts)
#include "tst_service_texts.moc"
