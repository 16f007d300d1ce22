// SPDX-License-Identifier: GPL-3.0-or-later
// What the decoder makes of every kind of opcode, fed whole and byte by byte.
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

} // namespace

class TstPickleReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
