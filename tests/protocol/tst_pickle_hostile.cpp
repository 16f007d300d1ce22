// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder against hostile streams. Each is fed whole and byte by byte; neither may crash, hang or differ.
#include "protocol/frame_decoder.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using protocol::DecoderLimits;
using protocol::FrameDecoder;
using protocol::Value;

namespace {

/// A literal with its NUL bytes.
template <std::size_t N> QByteArray raw(const char (&literal)[N])
{
    return QByteArray(literal, N - 1);
}

using Results = std::vector<core::Result<Value>>;

const QByteArray end = "<F2B_END_COMMAND>";

Results feedAll(const QByteArray &bytes, const DecoderLimits &limits = {})
{
    FrameDecoder decoder(limits);
    return decoder.feedRaw(bytes);
}

QByteArray little64(quint64 number)
{
    QByteArray out;
    for (int i = 0; i < 8; ++i)
        out += char(number >> (8 * i));
    return out;
}

} // namespace

class TstPickleHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
        row("unknown opcode", "\x80\x02\xff.");
        row("protocol 6", "\x80\x06.");
        row("STOP without a value", ".");
        row("STOP with two values", "NN.");
        row("STOP inside a mark", "(N.");
        row("BINUNICODE8 of 2^62 bytes", "\x8d" + little64(1ULL << 62));
        row("BINUNICODE8 of 2^64-1 bytes", "\x8d" + little64(~0ULL));
        row("BINBYTES8 of 2^63 bytes", "\x8e" + little64(1ULL << 63));
        row("BYTEARRAY8 of 2^62 bytes", "\x96" + little64(1ULL << 62));
        row("BINUNICODE of 2^32-1 bytes", "X\xff\xff\xff\xff");
        row("BINSTRING of -1 bytes", "T\xff\xff\xff\xff");
        row("LONG4 of 2^31 bytes", raw("\x8b\x00\x00\x00\x80"));
        row("BINGET of nothing", raw("h\x00."));
        row("LONG_BINGET of nothing", "j\xff\xff\xff\xff.");
        row("GET of nothing", "g7\n.");
        row("GET of no number", "gx\n.");
        row("PUT of -1", "Np-1\n.");
        row("PUT of 2^62", "Np4611686018427387904\n.");
        row("LONG_BINPUT of 2^32-1", "Nr\xff\xff\xff\xff.");
        row("MEMOIZE of nothing", "\x94.");
        row("BINPUT behind a mark", raw("N(q\x00t."));
        row("POP of nothing", "0.");
        row("POP_MARK without a mark", "N1.");
        row("DUP of nothing", "2.");
        row("TUPLE without a mark", "Nt.");
        row("TUPLE1 of nothing", "\x85.");
        row("TUPLE2 of one", "N\x86.");
        row("TUPLE2 across a mark", "N(N\x86.");
        row("TUPLE3 of two", "NN\x87.");
        row("LIST without a mark", "Nl.");
        row("DICT with an odd item", "(Nd.");
        row("APPEND to nothing", "Na.");
        row("APPEND to None", "NNa.");
        row("APPEND to a tuple", ")Na.");
        row("APPENDS without a mark", "]NNe.");
        row("APPENDS without a list", "(NNe.");
        row("APPENDS to a dict", "}(Ne.");
        row("SETITEM on a list", "]NNs.");
        row("SETITEMS with an odd item", "}(Nu.");
        row("ADDITEMS to a list", "](N\x90.");
        row("FROZENSET without a mark", "N\x91.");
        row("REDUCE of nothing", "R.");
        row("REDUCE without a tuple", "cbuiltins\nstr\nNR.");
        row("BUILD of None", "NNb.");
        row("BUILD of a class", "cos\nsystem\n}b.");
        row("NEWOBJ of nothing", "\x81.");
        row("NEWOBJ_EX of two", "NN\x92.");
        row("STACK_GLOBAL of numbers", "K\x01K\x02\x93.");
        row("OBJ without a class", "(o.");
        row("INST without a mark", "ios\nsystem\n.");
        row("PERSID", "P1\n.");
        row("BINPERSID", "NQ.");
        row("EXT1", "\x82\x01.");
        row("EXT2", "\x83\x01\x01.");
        row("EXT4", "\x84\x01\x01\x01\x01.");
        row("NEXT_BUFFER", "\x97.");
        row("READONLY_BUFFER", "N\x98.");
        row("INT of letters", "Iabc\n.");
        row("INT of nothing", "I\n.");
        row("LONG of 1000 digits", "L" + QByteArray(1000, '7') + "L\n.");
        row("LONG of a point", "L1.5L\n.");
        row("FLOAT of letters", "Fone\n.");
        row("STRING without quotes", "Sabc\n.");
        row("STRING with a lone quote", "S'\n.");
        row("STRING with a cut escape", "S'\\x4'\n.");
        row("UNICODE with a cut escape", "V\\u12\n.");
        row("UNICODE beyond U+10FFFF", "V\\U00110000\n.");
        row("class name without an end", "c" + QByteArray(10'000, 'm'));
        row("no end marker", "N.<F2B_END_COMMANDX");
        row("other marker", "N.<F2B_CLOSE_COMMAND>");
        row("text instead of a pickle", "HTTP/1.1 400 Bad Request\r\n");
        row("list in itself",
            raw("]q\x00h\x00"
                "a.")
                + end);
        row("dict in itself", raw("}q\x00Nh\x00s.") + end);
        row("list in its own tuple",
            raw("]q\x00h\x00\x85"
                "a.")
                + end);
        row("object that is its own state",
            raw("cm\nC\n)Rq\x00h\x00"
                "b.")
                + end);
    }

    void refused()
    {
        QFETCH(QByteArray, bytes);
        FrameDecoder whole;
        const Results results = whole.feedRaw(bytes);
        QCOMPARE(results.size(), size_t(1));
        QVERIFY(!results.front().has_value());
        QCOMPARE(results.front().error().code, ErrorCode::ProtocolError);
        QVERIFY(!results.front().error().detail.isEmpty());
        QVERIFY(whole.isBroken());
        QVERIFY(!whole.isMidReply());
        QCOMPARE(whole.feedRaw("N." + end).size(), size_t(0)); // nothing more, until reset()
        whole.reset();
        QCOMPARE(whole.feedRaw("N." + end).size(), size_t(1));

        FrameDecoder slow;
        size_t errors = 0;
        for (const char &byte : bytes)
            errors += slow.feedRaw(QByteArrayView(&byte, 1)).size();
        QCOMPARE(errors, size_t(1));
        QVERIFY(slow.isBroken());
    }

    void goodRepliesBeforeABrokenOneArrive()
    {
        FrameDecoder decoder;
        const Results results = decoder.feedRaw("K\x01." + end + "K\x02." + end + "nonsense");
        QCOMPARE(results.size(), size_t(3));
        QCOMPARE(*results[1]->toInt(), 2);
        QCOMPARE(results[2].error().code, ErrorCode::ProtocolError);
    }

    void depth()
    {
        QVERIFY(feedAll(QByteArray(63, ']') + ']' + QByteArray(63, 'a') + '.' + end).front().has_value());
        QVERIFY(!feedAll(QByteArray(64, ']') + ']' + QByteArray(64, 'a') + '.' + end).front().has_value());
        QVERIFY(!feedAll('N' + QByteArray(65, '\x85') + '.' + end).front().has_value());
        // Depth hidden behind a shared node.
        QByteArray hidden = "](N" + QByteArray(40, '\x85') + raw("q\x00h\x00") + QByteArray(40, '\x85') + "e.";
        QVERIFY(!feedAll(hidden + end).front().has_value());
        // A million levels neither overflow the stack when they are refused nor when they are thrown away half-made.
        const QByteArray deep = QByteArray(1'000'000, ']') + QByteArray(999'999, 'a') + '.' + end;
        QCOMPARE(feedAll(deep).front().error().code, ErrorCode::ProtocolError);
        QCOMPARE(feedAll(QByteArray(1'000'000, ']')).size(), size_t(0));
        QCOMPARE(feedAll(QByteArray(1'000'000, '(')).size(), size_t(0));
        QCOMPARE(
            feedAll('N' + QByteArray(1'000'000, '\x85') + '.' + end).front().error().code, ErrorCode::ProtocolError);
    }

    void bombs()
    {
        // Ten references to ten references ... : 10^20 nodes from 600 bytes.
        QByteArray bomb = raw("]q\x00(Ne");
        for (char level = 1; level <= 20; ++level) {
            bomb += QByteArray("0]q") + level + '(';
            for (int i = 0; i < 10; ++i)
                bomb += QByteArray("h") + char(level - 1);
            bomb += 'e';
        }
        Results results = feedAll(bomb + '.' + end);
        QCOMPARE(results.front().error().code, ErrorCode::ProtocolError);
        // One long text, many times over.
        QByteArray echo = "\x8d" + little64(100'000) + QByteArray(100'000, 'x')
            + raw("q\x00"
                  "0](");
        for (int i = 0; i < 10'000; ++i)
            echo += raw("h\x00");
        results = feedAll(echo + "e." + end);
        QCOMPARE(results.front().error().code, ErrorCode::ProtocolError);
    }

    void limits()
    {
        DecoderLimits few;
        few.nodes = 100;
        QVERIFY(feedAll("](" + QByteArray(90, 'N') + "e." + end, few).front().has_value());
        QVERIFY(!feedAll("](" + QByteArray(90, ']') + QByteArray(20, ']') + "e." + end, few).front().has_value());
        QVERIFY(!feedAll("](" + QByteArray(1000, 'N') + "e." + end, few).front().has_value());
        DecoderLimits small;
        small.bytes = 100;
        QVERIFY(feedAll("\x8c\x50" + QByteArray(80, 'x') + '.' + end, small).front().has_value());
        QVERIFY(!feedAll("](" + QByteArray(200, 'N'), small).front().has_value());
        QVERIFY(!feedAll("\x8c\xff", small).front().has_value()); // refused before it has arrived
        DecoderLimits forgetful;
        forgetful.memo = 10;
        QVERIFY(feedAll("](" + QByteArray("N\x94").repeated(10) + "e." + end, forgetful).front().has_value());
        QVERIFY(!feedAll("](" + QByteArray("N\x94").repeated(11) + "e." + end, forgetful).front().has_value());
        const QByteArray address = raw("h\x00\x8c\x01x\x94\x85\x94R\x94");
        QVERIFY(
            !feedAll(raw("](cbuiltins\nstr\nq\x00") + address.repeated(4) + "e." + end, forgetful).front().has_value());
    }

    void byteByByteIsLinear()
    {
        // 3 MB of text, then lines and numbers, one byte at a time. Were anything looked at again with every byte, this
        // would take many minutes, and the test program's time limit would end it.
        QByteArray pickle = "](X" + little64(2'000'000).first(4) + QByteArray(2'000'000, 'x') + 'V'
            + QByteArray(1'000'000, 'y') + '\n';
        for (int i = 0; i < 20'000; ++i)
            pickle += "I12345\n";
        pickle += "e." + end;
        FrameDecoder decoder;
        size_t replies = 0;
        for (const char &byte : pickle)
            replies += decoder.feedRaw(QByteArrayView(&byte, 1)).size();
        QCOMPARE(replies, size_t(1));
    }
};

QTEST_APPLESS_MAIN(TstPickleHostile)
#include "tst_pickle_hostile.moc"
