// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/fault_rig.h"
#include "services/wire_replies.h"
#include "support/scripted_server.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;
using core::AttentionReason;
using core::ServerState;
using faults::soon;
using support::ScriptedServer;

Q_DECLARE_METATYPE(core::ReceiptResult)

namespace {

QByteArray versionReply()
{
    return wire::done(wire::text(u"1.1.0"_s));
}

QByteArray statsReply(const QStringList &jails = { u"sshd"_s, u"web"_s })
{
    QList<std::pair<QString, QByteArray>> entries;
    for (const QString &jail : jails)
        entries.append(wire::jailStats(jail, 1, 2, 3, 4));
    return wire::done(wire::dict(entries));
}

ScriptedServer::Reply replyOf(const QByteArray &bytes)
{
    return { .bytes = bytes };
}

/// A daemon that tells its version as it should, and answers everything else so.
ScriptedServer::Responder honestAboutVersionOnly(const ScriptedServer::Reply &rest)
{
    return [rest](const QByteArray &request) { return request.contains("version") ? replyOf(versionReply()) : rest; };
}

ScriptedServer::Responder wellBehaved()
{
    return [](const QByteArray &request) {
        if (request.contains("version"))
            return replyOf(versionReply());
        if (request.contains("stats"))
            return replyOf(statsReply());
        const bool ofOneJail = request.contains("sshd") || request.contains("web");
        return replyOf(ofOneJail ? wire::jailStatusShort(1, 2, 3, 4) : wire::status({ u"sshd"_s, u"web"_s }));
    };
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

/// A daemon that means harm, or something else behind its socket. Whatever it does, BanGUI neither hangs nor falls,
/// never calls it online, and sees within two probe intervals when it behaves again.
class TestFaultsHostile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>(u"/tmp/bg-XXXXXX"_s);
        m_server = std::make_unique<ScriptedServer>();
        m_window = std::make_unique<faults::Window>(m_root->filePath(u"data"_s), m_clock);
        QVERIFY(m_window->start());
    }
    void cleanup()
    {
        m_window.reset();
        m_server.reset();
    }

    void neverAnswers_data();
    void neverAnswers();
    void saysNonsense_data();
    void saysNonsense();
    void streamsWithoutEnd_data();
    void streamsWithoutEnd();
    void slowButHonest();
    void moreAnswersThanQuestions();
    void cutAfterEveryByte();
    void namesThatLie();
    void bansThatCannotBeChecked_data();
    void bansThatCannotBeChecked();
    void oldDaemonsTakeOneAddressPerCommand();

private:
    /// It behaves again: online, with its two jails, within two intervals.
    void checkItRecovers(core::ServerId id)
    {
        m_server->setResponder(wellBehaved());
        QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->status(id).jails, (QStringList { u"sshd"_s, u"web"_s }), soon);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_window->jailFigure(id, u"web"_s, models::JailColumn::BannedNow), QVariant(qint64 { 3 }), soon);
    }

    std::unique_ptr<QTemporaryDir> m_root;
    faults::ShiftedClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<faults::Window> m_window;
};

void TestFaultsHostile::neverAnswers_data()
{
    QTest::addColumn<bool>("accepts");
    QTest::addColumn<bool>("afterVersion");
    QTest::newRow("accepts, says nothing") << true << false;
    QTest::newRow("does not even accept") << false << false;
    QTest::newRow("tells its version, then nothing") << true << true;
}

void TestFaultsHostile::neverAnswers()
{
    QFETCH(bool, accepts);
    QFETCH(bool, afterVersion);
    m_server->setAccepting(accepts);
    const ScriptedServer::Reply silence { .stall = true };
    m_server->setResponder(
        afterVersion ? honestAboutVersionOnly(silence) : [silence](const QByteArray &) { return silence; });
    const auto id = m_window->add(u"mute"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Busy, soon);
    QVERIFY(!m_window->status(id).online.value_or(false)); // nobody has ever seen it online
    QVERIFY(m_window->shown(id).startsWith(u"busy: "));
    QCOMPARE(texts::onlineSummary({ { id, u"mute"_s, m_window->status(id), {} } }).left(6), u"0 of 1"_s);
    const auto receipts = m_window->ban(id, u"sshd"_s, { u"192.0.2.1"_s });
    QVERIFY(!receipts || receipts->isEmpty() || receipts->constFirst().result != core::ReceiptResult::Done);
    m_server->setAccepting(true);
    checkItRecovers(id);
}

