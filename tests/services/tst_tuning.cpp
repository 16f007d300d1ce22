// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_actions.h"
#include "services/setup_service_impl.h"
#include "services/tuning.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTuning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRegexIsFoundByItsText_data()
    {
        QTest::addColumn<qsizetype>("shownAt");
        QTest::addColumn<QString>("regex");
        QTest::addColumn<QStringList>("now");
        QTest::addColumn<QString>("index"); // empty: refused
        const auto row = [](const char *name, qsizetype at, const QString &regex, const QStringList &now,
                             const QString &index) { QTest::newRow(name) << at << regex << now << index; };
        row("as shown", 1, u"b"_s, { u"a"_s, u"b"_s }, u"1"_s);
        row("one before it is gone", 1, u"b"_s, { u"b"_s, u"c"_s }, u"0"_s);
        row("beyond the end now", 5, u"b"_s, { u"a"_s, u"b"_s }, u"1"_s);
        row("gone", 1, u"b"_s, { u"a"_s, u"c"_s }, {});
        row("list is empty", 0, u"b"_s, {}, {});
        row("twice, one where it was", 2, u"b"_s, { u"b"_s, u"a"_s, u"b"_s }, u"2"_s);
        row("twice, none where it was", 1, u"b"_s, { u"b"_s, u"a"_s, u"b"_s }, {});
        row("has a line break", 0, u"b\nc"_s, { u"x"_s, u"b\nc"_s }, u"1"_s);
    }
    void aRegexIsFoundByItsText()
    {
        QFETCH(qsizetype, shownAt);
        QFETCH(QString, regex);
        QFETCH(QStringList, now);
        QFETCH(QString, index);
        const auto found = services::regexIndexNow(services::regexToRemove(shownAt, regex), now);
        if (!index.isEmpty())
            QCOMPARE(found.value_or(QString()), index);
        else
            QCOMPARE(found.error().code, core::ErrorCode::ChangedMeanwhile);
    }

    void words_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("words"); // empty: refused
        const auto row = [](const QString &name, const QString &value, const QStringList &words) {
            QTest::newRow(qPrintable(name + u' ' + value)) << name << value << words;
        };
        row(u"bantime"_s, u"1h"_s, { u"1h"_s });
        row(u"bantime"_s, u"-1"_s, { u"-1"_s });
        row(u"bantime"_s, u"__import__('os').system('id')"_s, {}); // the daemon would run it
        row(u"bantime"_s, u"0"_s, {});
        row(u"findtime"_s, u"10m"_s, { u"10m"_s });
        row(u"findtime"_s, u"-1"_s, {});
        row(u"maxretry"_s, u"5"_s, { u"5"_s });
        row(u"maxretry"_s, u"0"_s, {});
        row(u"maxretry"_s, u"five"_s, {});
        row(u"usedns"_s, u"warn"_s, { u"warn"_s });
        row(u"usedns"_s, u"maybe"_s, {}); // fail2ban would silently take "no"
        row(u"ignoreself"_s, u"true"_s, { u"true"_s });
        row(u"ignoreself"_s, u"1"_s, {});
        row(u"addignoreip"_s, u"192.0.2.9/24"_s, { u"192.0.2.0/24"_s });
        row(u"addignoreip"_s, u"0.0.0.0/0"_s, {}); // would switch the jail off
        row(u"addignoreip"_s, u"host.example.org"_s, { u"host.example.org"_s });
        row(u"addignoreip"_s, u"--option"_s, {});
        row(u"addlogpath"_s, u"/var/log/auth.log"_s, { u"/var/log/auth.log"_s });
        row(u"addlogpath"_s, u"auth.log"_s, {});
        row(u"addlogpath"_s, u"/a\n/b"_s, {});
        row(u"delfailregex"_s, u"2\n^a <HOST>$"_s, { u"2\n^a <HOST>$"_s });
        row(u"delfailregex"_s, u"2"_s, {}); // a position alone may be another one's by now
        row(u"delignoreregex"_s, u"0\n"_s, {});
        row(u"delfailregex"_s, u"-2\na"_s, {});
        row(u"delfailregex"_s, u"x\na"_s, {});
        row(u"addfailregex"_s, u"^bad <HOST>"_s, { u"^bad <HOST>"_s });
        row(u"addfailregex"_s, u" "_s, {});
        row(u"banip"_s, u"192.0.2.1"_s, {}); // not a property
    }
    void words()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QStringList, words);
        const auto result = services::tuningWords(name, value);
        if (words.isEmpty())
            QCOMPARE(result.error().code, core::ErrorCode::InvalidArgument);
        else
            QCOMPARE(result.value(), words);
    }
    void whatIsUnknownIsLookedUp()
    {
        // The answer was lost: what the list tells now decides.
        const QStringList before { u"a"_s, u"x"_s };
        const auto addRegex = [&](const QStringList &now) {
            const QVariant set = services::valueAfter(u"addfailregex"_s, u"x"_s, before);
            return services::undoValueNow(u"addfailregex"_s, u"x"_s, before, set, now);
        };
        QCOMPARE(addRegex({ u"a"_s, u"x"_s, u"spelt otherwise"_s }), u"2"_s);
        QVERIFY(!addRegex(before)); // not done: the same one that was there before stays
        QVERIFY(!addRegex({ u"b"_s, u"x"_s, u"y"_s })); // whose that is nobody knows
        const auto bantime = [](const QVariant &now) {
            const QVariant set = services::valueAfter(u"bantime"_s, u"2h"_s, 600);
            return services::undoValueNow(u"bantime"_s, u"2h"_s, 600, set, now);
        };
        QCOMPARE(bantime(7200), u"600"_s);
        QVERIFY(!bantime(600));
        const QStringList ignored { u"127.0.0.1"_s };
        const QVariant set = services::valueAfter(u"addignoreip"_s, u"192.0.2.1"_s, ignored);
        QVERIFY(!services::undoValueNow(u"addignoreip"_s, u"192.0.2.1"_s, ignored, set, ignored));
        QCOMPARE(services::undoValueNow(
                     u"addignoreip"_s, u"192.0.2.1"_s, ignored, set, QStringList { u"127.0.0.1"_s, u"192.0.2.1"_s }),
            u"192.0.2.1"_s);
    }
    void undoRestores()
    {
        QCOMPARE(services::undoValue(u"bantime"_s, u"1h"_s, 600), u"600"_s);
        QCOMPARE(services::undoValue(u"ignoreself"_s, u"false"_s, true), u"true"_s);
        QCOMPARE(services::undoValue(u"addignoreip"_s, u"192.0.2.1"_s, QStringList {}), u"192.0.2.1"_s);
        QVERIFY(!services::undoValue(u"addignoreip"_s, u"192.0.2.1"_s, QStringList { u"192.0.2.1"_s }));
        QCOMPARE(services::undoValue(u"addfailregex"_s, u"x"_s, QStringList { u"a"_s, u"b"_s }), u"2"_s);
        QCOMPARE(services::undoValue(u"delfailregex"_s, u"1"_s, QStringList { u"a"_s, u"b"_s }), u"b"_s);
        QVERIFY(!services::undoValue(u"delfailregex"_s, u"7"_s, QStringList { u"a"_s }));
    }
    void bantimeMovesOnlyBansWithoutATimeOfTheirOwn()
    {
        const qint64 now = 1'000'000;
        const core::BanTarget target = core::banTargetFromText(u"192.0.2.1"_s);
        const core::BanList bans {
            { target, now - 500, 600 }, // follows, ends at once with 300
            { target, now - 100, 600 }, // follows
            { target, now - 100, 4800 }, // escalated
            { target, core::unknownTime, core::unknownTime },
        };
        const auto shorter = services::bantimeEffect(bans, 600, 300, now);
        QCOMPARE(shorter.moved, 2);
        QCOMPARE(shorter.endAtOnce, 1);
        QCOMPARE(shorter.unaffected, 1);
        QCOMPARE(shorter.latestNewEnd, now - 100 + 300);
        QVERIFY(!shorter.timesKnown);
        const auto permanent = services::bantimeEffect(bans, 600, core::permanentBan, now);
        QCOMPARE(permanent.becomePermanent, 2);
        QCOMPARE(permanent.endAtOnce, 0);
        QCOMPARE(services::bantimeEffect(bans, 600, 600, now).moved, 0);
    }
    void actionsDiffer()
    {
        using Actions = QList<config::DumpedAction>;
        const Actions wanted { { u"dummy"_s,
            { { u"actionban"_s, u"x"_s }, { u"timeout"_s, u"1m"_s }, { u"norestored"_s, u"1"_s } } } };
        Actions running { { u"dummy"_s,
            { { u"actionban"_s, u"x"_s }, { u"timeout"_s, u"60"_s }, { u"norestored"_s, u"True"_s } } } };
        QCOMPARE(services::firstDifference(running, wanted), QString());
        running[0].properties[u"actionban"_s] = u"y"_s;
        QCOMPARE(services::firstDifference(running, wanted), u"dummy.actionban"_s);
        QCOMPARE(services::firstDifference({}, wanted), u"dummy"_s);
        QCOMPARE(services::firstDifference({ { u"old"_s, {} } }, {}), u"old"_s);
    }
    void socketIsReadFromConfiguration()
    {
        QCOMPARE(services::socketFromConfig("[Definition]\nsocket = /run/a.sock\n# socket = /no\nsocket=/run/b.sock ; "
                                            "comment\n[Thread]\nsocket=/no\n"),
            u"/run/b.sock"_s);
        QCOMPARE(services::socketFromConfig("[DEFAULT]\nsocket = /run/c.sock\n"), u"/run/c.sock"_s);
        QCOMPARE(services::socketFromConfig("nothing\n"), QString());
        QCOMPARE(services::socketFromConfig("[Definition]\nSocket: /run/d.sock\n[DEFAULT]\nsocket = /no\n"),
            u"/run/d.sock"_s);
        QCOMPARE(services::socketFromConfigs({ "[Definition]\nsocket=/a\n", "[DEFAULT]\nsocket=/b\n" }), u"/a"_s);
        QCOMPARE(services::socketFromConfigs({ "[DEFAULT]\nsocket=/a\n", "[Definition]\nsocket=/b\n" }), u"/b"_s);
        QCOMPARE(services::configFiles(u"/e"_s, { u"b.local"_s, u"x.txt"_s, u"b.conf"_s, u"a.conf"_s }),
            (QStringList { u"/e/fail2ban.conf"_s, u"/e/fail2ban.d/a.conf"_s, u"/e/fail2ban.d/b.conf"_s,
                u"/e/fail2ban.local"_s, u"/e/fail2ban.d/b.local"_s }));
    }
};

QTEST_GUILESS_MAIN(TestTuning)
#include "tst_tuning.moc"
