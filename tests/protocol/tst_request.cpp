// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"
#include "protocol/request.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using protocol::Change;
using protocol::CommandClass;
using protocol::Query;
using protocol::Request;
using protocol::Word;

namespace {

/// A literal with its NUL bytes.
template <std::size_t N> QByteArray raw(const char (&literal)[N])
{
    return QByteArray(literal, N - 1);
}

const QByteArray marker = "<F2B_END_COMMAND>";

QByteArray encoded(const QList<Word> &words)
{
    return Request(words, CommandClass::Quick).encode();
}

/// Our own reader on our own writing.
protocol::Value readBack(const QByteArray &request)
{
    protocol::FrameDecoder decoder;
    const auto results = decoder.feedRaw(request);
    return results.size() == 1 && results.front() ? *results.front() : protocol::Value();
}

} // namespace

class TstRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pingIsMinimal()
    {
        // The request of fact sheet 1.1: PROTO 2, EMPTY_LIST, MARK, BINUNICODE, APPENDS, STOP, marker.
        QCOMPARE(encoded({ u"ping"_s }), raw("\x80\x02](X\x04\x00\x00\x00pinge.") + marker);
        QCOMPARE(encoded({}), "\x80\x02]." + marker);
    }

    void everyKindOfWord()
    {
        const QList<Word> words { u"set"_s, 5, -1, 300, qint64 { 99'999'999'999 }, std::numeric_limits<qint64>::min(),
            1.5, true, false, QList<Word> { u"a"_s, QList<Word> {} },
            protocol::WordPairs { { Word(u"stacksize"_s), Word(0) } }, QString(QChar(0xdcff)) };
        for (const bool withMarker : { false, true }) {
            const protocol::Value v
                = readBack(encoded(withMarker ? words + QList<Word> { QString::fromLatin1(marker) } : words));
            QCOMPARE(v.size(), withMarker ? 13 : 12);
            QCOMPARE(v.at(0).toString(), u"set"_s);
            QCOMPARE(*v.at(1).toInt(), 5);
            QCOMPARE(*v.at(2).toInt(), -1);
            QCOMPARE(*v.at(3).toInt(), 300);
            QCOMPARE(*v.at(4).toInt(), 99'999'999'999);
            QCOMPARE(*v.at(5).toInt(), std::numeric_limits<qint64>::min());
            QCOMPARE(*v.at(6).toDouble(), 1.5);
            QCOMPARE(v.at(7).kind(), protocol::Value::Kind::Bool);
            QVERIFY(v.at(7).toBool());
            QVERIFY(!v.at(8).toBool());
            QCOMPARE(v.at(9).at(0).toString(), u"a"_s);
            QCOMPARE(v.at(9).at(1).kind(), protocol::Value::Kind::List);
            QCOMPARE(*v.at(10).value(u"stacksize").toInt(), 0);
            QCOMPARE(v.at(11).toString(), QString(QChar(0xdcff)));
            if (withMarker)
                QCOMPARE(v.at(12).toString(), QString::fromLatin1(marker));
        }
    }

    void markerNeverInside_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("alone") << u"<F2B_END_COMMAND>"_s;
        QTest::newRow("inside") << u"x<F2B_END_COMMAND>y"_s;
        QTest::newRow("twice") << u"<F2B_END_COMMAND><F2B_END_COMMAND>"_s;
        QTest::newRow("nested") << u"<F2B_END_<F2B_END_COMMAND>COMMAND>"_s;
        QTest::newRow("close") << u"<F2B_CLOSE_COMMAND>"_s;
        QTest::newRow("injection") << u"x<F2B_END_COMMAND>(lp0\nVversion\np1\na.<F2B_END_COMMAND>"_s;
        QTest::newRow("with escapes") << u"\\u003cF2B_END_COMMAND> <F2B_END_COMMAND>\\\n\r\x1a\0 é 😀"_s;
        QTest::newRow("with a lone surrogate") << QString(u"<F2B_END_COMMAND>"_s + QChar(0xdcff));
    }

    void markerNeverInside()
    {
        QFETCH(QString, text);
        const QByteArray request = encoded({ u"set"_s, u"j"_s, u"addignoreregex"_s, text, QList<Word> { text }, 7 });
        QCOMPARE(request.count(marker), 1);
        QVERIFY(request.endsWith(marker));
        QVERIFY(!request.contains("<F2B_CLOSE_COMMAND>"));
        const protocol::Value v = readBack(request);
        QCOMPARE(v.at(3).toString(), text);
        QCOMPARE(v.at(4).at(0).toString(), text);
        QCOMPARE(*v.at(5).toInt(), 7);
    }

    void hundredThousandRandomRequests()
    {
        QRandomGenerator random(20261121);
        static const QStringList pieces { u"<"_s, u"<F2B"_s, u"<F2B_"_s, u"END"_s, u"_COMMAND>"_s,
            u"<F2B_END_COMMAND>"_s, u"F2B_END_COMMAND>"_s, u"CLOSE"_s, u"\\"_s, u"\\u003c"_s, u"\n"_s, u"x"_s, u"é"_s,
            QString(QChar(0xd800)), QString(QChar(u'\0')) };
        int withMarker = 0;
        for (int i = 0; i < 100'000; ++i) {
            QList<Word> words;
            QStringList texts;
            for (quint32 n = 1 + random.bounded(4U); n > 0; --n) {
                QString text;
                for (quint32 p = random.bounded(8U); p > 0; --p)
                    text += pieces.at(qsizetype(random.bounded(quint32(pieces.size()))));
                texts += text;
                words.append(random.bounded(4U) == 0 ? Word(QList<Word> { text }) : Word(text));
            }
            withMarker += texts.join(u' ').contains(QLatin1String(marker)) ? 1 : 0;
            const QByteArray request = encoded(words);
            if (request.indexOf(marker) != request.size() - marker.size() || request.contains("<F2B_CLOSE_COMMAND>"))
                QFAIL(request.toPercentEncoding().constData());
            const protocol::Value v = readBack(request);
            QCOMPARE(v.size(), words.size());
            for (qsizetype w = 0; w < words.size(); ++w)
                QCOMPARE((v.at(w).isString() ? v.at(w) : v.at(w).at(0)).toString(), texts.at(w));
        }
        QVERIFY(withMarker > 1000); // the dangerous ones were among them
    }

    void wordTexts()
    {
        QCOMPARE(Request({ u"set"_s, 5, 1.5, true, QList<Word> { u"a"_s, 1 },
                             protocol::WordPairs { { Word(u"k"_s), Word(1) } } },
                     CommandClass::Change)
                     .wordTexts(),
            (QStringList { u"set"_s, u"5"_s, u"1.5"_s, u"True"_s, u"[a, 1]"_s, u"{k: 1}"_s }));
    }

    void rawWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("reads");
        QTest::addColumn<int>("commandClass");
        const auto row = [](const char *words, bool reads, CommandClass commandClass) {
            QTest::newRow(words) << QString::fromLatin1(words) << reads << int(commandClass);
        };
        row("ping", true, CommandClass::Quick);
        row("version", true, CommandClass::Quick);
        row("status", true, CommandClass::Quick);
        row("status sshd", true, CommandClass::HeavyRead);
        row("status sshd short", true, CommandClass::Quick);
        row("status sshd stats", true, CommandClass::Quick);
        row("status --all", true, CommandClass::HeavyRead);
        row("status cymru", true, CommandClass::HeavyRead); // a jail of that name
        row("stats", true, CommandClass::Quick);
        row("statistics", true, CommandClass::Quick);
        row("banned", true, CommandClass::HeavyRead);
        row("banned 192.0.2.1", true, CommandClass::Quick);
        row("get sshd banip --with-time", true, CommandClass::HeavyRead);
        row("get sshd banned", true, CommandClass::HeavyRead);
        row("get sshd banned 192.0.2.1", true, CommandClass::Quick);
        row("get sshd bantime", true, CommandClass::Quick);
        row("get loglevel", true, CommandClass::Quick);
        row("echo a b", true, CommandClass::Quick);
        row("server-status", true, CommandClass::Quick);
        row("set sshd banip 192.0.2.1", false, CommandClass::Change);
        row("unban --all", false, CommandClass::SlowChange);
        row("stop", false, CommandClass::SlowChange);
        row("start sshd", false, CommandClass::Change);
        row("reload --all", false, CommandClass::SlowChange);
        row("sleep 5", false, CommandClass::SlowChange);
        row("flushlogs", false, CommandClass::Change);
        row("status sshd cymru", false, CommandClass::Change);
        row("something new", false, CommandClass::Change);
        row("PING", false, CommandClass::Change);
    }

    void rawWords()
    {
        QFETCH(QString, words);
        QFETCH(bool, reads);
        QFETCH(int, commandClass);
        const auto command = protocol::fromRawWords(words.split(u' '));
        QCOMPARE(std::holds_alternative<Query>(command), reads);
        const Request &request = reads ? std::get<Query>(command).request() : std::get<Change>(command).request();
        QCOMPARE(int(request.commandClass()), commandClass);
        QCOMPARE(request.wordTexts(), words.split(u' '));
    }

    void checkedRawWords()
    {
        using protocol::checkedRawWords;
        for (const QStringList &words : { QStringList {}, QStringList { QString() }, QStringList { u" "_s },
                 QStringList { u"status"_s, u"sshd"_s, u"cymru"_s },
                 QStringList { u"status"_s, u"--all"_s, u"CYMRU"_s } }) {
            const auto refused = checkedRawWords(words);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, core::ErrorCode::InvalidArgument);
        }
        QVERIFY(std::holds_alternative<Query>(*checkedRawWords({ u"status"_s, u"sshd"_s })));
        QVERIFY(std::holds_alternative<Change>(*checkedRawWords({ u"set"_s, u"sshd"_s, u"idle"_s, u"on"_s })));
    }

    void recordedRequestsHaveOurWords()
    {
        // What the official clients sent reads as the words that were typed.
        int compared = 0;
        for (const Recording &r : recordings()) {
            if (r.command.isEmpty() || r.request.isEmpty() || r.name.contains("surrogate"_L1)
                || r.name.contains("pipelined"_L1))
                continue;
            const protocol::Value v = readBack(r.request);
            if (v.size() != r.command.size() || v.size() == 0)
                continue;
            bool texts = true;
            for (qsizetype i = 0; i < v.size(); ++i)
                texts = texts && v.at(i).isString();
            if (!texts)
                continue;
            for (qsizetype i = 0; i < v.size(); ++i)
                QCOMPARE(v.at(i).toString(), r.command.at(i));
            ++compared;
        }
        QVERIFY2(compared > 800, qPrintable(QString::number(compared)));
    }
};

QTEST_APPLESS_MAIN(TstRequest)
#include "tst_request.moc"