void TestFaultsHostile::saysNonsense_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("stats");
    const QByteArray fine = versionReply();
    const auto both = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << bytes; };
    both("another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n");
    both("zeros", QByteArray(4096, '\0'));
    both("a STOP and no marker", wire::done(wire::number(1)).chopped(17) + QByteArray(40, 'x'));
    both("only the marker", wire::endMarker);
    both("a million lists in each other",
        "\x80\x02" + QByteArray(1'000'000, ']') + QByteArray(999'999, 'a') + "." + wire::endMarker);
    both("a bare number", wire::frame(wire::number(7)));
    both("a tuple of one", wire::frame(wire::number(0) + "\x85"));
    both("a text of 4 GB announced", "\x80\x02X\xff\xff\xff\xff" + QByteArray(1000, 'x'));
    both("a text of 10 GB announced", QByteArray("\x80\x04\x8d\x00\xe4\x0b\x54\x02\x00\x00\x00", 11));
    both("pops an empty stack", QByteArray("\x80\x02") + "000." + wire::endMarker);
    both("a call of os.system",
        "\x80\x02"
        "cos\nsystem\n"
            + wire::text(u"touch /tmp/bg-owned"_s) + "\x85R." + wire::endMarker);
    both("an error in bare words", wire::frame(wire::text(u"ERROR: it burns"_s)));
    QTest::newRow("a version that is a list") << wire::done(wire::list({ wire::number(1) })) << statsReply();
    QTest::newRow("stats that are a number") << fine << wire::done(wire::number(3));
    QTest::newRow("stats that are a list") << fine << wire::done(wire::list({ wire::text(u"sshd"_s) }));
}

void TestFaultsHostile::saysNonsense()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, stats);
    m_server->setResponder(
        [version, stats](const QByteArray &request) { return replyOf(request.contains("version") ? version : stats); });
    const auto id = m_window->add(u"liar"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::NeedsAttention, soon);
    QCOMPARE(m_window->status(id).attention, AttentionReason::NotFail2ban);
    QCOMPARE(m_window->status(id).lastOutcome, core::ProbeOutcome::ProtocolError);
    QCOMPARE(m_window->shown(id), u"needs attention: not fail2ban"_s);
    QVERIFY(!m_window->status(id).online.value_or(false));
    QVERIFY(!QFile::exists(u"/tmp/bg-owned"_s));
    checkItRecovers(id);
}

void TestFaultsHostile::streamsWithoutEnd_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("one text") << QByteArray("\x80\x04\x8d\x00\xe4\x0b\x54\x02\x00\x00\x00", 11)
                              << QByteArray(1 << 20, 'x');
    QTest::newRow("many small texts") << QByteArray("\x80\x02](") << QByteArray("U\x04soon").repeated(150'000);
    QTest::newRow("many numbers") << QByteArray("\x80\x02](") << QByteArray("K\x01").repeated(500'000);
    QTest::newRow("large texts") << QByteArray("\x80\x02](") << wire::text(QString(1 << 20, u'x'));
}

void TestFaultsHostile::streamsWithoutEnd()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, part);
    const qint64 before = residentBytes();
    QVERIFY(before > 0);
    m_server->setResponder([start](const QByteArray &) { return replyOf(start); });
    qint64 sent = 0;
    QTimer pump;
    connect(&pump, &QTimer::timeout, this, [&] {
        if (m_server->connectionCount() > 0) {
            m_server->send(part);
            sent += part.size();
        }
    });
    const auto id = m_window->add(u"flood"_s, m_server->path());
    pump.start(2);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->state(id) != ServerState::Unknown, 3 * soon);
    pump.stop();
    QVERIFY2(m_window->state(id) == ServerState::NeedsAttention || m_window->state(id) == ServerState::Busy,
        qPrintable(core::serverStateName(m_window->state(id))));
    QVERIFY(!m_window->status(id).online.value_or(false));
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 1024LL * 1024 * 1024, qPrintable(QString::number(grown)));
    QVERIFY2(sent < 2048LL * 1024 * 1024, qPrintable(QString::number(sent)));
    checkItRecovers(id);
}

void TestFaultsHostile::slowButHonest()
{
    m_server->setResponder([](const QByteArray &request) {
        auto reply = wellBehaved()(request);
        reply.chunk = 1;
        return reply;
    });
    const auto id = m_window->add(u"slow"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    QCOMPARE(m_window->status(id).version, u"1.1.0"_s);
    QCOMPARE(m_window->status(id).counters.currentBans, 6);

    // It is ending: it answers for the last time, and is not online any more.
    m_server->setReply(wire::frame(wire::list({ wire::text(u"SHUTDOWN"_s) })));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Offline, soon);
    QCOMPARE(m_window->shown(id), u"offline: offline"_s);
    QVERIFY(m_window->isJailStale(id, u"web"_s));
    checkItRecovers(id);
}

