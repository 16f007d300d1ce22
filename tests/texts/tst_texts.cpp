// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ban.h"
#include "texts/audit_texts.h"
#include "texts/effect_texts.h"
#include "texts/error_texts.h"
#include "texts/property_texts.h"
#include "texts/rescue_texts.h"
#include "texts/settings_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using texts::ErrorPlace;

namespace {

constexpr qint64 now = 1'790'000'000; // 2026-09-21 16:13:20 in Berlin

core::Receipt receipt(const QString &server, const QString &jail, const QString &target,
    core::ReceiptResult result = core::ReceiptResult::Done)
{
    return { { server.size() }, server, jail, target, result, {}, {} };
}

core::PendingRecovery recovery(core::RecoveryReason reason)
{
    core::PendingRecovery made;
    made.jail = u"nginx-bad"_s;
    made.activatedAt = now * 1000;
    made.detectedAt = now * 1000 + 12'000;
    made.reason = reason;
    made.jailsBefore = { u"a"_s, u"b"_s, u"c"_s, u"sshd"_s };
    made.jailsAfter = { u"sshd"_s };
    return made;
}

texts::ServerHealth health(const QString &name, core::ServerState state)
{
    texts::ServerHealth made { { name.size() }, name, {}, {} };
    made.status.state = state;
    made.status.online = state == core::ServerState::Online || state == core::ServerState::Degraded;
    return made;
}

} // namespace

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }
    void ages_data();
    void ages();
    void durations_data();
    void durations();
    void remainingTimes();
    void datesByStyle();
    void numbersAndLists();
    void everyErrorHasWords();
    void anSshServerWithoutASessionLeft();
    void errorSaysThreeThings();
    void aChangeOfUnknownOutcomeSaysSo();
    void receiptSummaries();
    void everyStateHasWords();
    void stateSentences();
    void recoveryForEveryReason();
    void overviewAnswers();
    void aFindingIsNeverWell();
    void effects();
    void commandsInWords();
    void everySettingHasWords();
    void settingOrigins();
    void properties();
    void jailSources();
};

void TestTexts::ages_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("future") << qint64 { -5 } << u"now"_s;
    QTest::newRow("now") << qint64 { 999 } << u"now"_s;
    QTest::newRow("seconds") << qint64 { 4'200 } << u"4 s"_s;
    QTest::newRow("minute") << qint64 { 60'000 } << u"1 min"_s;
    QTest::newRow("minutes") << qint64 { 12 * 60'000 + 59'000 } << u"12 min"_s;
    QTest::newRow("hours") << qint64 { 3 * 3'600'000 } << u"3 h"_s;
    QTest::newRow("days") << qint64 { 50 * 3'600'000 } << u"2 d"_s;
}

void TestTexts::ages()
{
    QFETCH(qint64, ms);
    QTEST(texts::age(ms), "text");
}

void TestTexts::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << qint64 { 0 } << u"0 s"_s;
    QTest::newRow("45") << qint64 { 45 } << u"45 s"_s;
    QTest::newRow("90") << qint64 { 90 } << u"1 min 30 s"_s;
    QTest::newRow("600") << qint64 { 600 } << u"10 min"_s;
    QTest::newRow("29 min") << qint64 { 29 * 60 + 59 } << u"29 min"_s;
    QTest::newRow("18 h 58") << qint64 { 18 * 3600 + 58 * 60 + 3 } << u"18 h 58 min"_s;
    QTest::newRow("1 day") << qint64 { 86400 } << u"1 d"_s;
    QTest::newRow("3 d 4 h") << qint64 { 3 * 86400 + 4 * 3600 } << u"3 d 4 h"_s;
    QTest::newRow("long") << qint64 { 2000 * 86400 } << u"2,000 d"_s;
    QTest::newRow("permanent") << core::permanentBan << u"permanent"_s;
    QTest::newRow("none") << qint64 { -7 } << QString();
}

void TestTexts::durations()
{
    QFETCH(qint64, seconds);
    QTEST(texts::duration(seconds), "text");
}

void TestTexts::remainingTimes()
{
    QCOMPARE(texts::remaining(now + 1740, false, now), u"29 min"_s);
    QCOMPARE(texts::remaining(now, false, now), u"ending"_s);
    QCOMPARE(texts::remaining({}, true, now), u"permanent"_s);
    QCOMPARE(texts::remaining({}, false, now), QString());
}

