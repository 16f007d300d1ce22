// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"
#include "services/pending_changes_impl.h"
#include "services/pending_delivery.h"
#include "support/version_rows.h"

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;
using core::ReceiptResult;

namespace {

/// What waits, in one life of BanGUI, over a real daemon.
struct Waiting
{
    explicit Waiting(RealServices &services)
        : s(services)
    {
        QObject::connect(&pending, &services::PendingChanges::delivered, &context,
            [this](const QList<core::Receipt> &receipts) { delivered += receipts; });
    }
    QList<core::Receipt> ban(const QString &address)
    {
        const services::BanRequest request { { s.id }, { u"sshd"_s }, { *core::IpNetwork::parse(address) } };
        return s.wait<QList<core::Receipt>>([&](auto handler) { bans.ban(request, &context, handler); })
            .value_or(QList<core::Receipt> {});
    }
    QList<core::Receipt> unban(const QString &address)
    {
        const services::UnbanRequest request { { { s.id, {}, address } }, {} };
        return s.wait<QList<core::Receipt>>([&](auto handler) { bans.unban(request, &context, handler); })
            .value_or(QList<core::Receipt> {});
    }
    [[nodiscard]] bool becomesEmpty()
    {
        s.monitor.probeNow(s.id);
        return QTest::qWaitFor([this] { return pending.all().isEmpty(); }, 30'000);
    }

    RealServices &s;
    QObject context;
    storage::PendingChangeRepository rows { s.store };
    services::PendingChangesImpl pending { rows, s.clock };
    services::BanServiceImpl bans { s.state, s.registry, s.gate, s.monitor, s.undo, s.clock, [this] { return s.own; },
        &pending };
    services::PendingDelivery delivery { s.state, s.registry, s.gate, pending, bans, s.clock };
    QList<core::Receipt> delivered;
};

} // namespace

/// A real fail2ban that is down and comes back, with changes that wait for it.
class TestPendingReal : public QObject
{
    Q_OBJECT

    static QString isBanned(RealServices &s, const QString &address)
    {
        return s.daemon.client({ u"get"_s, u"sshd"_s, u"banned"_s, address }).output.trimmed();
    }

private Q_SLOTS:
    void downAndBack_data() { versionRows(); }
    void downAndBack()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        Waiting waiting(s);
        waiting.delivery.start();
        QCOMPARE(waiting.ban(u"192.0.2.1"_s).value(0).result, ReceiptResult::Done);
        QVERIFY(s.daemon.stop());
        s.monitor.probeNow(s.id);
        QTRY_COMPARE(s.state.status(s.id).state, core::ServerState::Offline);
        QCOMPARE(waiting.ban(u"192.0.2.2"_s).value(0).result, ReceiptResult::Pending);
        QCOMPARE(waiting.ban(u"192.0.2.3"_s).value(0).result, ReceiptResult::Pending);
        QCOMPARE(waiting.unban(u"192.0.2.1"_s).value(0).result, ReceiptResult::Pending);
        QCOMPARE(waiting.unban(u"192.0.2.3"_s).value(0).result, ReceiptResult::Pending); // the last wish
        QCOMPARE(waiting.pending.all().size(), 3);
        QVERIFY2(s.daemon.start(), qPrintable(s.daemon.error()));
        QVERIFY(waiting.becomesEmpty());
        QTRY_COMPARE(waiting.delivered.size(), 3);
        QCOMPARE(isBanned(s, u"192.0.2.1"_s), u"0"_s);
        QCOMPARE(isBanned(s, u"192.0.2.2"_s), u"1"_s);
        QCOMPARE(isBanned(s, u"192.0.2.3"_s), u"0"_s);
    }

    /// BanGUI ends while the server is down, and starts before or after it.
    void startedAgain_data()
    {
        QTest::addColumn<bool>("daemonFirst");
        QTest::newRow("the server first") << true;
        QTest::newRow("BanGUI first") << false;
    }
    void startedAgain()
    {
        QFETCH(bool, daemonFirst);
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.kill(); // its socket stays behind
        QTRY_VERIFY(!s.registry.session(s.id)->isConnected()); // or the first change goes out into the dead connection
        {
            Waiting waiting(s);
            QCOMPARE(waiting.ban(u"192.0.2.2"_s).value(0).result, ReceiptResult::Pending);
        }
        if (daemonFirst)
            QVERIFY2(s.daemon.start(), qPrintable(s.daemon.error()));
        Waiting waiting(s);
        QVERIFY(s.wait<bool>([&](auto handler) { waiting.pending.load(&waiting.context, handler); }));
        QCOMPARE(waiting.pending.all().size(), 1);
        waiting.delivery.start();
        if (!daemonFirst) {
            s.monitor.probeNow(s.id);
            QTRY_COMPARE(s.state.status(s.id).state, core::ServerState::Offline);
            QVERIFY2(s.daemon.start(), qPrintable(s.daemon.error()));
        }
        QVERIFY(waiting.becomesEmpty());
        QTRY_COMPARE(waiting.delivered.value(0).result, ReceiptResult::Done);
        QCOMPARE(isBanned(s, u"192.0.2.2"_s), u"1"_s);
        QVERIFY(s.undo.canUndo());
    }
};

QTEST_GUILESS_MAIN(TestPendingReal)
#include "tst_pending_real.moc"
