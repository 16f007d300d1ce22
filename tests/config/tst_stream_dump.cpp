// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/python_literal.h"
#include "config/stream_dump.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestStreamDump : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void literals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("int") << u"-12"_s << QVariant(qlonglong { -12 });
        QTest::newRow("python 2 long") << u"99999999999L"_s << QVariant(qlonglong { 99999999999 });
        QTest::newRow("float") << u"1.5e3"_s << QVariant(1500.0);
        QTest::newRow("true") << u"True"_s << QVariant(true);
        QTest::newRow("none") << u"None"_s << QVariant();
        QTest::newRow("string") << u"'a\\'b\\\\d+\\n'"_s << QVariant(u"a'b\\d+\n"_s);
        QTest::newRow("double quotes") << u"\"it's\""_s << QVariant(u"it's"_s);
        QTest::newRow("unicode prefix") << u"u'\\xe4\\u20ac\\U0001f600'"_s << QVariant(u"ä€\U0001f600"_s);
        QTest::newRow("list") << u"['a', 1, [True]]"_s
                              << QVariant(QVariantList { u"a"_s, qlonglong { 1 }, QVariantList { true } });
        QTest::newRow("tuple of one") << u"('a',)"_s << QVariant(QVariantList { u"a"_s });
        QTest::newRow("dict") << u"{'stacksize': 0}"_s << QVariant(QVariantMap { { u"stacksize"_s, qlonglong { 0 } } });
        QTest::newRow("empty list") << u"[]"_s << QVariant(QVariantList {});
    }
    void literals()
    {
        QFETCH(QString, text);
        QFETCH(QVariant, value);
        const auto result = config::parsePythonLiteral(text);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QCOMPARE(*result, value);
    }
    void junkIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto &text : { u""_s, u"["_s, u"['a'"_s, u"'open"_s, u"__import__('os')"_s, u"'\\q'"_s, u"[1 2]"_s,
                 u"1 2"_s, u"{'a'}"_s, u"'\\ud8'"_s, u"--1"_s, QString(100, u'[') })
            QTest::newRow(qPrintable(u"<%1>"_s.arg(text.left(20)))) << text;
    }
    void junkIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!config::parsePythonLiteral(text));
    }
    void dumpOfTwoJails()
    {
        const QByteArray output
            = "2026-11-21 08:17:29,431 fail2ban.configreader [1]: WARNING 'allowipv6' not defined\n"
              "['set', 'dbfile', '/tmp/f.sqlite3']\n"
              "['set', 'dbmaxmatches', 10]\n"
              "['add', 'sshd', 'polling']\n"
              "['multi-set', 'sshd', 'addfailregex', ['^a \\\\d+ <HOST>', '^b <HOST>']]\n"
              "['set', 'sshd', 'addignoreregex', 'x']\n"
              "['set', 'sshd', 'bantime', '1h']\n"
              "['set', 'sshd', 'addlogpath', '/a', 'head']\n"
              "['set', 'sshd', 'addlogpath', '/b', 'head']\n"
              "['set', 'sshd', 'addaction', 'dummy']\n"
              "['multi-set', 'sshd', 'action', 'dummy', [['actionban', \"printf 'ban <ip>\\\\n'\"], ['timeout', 7]]]\n"
              "['add', 'web', 'systemd']\n"
              "['config-error', \"Jail 'bad' skipped, because of wrong configuration: x\"]\n"
              "['start', 'sshd']\n"
              "['start', 'web']\n";
        const auto dump = config::parseStreamDump(output);
        QVERIFY(dump);
        QCOMPARE(dump->globals.value(u"dbfile"_s), u"/tmp/f.sqlite3"_s);
        QCOMPARE(dump->globals.value(u"dbmaxmatches"_s), u"10"_s);
        QCOMPARE(dump->jails.size(), 2);
        const config::DumpedJail *sshd = dump->jail(u"sshd"_s);
        QVERIFY(sshd);
        QVERIFY(sshd->started);
        QCOMPARE(sshd->backend, u"polling"_s);
        QCOMPARE(sshd->failregex, (QStringList { u"^a \\d+ <HOST>"_s, u"^b <HOST>"_s }));
        QCOMPARE(sshd->ignoreregex, QStringList { u"x"_s });
        QCOMPARE(sshd->settings.value(u"bantime"_s).value(0).toString(), u"1h"_s);
        QCOMPARE(sshd->settings.value(u"addlogpath"_s).size(), 4);
        QCOMPARE(sshd->actions.size(), 1);
        QCOMPARE(sshd->actions[0].properties.value(u"actionban"_s), u"printf 'ban <ip>\\n'"_s);
        QCOMPARE(sshd->actions[0].properties.value(u"timeout"_s), u"7"_s);
        QCOMPARE(dump->configErrors.size(), 1);
        QVERIFY(!dump->jail(u"off"_s));
    }
    void nothingReadableIsAnError()
    {
        QVERIFY(!config::parseStreamDump("ERROR: test configuration failed\n"));
        QVERIFY(!config::parseStreamDump("['add', 'x'\n"));
    }
};

QTEST_GUILESS_MAIN(TestStreamDump)
#include "tst_stream_dump.moc"
