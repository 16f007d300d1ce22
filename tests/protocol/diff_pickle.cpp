// SPDX-License-Identifier: GPL-3.0-or-later
// Differential test: what Python's own pickle writes and what we read, and the reverse. 40,000 random objects over
// protocols 0 to 5, and 40,000 requests. BANGUI_DIFF_SEED and BANGUI_DIFF_COUNT widen it.
#include "protocol/frame_decoder.h"
#include "protocol/request.h"
#include "support/places.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <bit>
#include <cmath>

using namespace Qt::StringLiterals;
using protocol::Value;
using protocol::Word;

namespace {

constexpr int batchSize = 10'000;

QByteArray hexOfText(const QString &text)
{
    QByteArray out;
    for (const QChar c : text)
        out += QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return out;
}

QByteArray canonicalFloat(double number)
{
    if (std::isnan(number))
        return "fnan;";
    return 'f' + QByteArray::number(qulonglong { std::bit_cast<quint64>(number) }, 16).rightJustified(16, '0') + ';';
}

QByteArray canonical(const Value &value)
{
    QByteArray inner;
    for (qsizetype i = 0; value.kind() != Value::Kind::Set && value.isSequence() && i < value.size(); ++i)
        inner += canonical(value.at(i));
    switch (value.kind()) {
    case Value::Kind::None:
        return "N";
    case Value::Kind::Bool:
        return value.toBool() ? "T" : "F";
    case Value::Kind::Int:
        return 'i' + QByteArray::number(qlonglong { *value.toInt() }) + ';';
    case Value::Kind::BigInt:
        return 'i' + value.toString().toLatin1() + ';';
    case Value::Kind::Float:
        return canonicalFloat(*value.toDouble());
    case Value::Kind::String:
        return 's' + hexOfText(value.toString()) + ';';
    case Value::Kind::Bytes:
        return 'b' + value.rawText().toByteArray().toHex() + ';';
    case Value::Kind::List:
        return '[' + inner + ']';
    case Value::Kind::Tuple:
        return '(' + inner + ')';
    case Value::Kind::Set: {
        QByteArrayList items;
        for (qsizetype i = 0; i < value.size(); ++i)
            items += canonical(value.at(i));
        std::sort(items.begin(), items.end());
        return '{' + items.join() + '}';
    }
    case Value::Kind::Dict:
        for (qsizetype i = 0; i < value.size(); ++i)
            inner += canonical(value.keyAt(i)) + canonical(value.valueAt(i));
        return '<' + inner + '>';
    case Value::Kind::Object:
        return 'o' + value.className().toUtf8() + ';' + canonical(value.arguments()) + canonical(value.state());
    }
    return {};
}

QByteArray canonical(const QList<Word> &words);

QByteArray canonical(const Word &word)
{
    if (const auto *text = std::get_if<QString>(&word.value))
        return 's' + hexOfText(*text) + ';';
    if (const auto *number = std::get_if<qint64>(&word.value))
        return 'i' + QByteArray::number(*number) + ';';
    if (const auto *number = std::get_if<double>(&word.value))
        return canonicalFloat(*number);
    if (const auto *flag = std::get_if<bool>(&word.value))
        return *flag ? "T" : "F";
    if (const auto *pairs = std::get_if<protocol::WordPairs>(&word.value)) {
        QByteArray inner;
        for (const Word &item : pairs->keysAndValues)
            inner += canonical(item);
        return '<' + inner + '>';
    }
    return canonical(std::get<QList<Word>>(word.value));
}

QByteArray canonical(const QList<Word> &words)
{
    QByteArray inner;
    for (const Word &word : words)
        inner += canonical(word);
    return '[' + inner + ']';
}

QString randomText(QRandomGenerator &random)
{
    static const QStringList pieces { u"set"_s, u"sshd"_s, u"192.0.2.1"_s, u"<F2B_END_COMMAND>"_s,
        u"<F2B_CLOSE_COMMAND>"_s, u"<F2B_"_s, u"END_COMMAND>"_s, u"\\u003c"_s, u"\n"_s, QString(QChar(u'\0')),
        u"héllo 你"_s, u"😀"_s, QString(QChar(0xdcff)), QString(QChar(0xd83d)), u"\\"_s, u"\x1a\r"_s, u"'\""_s };
    QString text;
    for (quint32 n = random.bounded(4U); n > 0; --n)
        text += random.bounded(3U) == 0 ? QString(QChar(static_cast<char16_t>(random.bounded(0x10000U))))
                                        : pieces.at(qsizetype(random.bounded(quint32(pieces.size()))));
    return text;
}

QList<Word> randomWords(QRandomGenerator &random, int depth = 0)
{
    QList<Word> words;
    for (quint32 n = random.bounded(6U); n > 0; --n) {
        switch (random.bounded(depth < 3 ? 11U : 9U)) {
        case 0:
            words.append(Word(qint64(random.generate64() >> random.bounded(64U))));
            break;
        case 1:
            words.append(Word(-qint64(random.generate64() >> (1U + random.bounded(63U)))));
            break;
        case 2:
            words.append(Word(std::bit_cast<double>(random.generate64())));
            break;
        case 3:
            words.append(Word(random.bounded(2U) == 0));
            break;
        case 9:
            words.append(Word(randomWords(random, depth + 1)));
            break;
        case 10:
            words.append(Word(protocol::WordPairs { { Word(u"stacksize"_s), Word(qint64(random.bounded(1000U))) } }));
            break;
        default:
            words.append(Word(randomText(random)));
        }
    }
    return words;
}

QByteArrayView takeFrame(QByteArrayView &bytes)
{
    const auto size = qsizetype(qFromLittleEndian<quint32>(bytes.data()));
    const QByteArrayView frame = bytes.sliced(4, size);
    bytes = bytes.sliced(4 + size);
    return frame;
}

QByteArray python(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(u"/usr/bin/python3"_s,
        QStringList { u"-I"_s, places::source(QStringLiteral("/tests/protocol/diff_pickle.py")) } + arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

int count()
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue("BANGUI_DIFF_COUNT", &given);
    return given ? number : 40'000;
}

int firstSeed()
{
    return qEnvironmentVariableIntValue("BANGUI_DIFF_SEED");
}

} // namespace

class DiffPickle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readWhatPythonWrites()
    {
        int seen = 0;
        for (int batch = 0; seen < count(); ++batch) {
            const QByteArray output
                = python({ u"generate"_s, QString::number(firstSeed() + batch), QString::number(batchSize) });
            QVERIFY(!output.isEmpty());
            QByteArrayView rest = output;
            protocol::FrameDecoder decoder;
            for (int i = 0; i < batchSize; ++i, ++seen) {
                const QByteArrayView pickle = takeFrame(rest);
                const QByteArrayView expected = takeFrame(rest);
                // One in a hundred arrives in small pieces.
                const qsizetype slice = i % 100 == 0 ? 7 : pickle.size() + 17;
                const QByteArray reply = pickle.toByteArray() + "<F2B_END_COMMAND>";
                std::vector<core::Result<Value>> all;
                for (qsizetype at = 0; at < reply.size(); at += slice) {
                    for (auto &one :
                        decoder.feedRaw(QByteArrayView(reply).sliced(at, std::min(slice, reply.size() - at))))
                        all.push_back(std::move(one));
                }
                const QByteArray where
                    = "seed " + QByteArray::number(firstSeed() + batch) + ", object " + QByteArray::number(i);
                QVERIFY2(all.size() == 1, where.constData());
                QVERIFY2(all.front().has_value(),
                    (where + ": " + (all.front() ? QByteArray() : all.front().error().detail.toUtf8())).constData());
                const QByteArray own = canonical(*all.front());
                QVERIFY2(own == expected,
                    (where + "\n" + own.left(2000) + "\n" + expected.toByteArray().left(2000)).constData());
                // Whatever it is, it can be shown.
                if (i % 50 == 0) {
                    static_cast<void>(all.front()->toVariant());
                    static_cast<void>(all.front()->toJson());
                }
            }
            QVERIFY(rest.isEmpty());
        }
        QVERIFY(seen >= count());
    }

