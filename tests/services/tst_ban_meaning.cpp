// SPDX-License-Identifier: GPL-3.0-or-later
#include "pending_rig.h"
#include "support/event_loop.h"

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ReceiptResult;

/// A ban, an unban and their undo do what was shown and nothing else: not to another ban, nor to another daemon.
class TestBanMeaning : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;
    support::FakeClock m_clock;
    using Life = doubles::PendingLife;
    using Receipts = QList<core::Receipt>;

    QString freshPath() { return m_folder.filePath(u"store-%1.db"_s.arg(++m_count)); }
    static QList<ReceiptResult> results(const Receipts &receipts)
    {
        QList<ReceiptResult> list;
        for (const core::Receipt &receipt : receipts)
            list.append(receipt.result);
        return list;
    }
    static Receipts undoNewest(Life &life)
    {
        return life.wait<Receipts>([&](auto handler) { life.undo.undo(0, &life.context, handler); })
            .value_or(Receipts {});
    }
    static Receipts unban(Life &life, const services::UnbanRequest &request)
    {
        life.goOn();
        return life.wait<Receipts>([&](auto handler) { life.bans.unban(request, &life.context, handler); })
            .value_or(Receipts {});
    }
    static services::UnbanPreview preview(Life &life, const services::UnbanRequest &request)
    {
        return life
            .wait<services::UnbanPreview>(
                [&](auto handler) { life.bans.previewUnban(request, &life.context, handler); })
            .value_or(services::UnbanPreview {});
    }
    static bool listed(Life &life, core::ServerId server)
    {
        return QTest::qWaitFor([&] { return !life.bans.snapshot(server).loading; }, 30'000);
    }

private Q_SLOTS:
    void aRowMeansItsOwnBan()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        support::FakeDaemon &daemon = *life.servers[web].daemon;
        daemon.banned[u"web"_s] = { u"198.51.100.0/24"_s, u"203.0.113.9"_s };
        daemon.banned[u"sshd"_s] = { u"203.0.113.8"_s };
        // Both had gone when it was their turn: a network around the one, single addresses inside of the other.
        QCOMPARE(results(unban(life, { { { web, u"web"_s, u"198.51.100.5"_s, true } }, {} })),
            QList { ReceiptResult::NothingToDo });
        QCOMPARE(results(unban(life, { { { web, u"sshd"_s, u"203.0.113.0/24"_s, true } }, {} })),
            QList { ReceiptResult::NothingToDo });
        QCOMPARE(life.changesOf(web), QStringList {});
        // Typed, the same address means the network.
        QCOMPARE(results(unban(life, { { { web, u"web"_s, u"198.51.100.5"_s } }, {} })), QList { ReceiptResult::Done });
        QCOMPARE(life.changesOf(web), QStringList { u"set web unbanip 198.51.100.0/24"_s });
    }

    void noMoreThanThePreviewFound()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        support::FakeDaemon &daemon = *life.servers[web].daemon;
        daemon.banned[u"web"_s] = { u"198.51.100.5"_s };
        daemon.banned[u"sshd"_s] = { u"198.51.100.0/28"_s };
        services::UnbanRequest everywhere { { { web, {}, u"198.51.100.5"_s } }, {} };
        const services::UnbanPreview shown = preview(life, everywhere);
        QCOMPARE(shown.found.size(), 2);
        QVERIFY(shown.found.first().exact);
        everywhere.only = shown.found;
        daemon.banned[u"web"_s] = { u"198.51.100.0/24"_s };
        QCOMPARE(results(unban(life, everywhere)), QList { ReceiptResult::Done });
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd unbanip 198.51.100.0/28"_s });
    }

    void aKeptUnbanOfARowMeansItsOwnBan()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::NoSocket);
        QCOMPARE(results(unban(life, { { { web, u"web"_s, u"198.51.100.5"_s, true } }, {} })),
            QList { ReceiptResult::Pending });
        life.servers[web].daemon->banned[u"web"_s].insert(u"198.51.100.0/24"_s);
        life.comeBack(web);
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::NothingToDo });
        QCOMPARE(life.changesOf(web), QStringList {});
    }

    void aServerThatIsBackIsAskedBeforeTheBan()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.servers[web].daemon->ignored = { u"198.51.100.7"_s };
        life.probe(web, ProbeOutcome::NoSocket); // the way is back already, and nobody has found out yet
        services::BanRequest wide { { web }, { u"sshd"_s }, { *core::IpNetwork::parse(u"198.51.100.0/24") } };
        const auto shown = life.wait<services::BanPreview>(
            [&](auto handler) { life.bans.previewBan(wide, &life.context, handler); });
        QVERIFY(shown);
        QCOMPARE(shown->unasked, QList { web });
        wide.unasked = shown->unasked;
        wide.seen = shown->warnings;
        const auto ban = [&life](const services::BanRequest &request) {
            life.goOn();
            return life.wait<Receipts>([&](auto handler) { life.bans.ban(request, &life.context, handler); })
                .value_or(Receipts {});
        };
        const Receipts refused = ban(wide);
        QCOMPARE(results(refused), QList { ReceiptResult::Refused });
        QCOMPARE(refused.first().error.code, ErrorCode::PreflightFailed);
        QCOMPARE(refused.first().detail, u"198.51.100.7"_s);
        QCOMPARE(life.changesOf(web), QStringList {});
        QVERIFY(!life.undo.canUndo());
        // What was said before the click is no reason.
        wide.seen.append(
            { services::BanWarning::Kind::CoversIgnored, web, u"sshd"_s, u"198.51.100.0/24"_s, u"198.51.100.7"_s });
        QCOMPARE(results(ban(wide)), QList { ReceiptResult::Done });
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 198.51.100.0/24"_s });
    }

    void aFailedQuestionIsNoAnswer()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.servers[web].daemon->silentOn = u"get"_s;
        const services::BanRequest request { { web }, { u"sshd"_s }, { *core::IpNetwork::parse(u"192.0.2.1") } };
        const auto shown = life.wait<services::BanPreview>(
            [&](auto handler) { life.bans.previewBan(request, &life.context, handler); });
        QVERIFY(shown);
        QCOMPARE(shown->unasked, QList { web });
        life.servers[web].daemon->silentOn.clear();
        life.goOn();
        const auto answered = life.wait<services::BanPreview>(
            [&](auto handler) { life.bans.previewBan(request, &life.context, handler); });
        QCOMPARE(answered->unasked, QList<core::ServerId> {});
    }

    void anUndoLeavesANewerBan()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.ban({ web }, { u"192.0.2.1"_s, u"192.0.2.2"_s });
        QVERIFY(listed(life, web));
        // One of them ends, and fail2ban bans it anew.
        life.servers[web].daemon->since[u"192.0.2.1"_s] = u"2026-11-21 12:00:00"_s;
        Receipts receipts = undoNewest(life);
        QCOMPARE(receipts.size(), 2);
        for (const core::Receipt &receipt : receipts)
            QCOMPARE(
                receipt.result, receipt.target == u"192.0.2.2"_s ? ReceiptResult::Done : ReceiptResult::NothingToDo);
        QCOMPARE(life.changesOf(web).last(), u"set sshd unbanip 192.0.2.2"_s);
        QCOMPARE(life.servers[web].daemon->banned[u"sshd"_s], QSet<QString> { u"192.0.2.1"_s });
    }

    void anUndoThatComesBackRepeatsNothing()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId good = life.add(1);
        const core::ServerId bad = life.add(2);
        for (const core::ServerId each : { good, bad })
            life.servers[each].daemon->banned[u"sshd"_s] = { u"192.0.2.1"_s };
        unban(life, { { { good, u"sshd"_s, u"192.0.2.1"_s, true }, { bad, u"sshd"_s, u"192.0.2.1"_s, true } }, {} });
        life.servers[bad].daemon->silentOn = u"set"_s;
        const Receipts first = undoNewest(life);
        QCOMPARE(first.size(), 2);
        QVERIFY(life.undo.canUndo());
        life.servers[bad].daemon->silentOn.clear();
        // Meanwhile somebody lifts it there on purpose.
        life.servers[good].daemon->banned[u"sshd"_s].clear();
        life.goOn();
        const Receipts second = undoNewest(life);
        QCOMPARE(second.size(), 1);
        QCOMPARE(second.first().server, bad);
        QVERIFY(life.servers[good].daemon->banned[u"sshd"_s].isEmpty());
    }

    void whatWaitsNoMoreCannotBeUndone()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.setDown(web, ErrorCode::NoSocket);
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s })), QList { ReceiptResult::Pending });
        QCOMPARE(life.undo.entries().size(), 1);
        QVERIFY(life.wait<int>(
            [&](auto handler) { life.pending.withdraw({ life.pending.all().first().id }, &life.context, handler); }));
        QTRY_VERIFY(!life.undo.canUndo());
        // One that was delivered can still be taken back.
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.2"_s })), QList { ReceiptResult::Pending });
        life.delivery.start();
        life.comeBack(web);
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::Done });
        QCOMPARE(life.undo.entries().size(), 1);
        QCOMPARE(results(undoNewest(life)), QList { ReceiptResult::Done });
        QVERIFY(life.servers[web].daemon->banned[u"sshd"_s].isEmpty());
    }

    /// 0.9 cannot be asked about one address; its list tells what was there before.
    void anOldDaemonsBansStay()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const auto daemon = life.servers[web].daemon;
        daemon->old = true;
        daemon->banned[u"sshd"_s] = { u"192.0.2.1"_s };
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s, u"192.0.2.2"_s })),
            (QList { ReceiptResult::NothingToDo, ReceiptResult::Done }));
        QCOMPARE(daemon->changes.size(), 2);
        QCOMPARE(daemon->banned[u"sshd"_s].size(), 2);
        QCOMPARE(results(undoNewest(life)), QList { ReceiptResult::Done });
        QCOMPARE(daemon->banned[u"sshd"_s], QSet { u"192.0.2.1"_s });
    }

    void itIsBusyUntilTheLastReceipt()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        QVERIFY(!life.bans.isBusy());
        doubles::Heard<Receipts> heard;
        const services::BanRequest request { { web }, { u"sshd"_s }, { *core::IpNetwork::parse(u"192.0.2.1") } };
        life.bans.ban(request, &heard.context, heard.handler());
        QVERIFY(life.bans.isBusy());
        QTRY_COMPARE(heard.count(), 1);
        QTRY_VERIFY(!life.bans.isBusy());
    }

    /// The program ends: what has been sent has its receipt, what has not been waits for the next start.
    void whatIsPostponedWaits_data()
    {
        QTest::addColumn<bool>("keeps");
        QTest::newRow("in the book") << true;
        QTest::newRow("where nothing is kept") << false;
    }
    void whatIsPostponedWaits()
    {
        QFETCH(bool, keeps);
        const QString path = freshPath();
        auto life = std::make_unique<Life>(path, m_clock);
        const core::ServerId web = life->add(1);
        const auto daemon = life->servers[web].daemon;
        life->pending.setKeeping(keeps);
        services::BanRequest request { { web }, { u"sshd"_s }, {} };
        for (int i = 0; i < 250; ++i)
            request.targets.append(*core::IpNetwork::parse(u"192.0.2.%1"_s.arg(i)));
        doubles::Heard<bool> ended;
        doubles::Heard<Receipts> heard;
        life->servers[web].channel->setResponder([&, behind = daemon](const QByteArray &bytes) {
            const qsizetype before = behind->changes.size();
            const QByteArray reply = behind->answer(bytes);
            if (before == 0 && behind->changes.size() == 1)
                life->bans.postpone(&ended.context, ended.handler());
            return reply;
        });
        life->bans.ban(request, &heard.context, heard.handler());
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(heard.count(), 1); // before
        const QList<ReceiptResult> told = results(*heard.results[0]);
        QCOMPARE(told.size(), 250);
        QCOMPARE(told.count(ReceiptResult::Done), 100);
        QCOMPARE(told.count(keeps ? ReceiptResult::Pending : ReceiptResult::Failed), 150);
        QCOMPARE(heard.results[0]->constLast().error.code, ErrorCode::Cancelled);
        QCOMPARE(daemon->changes.size(), 1);
        // Nor is anything sent that is asked for now, or waits already.
        QCOMPARE(results(life->unban(web, u"192.0.2.1"_s)),
            QList { keeps ? ReceiptResult::Pending : ReceiptResult::Failed });
        life->delivery.start();
        life->comeBack(web);
        support::letTimersFire(20);
        QCOMPARE(daemon->changes.size(), 1);
        if (!keeps)
            return;
        const QList<core::PendingChange> waiting = life->pending.all();
        QCOMPARE(waiting.size(), 2);
        QCOMPARE(waiting.at(0).targets.size(), 150);
        QCOMPARE(waiting.at(0).place, core::daemonKey(*life->registry.profile(web)));
        QCOMPARE(waiting.at(1).kind, core::PendingChange::Kind::Unban);
        QCOMPARE(waiting.at(1).targets, QStringList { u"192.0.2.1"_s });

        life.reset();
        Life next(path, m_clock);
        QCOMPARE(next.add(1, daemon), web);
        QVERIFY(next.load());
        next.delivery.start();
        next.comeBack(web);
        QTRY_VERIFY(next.pending.all().isEmpty());
        QCOMPARE(daemon->banned[u"sshd"_s].size(), 249);
        QVERIFY(!daemon->banned[u"sshd"_s].contains(u"192.0.2.1"_s));
    }

    void aProfileThatIsEditedWhileAnUnbanIsOnItsWay()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const auto old = life.servers[web].daemon;
        old->banned[u"sshd"_s] = { u"192.0.2.77"_s };
        bool handedOver = false;
        life.servers[web].channel->setResponder([old, &handedOver](const QByteArray &request) {
            const QByteArray reply = old->answer(request);
            if (!request.contains("unbanip"))
                return reply;
            handedOver = true;
            return QByteArray();
        });
        doubles::Heard<Receipts> heard;
        life.bans.unban({ { { web, u"sshd"_s, u"192.0.2.77"_s, true } }, {} }, &heard.context, heard.handler());
        QTRY_VERIFY(handedOver);
        core::ServerProfile moved = *life.registry.profile(web);
        moved.socketPath = u"/run/other.sock"_s;
        life.registry.change(moved);
        support::FakeDaemon other;
        support::FakeChannel *channel = life.registry.put(moved, { 60'000, 60'000, 60'000, 60'000, 60'000 });
        channel->setAutoAccept(true);
        channel->setResponder([&other](const QByteArray &request) { return other.answer(request); });
        QTRY_COMPARE(heard.count(), 1);
        const Receipts receipts = heard.results.first().value_or(Receipts {});
        QCOMPARE(results(receipts), QList { ReceiptResult::Failed });
        QCOMPARE(receipts.first().error.code, ErrorCode::ConnectionLost); // it may have been done, and it was
        // The way back is that of the daemon that was meant, not of the one that the profile leads to now.
        QCOMPARE(life.undo.entries().size(), 1);
        QCOMPARE(results(undoNewest(life)), QList { ReceiptResult::Failed });
        QCOMPARE(other.changes, QStringList {});
    }
};

QTEST_GUILESS_MAIN(TestBanMeaning)
#include "tst_ban_meaning.moc"
