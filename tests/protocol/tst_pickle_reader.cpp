// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder against hostile and odd streams. Each is fed whole and byte by byte; neither may crash, hang or differ.
#include "protocol/frame_decoder.h"

#include <QElapsedTimer>
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

/// The one value of a pickle; a null value and a test failure where there is none.
Value decoded(const QByteArray &pickle)
{
    Results whole = feedAll(pickle + end);
    if (whole.size() != 1 || !whole.front()) {
        qWarning() << "not decoded:" << (whole.empty() ? u"nothing"_s : whole.front().error().detail);
        return {};
    }
    FrameDecoder slow;
    Results bytewise;
    for (const char byte : pickle + end) {
        for (auto &one : slow.feedRaw(QByteArrayView(&byte, 1)))
            bytewise.push_back(one);
    }
    if (bytewise.size() != 1 || !bytewise.front() || bytewise.front()->toJson() != whole.front()->toJson()) {
        qWarning() << "differs byte by byte";
        return {};
    }
    return *whole.front();
}

QByteArray little64(quint64 number)
{
    QByteArray out;
    for (int i = 0; i < 8; ++i)
        out += char(number >> (8 * i));
    return out;
}

} // namespace

class TstPickleReader : public QObject
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

    void cutAnywhereIsIncomplete()
    {
        const QByteArray pickle
            = raw("\x80\x02](I99999999999\nL-5L\nF1.5\nS'a\\n'\nV\\u00e9\nccol\nC\n)R}b(K\x01lp0\ng0\ne");
        for (qsizetype cut = 1; cut <= pickle.size(); ++cut) {
            FrameDecoder decoder;
            QCOMPARE(decoder.feedRaw(pickle.first(cut)).size(), size_t(0));
            QVERIFY(decoder.isMidReply());
        }
        QCOMPARE(decoded(pickle + '.').size(), 8);
    }

    void textForms()
    {
        const Value v = decoded(
            "(I7\nI00\nI01\nL123456789012345678901234567890L\nL5\nF-2.5\nFinf\nS'a\\x41\\n\\'\\\\\\101'\nS\"\xe9\"\n"
            "Vcaf\xe9 \\u4f60 \\U0001f600 \\\\u0041 \\n\nVplain\nl.");
        QCOMPARE(v.size(), 11);
        QCOMPARE(*v.at(0).toInt(), 7);
        QCOMPARE(v.at(1).kind(), Value::Kind::Bool);
        QVERIFY(!v.at(1).toBool());
        QVERIFY(v.at(2).toBool());
        QCOMPARE(v.at(3).kind(), Value::Kind::BigInt);
        QCOMPARE(v.at(3).toString(), u"123456789012345678901234567890"_s);
        QCOMPARE(*v.at(4).toInt(), 5);
        QCOMPARE(*v.at(5).toDouble(), -2.5);
        QCOMPARE(*v.at(6).toDouble(), qInf());
        QCOMPARE(v.at(7).toString(), u"aA\n'\\A"_s);
        QCOMPARE(v.at(8).toString(), u"é"_s); // no UTF-8: Latin-1
        QCOMPARE(v.at(9).toString(), u"café 你 😀 \\\\u0041 \\n"_s);
        QCOMPARE(v.at(10).toString(), u"plain"_s);
    }

    void numbers()
    {
        const Value v = decoded(
            raw("(\x8a\x00\x8a\x01\xff\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x80\x8a\x09\x00\x00\x00\x00\x00\x00"
                "\x00\x80\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\xff\x8b\x02\x00\x00\x00\x00\x01J\xff\xff\xff\xff"
                "G\x3f\xf8\x00\x00\x00\x00\x00\x00l."));
        QCOMPARE(v.size(), 8);
        QCOMPARE(*v.at(0).toInt(), 0);
        QCOMPARE(*v.at(1).toInt(), -1);
        QCOMPARE(*v.at(2).toInt(), std::numeric_limits<qint64>::min());
        QCOMPARE(v.at(3).toString(), u"9223372036854775808"_s);
        QVERIFY(!v.at(3).toInt());
        QCOMPARE(v.at(4).toString(), u"-18446744073709551616"_s);
        QCOMPARE(*v.at(5).toInt(), 256);
        QCOMPARE(*v.at(6).toInt(), -1);
        QCOMPARE(*v.at(7).toDouble(), 1.5);
    }

    void loneSurrogatesStay()
    {
        const Value v = decoded("\x8c\x06"
                                "bad\xed\xb3\xbf.");
        QCOMPARE(v.toString().size(), 4);
        QCOMPARE(v.toString().at(3), QChar(0xdcff));
        QCOMPARE(v.rawText(), QByteArrayView("bad\xed\xb3\xbf"));
        // A pair spelt as two surrogates is one character for UTF-16.
        QCOMPARE(decoded("\x8c\x06\xed\xa0\xbd\xed\xb8\x80.").toString(), u"😀"_s);
        // Other bad bytes are replaced, not refused.
        QCOMPARE(decoded("\x8c\x03"
                         "a\xffz.")
                     .toString(),
            QString(u"a\ufffdz"_s));
    }

    void strIsFoldedAndNothingElse()
    {
        QCOMPARE(decoded("cbuiltins\nstr\n\x8c\x01x\x85R.").toString(), u"x"_s);
        QCOMPARE(decoded("c__builtin__\nstr\nU\x01x\x85R.").toString(), u"x"_s);
        QCOMPARE(decoded("\x8c\x08"
                         "builtins\x8c\x03str\x93\x8c\x01x\x85R.")
                     .toString(),
            u"x"_s);
        QVERIFY(decoded("cbuiltins\nstr\n)R.").isString());
        for (const char *pickle : { "cos\nsystem\n\x8c\x04true\x85R.", "cposix\nsystem\nS'true'\n\x85R.",
                 "(S'true'\nios\nsystem\n.", "(cos\nsystem\nS'true'\no.", "cos\nsystem\n\x8c\x04true\x85\x81." }) {
            const Value v = decoded(pickle);
            QCOMPARE(v.kind(), Value::Kind::Object);
            QVERIFY(v.className().endsWith(".system"_L1));
            QCOMPARE(v.arguments().size(), 1);
            QCOMPARE(v.arguments().at(0).toString(), u"true"_s);
            QVERIFY(v.state().isNone());
        }
        QCOMPARE(decoded("cbuiltins\nstr\nK\x05\x85R.").kind(), Value::Kind::Object);
        QCOMPARE(decoded("cos\nsystem\n.").className(), u"os.system"_s);
    }

    void objectsKeepStateAndItems()
    {
        const Value built = decoded("cm\nC\n)\x81}\x8c\x01kK\x07sb.");
        QCOMPARE(*built.state().value(u"k").toInt(), 7);
        const Value dictLike = decoded("cm\nC\n)R\x8c\x01kK\x07s.");
        QCOMPARE(*dictLike.state().value(u"k").toInt(), 7);
        const Value listLike = decoded("cm\nC\n)R(K\x01K\x02"
                                       "e.");
        QCOMPARE(listLike.state().size(), 2);
        const Value both = decoded("cm\nC\n)RK\x01"
                                   "a}\x8c\x01kK\x07sb.");
        QCOMPARE(both.state().size(), 2);
        QCOMPARE(*both.state().at(1).value(u"k").toInt(), 7);
        const Value keywords = decoded("cm\nC\n)}\x8c\x01kK\x07s\x92.");
        QCOMPARE(*keywords.state().value(u"k").toInt(), 7);
    }

    void memoIsPythons()
    {
        // MEMOIZE stores at the number of entries, not behind the highest index.
        const Value v = decoded(raw("(\x8c\x01"
                                    "aq\x05\x8c\x01"
                                    "b\x94h\x01h\x05l."));
        QCOMPARE(v.size(), 4);
        QCOMPARE(v.at(2).toString(), u"b"_s);
        QCOMPARE(v.at(3).toString(), u"a"_s);
        // The argument tuple of a folded str can be asked for, whichever way it was read.
        const QByteArray two
            = raw("(cbuiltins\nstr\nq\x00\x8c\x01x\x94\x85\x94R\x94h\x00\x8c\x01y\x94\x85\x94R\x94h\x05h\x05h\x06t.");
        const Value w = decoded(two);
        QCOMPARE(w.size(), 5);
        QCOMPARE(w.at(0).toString(), u"x"_s);
        QCOMPARE(w.at(1).toString(), u"y"_s);
        QCOMPARE(w.at(2).kind(), Value::Kind::Tuple);
        QCOMPARE(w.at(2).at(0).toString(), u"y"_s);
        QCOMPARE(w.at(3).at(0).toString(), u"y"_s);
        QCOMPARE(w.at(4).toString(), u"y"_s);
    }

    void listsThatGrowInterleaved()
    {
        const QByteArray pickle = raw("]q\x00]q\x01");
        QByteArray tail;
        for (int i = 0; i < 2000; ++i)
            tail += raw("h\x00K") + char(i & 0xff) + "a0" + raw("h\x01K") + char((i + 1) & 0xff) + "a0";
        const Value v = decoded(pickle + tail + "\x86.");
        QCOMPARE(v.at(0).size(), 2000);
        QCOMPARE(v.at(1).size(), 2000);
        for (int i = 0; i < 2000; ++i) {
            QCOMPARE(*v.at(0).at(i).toInt(), i & 0xff);
            QCOMPARE(*v.at(1).at(i).toInt(), (i + 1) & 0xff);
        }
    }

    void markerInsideAValue()
    {
        const Value v = decoded("](\x8c\x11"
                                "<F2B_END_COMMAND>\x8c\x01x"
                                "e.");
        QCOMPARE(v.at(0).toString(), u"<F2B_END_COMMAND>"_s);
        QCOMPARE(v.size(), 2);
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
        QElapsedTimer timer;
        timer.start();
        const QByteArray deep = QByteArray(1'000'000, ']') + QByteArray(999'999, 'a') + '.' + end;
        QCOMPARE(feedAll(deep).front().error().code, ErrorCode::ProtocolError);
        QCOMPARE(feedAll(QByteArray(1'000'000, ']')).size(), size_t(0));
        QCOMPARE(feedAll(QByteArray(1'000'000, '(')).size(), size_t(0));
        QCOMPARE(
            feedAll('N' + QByteArray(1'000'000, '\x85') + '.' + end).front().error().code, ErrorCode::ProtocolError);
        QVERIFY(timer.elapsed() < 5000);
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
        // 4 MB of text, then lines and numbers, one byte at a time.
        QByteArray pickle = "](X" + little64(2'000'000).first(4) + QByteArray(2'000'000, 'x') + 'V'
            + QByteArray(1'000'000, 'y') + '\n';
        for (int i = 0; i < 20'000; ++i)
            pickle += "I12345\n";
        pickle += "e." + end;
        QElapsedTimer timer;
        timer.start();
        FrameDecoder decoder;
        size_t replies = 0;
        for (const char &byte : pickle)
            replies += decoder.feedRaw(QByteArrayView(&byte, 1)).size();
        QCOMPARE(replies, size_t(1));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void manySmallRepliesInOneSlice()
    {
        const QByteArray reply = raw("K\x00\x8c\x04pong\x86.") + end;
        FrameDecoder decoder;
        const Results results = decoder.feedRaw(reply.repeated(20'000));
        QCOMPARE(results.size(), size_t(20'000));
        QCOMPARE(results.back()->at(1).toString(), u"pong"_s);
    }

    void gettersAreTotal()
    {
        for (const char *pickle :
            { "N.", "K\x05.", "\x8c\x01x.", "].", "}.", ").", "cm\nC\n)R.", "cm\nC\n.", "\x8f.", "C\x01x." }) {
            const Value v = decoded(pickle);
            QVERIFY(v.at(-1).isNone());
            QVERIFY(v.at(5).isNone());
            QVERIFY(v.keyAt(0).isNone());
            QVERIFY(v.valueAt(0).isNone());
            QVERIFY(v.value(u"x").isNone());
            static_cast<void>(v.toBool());
            static_cast<void>(v.toInt());
            static_cast<void>(v.toDouble());
            static_cast<void>(v.toString());
            static_cast<void>(v.className());
            QVERIFY(v.arguments().at(0).isNone());
            QVERIFY(v.state().isNone());
        }
        QVERIFY(Value().isNone());
        QVERIFY(!Value().toVariant().isValid());
        QVERIFY(Value().toJson().isNull());
    }

    void conversions()
    {
        const Value v = decoded("(K\x01\x8c\x01"
                                "a\x8c\x01"
                                "b\x86}\x8c\x01kNsC\x02\x01\x02"
                                "cm\nC\nK\x07\x85R\x88t.");
        const QJsonArray json = v.toJson().toArray();
        QCOMPARE(json.at(0).toInt(), 1);
        QCOMPARE(json.at(1).toArray(), (QJsonArray { u"a"_s, u"b"_s }));
        QVERIFY(json.at(2).toObject().value("k"_L1).isNull());
        QCOMPARE(json.at(3).toObject().value("__bytes__"_L1).toString(), u"AQI="_s);
        QCOMPARE(json.at(4).toObject().value("__object__"_L1).toString(), u"m.C"_s);
        QCOMPARE(json.at(4).toObject().value("args"_L1).toArray(), QJsonArray { 7 });
        QVERIFY(json.at(4).toObject().value("state"_L1).isNull());
        const QVariantList list = v.toVariant().toList();
        QCOMPARE(list.at(0).typeId(), int(QMetaType::LongLong));
        QCOMPARE(list.at(1).toList(), (QVariantList { u"a"_s, u"b"_s }));
        QVERIFY(!list.at(2).toMap().value(u"k"_s).isValid());
        QCOMPARE(list.at(5), QVariant(true));
    }
};

QTEST_APPLESS_MAIN(TstPickleReader)
#include "tst_pickle_reader.moc"
