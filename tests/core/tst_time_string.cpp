// SPDX-License-Identifier: GPL-3.0-or-later
// Every accepted row was compared with `fail2ban-client --str2sec` of 1.0.2.
#include "core/time_string.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTimeString : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("seconds");
        const auto row
            = [](const char *text, double seconds) { QTest::newRow(text) << QString::fromLatin1(text) << seconds; };
        row("0", 0);
        row("1", 1);
        row("600", 600);
        row("-1", -1);
        row("-1.0", -1);
        row("1.5", 1.5);
        row("0.25", 0.25);
        row("10m", 600);
        row("1d 12h", 129600);
        row("1d12h", 129600);
        row("1d  12h", 129600);
        row("1 d 12 h", 129600);
        row("1.5h", 5400);
        row("1.5h 30m", 7200);
        row("0d 1h 30m", 5400);
        row("0m", 0);
        row("1S", 1);
        row("1H", 3600);
        row("2Weeks", 1209600);
        row("1DAYS", 86400);
        row("1y", 31557600);
        row("1mo", 2629800);
        row("6 months", 15778800);
        row("1h1h1h", 10800);
        row("30s 1h", 3630);
        row("1w2d3h4m5s", 788645);
        row("1000000000000", 1e12);
        for (const char *unit : { "s", "ss", "se", "sec", "second", "seconds" })
            row((QByteArray("2") + unit).constData(), 2);
        for (const char *unit : { "m", "mm", "mi", "min", "minute", "minutes" })
            row((QByteArray("2") + unit).constData(), 120);
        for (const char *unit : { "h", "hh", "ho", "hou", "hour", "hours" })
            row((QByteArray("2") + unit).constData(), 7200);
        for (const char *unit : { "d", "dd", "da", "day", "days" })
            row((QByteArray("2") + unit).constData(), 172800);
        for (const char *unit : { "w", "ww", "we", "wee", "week", "weeks" })
            row((QByteArray("2") + unit).constData(), 1209600);
        for (const char *unit : { "mo", "mon", "month", "months" })
            row((QByteArray("2") + unit).constData(), 5259600);
        for (const char *unit : { "y", "yy", "ye", "yea", "year", "years" })
            row((QByteArray("2") + unit).constData(), 63115200);
    }
    void accepted()
    {
        QFETCH(QString, text);
        QFETCH(double, seconds);
        const auto parsed = core::parseTimeString(text);
        QVERIFY(parsed);
        QCOMPARE(*parsed, seconds);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : { "", " ", "m", "abc", "1x", "1mx", "1 0", "1.", ".5", "1..5", "1.2.3", "-", "--1",
                 "+1", "- 1", "-2", "-0", "-600", "-1h", "-1m", "1h-30m", "1h+30m", "1h*2", "2*3600", "1/2", "(1)",
                 "1e3", "1E3", "0x10", "0o7", "010", "00", "007m", "00.5", "1_000", "1,5", "1,000", "1h30", "1h 30",
                 "30 1h", "600 10m", " 600", "600 ", "600\n", "\n600", "1h\n30m", "1h\t30m", "1h;30m", "10m # comment",
                 "1L", "1j", "inf", "nan", "None", "True", "1 if 1 else 2", "__import__('os').system('id')",
                 "1h __import__('os')", "[1]", "1;2", "1//2", "2**99", "9**9**9", "1dd d", "1 second s", "1secs",
                 "1mins", "1hrs", "1weekss", "1monthes", "1 h h", "hour", "1h.", "1.h", "%(x)s", "1000000000001",
                 "99999999999999999999", "100000y", "1m1", "<bantime>", "1h30m1" })
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
        QTest::newRow("fullwidth") << u"１０m"_s;
        QTest::newRow("arabic") << u"\u0661"_s;
        QTest::newRow("kelvin") << u"1wee\u212a"_s; // K: Python's (?i) folds it to k
        QTest::newRow("long s") << u"1\u017f"_s; // folds to s
        QTest::newRow("nbsp") << u"1h\u00a030m"_s;
        QTest::newRow("NUL") << u"600"_s + QChar(0);
        QTest::newRow("NUL inside") << u"6"_s + QChar(0) + u"00"_s;
        QTest::newRow("marker") << u"<F2B_END_COMMAND>"_s;
        QTest::newRow("many digits") << QString(5000, u'9');
        QTest::newRow("many parts") << u"1s"_s.repeated(5000);
    }
    void refused()
    {
        QFETCH(QString, text);
        const auto parsed = core::parseTimeString(text);
        QVERIFY2(!parsed, qPrintable(parsed ? QString::number(*parsed) : QString()));
        QCOMPARE(parsed.error().code, core::ErrorCode::InvalidArgument);
        QVERIFY(parsed.error().detail.size() <= 200);
    }

    void text_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        const auto row
            = [](qint64 seconds, const char *text) { QTest::newRow(text) << seconds << QString::fromLatin1(text); };
        row(-1, "-1");
        row(0, "0");
        row(1, "1s");
        row(59, "59s");
        row(60, "1m");
        row(90, "1m 30s");
        row(600, "10m");
        row(3599, "59m 59s");
        row(3600, "1h");
        row(3601, "1h 1s");
        row(5400, "1h 30m");
        row(86400, "1d");
        row(129600, "1d 12h");
        row(604800, "1w");
        row(691200, "8d");
        row(864000, "10d");
        row(1209600, "2w");
        row(3024000, "5w");
        row(31557600, "365d 6h");
    }
    void text()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(core::timeString(seconds), text);
    }

    void roundTrip()
    {
        for (qint64 seconds = 0; seconds < 4'000'000; seconds += 7) {
            const auto parsed = core::parseTimeString(core::timeString(seconds));
            QVERIFY(parsed);
            if (*parsed != double(seconds))
                QCOMPARE(*parsed, double(seconds));
        }
    }
};

QTEST_GUILESS_MAIN(TestTimeString)
#include "tst_time_string.moc"
