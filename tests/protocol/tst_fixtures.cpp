// SPDX-License-Identifier: GPL-3.0-or-later
// Every recorded conversation, in every slicing.
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"
#include "protocol/server_error.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using protocol::FrameDecoder;
using protocol::Value;

namespace {

using Results = std::vector<core::Result<Value>>;

QString compare(const Recording &r, const Value &value)
{
    // Four recordings were written down as Python prints them, up to the 300th character.
    const QString text = r.decoded.toString();
    const QString repr = protocol::pythonRepr(value);
    if (text.startsWith(u'('))
        return (text.size() == 300 ? repr.left(300) : repr) == text ? QString() : r.name + u": not "_s + text;
    return difference(value, r.decoded, r.name);
}

QString check(const Recording &r, const Results &results)
{
    for (const auto &result : results) {
        if (!result)
            return r.name + ": "_L1 + result.error().detail;
    }
    if (results.size() == 1)
        return compare(r, *results.front());
    if (results.empty())
        return r.response.isEmpty() ? QString() : r.name + ": nothing decoded"_L1;
    const QJsonArray expected = r.decoded.toArray();
    if (expected.size() != qsizetype(results.size()))
        return r.name + u": %1 replies"_s.arg(results.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (const QString d = difference(*results[size_t(i)], expected.at(i), r.name); !d.isEmpty())
            return d;
    }
    return {};
}

} // namespace

class TstFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAreThere()
    {
        // 324 + 320 + 203 + 198 entries; an accidental cut of a file would otherwise pass silently.
        QHash<QString, int> count;
        for (const Recording &r : recordings())
            ++count[r.file];
        QCOMPARE(count.value(QLatin1String(fail2ban110)), 324);
        QCOMPARE(count.value(QLatin1String(fail2ban102)), 320);
        QCOMPARE(count.value(QLatin1String(fail2ban0112)), 203);
        QCOMPARE(count.value(QLatin1String(fail2ban0106)), 198);
    }

    void wholeReplies()
    {
        for (const Recording &r : recordings()) {
            FrameDecoder decoder;
            QCOMPARE(check(r, decoder.feedRaw(r.response)), QString());
            QVERIFY(!decoder.isMidReply());
            QVERIFY(!decoder.isBroken());
        }
    }

    void oneByteAtATime()
    {
        for (const Recording &r : recordings()) {
            FrameDecoder decoder;
            Results all;
            for (const char &byte : r.response) {
                for (auto &result : decoder.feedRaw(QByteArrayView(&byte, 1)))
                    all.push_back(std::move(result));
            }
            QCOMPARE(check(r, all), QString());
            QVERIFY(!decoder.isMidReply());
        }
    }

    void oddSlices()
    {
        for (const qsizetype slice : { 3, 17, 64, 1021, 65536 }) {
            for (const Recording &r : recordings()) {
                FrameDecoder decoder;
                Results all;
                for (qsizetype at = 0; at < r.response.size(); at += slice) {
                    for (auto &result : decoder.feedRaw(
                             QByteArrayView(r.response).sliced(at).first(std::min(slice, r.response.size() - at))))
                        all.push_back(std::move(result));
                }
                QCOMPARE(check(r, all), QString());
            }
        }
    }

    void cutAfterEveryByte_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *file, const char *name) {
            QTest::addRow("%s %s", file, name) << QString::fromLatin1(file) << QString::fromLatin1(name);
        };
        row(fail2ban110, "000-ping");
        row(fail2ban110, "003-help");
        row(fail2ban110, "020-echo-surrogate");
        row(fail2ban110, "033-status-sshd");
        row(fail2ban110, "044-stats");
        row(fail2ban110, "047-banned");
        row(fail2ban110, "054-get-sshd-banip---with-time");
        row(fail2ban110, "205-set-action-call-badjson");
        row(fail2ban110, "287-raw-echo-types-max");
        row(fail2ban110, "916-get-action-py-prop");
        row(fail2ban110, "926-synthetic-SHUTDOWN");
        row(fail2ban102, "276-raw-garbage");
        row(fail2ban0112, "032-status-sshd");
        row(fail2ban0112, "284-raw-echo-types-p2");
        row(fail2ban0112, "003-help");
    }

    void cutAfterEveryByte()
    {
        QFETCH(QString, file);
        QFETCH(QString, name);
        const Recording &r = recording(file, name);
        for (qsizetype cut = 1; cut < r.response.size(); ++cut) {
            FrameDecoder decoder;
            QCOMPARE(decoder.feedRaw(QByteArrayView(r.response).first(cut)).size(), size_t(0));
            QVERIFY(decoder.isMidReply());
            QVERIFY(!decoder.isBroken());
            // What was cut off makes it whole.
            QCOMPARE(check(r, decoder.feedRaw(QByteArrayView(r.response).sliced(cut))), QString());
            QVERIFY(!decoder.isMidReply());
        }
    }

    void pipelined()
    {
        // All replies of one server in one stream, as pipelined requests would get them.
        for (const char *file : { fail2ban110, fail2ban102, fail2ban0112, fail2ban0106 }) {
            QByteArray stream;
            std::vector<const Recording *> order;
            for (const Recording &r : recordings()) {
                if (r.file != QLatin1String(file) || r.response.isEmpty() || r.response.count("<F2B_END_COMMAND>") != 1)
                    continue;
                stream += r.response;
                order.push_back(&r);
            }
            FrameDecoder decoder;
            const Results results = decoder.feedRaw(stream);
            QCOMPARE(results.size(), order.size());
            for (size_t i = 0; i < order.size(); ++i) {
                QVERIFY(results[i].has_value());
                QCOMPARE(compare(*order[i], *results[i]), QString());
            }
        }
    }

    void valuesOutliveTheDecoder()
    {
        const Recording &r = recording(QLatin1String(fail2ban110), u"921-status-1k"_s);
        Value kept;
        {
            FrameDecoder decoder;
            Results results = decoder.feedRaw(r.response);
            kept = results.front()->at(1).at(1);
        }
        QCOMPARE(kept.at(0).toString(), u"Actions"_s);
        QCOMPARE(kept.at(1).at(2).at(1).at(999).toString(), u"10.1.3.231"_s);
    }
};

QTEST_APPLESS_MAIN(TstFixtures)
#include "tst_fixtures.moc"