void TestFaultsHostile::moreAnswersThanQuestions()
{
    // An answer that nobody asked for must not be taken for the next one's: the connection goes, the first one counts.
    m_server->setResponder([](const QByteArray &request) {
        const QByteArray first = wellBehaved()(request).bytes;
        return replyOf(request.contains("version") ? first + first + statsReply({ u"wrong"_s }) : first);
    });
    const auto id = m_window->add(u"chatty"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    QCOMPARE(m_window->status(id).version, u"1.1.0"_s);
    QCOMPARE(m_window->status(id).jails, (QStringList { u"sshd"_s, u"web"_s }));
    QVERIFY(m_server->acceptedCount() >= 2);
    checkItRecovers(id);
}

void TestFaultsHostile::cutAfterEveryByte()
{
    const QByteArray whole = statsReply();
    m_server->setResponder(wellBehaved());
    const auto id = m_window->add(u"cut"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    int finished = 0;
    connect(&m_window->set.healthMonitor, &services::HealthMonitor::probeFinished, this, [&] { ++finished; });
    for (qsizetype cut = 0; cut < whole.size(); ++cut) {
        m_server->setResponder(honestAboutVersionOnly({ .bytes = whole, .cutAfter = cut }));
        const qint64 asked = m_clock.nowMs();
        const int before = finished;
        m_window->set.healthMonitor.probeNow(id);
        QTRY_VERIFY_WITH_TIMEOUT(finished > before && m_window->status(id).checkedAt >= asked, soon);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Offline, soon);
        QCOMPARE(m_window->status(id).lastError.code, core::ErrorCode::ConnectionLost);
        QCOMPARE(m_window->status(id).counters.currentBans, 6); // those of before, not half of it
    }
    checkItRecovers(id);
}

void TestFaultsHostile::namesThatLie()
{
    const QString lie = u"ss\u202Ehd\n<b>\u0007"_s;
    QStringList many { lie, QString(5'000, u'j') };
    for (int i = 0; i < 200; ++i)
        many.append(u"jail-%1"_s.arg(i));
    m_server->setResponder([many](const QByteArray &request) {
        if (request.contains("version"))
            return replyOf(wire::done(wire::text(u"1.1\u202E\n<i>"_s)));
        return replyOf(statsReply(many));
    });
    const auto id = m_window->add(u"names"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    QVERIFY(!m_window->shown(id).contains(u'\u202E'));
    QVERIFY(!m_window->shown(id).contains(u'\n'));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->jails.rowCount(), 202, soon);
    const QModelIndex index = m_window->jails.indexOf(id, lie);
    QVERIFY(index.isValid());
    QVERIFY(!index.data().toString().contains(u'\u202E'));
    QVERIFY(!index.data().toString().contains(u'\n'));
    checkItRecovers(id);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->jails.rowCount(), 2, soon);
}

void TestFaultsHostile::bansThatCannotBeChecked_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<core::ReceiptResult>("result");
    QTest::newRow("all were banned") << 3 << core::ReceiptResult::Done;
    QTest::newRow("some, nobody knows which") << 1 << core::ReceiptResult::Failed;
}

void TestFaultsHostile::bansThatCannotBeChecked()
{
    QFETCH(int, count);
    QFETCH(core::ReceiptResult, result);
    bool taken = false;
    m_server->setResponder([count, &taken](const QByteArray &request) {
        if (request.contains("banip")) {
            taken = true;
            return replyOf(wire::done(wire::number(count)));
        }
        if (!request.contains("banned"))
            return wellBehaved()(request);
        // Who is banned: nobody before, and then the connection ends.
        const QList<QByteArray> nowhere(std::max<qsizetype>(1, request.count("192.0.2.")), wire::list({}));
        return ScriptedServer::Reply { .bytes = wire::done(wire::list(nowhere)), .cutAfter = taken ? 10 : -1 };
    });
    const auto id = m_window->add(u"cut"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    const auto receipts = m_window->ban(id, u"web"_s, { u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s });
    QVERIFY(taken);
    QVERIFY(receipts);
    QCOMPARE(receipts->size(), 3);
    for (const core::Receipt &receipt : *receipts)
        QCOMPARE(core::receiptResultName(receipt.result), core::receiptResultName(result));
}

void TestFaultsHostile::oldDaemonsTakeOneAddressPerCommand()
{
    // 0.9 reads the first address of a `banip` and drops the others without a word; nor can it be asked who is banned.
    QList<qsizetype> sizes;
    m_server->setResponder([&sizes](const QByteArray &request) {
        if (request.contains("banned"))
            return replyOf(wire::invalidCommand());
        if (!request.contains("192.0.2."))
            return wellBehaved()(request);
        sizes.append(request.count("192.0.2."));
        return replyOf(wire::done(wire::text(u"192.0.2.1"_s)));
    });
    const auto id = m_window->add(u"old"_s, m_server->path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(id), ServerState::Online, soon);
    const auto receipts = m_window->ban(id, u"web"_s, { u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s });
    QVERIFY(receipts);
    QCOMPARE(sizes, (QList<qsizetype> { 1, 1, 1 }));
    QCOMPARE(receipts->size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(receipts->at(i).target, u"192.0.2.%1"_s.arg(i + 1));
        QCOMPARE(receipts->at(i).result, core::ReceiptResult::Done);
    }
}

QTEST_GUILESS_MAIN(TestFaultsHostile)
#include "tst_faults_hostile.moc"
