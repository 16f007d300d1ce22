// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/reload_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What a look at the dump tells about a reload, and what fail2ban may be asked to evaluate.
class TestReloadRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arithmetic_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("time") << u"1h30"_s << true;
        QTest::newRow("product") << u"60*60*24"_s << true;
        QTest::newRow("difference") << u"1year-6mo"_s << true;
        QTest::newRow("brackets") << u"(1d + 12h) / 2"_s << true;
        QTest::newRow("octal") << u"0600"_s << true; // for fail2ban to refuse
        QTest::newRow("power") << u"9**9**9"_s << false;
        QTest::newRow("power with blank") << u"9 ** 9"_s << false;
        QTest::newRow("call") << u"__import__('os')"_s << false;
        QTest::newRow("name") << u"exit()"_s << false;
        QTest::newRow("string") << u"'a'"_s << false;
        QTest::newRow("lambda") << u"lambda:0"_s << false;
        QTest::newRow("list") << u"[0]"_s << false;
        QTest::newRow("line") << u"1\n2"_s << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("long") << QString(300, u'1') << false;
    }
    void arithmetic()
    {
        QFETCH(QString, text);
        QFETCH(bool, allowed);
        QCOMPARE(services::isTimeArithmetic(text), allowed);
    }

    void check_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<int>("times");
        QTest::newRow("fine") << u"bantime"_s << u"1d 12h"_s << QString() << 0;
        QTest::newRow("doubtful") << u"findtime"_s << u"1h30"_s << QString() << 1;
        QTest::newRow("code") << u"findtime"_s << u"abc"_s << u"findtime = abc"_s << 0;
        QTest::newRow("number") << u"maxretry"_s << u"None"_s << u"maxretry = None"_s << 0;
        QTest::newRow("multipliers") << u"bantime.multipliers"_s << u"1 2 4 8"_s << QString() << 0;
        QTest::newRow("two blanks") << u"bantime.multipliers"_s << u"1  2"_s << u"bantime.multipliers = 1  2"_s << 0;
        QTest::newRow("factor") << u"bantime.factor"_s << u"2.885385"_s << QString() << 0;
        QTest::newRow("formula") << u"bantime.formula"_s
                                 << u"ban.Time * math.exp(float(ban.Count+1)*banFactor)/math.exp(1*banFactor)"_s
                                 << QString() << 0;
        QTest::newRow("open formula") << u"bantime.formula"_s << u"ban.Time * (1"_s
                                      << u"bantime.formula = ban.Time * (1"_s << 0;
        QTest::newRow("crossed") << u"bantime.formula"_s << u"([)]"_s << u"bantime.formula = ([)]"_s << 0;
        QTest::newRow("cache") << u"ignorecache"_s << u"key=\"<ip>\", max-count=100, max-time=5m"_s << QString() << 0;
        for (const QString &encoding : { u"utf-8"_s, u"auto"_s, u"latin1"_s, u"cp1252"_s, u"ISO-8859-15"_s, u"big5"_s,
                 u"shift_jis"_s, u"ascii"_s, u"mac_roman"_s, u"koi8-r"_s, u"euc_kr"_s, u"950"_s })
            QTest::newRow(qPrintable(encoding)) << u"logencoding"_s << encoding << QString() << 0;
    }
    void check()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        config::DumpedJail jail;
        jail.backend = u"auto"_s; // as fail2ban-client -d tells it where no file names one
        jail.settings[name] = { value };
        const services::ReloadCheck check = services::checkForReload({}, jail);
        QTEST(check.problem, "problem");
        QTEST(int(check.times.size()), "times");
    }

    void backends()
    {
        const auto check = [](const QString &backend) {
            config::DumpedJail jail;
            jail.backend = backend;
            return services::checkForReload({}, jail);
        };
        QVERIFY(check(u"systemd[journalflags=1]"_s).needsJournal);
        QVERIFY(check(u"systemd"_s).problem.isEmpty());
        QVERIFY(!check(u"Polling"_s).needsJournal);
        QVERIFY(check(u"Polling"_s).problem.isEmpty());
        QCOMPARE(check(u"foo"_s).problem, u"backend = foo"_s);
    }

    void database()
    {
        QCOMPARE(services::databaseProblem(u"/a"_s, u"/a"_s), QString());
        QCOMPARE(services::databaseProblem(u"/a"_s, u"/b"_s), u"dbfile: /a -> /b"_s);
        QCOMPARE(services::databaseProblem(u"/a"_s, u"None"_s), u"dbfile: /a -> None"_s);
        QCOMPARE(services::databaseProblem({}, u"/b"_s), u"dbfile: None -> /b"_s);
        QCOMPARE(services::databaseProblem({}, u"none"_s), QString());
        QCOMPARE(services::databaseProblem(u"/a"_s, {}), QString()); // the stream does not name one
    }
};

QTEST_APPLESS_MAIN(TestReloadRules)
#include "tst_reload_rules.moc"