void TestTexts::datesByStyle()
{
    const QDateTime noon(QDate(2026, 8, 22), QTime(12, 0));
    const qint64 noonSeconds = noon.toSecsSinceEpoch();
    QCOMPARE(texts::dateTime(noonSeconds, texts::DateStyle::Iso, noonSeconds), u"2026-08-22 12:00:00"_s);
    QCOMPARE(texts::dateTime(noonSeconds, texts::DateStyle::System, noonSeconds),
        QLocale().toString(noon, QLocale::ShortFormat));
    const auto relative
        = [&](qint64 seconds) { return texts::dateTime(seconds, texts::DateStyle::Relative, noonSeconds); };
    QCOMPARE(relative(noonSeconds), QLocale().toString(noon.time(), QLocale::ShortFormat));
    QVERIFY(relative(noonSeconds + 86400).startsWith(u"tomorrow "_s));
    QVERIFY(relative(noonSeconds - 86400).startsWith(u"yesterday "_s));
    QCOMPARE(relative(noonSeconds - 10 * 86400), QLocale().toString(noon.addDays(-10), QLocale::ShortFormat));
    QCOMPARE(texts::dateTime(core::unknownTime, texts::DateStyle::Iso, noonSeconds), QString());
    QCOMPARE(texts::exactDateTime(noonSeconds, texts::DateStyle::Iso), u"2026-08-22T12:00:00+02:00"_s);
    QCOMPARE(texts::logTime(noonSeconds * 1000, texts::DateStyle::System, noonSeconds * 1000), u"12:00:00"_s);
    QCOMPARE(texts::logTime(noonSeconds * 1000, texts::DateStyle::Iso, noonSeconds * 1000), u"2026-08-22 12:00:00"_s);
    const core::Settings settings
        = core::Settings().with(core::SettingKey::DateFormat, u"iso"_s, core::SettingOrigin::UserFile);
    QCOMPARE(texts::dateStyle(settings), texts::DateStyle::Iso);
    QCOMPARE(texts::dateStyle(settings.with(core::SettingKey::DateFormat, u"system"_s, core::SettingOrigin::UserFile)),
        texts::DateStyle::System);
    QCOMPARE(
        texts::dateStyle(settings.with(core::SettingKey::DateFormat, u"relative"_s, core::SettingOrigin::UserFile)),
        texts::DateStyle::Relative);
    QCOMPARE(texts::latency(800), u"0.8 ms"_s);
    QCOMPARE(texts::latency(12'345), u"12 ms"_s);
    QCOMPARE(texts::latency(1'400'000), u"1.4 s"_s);
    QCOMPARE(texts::latency(-1), QString());
    QCOMPARE(texts::took(640), u"0.6 s"_s);
    QCOMPARE(texts::took(100), u"0.1 s"_s);
    QCOMPARE(texts::took(99), u"<0.1 s"_s);
    QCOMPARE(texts::took(0), u"<0.1 s"_s);
    QVERIFY(texts::took(-1).isEmpty());
    QCOMPARE(texts::took(185'000), u"3 min 5 s"_s);
}

void TestTexts::numbersAndLists()
{
    QCOMPARE(texts::number(qint64 { 12904 }), u"12,904"_s);
    QCOMPARE(texts::number(std::optional<qint64>()), u"–"_s);
    QCOMPARE(texts::bans(1), u"1 ban"_s);
    QCOMPARE(texts::bans(0), u"0 bans"_s);
    QCOMPARE(texts::bans(1214), u"1,214 bans"_s);
    QCOMPARE(texts::names({}), QString());
    QCOMPARE(texts::names({ u"a"_s }), u"a"_s);
    QCOMPARE(texts::names({ u"a"_s, u"b"_s }), u"a and b"_s);
    QCOMPARE(texts::names({ u"a"_s, u"b"_s, u"c"_s }), u"a, b and c"_s);
    QCOMPARE(texts::names({ u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s }), u"a, b and 3 more"_s);
}

void TestTexts::anSshServerWithoutASessionLeft()
{
    for (const core::ErrorCode code : { core::ErrorCode::Busy, core::ErrorCode::TunnelDown }) {
        const texts::ErrorText text = texts::errorText(
            { code, u"mux_client_request_session: session request failed: Session open refused by peer"_s },
            { u"web-2"_s, ErrorPlace::Activity::Read, {}, {} });
        QCOMPARE(text.what, u"The ssh server of web-2 allows no more sessions on one connection."_s);
        QVERIFY(text.next.contains(u"MaxSessions"_s));
    }
    const texts::ErrorText other
        = texts::errorText({ core::ErrorCode::Busy, {} }, { u"web-2"_s, ErrorPlace::Activity::Read, {}, {} });
    QCOMPARE(other.what, u"web-2 is busy and takes no new connection."_s);
    QCOMPARE(other.next, u"It is asked again by itself."_s);
    // A program that ends asks nothing again.
    for (const core::ErrorCode code :
        { core::ErrorCode::Busy, core::ErrorCode::ConnectionLost, core::ErrorCode::Timeout }) {
        const texts::ErrorText once = texts::errorText({ code, {} }, { .server = u"web-2"_s, .once = true });
        QVERIFY2(!once.next.contains(u"by itself"_s) && !once.next.isEmpty(), qPrintable(once.next));
    }
}

void TestTexts::everyErrorHasWords()
{
    for (int code = 0; code <= int(core::ErrorCode::Internal); ++code) {
        const auto error = static_cast<core::ErrorCode>(code);
        const QByteArray name = core::errorCodeName(error).toUtf8();
        for (const auto activity : { ErrorPlace::Activity::Read, ErrorPlace::Activity::Change,
                 ErrorPlace::Activity::Store, ErrorPlace::Activity::Start }) {
            const texts::ErrorText text
                = texts::errorText({ error, u"raw"_s }, { u"web-2"_s, activity, u"/a/path"_s, u"deploy"_s });
            QVERIFY2(text.what.endsWith(u'.'), name.constData());
            QVERIFY2(text.next.isEmpty() || text.next.endsWith(u'.'), name.constData());
            QCOMPARE(text.unchanged.isEmpty(), activity == ErrorPlace::Activity::Read);
            QCOMPARE(text.detail, u"raw"_s);
            const QString sentence = text.sentence();
            QVERIFY2(
                !sentence.contains(QRegularExpression(u"[!]|successful|please|Error:|%[1-9]"_s)), qPrintable(sentence));
        }
        QVERIFY2(!texts::errorWords(error).isEmpty(), name.constData());
    }
}

void TestTexts::errorSaysThreeThings()
{
    const texts::ErrorText text = texts::errorText({ core::ErrorCode::PermissionDenied, u"EACCES\x1b"_s },
        { u"web-2"_s, ErrorPlace::Activity::Change, u"/run/fail2ban/fail2ban.sock"_s, u"deploy"_s });
    QCOMPARE(text.what, u"web-2 refuses the socket to user deploy."_s);
    QCOMPARE(text.unchanged, u"Nothing was changed."_s);
    QVERIFY(text.next.startsWith(u"Three ways to fix it"_s));
    QVERIFY2(text.next.contains(u"Ways to fix it…"_s), "the page that has them");
    QVERIFY2(!text.next.contains(u"setfacl"_s), "the next start of fail2ban makes a new socket");
    QVERIFY(!text.detail.contains(QChar(0x1b)));
    QVERIFY(text.sentence().startsWith(u"web-2 refuses the socket to user deploy. Nothing was changed. Three ways"_s));
    // A jail that was meant is no path of a socket.
    QCOMPARE(texts::errorText({ core::ErrorCode::NoSocket, {} }, { .server = u"web-2"_s, .subject = u"sshd"_s }).what,
        u"web-2 has no socket where it should be."_s);
    QCOMPARE(
        texts::errorText({ core::ErrorCode::NoSocket, {} }, { .server = u"web-2"_s, .subject = u"/run/f2b.sock"_s })
            .what,
        u"web-2 has no socket at /run/f2b.sock."_s);
    // The file that could not be read is named, also where nobody says what was looked for, or says the folder above.
    for (const QString &subject : { QString(), u"/etc/fail2ban"_s }) {
        const texts::ErrorPlace place { .server = u"web-2"_s, .subject = subject };
        QCOMPARE(texts::errorText({ core::ErrorCode::FileUnreadable, u"/etc/fail2ban/filter.d"_s }, place).what,
            u"/etc/fail2ban/filter.d cannot be read on web-2."_s);
        QCOMPARE(texts::errorText({ core::ErrorCode::FileNotFound, u"/etc/fail2ban/filter.d"_s }, place).what,
            u"There is no file /etc/fail2ban/filter.d on web-2."_s);
    }
    QCOMPARE(texts::errorText({ core::ErrorCode::FileUnreadable, u"Permission denied"_s },
                 { .server = u"web-2"_s, .subject = u"/var/log/a"_s })
                 .what,
        u"/var/log/a cannot be read on web-2."_s);
    QVERIFY(!texts::errorText({ core::ErrorCode::NoSocket, {} },
        { u"a\u202Eb"_s, {}, {},
            {} }).what.contains(QChar(0x202e)));
}

void TestTexts::aChangeOfUnknownOutcomeSaysSo()
{
    for (const auto code : { core::ErrorCode::Timeout, core::ErrorCode::ConnectionLost, core::ErrorCode::Cancelled }) {
        const texts::ErrorText text
            = texts::errorText({ code, {} }, { u"web-2"_s, ErrorPlace::Activity::Change, {}, {} });
        QCOMPARE(text.unchanged, u"Whether the change was made is not known."_s);
        QVERIFY(!text.next.isEmpty());
    }
}

void TestTexts::receiptSummaries()
{
    using texts::ReceiptVerb;
    const QString ip = u"203.0.113.7"_s;
    QCOMPARE(texts::receiptsSummary(ReceiptVerb::Unban,
                 { receipt(u"w"_s, u"a"_s, ip), receipt(u"w"_s, u"b"_s, ip), receipt(u"w"_s, u"c"_s, ip) }),
        u"Unbanned in 3 jails"_s);
    QCOMPARE(texts::receiptsSummary(
                 ReceiptVerb::Ban, { receipt(u"w"_s, u"a"_s, ip), receipt(u"w2"_s, u"a"_s, u"10.0.0.1"_s) }),
        u"Banned 2 addresses in 1 jail on 2 servers"_s);
    QCOMPARE(texts::receiptsSummary(ReceiptVerb::Unban,
                 { receipt(u"w"_s, u"a"_s, ip), receipt(u"w2"_s, u"a"_s, ip), receipt(u"w2"_s, u"b"_s, ip) }),
        u"Unbanned in 2 jails on 2 servers"_s);
    QCOMPARE(texts::receiptsSummary(ReceiptVerb::Undo, { receipt(u"w"_s, u"a"_s, ip), receipt(u"w2"_s, u"a"_s, ip) }),
        u"Undone in 1 jail on 2 servers"_s);
    QCOMPARE(texts::receiptsSummary(ReceiptVerb::Ban,
                 { receipt(u"w"_s, u"a"_s, ip), receipt(u"web-2"_s, u"a"_s, ip, core::ReceiptResult::Refused),
                     receipt(u"mail"_s, u"a"_s, ip, core::ReceiptResult::Failed) }),
        u"Banned in 1 jail; refused by web-2; failed on mail"_s);
    QCOMPARE(
        texts::receiptsSummary(ReceiptVerb::Unban, { receipt(u"w"_s, u"a"_s, ip, core::ReceiptResult::NothingToDo) }),
        u"Not banned, nothing to do"_s);
    QCOMPARE(texts::receiptsSummary(ReceiptVerb::Stop, { receipt(u"w"_s, u"sshd"_s, {}) }), u"Stopped sshd"_s);
    QCOMPARE(
        texts::receiptsSummary(ReceiptVerb::Stop, { receipt(u"web-2"_s, u"sshd"_s, {}, core::ReceiptResult::Failed) }),
        u"Failed on web-2"_s);
    core::Receipt refused = receipt(u"web-2"_s, u"sshd"_s, ip, core::ReceiptResult::Refused);
    refused.error.code = core::ErrorCode::ReadOnlyProfile;
    QVERIFY(texts::receiptText(refused).startsWith(u"web-2 is set to read only. Nothing was changed."_s));
    core::Receipt failed = receipt(u"web-2"_s, u"sshd"_s, ip, core::ReceiptResult::Failed);
    failed.error.code = core::ErrorCode::NoSocket;
    QVERIFY2(!texts::receiptText(failed).contains("sshd"_L1), "a jail is no path");
    failed.error.code = core::ErrorCode::UnknownJail;
    QVERIFY(texts::receiptText(failed).startsWith(u"web-2 has no jail sshd."_s));
}

void TestTexts::everyStateHasWords()
{
    QSet<QString> words;
    for (int state = 0; state <= int(core::ServerState::NeedsAttention); ++state) {
        const QString word = texts::stateWord(static_cast<core::ServerState>(state));
        QVERIFY(!word.isEmpty());
        words.insert(word);
        core::ServerStatus status;
        status.state = static_cast<core::ServerState>(state);
        status.attention = core::AttentionReason::NoJails;
        QVERIFY(!texts::stateSentence(status, u"web"_s, now * 1000).isEmpty());
        QVERIFY(!texts::statePhrase(status, {}, now * 1000).isEmpty());
    }
    QCOMPARE(words.size(), 7);
    // Told apart below is told apart on the screen.
    QSet<QString> attention;
    QSet<QString> sentences;
    for (int reason = 1; reason <= int(core::AttentionReason::ElevationPassword); ++reason) {
        const QString words = texts::attentionWords(static_cast<core::AttentionReason>(reason));
        const QString sentence = texts::attentionSentence(static_cast<core::AttentionReason>(reason), u"web"_s);
        QVERIFY(!words.isEmpty() && sentence.contains(u"web"_s));
        QVERIFY2(!attention.contains(words) && !sentences.contains(sentence), qPrintable(words + u": "_s + sentence));
        attention.insert(words);
        sentences.insert(sentence);
    }
    QSet<QString> outcomes;
    for (int outcome = 0; outcome <= int(core::ProbeOutcome::ProtocolError); ++outcome) {
        const QString said = texts::probeOutcomeWords(static_cast<core::ProbeOutcome>(outcome));
        QVERIFY2(!said.isEmpty() && !outcomes.contains(said), qPrintable(said));
        outcomes.insert(said);
    }
    QSet<QString> links;
    for (const core::ErrorCode code :
        { core::ErrorCode::TunnelDown, core::ErrorCode::TunnelFrozen, core::ErrorCode::Busy, core::ErrorCode::NoSocket,
            core::ErrorCode::Refused, core::ErrorCode::PermissionDenied, core::ErrorCode::AuthenticationRequired,
            core::ErrorCode::HostKeyUnknown, core::ErrorCode::HostKeyChanged, core::ErrorCode::ElevationRefused,
            core::ErrorCode::ElevationPassword, core::ErrorCode::ProtocolError }) {
        const QString what = texts::errorText({ code, {} }, { u"web"_s, {}, {}, {} }).what;
        QVERIFY2(!links.contains(what), qPrintable(what));
        links.insert(what);
    }
}

void TestTexts::stateSentences()
{
    core::ServerStatus status;
    status.state = core::ServerState::Online;
    status.version = u"1.1.0"_s;
    status.counters.currentBans = 38;
    QCOMPARE(texts::sidebarText(status, {}), u"1.1.0 · 38"_s);
    status.state = core::ServerState::Degraded;
    QCOMPARE(texts::sidebarText(status, recovery(core::RecoveryReason::JailsLost)), u"1.1.0 · lost 3 jails"_s);
    QCOMPARE(texts::statePhrase(status, recovery(core::RecoveryReason::JailsLost), now * 1000), u"Lost 3 of 4 jails"_s);
    status.state = core::ServerState::Busy;
    status.busySince = now * 1000 - 40'000;
    QCOMPARE(texts::statePhrase(status, {}, now * 1000), u"Busy for 40 s"_s);
    status.state = core::ServerState::NeedsAttention;
    status.attention = core::AttentionReason::HostKey;
    QCOMPARE(texts::sidebarText(status, {}), u"host key changed"_s);
    status.state = core::ServerState::Offline;
    status.stateSince = now * 1000 - 240'000;
    status.lastError.code = core::ErrorCode::Refused;
    QCOMPARE(texts::stateSentence(status, u"web-2"_s, now * 1000),
        u"web-2 has been offline for 4 min. Start fail2ban there; its log says why it ended."_s);
}

void TestTexts::recoveryForEveryReason()
{
    using core::RecoveryReason;
    QCOMPARE(texts::recoverySentence(recovery(RecoveryReason::JailsLost), u"web-1"_s),
        u"web-1 lost protection 12 s after the jail nginx-bad was activated. 3 of 4 jails are gone; the daemon still answers."_s);
    QVERIFY(texts::recoverySentence(recovery(RecoveryReason::WentOffline), u"web-1"_s)
                .endsWith(u"fail2ban no longer runs there; nothing is protected."_s));
    QVERIFY(texts::recoverySentence(recovery(RecoveryReason::Restarted), u"web-1"_s).contains(u"restarted"_s));
    QVERIFY(texts::recoverySentence(recovery(RecoveryReason::Frozen), u"web-1"_s).contains(u"no longer answers"_s));
    core::PendingRecovery one = recovery(RecoveryReason::JailsLost);
    one.jailsAfter = { u"a"_s, u"b"_s, u"c"_s };
    QVERIFY(texts::recoverySentence(one, u"web-1"_s).contains(u"1 of 4 jails is gone"_s));
    one.jailsAfter.clear();
    QVERIFY(texts::recoverySentence(one, u"web-1"_s).contains(u"All of its jails are gone"_s));
    one.detectedAt = one.activatedAt;
    QVERIFY(texts::recoverySentence(one, u"web-1"_s)
                .startsWith(u"web-1 lost protection as soon as the jail nginx-bad was activated."_s));
    const texts::RecoveryParts parts = texts::recoveryParts(recovery(RecoveryReason::JailsLost), u"web-1"_s);
    QCOMPARE(parts.jail, u"nginx-bad"_s);
    QVERIFY(parts.detail.startsWith(u"Gone: a, b and c. "_s));
    core::PendingRecovery over = recovery(RecoveryReason::JailsLost);
    over.resolution = core::RecoveryResolution::Recovered;
    over.resolvedAt = over.detectedAt + 60'000;
    QCOMPARE(texts::recoveryResolvedSentence(over, u"web-1"_s), u"web-1 is protected again after 1 min."_s);
}

void TestTexts::aFindingIsNeverWell()
{
    core::RescueFinding finding;
    finding.kind = core::RescueKind::LostJails;
    finding.jails = { u"ss\u202Ehd"_s };
    QCOMPARE(texts::RescueTexts::inBrief({}, u"web-1"_s), QString());
    QCOMPARE(texts::RescueTexts::inBrief({ finding }, u"web-1"_s), u"web-1 answers, but ssU+202Ehd does not run"_s);
    finding.jails = { u"recidive"_s, u"sshd"_s };
    QCOMPARE(texts::RescueTexts::inBrief({ finding }, u"web-1"_s), u"web-1 answers, but 2 jails do not run"_s);
    finding.kind = core::RescueKind::NoJails;
    QCOMPARE(texts::RescueTexts::inBrief({ finding }, u"web-1"_s), u"web-1 answers and guards nothing"_s);
    core::RescueStep act { .stage = core::RescueStage::Act, .result = core::ChangeStageResult::Passed };
    act.detail = u"ended systemd:fail2ban"_s;
    QCOMPARE(texts::RescueTexts::stepWords(act), u"ended and started again by systemd"_s);
    act.detail += u"\n3 of web\n12 of ss\u202Ehd"_s;
    QCOMPARE(texts::RescueTexts::stepWords(act),
        u"ended and started again by systemd; bans that were not set again: web (3) and ssU+202Ehd (12)"_s);
    act.detail = u"sshd, web"_s;
    QCOMPARE(texts::RescueTexts::stepWords(act), u"sshd, web"_s);

    texts::ServerHealth found = health(u"web-1"_s, core::ServerState::Online);
    QCOMPARE(texts::shownState(found), core::ServerState::Online);
    QVERIFY(!texts::needsUser(found, now * 1000));
    found.finding = u"web-1 answers, but sshd does not run"_s;
    QCOMPARE(texts::shownState(found), core::ServerState::Degraded);
    QVERIFY(texts::needsUser(found, now * 1000));
    const texts::ServerHealth well = health(u"web-2"_s, core::ServerState::Online);
    texts::HealthAnswer answer = texts::healthAnswer({ well, found }, now * 1000);
    QCOMPARE(answer.answer, u"One thing needs you"_s);
    QCOMPARE(answer.sentence, found.finding);
    QCOMPARE(answer.state, core::ServerState::Degraded);
    QCOMPARE(answer.points.size(), 1);
    QCOMPARE(answer.points.constFirst().server, found.id);
    QCOMPARE(answer.points.constFirst().state, core::ServerState::Degraded);
    QCOMPARE(texts::onlineSummary({ well, found }), u"2 of 2 servers online · 1 needs you"_s);

    // A moment without an answer does not take it back.
    found.status.state = core::ServerState::Busy;
    found.status.busySince = now * 1000 - 1'000;
    QCOMPARE(texts::healthAnswer({ found }, now * 1000).sentence, found.finding);
    // What says more: that it is down, or which activation was it.
    found.status.state = core::ServerState::Offline;
    QCOMPARE(texts::shownState(found), core::ServerState::Offline);
    QCOMPARE(texts::healthAnswer({ found }, now * 1000).sentence, u"web-1 is offline"_s);
    found.status.state = core::ServerState::Degraded;
    found.recovery = recovery(core::RecoveryReason::JailsLost);
    answer = texts::healthAnswer({ found }, now * 1000);
    QCOMPARE(answer.sentence, u"web-1 lost protection 12 s after an activation"_s);
}

void TestTexts::overviewAnswers()
{
    texts::ServerHealth well = health(u"web-2"_s, core::ServerState::Online);
    well.status.counters.currentBans = 214;
    texts::HealthAnswer answer = texts::healthAnswer({ well }, now * 1000);
    QCOMPARE(answer.answer, u"All is well"_s);
    QCOMPARE(answer.sentence, u"1 server online, 214 bans."_s);
    QCOMPARE(answer.state, core::ServerState::Online);
    QCOMPARE(texts::healthAnswer({ well }, now * 1000, 1).answer, u"One change is not decided"_s);
    QCOMPARE(texts::healthAnswer({ well }, now * 1000, 2).answer, u"2 changes are not decided"_s);

    texts::ServerHealth lost = health(u"web-1"_s, core::ServerState::Degraded);
    lost.recovery = recovery(core::RecoveryReason::JailsLost);
    texts::ServerHealth busy = health(u"db-1"_s, core::ServerState::Busy);
    busy.status.busySince = now * 1000 - 40'000;
    answer = texts::healthAnswer({ well, busy, lost }, now * 1000);
    QCOMPARE(answer.answer, u"Two things need you"_s);
    QCOMPARE(answer.state, core::ServerState::Degraded);
    QCOMPARE(answer.points.size(), 2);
    QCOMPARE(answer.sentence, u"web-1 lost protection 12 s after an activation · db-1 has been busy for 40 s"_s);
    busy.status.busySince = now * 1000 - 5'000;
    busy.status.online = true; // what is believed of it; it is not what it says
    answer = texts::healthAnswer({ well, busy }, now * 1000);
    QCOMPARE(answer.answer, u"One server is busy"_s);
    QCOMPARE(answer.sentence, u"db-1 has been busy for 5 s"_s);
    QCOMPARE(answer.state, core::ServerState::Busy);
    QVERIFY(answer.points.isEmpty()); // for a moment: it does not ask for anybody
    QCOMPARE(texts::onlineSummary({ well, busy }), u"1 of 2 servers online · 1 busy"_s);
    texts::ServerHealth frozen = health(u"db-2"_s, core::ServerState::NeedsAttention);
    frozen.status.attention = core::AttentionReason::FrozenTooLong;
    frozen.status.online = true;
    QCOMPARE(texts::onlineSummary({ well, frozen }), u"1 of 2 servers online · 1 needs you"_s);
    frozen.status.attention = core::AttentionReason::NoJails;
    QCOMPARE(texts::onlineSummary({ frozen }), u"1 of 1 server online · 1 needs you"_s);
    frozen.status.attention = core::AttentionReason::SocketGone;
    QCOMPARE(texts::onlineSummary({ frozen }), u"1 of 1 server online · 1 needs you"_s);
    QCOMPARE(texts::healthAnswer({ well, frozen }, now * 1000).sentence, u"db-2: its socket is gone"_s);
    QCOMPARE(texts::healthAnswer({}, 0).answer, u"No server yet"_s);
    QCOMPARE(texts::healthAnswer({ health(u"new"_s, core::ServerState::Unknown) }, 0).sentence,
        u"1 server has not answered yet."_s);
    QCOMPARE(texts::onlineSummary({ well, lost, health(u"nas"_s, core::ServerState::Unreachable) }),
        u"2 of 3 servers online · 2 need you"_s);
    QCOMPARE(texts::worse(core::ServerState::Online, core::ServerState::Busy), core::ServerState::Busy);
}

void TestTexts::effects()
{
    QCOMPARE(texts::unbanEffect(6, 3, 2, u"203.0.113.7"_s), u"Unbans 203.0.113.7 in 3 jails on 2 servers"_s);
    QCOMPARE(texts::unbanEffect(12, 1, 1), u"Lifts 12 bans in 1 jail on 1 server"_s);
    QVERIFY(texts::unbanEffect(0, 0, 0).startsWith(u"Unbans nothing"_s));
    QCOMPARE(texts::unbanAllEffect(214, 4, { u"web-1"_s }), u"Unbans everything on web-1: 214 bans in 4 jails"_s);
    QCOMPARE(texts::banEffect(3, 12, 2, 2), u"Bans 3 addresses in 2 jails on 2 servers: 12 bans"_s);
    QCOMPARE(texts::banEffect(1, 1, 1, 1, u"192.0.2.1"_s), u"Bans 192.0.2.1 in 1 jail on 1 server"_s);
    QCOMPARE(texts::stopEffect(u"sshd"_s, u"web-1"_s, 38, false), u"Stops sshd on web-1 and lifts 38 bans."_s);
    QVERIFY(texts::stopEffect(u"sshd"_s, u"web-1"_s, 1, true).endsWith(u"nothing on web-1 is protected after that."_s));
    QCOMPARE(texts::bantimeEffect(5, 1, 0, 2, true),
        u"Moves the end of 5 bans. 1 of them ends at once. 2 bans with a time of their own stay as they are."_s);
    QVERIFY(texts::bantimeEffect(0, 0, 0, 0, false).contains(u"does not report"_s));
}

void TestTexts::commandsInWords()
{
    QCOMPARE(texts::commandText({ u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s }), u"Ban 192.0.2.1 in sshd"_s);
    QCOMPARE(texts::commandText({ u"set"_s, u"sshd"_s, u"bantime"_s, u"600"_s }), u"Set bantime of sshd to 600"_s);
    QCOMPARE(texts::commandText({ u"unban"_s, u"--all"_s }), u"Unban everything"_s);
    QCOMPARE(texts::commandText({ u"stop"_s, u"sshd"_s }), u"Stop sshd"_s);
    QCOMPARE(texts::commandText({ u"/usr/bin/fail2ban-client"_s, u"reload"_s, u"--if-exists"_s, u"sshd"_s }),
        u"Reload sshd"_s);
    QCOMPARE(texts::commandText({ u"flushlogs"_s }), u"flushlogs"_s);
    QCOMPARE(texts::commandLine({ u"set"_s, u"a b"_s, u"it's"_s, u""_s }), u"set 'a b' 'it'\\''s' ''"_s);
    QVERIFY(!texts::commandText({ u"set"_s, u"j\x1b"_s, u"banip"_s, u"x"_s }).contains(QChar(0x1b)));
    for (int result = 0; result <= int(core::AuditResult::Unknown); ++result)
        QVERIFY(!texts::auditResultWord(static_cast<core::AuditResult>(result)).isEmpty());
    const auto answer = [](const QStringList &words, core::AuditResult result, const QString &detail) {
        core::AuditEntry entry;
        entry.words = words;
        entry.result = result;
        entry.detail = detail;
        return texts::auditAnswer(entry) + u'|' + texts::auditAnswerLines(entry);
    };
    const auto done = core::AuditResult::Done;
    QCOMPARE(answer({ u"start"_s, u"sshd"_s }, done, u"null"_s), u"Accepted|Accepted"_s);
    QCOMPARE(answer({ u"start"_s, u"sshd"_s }, done, {}), u"|"_s);
    QCOMPARE(answer({ u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s }, done, u"1"_s),
        u"Newly banned: 1|Newly banned: 1"_s);
    QCOMPARE(answer({ u"unban"_s, u"--all"_s }, done, u"214"_s), u"Unbanned: 214|Unbanned: 214"_s);
    QCOMPARE(answer({ u"set"_s, u"sshd"_s, u"bantime"_s, u"600"_s }, done, u"600"_s), u"Now 600|Now 600"_s);
    QCOMPARE(
        answer({ u"set"_s, u"sshd"_s, u"addignoreip"_s, u"::1"_s }, done, u"[\"::1\",\"x\\u001b\"]"_s).count(u'\x1b'),
        0);
    QCOMPARE(answer({ u"set"_s, u"sshd"_s, u"delignoreip"_s, u"::1"_s }, done, u"[]"_s), u"Now empty|Now empty"_s);
    QCOMPARE(answer({ u"reload"_s }, done, u"OK"_s), u"OK|OK"_s);
    QCOMPARE(answer({ u"reload"_s }, core::AuditResult::Failed, u"exit code 255: a\nb"_s).section(u'|', 1),
        u"Exit code 255\na\nb"_s);
    QCOMPARE(answer({ u"start"_s, u"x"_s }, core::AuditResult::Refused, u"UnknownJail: x"_s).section(u'|', 0, 0),
        texts::errorWords(core::ErrorCode::UnknownJail) + u": x"_s);
    QCOMPARE(answer({ u"start"_s, u"x"_s }, core::AuditResult::Unknown, u"Timeout"_s).section(u'|', 0, 0),
        texts::errorWords(core::ErrorCode::Timeout));
    QCOMPARE(
        answer({ u"start"_s, u"x"_s }, core::AuditResult::Unknown, u"was running"_s), u"was running|was running"_s);
    QCOMPARE(texts::startStageTitle(u"schema"_s), u"Form of the store"_s);
}

void TestTexts::everySettingHasWords()
{
    for (int i = 0; i < core::settingCount; ++i) {
        const auto key = static_cast<core::SettingKey>(i);
        const core::SettingInfo &info = core::settingInfo(key);
        QVERIFY2(!texts::settingTitle(key).isEmpty(), info.name);
        QVERIFY2(texts::settingHelp(key).endsWith(u'.'), info.name);
        QVERIFY2(!texts::settingSectionTitle(texts::settingSection(key)).isEmpty(), info.name);
        QVERIFY2(!texts::settingValue(key, info.defaultValue).isEmpty(), info.name);
        for (const QString &choice : info.choices)
            QVERIFY2(
                texts::settingChoice(key, choice) != choice || choice == u"light"_s || choice == u"dark"_s, info.name);
    }
}

void TestTexts::settingOrigins()
{
    core::Settings::Entry entry { 30, core::SettingOrigin::Environment, u"BANGUI_THEME"_s };
    QCOMPARE(texts::originText(entry), u"environment BANGUI_THEME"_s);
    QVERIFY(texts::settingLocked(core::SettingKey::Theme, entry).contains(u"stronger"_s));
    entry.origin = core::SettingOrigin::UserFile;
    QCOMPARE(texts::settingLocked(core::SettingKey::Theme, entry), QString());
    QVERIFY(!texts::settingLocked(core::SettingKey::DataDir, entry).isEmpty());
    QVERIFY(texts::settingProblem(u"/etc/x"_s, u"theme"_s, u"pink"_s).contains(u"theme cannot be \"pink\""_s));
}

void TestTexts::properties()
{
    QCOMPARE(texts::propertyTitle(u"bantime"_s), u"Ban time"_s);
    QCOMPARE(texts::propertyTitle(u"something new"_s), u"something new"_s);
    QCOMPARE(texts::propertyValue({ u"bantime"_s, qint64 { 86400 }, true, {} }), u"1 d"_s);
    QCOMPARE(texts::propertyValue({ u"bantime"_s, qint64 { -1 }, true, {} }), u"permanent"_s);
    QCOMPARE(texts::propertyValue({ u"maxretry"_s, qint64 { 5 }, true, {} }), u"5"_s);
    QCOMPARE(texts::propertyValue({ u"ignoreself"_s, true, true, {} }), u"yes"_s);
    QCOMPARE(texts::propertyValue({ u"ignorecache"_s, {}, true, {} }), u"none"_s);
    QCOMPARE(texts::propertyValue({ u"x"_s, {}, false, {} }), u"not reported by this version"_s);
    QCOMPARE(texts::propertyLines({ u"journalmatch"_s,
                 QVariantList { QVariantList { u"a"_s, u"b"_s }, QVariantList { u"c"_s } }, true, {} }),
        (QStringList { u"a, b"_s, u"c"_s }));
    QVERIFY(!texts::propertyValue({ u"actionban"_s, u"a\nb\x1b"_s, true, {} }).contains(QChar(0x1b)));
    QCOMPARE(texts::propertyValue({ u"x"_s, {}, true, u"no such thing"_s }), u"no such thing"_s);
}

void TestTexts::jailSources()
{
    core::Jail jail;
    QCOMPARE(texts::sourceText(jail), u"–"_s);
    jail.files = QStringList();
    QCOMPARE(texts::sourceText(jail), u"none"_s);
    jail.files = QStringList { u"/var/log/auth.log"_s, u"/b"_s };
    QCOMPARE(texts::sourceText(jail), u"/var/log/auth.log and 1 more"_s);
    QCOMPARE(texts::backendText(jail), u"–"_s);
}

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
