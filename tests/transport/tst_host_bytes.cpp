// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host_bytes.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using transport::hostBytes;
using transport::hostText;

class TestHostBytes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("ascii") << QByteArray("/var/log/auth.log") << u"/var/log/auth.log"_s;
        QTest::newRow("utf-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << u"grüß"_s;
        QTest::newRow("astral") << QByteArray("\xf0\x9f\x98\x80") << u"😀"_s;
        QTest::newRow("latin-1") << QByteArray("gr\xfc\xdf!") << u"gr\xdcfc\xdcdf!"_s;
        QTest::newRow("cut off") << QByteArray("\xf0\x9f\x98") << u"\xdcf0\xdc9f\xdc98"_s;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf\xe0\x80\xaf") << u"\xdcc0\xdcaf\xdce0\xdc80\xdcaf"_s;
        QTest::newRow("surrogate in utf-8") << QByteArray("\xed\xb2\x80") << u"\xdced\xdcb2\xdc80"_s;
        QTest::newRow("beyond") << QByteArray("\xf4\x90\x80\x80") << u"\xdcf4\xdc90\xdc80\xdc80"_s;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                       "a")
                                         << u"\ufeff"_s + u"a"_s;
    }
    void text()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(hostText(bytes), text);
        QCOMPARE(hostBytes(text), bytes);
    }

    void everyByteStringSurvives()
    {
        QRandomGenerator random(3);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray bytes(random.bounded(24), '\0');
            for (char &c : bytes)
                c = char(random.bounded(4) ? 0x70 + random.bounded(0x90) : random.bounded(256));
            QCOMPARE(hostBytes(hostText(bytes)), bytes);
        }
    }

    void otherLoneSurrogatesAreNoBytes()
    {
        QCOMPARE(
            hostBytes(QString(QChar(0xd83d)) + u'a'), QByteArray("?a").replace("?", QString(QChar(0xd83d)).toUtf8()));
        QCOMPARE(hostBytes(u"😀"_s), QByteArray("\xf0\x9f\x98\x80"));
        // The second half of a pair is none, even in the range of the escaped bytes.
        const QString pair = QString(QChar(0xd83d)) + QChar(0xdcff);
        QCOMPARE(hostBytes(pair), pair.toUtf8());
    }
};

QTEST_GUILESS_MAIN(TestHostBytes)
#include "tst_host_bytes.moc"