    void pythonReadsWhatWeWrite()
    {
        const QTemporaryDir folder;
        QRandomGenerator random(quint32(firstSeed()) + 1U);
        constexpr int large = batchSize * 5;
        for (int seen = 0; seen < count(); seen += large) {
            QByteArray data;
            QByteArrayList expected;
            for (int i = 0; i < large; ++i) {
                const QList<Word> words = randomWords(random);
                QByteArray pickle = protocol::Request(words, protocol::CommandClass::Quick).encode();
                QVERIFY(pickle.endsWith("<F2B_END_COMMAND>"));
                pickle.chop(17);
                QVERIFY(!pickle.contains("<F2B_END_COMMAND>"));
                QVERIFY(!pickle.contains("<F2B_CLOSE_COMMAND>"));
                char size[4];
                qToLittleEndian(quint32(pickle.size()), size);
                data += QByteArray(size, 4) + pickle;
                expected += canonical(words);
            }
            QFile file(folder.filePath(u"requests"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(data), data.size());
            file.close();
            QByteArrayList lines = python({ u"read"_s, file.fileName() }).split('\n');
            lines.removeLast();
            QCOMPARE(lines.size(), expected.size());
            for (qsizetype i = 0; i < lines.size(); ++i)
                QCOMPARE(lines.at(i), expected.at(i));
        }
    }
};

QTEST_GUILESS_MAIN(DiffPickle)
#include "diff_pickle.moc"
