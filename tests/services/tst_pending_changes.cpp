// SPDX-License-Identifier: GPL-3.0-or-later
#include "pending_rig.h"
#include "support/event_loop.h"

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ProbeOutcome;
using core::ReceiptResult;

/// What could not be sent waits for its server, and is sent once, in the order of asking, or withdrawn.
class TestPendingChanges : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;
    support::FakeClock m_clock;
    using Life = doubles::PendingLife;

    QString freshPath() { return m_folder.filePath(u"store-%1.db"_s.arg(++m_count)); }
    static QList<ReceiptResult> results(const QList<core::Receipt> &receipts)
    {
        QList<ReceiptResult> list;
        for (const core::Receipt &receipt : receipts)
            list.append(receipt.result);
        return list;
    }
    /// Everything of ours has been done that can be done now.
    static bool settles(Life &life, qsizetype waiting)
    {
        return QTest::qWaitFor([&] { return life.pending.all().size() == waiting; }, 30'000);
    }

    static QList<services::BanWarning::Kind> warnedOf(Life &life, core::ServerId web, const QString &target)
    {
        const services::BanRequest request { { web }, { u"sshd"_s }, { *core::IpNetwork::parse(target) } };
        const auto preview = life.wait<services::BanPreview>(
            [&](auto handler) { life.bans.previewBan(request, &life.context, handler); });
        QList<services::BanWarning::Kind> kinds;
        for (const services::BanWarning &warning : preview.value_or(services::BanPreview {}).warnings)
            kinds.append(warning.kind);
        return kinds;
    }
    static core::Result<QList<core::Receipt>> undoNewest(Life &life)
    {
        return life.wait<QList<core::Receipt>>([&](auto handler) { life.undo.undo(0, &life.context, handler); });
    }

private Q_SLOTS:
    void whatIsStoredKeepsNobodyFromAsking()
    {
        using Kind = services::BanWarning::Kind;
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.servers[web].daemon->ignored = { u"192.0.2.0/24"_s };
        core::ServerStatus stored;
        stored.lastOutcome = ProbeOutcome::NoSocket;
        stored.lastGoodAt = 1;
        for (const QStringList &jails : { QStringList { u"sshd"_s }, QStringList { u"web"_s } }) {
            stored.jails = jails;
            life.state.removeServer(web);
            life.state.addServer(web, stored);
            const auto kinds = warnedOf(life, web, u"192.0.2.7"_s);
            QVERIFY(kinds.contains(Kind::Unreachable));
            QVERIFY(kinds.contains(Kind::Ignored));
        }
        // Found away by this process: nobody waits for it once more.
        life.probe(web, ProbeOutcome::TunnelDown);
        const auto kinds = warnedOf(life, web, u"192.0.2.7"_s);
        QVERIFY(kinds.contains(Kind::Unreachable));
        QVERIFY(!kinds.contains(Kind::Ignored));
    }

    void whatWaitedLocksNobodyOut()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.7"_s, u"127.0.0.1"_s, u"198.51.100.1"_s });
        life.servers[web].daemon->ignored = { u"192.0.2.0/24"_s };
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(
            results(life.delivered), (QList { ReceiptResult::Refused, ReceiptResult::Refused, ReceiptResult::Done }));
        QCOMPARE(life.delivered.first().error.code, ErrorCode::PreflightFailed);
        QCOMPARE(life.delivered.first().target, u"192.0.2.7"_s);
        QCOMPARE(life.delivered.first().detail, u"192.0.2.0/24"_s);
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 198.51.100.1"_s });
    }

    void anUndoThatIsStoppedComesBackWhole()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 1);
        life.lock.unlocked = false;
        QCOMPARE(results(undoNewest(life).value_or(QList<core::Receipt> {})), QList { ReceiptResult::Refused });
        QCOMPARE(life.undo.entries().size(), 1);
        life.lock.unlocked = true;
        QCOMPARE(results(undoNewest(life).value_or(QList<core::Receipt> {})), QList { ReceiptResult::Done });
        QVERIFY(life.servers[web].daemon->banned[u"sshd"_s].isEmpty());
    }

    void anUnbanWithoutAnswerCanBeTakenBack()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s })), QList { ReceiptResult::Done });
        life.servers[web].daemon->silentOn = u"set"_s;
        QCOMPARE(results(life.unban(web, u"192.0.2.1"_s)), QList { ReceiptResult::Failed });
        life.servers[web].daemon->silentOn.clear();
        QCOMPARE(life.undo.entries().size(), 2);
        QCOMPARE(life.undo.entries().last().kind, services::UndoKind::Unban);
        QVERIFY(undoNewest(life));
        QCOMPARE(life.changesOf(web).last(), u"set sshd banip 192.0.2.1"_s);
    }

    void whatIsDeliveredReplacesWhatIsOlder()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.unban(web, u"192.0.2.1"_s);
        life.ban({ web }, { u"192.0.2.1"_s });
        QCOMPARE(life.pending.all().size(), 2);
        life.setDown(web, std::nullopt);
        life.pending.sendNow({ life.pending.all().last().id });
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.replaced.size(), 1);
        QCOMPARE(life.replaced.first().kind, core::PendingChange::Kind::Unban);
        life.comeBack(web);
        support::letTimersFire(50);
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 192.0.2.1"_s });
        QCOMPARE(life.servers[web].daemon->banned[u"sshd"_s], QSet<QString> { u"192.0.2.1"_s });
    }

    void aServerThatIsNotKnownYet()
    {
        const QString path = freshPath();
        auto daemon = std::make_shared<support::FakeDaemon>();
        Life window(path, m_clock);
        Life other(path, m_clock);
        window.add(1);
        const core::ServerId late = other.add(2, daemon);
        window.delivery.start();
        other.setDown(late, ErrorCode::TunnelDown);
        other.ban({ late }, { u"192.0.2.1"_s });
        window.pending.reload();
        QVERIFY(settles(window, 1));
        support::letTimersFire(50);
        QVERIFY(window.delivered.isEmpty());
        QCOMPARE(window.pending.all().size(), 1);
        window.add(2, daemon);
        window.comeBack(late);
        QVERIFY(settles(window, 0));
        QTRY_COMPARE(results(window.delivered), QList { ReceiptResult::Done });
    }

    void whatAnotherProcessKeptGivesWayToo()
    {
        const QString path = freshPath();
        auto daemon = std::make_shared<support::FakeDaemon>();
        Life window(path, m_clock);
        Life other(path, m_clock);
        const core::ServerId web = window.add(1, daemon);
        other.add(1, daemon);
        other.setDown(web, ErrorCode::TunnelDown);
        other.ban({ web }, { u"192.0.2.1"_s });
        QVERIFY(window.pending.all().isEmpty()); // it has not read it yet
        QCOMPARE(results(window.unban(web, u"192.0.2.1"_s)), QList { ReceiptResult::NothingToDo });
        QTRY_COMPARE(window.replaced.size(), 1);
        other.pending.reload();
        QVERIFY(settles(other, 0));
    }

    void deliveredBeforeTheCommandEnds()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const core::ServerId slow = life.add(2);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        support::FakeChannel *held = life.servers[slow].channel;
        held->setResponder([daemon = life.servers[slow].daemon](const QByteArray &request) {
            return request.contains("banip") ? QByteArray() : daemon->answer(request);
        });
        const services::BanRequest request { { web, slow }, { u"sshd"_s }, { *core::IpNetwork::parse(u"192.0.2.1") } };
        doubles::Heard<QList<core::Receipt>> heard;
        life.bans.ban(request, &heard.context, heard.handler());
        QVERIFY(settles(life, 1));
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 1);
        QCOMPARE(heard.count(), 0);
        QTRY_VERIFY(held->writes().last().contains("banip"));
        held->cut();
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(life.undo.entries().size(), 1);
        QVERIFY(undoNewest(life));
        QVERIFY(life.servers[web].daemon->banned[u"sshd"_s].isEmpty());
    }

    void oneWishIsOneUndo()
    {
        const QString path = freshPath();
        std::map<core::ServerId, std::shared_ptr<support::FakeDaemon>> daemons;
        {
            Life life(path, m_clock);
            QList<core::ServerId> all;
            for (int i = 1; i <= 60; ++i) {
                const core::ServerId id = life.add(i);
                daemons[id] = life.servers[id].daemon;
                all.append(id);
                life.setDown(id, ErrorCode::TunnelDown);
            }
            life.ban(all, { u"192.0.2.1"_s });
            QCOMPARE(life.pending.all().size(), 60);
        }
        Life life(path, m_clock);
        life.bans.ban({ { life.add(99) }, { u"sshd"_s }, { *core::IpNetwork::parse(u"203.0.113.1") } }, &life.context,
            [](const core::Result<QList<core::Receipt>> &) {});
        QTRY_COMPARE(life.undo.entries().size(), 1);
        for (const auto &[id, daemon] : daemons)
            life.add(id.value, daemon);
        QVERIFY(life.load());
        life.delivery.start();
        for (const auto &[id, daemon] : daemons)
            life.comeBack(id);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 60);
        QCOMPARE(life.undo.entries().size(), 2); // what was there before is still there
        QCOMPARE(life.undo.entries().last().servers, 60);
        QCOMPARE(life.undo.entries().last().bans, 60);
        QVERIFY(undoNewest(life));
        for (const auto &[id, daemon] : daemons)
            QVERIFY(daemon->banned[u"sshd"_s].isEmpty());
    }

    void whereNothingWasDoneItStaysWhole()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::NoSocket);
        life.unban(web, u"203.0.113.9"_s);
        const core::PendingChange kept = life.pending.all().value(0);
        support::FakeDaemon &daemon = *life.servers[web].daemon;
        daemon.banned[u"web"_s].insert(u"203.0.113.0/24"_s);
        daemon.banned[u"sshd"_s].insert(u"203.0.113.9"_s);
        life.audit.failing = ErrorCode::StoreLocked;
        life.comeBack(web);
        QTRY_COMPARE(life.pending.all().value(0).attempts, 1);
        QCOMPARE(life.pending.all().size(), 1);
        core::PendingChange now = life.pending.all().first();
        QCOMPARE(now.lastError.code, ErrorCode::StoreLocked);
        now.attempts = kept.attempts;
        now.lastError = kept.lastError;
        QCOMPARE(now, kept);
        life.audit.failing.reset();
        QTRY_VERIFY(!life.pending.isSending(kept.id));
        life.probe(web, ProbeOutcome::Answered);
        QVERIFY(settles(life, 0));
        QVERIFY(daemon.banned[u"web"_s].isEmpty());
        QVERIFY(daemon.banned[u"sshd"_s].isEmpty());
    }

    void whichErrorsAreKept_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("kept");
        QTest::newRow("no socket") << ErrorCode::NoSocket << true;
        QTest::newRow("refused") << ErrorCode::Refused << true;
        QTest::newRow("tunnel down") << ErrorCode::TunnelDown << true;
        QTest::newRow("tunnel frozen") << ErrorCode::TunnelFrozen << true;
        QTest::newRow("login needed") << ErrorCode::AuthenticationRequired << true;
        QTest::newRow("host key unknown") << ErrorCode::HostKeyUnknown << true;
        QTest::newRow("sudo's password") << ErrorCode::ElevationPassword << true;
        QTest::newRow("lost before anything was sent") << ErrorCode::ConnectionLost << true;
        QTest::newRow("host key changed") << ErrorCode::HostKeyChanged << false;
        QTest::newRow("permission") << ErrorCode::PermissionDenied << false;
        QTest::newRow("sudo refuses") << ErrorCode::ElevationRefused << false;
        QTest::newRow("no socket file") << ErrorCode::NotASocket << false;
    }
    void whichErrorsAreKept()
    {
        QFETCH(ErrorCode, code);
        QFETCH(bool, kept);
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.setDown(web, code);
        const auto receipts = life.ban({ web }, { u"192.0.2.1"_s });
        QCOMPARE(receipts.size(), 1);
        QCOMPARE(receipts.first().result, kept ? ReceiptResult::Pending : ReceiptResult::Failed);
        QCOMPARE(receipts.first().error.code, code);
        QCOMPARE(life.pending.all().size(), kept ? 1 : 0);
        QCOMPARE(fixture::number(life.store, u"SELECT count(*) FROM pending_change"_s).value_or(-1), kept ? 1 : 0);
    }

    void sentWhenTheServerIsBack()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const core::ServerId db = life.add(2);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        const auto receipts = life.ban({ web, db }, { u"192.0.2.1"_s, u"192.0.2.2"_s });
        QCOMPARE(results(receipts),
            (QList { ReceiptResult::Pending, ReceiptResult::Pending, ReceiptResult::Done, ReceiptResult::Done }));
        QCOMPARE(life.pending.all().size(), 1); // one command, one wish
        const core::PendingChange kept = life.pending.all().first();
        QCOMPARE(kept.targets, (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s }));
        QCOMPARE(kept.jail, u"sshd"_s);
        QCOMPARE(kept.place, core::daemonKey(*life.registry.profile(web)));
        QCOMPARE(kept.lastError.code, ErrorCode::TunnelDown);
        QVERIFY(life.changesOf(web).isEmpty());

        life.probe(web, ProbeOutcome::TunnelDown);
        support::letTimersFire(20);
        QCOMPARE(life.pending.all().size(), 1); // that is no answer
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 2);
        QCOMPARE(results(life.delivered), (QList { ReceiptResult::Done, ReceiptResult::Done }));
        QCOMPARE(life.delivered.first().serverName, u"web-1"_s);
        QCOMPARE(life.changesOf(web), (QStringList { u"set sshd banip 192.0.2.1 192.0.2.2"_s }));
        QCOMPARE(life.audit.entries.last().words.mid(0, 3), (QStringList { u"set"_s, u"sshd"_s, u"banip"_s }));
        // Once.
        life.probe(web, ProbeOutcome::Answered);
        support::letTimersFire(50);
        QCOMPARE(life.changesOf(web).size(), 1);
    }

    void goneAgainItStays()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::NoSocket);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.setDown(web, ErrorCode::Refused); // the probe saw it, and it is gone before the command
        life.probe(web, ProbeOutcome::Answered);
        QTRY_COMPARE(life.pending.all().value(0).attempts, 1);
        QCOMPARE(life.pending.all().first().lastError.code, ErrorCode::Refused);
        QVERIFY(life.delivered.isEmpty());
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::Done });
    }

    void whatWasSentIsNeverSentAgain()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        // Sent by the user himself, and its answer is missing: not kept.
        life.servers[web].daemon->silentOn = u"set"_s;
        auto receipts = life.ban({ web }, { u"192.0.2.1"_s });
        QCOMPARE(results(receipts), QList { ReceiptResult::Failed });
        QCOMPARE(receipts.first().error.code, ErrorCode::ConnectionLost);
        QVERIFY(life.pending.all().isEmpty());
        // The same for what had waited.
        life.setDown(web, ErrorCode::TunnelDown);
        receipts = life.ban({ web }, { u"192.0.2.2"_s });
        QCOMPARE(receipts.first().error.code, ErrorCode::TunnelDown);
        QCOMPARE(results(receipts), QList { ReceiptResult::Pending });
        QCOMPARE(life.pending.all().size(), 1);
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::Failed });
        QVERIFY(services::outcomeUnknown(life.delivered.first()));
        life.servers[web].daemon->silentOn.clear();
        life.probe(web, ProbeOutcome::Answered);
        support::letTimersFire(50);
        QCOMPARE(life.changesOf(web).size(), 2);
    }

    void aNoEndsIt()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::NoSocket);
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s }, { u"nosuch"_s })), QList { ReceiptResult::Pending });
        life.servers[web].daemon->banned[u"web"_s].insert(u"192.0.2.9"_s);
        life.ban({ web }, { u"192.0.2.9"_s }, { u"web"_s }); // banned by then already
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), (QList { ReceiptResult::Refused, ReceiptResult::NothingToDo }));
        QCOMPARE(life.delivered.first().error.code, ErrorCode::UnknownJail);
    }

    void theLastWishCounts()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s, u"192.0.2.2"_s });
        QCOMPARE(results(life.unban(web, u"192.0.2.1"_s)), QList { ReceiptResult::Pending });
        QCOMPARE(life.pending.all().size(), 2);
        QCOMPARE(life.pending.all().first().targets, QStringList { u"192.0.2.2"_s });
        QCOMPARE(life.pending.all().last().kind, core::PendingChange::Kind::Unban);
        QCOMPARE(life.replaced.size(), 1); // it is said which
        QCOMPARE(life.replaced.first().kind, core::PendingChange::Kind::Ban);
        QCOMPARE(life.replaced.first().targets, QStringList { u"192.0.2.1"_s });
        // And back again.
        life.ban({ web }, { u"192.0.2.1"_s });
        QCOMPARE(life.pending.all().size(), 3); // unbanned everywhere, then banned in one jail: both, in this order
        QCOMPARE(life.pending.all().last().kind, core::PendingChange::Kind::Ban);
        life.servers[web].daemon->banned[u"web"_s].insert(u"203.0.113.5"_s);
        life.unbanAll(web);
        QCOMPARE(life.pending.all().size(), 1);
        QCOMPARE(life.pending.all().first().kind, core::PendingChange::Kind::UnbanAll);
        life.ban({ web }, { u"192.0.2.7"_s }); // after it
        QCOMPARE(life.pending.all().size(), 2);
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QCOMPARE(life.changesOf(web), (QStringList { u"unban --all"_s, u"set sshd banip 192.0.2.7"_s }));
        QCOMPARE(life.servers[web].daemon->banned[u"sshd"_s], QSet<QString> { u"192.0.2.7"_s });
        QVERIFY(life.servers[web].daemon->banned[u"web"_s].isEmpty());
    }

    void aWishThatReachesReplacesOneThatWaits()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.0/24"_s, u"198.51.100.1"_s });
        life.setDown(web, std::nullopt);
        // It is back, and nobody has probed it yet. The address is in the network that waits to be banned.
        QCOMPARE(results(life.unban(web, u"192.0.2.5"_s)), QList { ReceiptResult::NothingToDo });
        QTRY_COMPARE(life.replaced.size(), 1);
        QCOMPARE(life.replaced.first().targets, QStringList { u"192.0.2.0/24"_s });
        life.delivery.start();
        life.probe(web, ProbeOutcome::Answered);
        QVERIFY(settles(life, 0));
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 198.51.100.1"_s });
    }

    void anUnbanMeansWhatIsBannedThen()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::NoSocket);
        life.unban(web, u"203.0.113.9"_s);
        support::FakeDaemon &daemon = *life.servers[web].daemon;
        daemon.banned[u"web"_s].insert(u"203.0.113.0/24"_s);
        daemon.banned[u"sshd"_s] = { u"203.0.113.9"_s, u"192.0.2.1"_s };
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), (QList { ReceiptResult::Done, ReceiptResult::Done }));
        QVERIFY(daemon.banned[u"web"_s].isEmpty());
        QCOMPARE(daemon.banned[u"sshd"_s], QSet<QString> { u"192.0.2.1"_s });
    }

    /// Nothing is banned yet when it is asked for, and will be when it has its turn.
    void anUnbanWhileTheBanIsOnItsWay()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        auto daemon = life.servers[web].daemon;
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.audit.held = true; // the ban's record is written, and it has not gone out
        life.comeBack(web);
        QTRY_COMPARE(life.audit.waiting.size(), 1);
        doubles::Heard<QList<core::Receipt>> heard;
        life.bans.unban({ { { web, {}, u"192.0.2.1"_s } }, {} }, &heard.context, heard.handler());
        support::letTimersFire(20);
        QCOMPARE(heard.count(), 0);
        life.audit.held = false;
        life.audit.release();
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(life.changesOf(web), (QStringList { u"set sshd banip 192.0.2.1"_s, u"set sshd unbanip 192.0.2.1"_s }));
        QCOMPARE(results(heard.results.first().value_or(QList<core::Receipt> {})), QList { ReceiptResult::Done });
        QVERIFY(daemon->banned[u"sshd"_s].isEmpty());
    }

    void undoWithdrawsAndUnbans()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const core::ServerId db = life.add(2);
        const core::ServerId mail = life.add(3);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.setDown(mail, ErrorCode::TunnelDown);
        life.ban({ web, db, mail }, { u"192.0.2.1"_s });
        QCOMPARE(life.pending.all().size(), 2);
        QCOMPARE(life.undo.entries().size(), 1);
        QCOMPARE(life.undo.entries().first().servers, 3);
        QCOMPARE(life.undo.entries().first().subject, u"192.0.2.1"_s);
        // One of them is delivered before the undo: it is undone there, too.
        life.comeBack(mail);
        QVERIFY(settles(life, 1));
        QTRY_COMPARE(life.delivered.size(), 1);
        QCOMPARE(life.undo.entries().size(), 1);
        const auto undone
            = life.wait<QList<core::Receipt>>([&](auto handler) { life.undo.undo(0, &life.context, handler); });
        QVERIFY(undone);
        QCOMPARE(results(*undone), (QList { ReceiptResult::Done, ReceiptResult::Done, ReceiptResult::Done }));
        QVERIFY(life.pending.all().isEmpty());
        QVERIFY(!life.undo.canUndo());
        QVERIFY(life.changesOf(web).isEmpty());
        for (const core::ServerId id : { db, mail })
            QVERIFY(life.servers[id].daemon->banned[u"sshd"_s].isEmpty());
        life.comeBack(web);
        support::letTimersFire(50);
        QVERIFY(life.changesOf(web).isEmpty());
    }

    void aLeadElsewhereDropsIt()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const core::ServerId db = life.add(2);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.setDown(db, ErrorCode::TunnelDown);
        life.ban({ web, db }, { u"192.0.2.1"_s });
        core::ServerProfile other = *life.registry.profile(web);
        other.name = u"renamed"_s;
        life.registry.change(other);
        support::letTimersFire(20);
        QCOMPARE(life.pending.all().size(), 2); // another name is the same daemon
        other.socketPath = u"/run/other.sock"_s;
        life.registry.change(other);
        QVERIFY(settles(life, 1));
        QTRY_COMPARE(life.delivered.size(), 1);
        QCOMPARE(life.delivered.first().result, ReceiptResult::Refused);
        QCOMPARE(life.delivered.first().error.code, ErrorCode::ChangedMeanwhile);
        QCOMPARE(life.delivered.first().serverName, u"renamed"_s);
        life.registry.drop(db);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 2);
        QCOMPARE(life.delivered.last().error.code, ErrorCode::NoSuchServer);
        QCOMPARE(life.delivered.last().serverName, u"web-2"_s);
    }

    void whatGoesAlongIsNotRefused()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.ban({ web }, { u"192.0.2.2"_s });
        const QList<core::PendingChange> before = life.pending.all();
        QCOMPARE(before.size(), 2);
        core::ServerProfile other = *life.registry.profile(web);
        other.socketPath = u"/run/other.sock"_s;
        life.pending.follow({ before.at(0).id }, core::daemonKey(other));
        life.registry.change(other);
        QVERIFY(settles(life, 1));
        QTRY_COMPARE(life.delivered.size(), 1); // the one that was not to go along
        QCOMPARE(life.delivered.first().target, u"192.0.2.2"_s);
        core::PendingChange moved = before.at(0);
        moved.place = core::daemonKey(other);
        QCOMPARE(life.pending.all(), { moved }); // with its id and its time
        QVERIFY(life.replaced.isEmpty());
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), (QList { ReceiptResult::Refused, ReceiptResult::Done }));
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 192.0.2.1"_s });
    }

    void whatIsBeingSentGoesAlongOnceItIsBack()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        const qint64 id = life.pending.all().first().id;
        // As a round does that has taken it and has not come to its end.
        using Claimed = std::optional<core::PendingChange>;
        const auto claimed = life.wait<Claimed>([&](auto handler) { life.pending.claim(id, &life.context, handler); });
        QVERIFY(claimed && *claimed);
        core::ServerProfile other = *life.registry.profile(web);
        other.socketPath = u"/run/other.sock"_s;
        life.pending.follow({ id }, core::daemonKey(other));
        life.registry.change(other);
        support::letTimersFire(20);
        QVERIFY(life.pending.all().first().place != core::daemonKey(other));
        const auto settled
            = life.wait<bool>([&](auto handler) { life.pending.settle(id, { **claimed }, &life.context, handler); });
        QVERIFY(settled);
        QTRY_COMPARE(life.pending.all().value(0).place, core::daemonKey(other));
        QVERIFY(life.delivered.isEmpty());
    }

    void aMoveThatCannotBeStoredIsTold()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        const core::PendingChange before = life.pending.all().first();
        core::ServerProfile other = *life.registry.profile(web);
        other.socketPath = u"/run/other.sock"_s;
        QVERIFY(fixture::write(
            life.store, u"CREATE TRIGGER no BEFORE UPDATE ON pending_change BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
        life.pending.follow({ before.id }, core::daemonKey(other));
        life.registry.change(other);
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::Failed });
        QCOMPARE(life.delivered.first().target, u"192.0.2.1"_s);
        QCOMPARE(life.pending.all(), { before });
        // Not sent to the new place, and said once more when it is dropped.
        life.comeBack(web);
        support::letTimersFire(50);
        QVERIFY(life.changesOf(web).isEmpty());
    }

    void readOnlyEndsItAndALockWaits()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.lock.unlocked = false;
        life.comeBack(web);
        support::letTimersFire(50);
        QCOMPARE(life.pending.all().size(), 1);
        QVERIFY(life.changesOf(web).isEmpty());
        life.lock.unlocked = true;
        core::ServerProfile profile = *life.registry.profile(web);
        profile.readOnly = true;
        life.registry.change(profile);
        life.probe(web, ProbeOutcome::Answered);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(results(life.delivered), QList { ReceiptResult::Refused });
        QCOMPARE(life.delivered.first().error.code, ErrorCode::ReadOnlyProfile);
        QVERIFY(life.changesOf(web).isEmpty());
    }

    void oldOnesAreAskedAbout()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        m_clock.advance(8LL * 24 * 3600 * 1000);
        life.ban({ web }, { u"192.0.2.2"_s });
        QCOMPARE(life.pending.all().size(), 2);
        life.comeBack(web);
        QVERIFY(settles(life, 1));
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 192.0.2.2"_s });
        life.pending.retryNow(web);
        support::letTimersFire(50);
        QCOMPARE(life.pending.all().size(), 1);
        life.pending.sendNow({ life.pending.all().first().id });
        QVERIFY(settles(life, 0));
        QCOMPARE(life.changesOf(web).last(), u"set sshd banip 192.0.2.1"_s);
    }

    void theNextStartGoesOn()
    {
        const QString path = freshPath();
        auto daemon = std::make_shared<support::FakeDaemon>();
        {
            Life life(path, m_clock);
            const core::ServerId web = life.add(1, daemon);
            life.delivery.start();
            life.setDown(web, ErrorCode::TunnelDown);
            life.ban({ web }, { u"192.0.2.1"_s });
            life.ban({ web }, { u"192.0.2.2"_s });
            // The program ends while the first one is on its way; nobody knows how far it came.
            const qint64 id = life.pending.all().first().id;
            QVERIFY(life.wait<storage::PendingRows>(
                [&](auto handler) { life.rows.claim(id, u"[\"another process\"]"_s, &life.context, handler); }));
        }
        Life life(path, m_clock);
        const core::ServerId web = life.add(1, daemon);
        QVERIFY(life.load());
        QCOMPARE(life.pending.all().size(), 2);
        life.delivery.start();
        QVERIFY(settles(life, 1));
        QTRY_COMPARE(life.delivered.size(), 1);
        QCOMPARE(life.delivered.first().target, u"192.0.2.1"_s);
        QVERIFY(services::outcomeUnknown(life.delivered.first()));
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QCOMPARE(daemon->changes, QStringList { u"set sshd banip 192.0.2.2"_s });
        QTRY_COMPARE(life.undo.entries().size(), 1); // the old stack is gone; the change can be taken back all the same
    }

    void twoProcessesSendItOnce()
    {
        const QString path = freshPath();
        auto daemon = std::make_shared<support::FakeDaemon>();
        Life first(path, m_clock);
        Life second(path, m_clock);
        const core::ServerId web = first.add(1, daemon);
        second.add(1, daemon);
        first.setDown(web, ErrorCode::TunnelDown);
        first.ban({ web }, { u"192.0.2.1"_s });
        QVERIFY(second.load());
        QCOMPARE(second.pending.all().size(), 1);
        first.setDown(web, std::nullopt);
        first.delivery.start();
        second.delivery.start();
        first.probe(web, ProbeOutcome::Answered);
        second.probe(web, ProbeOutcome::Answered);
        QTRY_COMPARE(first.delivered.size() + second.delivered.size(), 1);
        first.pending.reload();
        second.pending.reload();
        QVERIFY(settles(first, 0));
        QVERIFY(settles(second, 0));
        support::letTimersFire(50);
        QCOMPARE(daemon->changes.size(), 1);
    }

    void withdrawn()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.delivery.start();
        life.setDown(web, ErrorCode::TunnelDown);
        life.ban({ web }, { u"192.0.2.1"_s });
        life.ban({ web }, { u"192.0.2.2"_s });
        const qint64 id = life.pending.all().first().id;
        const auto count = life.wait<int>([&](auto handler) {
            life.pending.withdraw({ id, 999 }, &life.context, handler);
        });
        QCOMPARE(count.value_or(-1), 1);
        life.comeBack(web);
        QVERIFY(settles(life, 0));
        QCOMPARE(life.changesOf(web), QStringList { u"set sshd banip 192.0.2.2"_s });
    }

    void whereNothingIsKeptItFails()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        const core::ServerId passing = life.add(-1); // lives as long as the process
        life.setDown(passing, ErrorCode::TunnelDown);
        QCOMPARE(results(life.ban({ passing }, { u"192.0.2.1"_s })), QList { ReceiptResult::Failed });
        life.setDown(web, ErrorCode::TunnelDown);
        life.pending.setKeeping(false);
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s })), QList { ReceiptResult::Failed });
        QCOMPARE(results(life.unbanAll(web)), QList { ReceiptResult::Failed });
        QVERIFY(!life.undo.canUndo());
        // A store that cannot be written says so instead of promising.
        life.pending.setKeeping(true);
        QVERIFY(fixture::write(life.store, u"DROP TABLE pending_change"_s));
        QCOMPARE(results(life.ban({ web }, { u"192.0.2.1"_s })), QList { ReceiptResult::Failed });
    }

    void cancelStopsWhatIsNotSent()
    {
        Life life(freshPath(), m_clock);
        QList<core::ServerId> all;
        for (int i = 1; i <= 40; ++i)
            all.append(life.add(i));
        services::BanRequest request { all, { u"sshd"_s }, { *core::IpNetwork::parse(u"192.0.2.1") } };
        doubles::Heard<QList<core::Receipt>> heard;
        core::RequestHandle handle = life.bans.ban(request, &heard.context, heard.handler());
        QSignalSpy progressed(&life.bans, &services::BanService::progressed);
        // In the middle: when the first server is done.
        connect(&life.bans, &services::BanService::progressed, &heard.context, [&handle] { handle.cancel(); });
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), ErrorCode::Cancelled);
        const auto sent = [&] {
            qsizetype count = 0;
            for (const core::ServerId id : all)
                count += life.changesOf(id).size();
            return count;
        };
        QTRY_COMPARE(progressed.last().at(0).toLongLong(), 40);
        QVERIFY(sent() >= 1);
        QVERIFY2(sent() <= qsizetype(services::BanChange::serversAtOnce), qPrintable(QString::number(sent())));
        // What was done can be taken back.
        QTRY_COMPARE(life.undo.entries().size(), 1);
        QCOMPARE(life.undo.entries().first().servers, sent());
    }

    void cancelledWhileTheServerIsAsked()
    {
        Life life(freshPath(), m_clock);
        const core::ServerId web = life.add(1);
        life.servers[web].daemon->banned[u"sshd"_s].insert(u"192.0.2.2"_s);
        core::RequestHandle handle;
        // Who is banned is asked before the change goes out, and again after it.
        life.servers[web].channel->setResponder(
            [&handle, daemon = life.servers[web].daemon](const QByteArray &request) {
                if (request.contains("banned"))
                    handle.cancel();
                return daemon->answer(request);
            });
        QSignalSpy progressed(&life.bans, &services::BanService::progressed);
        doubles::Heard<QList<core::Receipt>> heard;
        handle = life.bans.ban(
            { { web }, { u"sshd"_s }, { *core::IpNetwork::parse(u"192.0.2.1") } }, &heard.context, heard.handler());
        QTRY_COMPARE(progressed.count(), 1);
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), ErrorCode::Cancelled);
        handle = life.bans.unban({ { { web, u"sshd"_s, u"192.0.2.2"_s } }, {} }, &heard.context, heard.handler());
        QTRY_COMPARE(progressed.count(), 2);
        QTRY_COMPARE(heard.count(), 2);
        QCOMPARE(heard.code(1), ErrorCode::Cancelled);
        support::settle();
        QCOMPARE(life.changesOf(web), QStringList {});
        QVERIFY(!life.undo.canUndo());
    }

    void threeHundredServers()
    {
        Life life(freshPath(), m_clock);
        QList<core::ServerId> all;
        QList<core::ServerId> dead;
        int open = 0;
        int most = 0;
        for (int i = 1; i <= 300; ++i) {
            const core::ServerId id = life.add(i);
            all.append(id);
            auto &server = life.servers[id];
            // From the question before the change to the one after it.
            server.channel->setResponder([&open, &most, daemon = server.daemon](const QByteArray &request) {
                if (request.contains("192.0.2.1") && request.contains("banned") && daemon->changes.isEmpty())
                    most = std::max(most, ++open);
                else if (request.contains("192.0.2.1") && request.contains("banned"))
                    --open;
                return daemon->answer(request);
            });
            if (i % 10 == 0) {
                dead.append(id);
                life.setDown(id, ErrorCode::TunnelDown);
            }
        }
        life.delivery.start();
        const auto receipts = life.ban(all, { u"192.0.2.1"_s });
        QCOMPARE(receipts.size(), 300);
        QSet<core::ServerId> told;
        for (const core::Receipt &receipt : receipts) {
            told.insert(receipt.server);
            QCOMPARE(receipt.result, dead.contains(receipt.server) ? ReceiptResult::Pending : ReceiptResult::Done);
        }
        QCOMPARE(told.size(), 300);
        QVERIFY2(most > 1 && most <= int(services::BanChange::serversAtOnce), qPrintable(QString::number(most)));
        QCOMPARE(life.pending.all().size(), 30);
        // All of them come back at once, as they do with the network.
        most = 0;
        open = 0;
        for (const core::ServerId id : dead)
            life.comeBack(id);
        QVERIFY(settles(life, 0));
        QTRY_COMPARE(life.delivered.size(), 30);
        QVERIFY2(most > 1 && most <= int(services::PendingDelivery::serversAtOnce), qPrintable(QString::number(most)));
        for (const core::ServerId id : all)
            QCOMPARE(life.changesOf(id).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPendingChanges)
#include "tst_pending_changes.moc"
