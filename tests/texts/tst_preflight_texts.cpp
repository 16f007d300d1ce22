// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/preflight_texts.h"

#include "texts/time_texts.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using core::PreflightIssueKind;

namespace {

QList<PreflightIssueKind> kinds()
{
    QList<PreflightIssueKind> all;
    for (int i = 0; i <= int(PreflightIssueKind::NotChecked); ++i)
        all.append(PreflightIssueKind(i));
    return all;
}

bool isSentence(const QString &text)
{
    return text.endsWith(u'.') && !text.contains("%1"_L1) && !text.contains("%2"_L1) && !text.contains(u'\n')
        && !text.contains(u'!');
}

} // namespace

class TestPreflightTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each says in one sentence what it is and in one what to do, with and without knowing its place.
    void everyKindHasBoth()
    {
        QSet<QString> seen;
        for (const PreflightIssueKind kind : kinds()) {
            for (const texts::PreflightPlace &place : { texts::PreflightPlace {},
                     texts::PreflightPlace {
                         .jail = u"sshd"_s, .file = u"jail.d/x.local"_s, .subject = u"findtime"_s } }) {
                const texts::PreflightText text = texts::preflightText(kind, place);
                QVERIFY2(isSentence(text.what), qPrintable(u"%1: %2"_s.arg(int(kind)).arg(text.what)));
                QVERIFY2(isSentence(text.remedy), qPrintable(u"%1: %2"_s.arg(int(kind)).arg(text.remedy)));
            }
            const QString what = texts::preflightText(kind).what;
            QVERIFY2(!seen.contains(what), qPrintable(what));
            seen.insert(what);
        }
    }

    void namesWhatItIsAbout()
    {
        const texts::PreflightPlace place {
            .jail = u"sshd"_s, .file = u"jail.d/zz.local"_s, .subject = u"198.51.100.7"_s
        };
        QCOMPARE(texts::preflightText(PreflightIssueKind::LocksOut, place).what,
            u"This would have banned 198.51.100.7: you, or somebody who logs in there."_s);
        QCOMPARE(texts::preflightText(
                     PreflightIssueKind::MayLockOut, { .subject = u"198.51.100.7"_s, .detail = u"a.example"_s })
                     .what,
            u"This would have banned 198.51.100.7, you or somebody who logs in there, unless they are covered by "
            "a.example."_s);
        QVERIFY(texts::preflightText(PreflightIssueKind::MayLockOut, place).what.contains("this computer has, too"_L1));
        QCOMPARE(texts::preflightText(PreflightIssueKind::SearchedPartly, { .subject = u"/var/log/auth.log"_s }).what,
            u"Only the end of the last day of /var/log/auth.log was searched."_s);
        const QString since = texts::preflightText(PreflightIssueKind::SearchedPartly,
            { .subject = u"/var/log/auth.log"_s, .detail = u"2026-11-22T03:14:00Z"_s })
                                  .what;
        const QString when
            = texts::dateTime(QDateTime::fromString(u"2026-11-22T03:14:00Z"_s, Qt::ISODate).toSecsSinceEpoch(),
                texts::DateStyle::System, 0);
        QVERIFY(!when.isEmpty());
        QCOMPARE(since, u"Of the last day of /var/log/auth.log only what came after %1 was searched."_s.arg(when));
        QVERIFY(texts::preflightText(
            PreflightIssueKind::RestartsJail, { .jail = u"web"_s, .subject = u"backend?"_s, .detail = u"x"_s })
                    .what.startsWith("The jail web may be restarted"_L1));
        QVERIFY(texts::preflightText(
            PreflightIssueKind::RestartsJail, { .jail = u"web"_s, .subject = u"backend untold"_s, .detail = u"x"_s })
                    .what.startsWith("The jail web would be restarted, to be sure: the file that names"_L1));
        QCOMPARE(texts::preflightText(PreflightIssueKind::NoFilter, place).what,
            u"The jail sshd has no filter and would find nothing."_s);
        QCOMPARE(texts::preflightText(PreflightIssueKind::NotWinning, place).what,
            u"jail.d/zz.local is read later and overrides 198.51.100.7."_s);
        QVERIFY(texts::preflightText(PreflightIssueKind::UnresolvedInterpolation, place).what.contains("%(...)s"_L1));
        QCOMPARE(texts::preflightText(PreflightIssueKind::UnresolvedInterpolation,
                     { .subject = u"bantime"_s, .detail = u"'%' must be followed by '%' or '(', found: '%'"_s })
                     .what,
            u"A percent sign stands alone in the value of bantime."_s);
        QCOMPARE(
            texts::preflightText(PreflightIssueKind::UnknownOption, { .subject = u"bantme"_s, .detail = u"bantime"_s })
                .remedy,
            u"Did you mean bantime? Correct the name, or remove the line."_s);
        QCOMPARE(texts::preflightText(PreflightIssueKind::UnknownOption, { .subject = u"ban time"_s }).what,
            u"No option of a jail can be called \"ban time\"."_s);
        QCOMPARE(texts::preflightText(PreflightIssueKind::BackendMissing, { .jail = u"sshd"_s }).what,
            u"The backend is empty; the daemon would refuse that."_s);
        QVERIFY(texts::preflightText(PreflightIssueKind::NoHostGroup, place).remedy.contains("<HOST>"_L1));
    }

    void saysHowManyBans()
    {
        const auto what = [](PreflightIssueKind kind, const QString &subject) {
            return texts::preflightText(kind, { .jail = u"sshd"_s, .file = {}, .subject = subject }).what;
        };
        QCOMPARE(what(PreflightIssueKind::LosesBans, u"38"_s),
            u"38 bans of the jail sshd would be lifted for good: fail2ban runs without a database, and does not make "
            "them again."_s);
        QCOMPARE(
            what(PreflightIssueKind::LiftsBans, u"1"_s), u"1 ban of the jail sshd would be lifted when it ends."_s);
        QCOMPARE(what(PreflightIssueKind::LiftsBans, {}), u"All bans of the jail sshd would be lifted when it ends."_s);
        // Where there is no database none are made again from it: nothing here promises it.
        QVERIFY(what(PreflightIssueKind::RestartsJail, {}).contains("from fail2ban's database"_L1));
        QVERIFY(what(PreflightIssueKind::RestartsJail, u"action"_s).contains("from fail2ban's database"_L1));
        QCOMPARE(what(PreflightIssueKind::RestartsJail, u"38"_s),
            u"38 bans of the jail sshd, which would be restarted, are lifted for a moment and set again, each for the "
            "whole ban time: fail2ban runs without a database."_s);
        QVERIFY(what(PreflightIssueKind::RestartsJail, u"?"_s).startsWith("All bans of the jail sshd, which"_L1));
        QCOMPARE(
            what(PreflightIssueKind::RestartsJail, u"0"_s), u"The jail sshd would be restarted; it has no bans now."_s);
        QCOMPARE(texts::preflightText(PreflightIssueKind::LosesBans,
                     { .jail = u"sshd"_s, .file = {}, .subject = u"38"_s, .detail = u"mail-whois"_s })
                     .what,
            u"38 bans of the jail sshd would be lifted: fail2ban runs without a database, and BanGUI does not set "
            "them again where mail-whois would report each of them anew."_s);
    }

    // A percent sign of the server's is no place for the next argument.
    void hostileWordsStayWords()
    {
        const texts::PreflightPlace place { .jail = u"%2\u202e"_s, .file = u"%2\n"_s, .subject = u"%1%2\x1b[2J"_s };
        for (const PreflightIssueKind kind : kinds()) {
            const texts::PreflightText text = texts::preflightText(kind, place);
            QVERIFY2(
                !text.what.contains(u'\n') && !text.what.contains(QChar(0x1b)) && !text.what.contains(QChar(0x202e)),
                qPrintable(text.what));
        }
        QVERIFY(texts::preflightText(PreflightIssueKind::NotWinning, place).what.contains("overrides %1%2"_L1));
    }

    void places()
    {
        QCOMPARE(texts::placeWords(u"jail.d/x.local"_s, 3), u"jail.d/x.local:3"_s);
        QCOMPARE(texts::placeWords(u"jail.d/x.local"_s, 0), u"jail.d/x.local"_s);
        QCOMPARE(texts::placeWords({}, 3), QString());
    }

    void checksHaveTitles()
    {
        for (const QString &name : { u"files"_s, u"test"_s, u"dump"_s, u"times"_s, u"logs"_s, u"regexes"_s, u"lines"_s,
                 u"actions"_s, u"backend"_s, u"effect"_s })
            QVERIFY2(texts::preflightCheckTitle(name) != name, qPrintable(name));
        QCOMPARE(texts::preflightCheckTitle(u"other"_s), u"other"_s);
        QVERIFY(texts::preflightSeverityWord(core::PreflightSeverity::Blocking)
            != texts::preflightSeverityWord(core::PreflightSeverity::Warning));
    }
};

QTEST_GUILESS_MAIN(TestPreflightTexts)
#include "tst_preflight_texts.moc"
