// SPDX-License-Identifier: GPL-3.0-or-later
#include "health_rig.h"
#include "services/ban_service_impl.h"
#include "services/jail_service_impl.h"
#include "services/undo_stack.h"

using namespace Qt::StringLiterals;
using support::FakeHost;

/// The preview of a stop over a host and a daemon that the test plays: what it finds decides which undo there is.
class TestStopPreview final : public HealthRig
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        build();
        m_channel->setResponder([this](const QByteArray &request) {
            if (request.contains("dbfile") || request.contains("logtarget"))
                return wire::done(wire::text(u"/var/somewhere"_s));
            if (request.contains("stop"))
                return wire::done(wire::text(u"Jail stopped"_s));
            return answer(request);
        });
        m_audit = std::make_unique<doubles::Audit>(m_clock);
        m_gate = std::make_unique<services::CommandGate>(*m_registry, *m_hosts, *m_audit, m_lock, m_clock, u"test"_s);
        m_undo = std::make_unique<services::UndoStack>();
        m_bans = std::make_unique<services::BanServiceImpl>(
            *m_state, *m_registry, *m_gate, *m_monitor, *m_undo, m_clock, [] { return QList<core::IpAddress> {}; });
        m_leases = std::make_unique<storage::LeaseRepository>(*m_store);
        m_jailService = std::make_unique<services::JailServiceImpl>(services::JailServiceContext { *m_state,
            *m_registry, *m_hosts, *m_gate, *m_monitor, *m_bans, *m_undo, *m_recoveries, *m_leases, m_clock });
        std::ignore = m_hosts->reader(doubles::profile(1)).objectName(); // makes m_host
        QVERIFY(m_host);
    }
    void cleanup()
    {
        m_jailService.reset();
        m_leases.reset();
        m_bans.reset();
        m_undo.reset();
        m_gate.reset();
        m_audit.reset();
        tearDown();
    }

    void itIsBusyUntilTheReceipt_data()
    {
        QTest::addColumn<bool>("caller"); // is still there
        QTest::newRow("heard") << true;
        QTest::newRow("a dialog that was closed") << false;
    }
    void itIsBusyUntilTheReceipt()
    {
        QFETCH(bool, caller);
        doubles::Heard<bool> atOnce;
        m_jailService->rest(&atOnce.context, atOnce.handler());
        QTRY_COMPARE(atOnce.count(), 1);
        QVERIFY(!m_jailService->isBusy());
        auto heard = std::make_unique<doubles::Heard<core::Receipt>>();
        m_jailService->stopJail(web, u"web"_s, &heard->context, heard->handler());
        QVERIFY(m_jailService->isBusy());
        if (!caller)
            heard.reset();
        doubles::Heard<bool> rested;
        m_jailService->rest(&rested.context, rested.handler());
        QCOMPARE(rested.count(), 0);
        QTRY_COMPARE(rested.count(), 1);
        QVERIFY(!m_jailService->isBusy());
        QVERIFY(!heard || heard->count() == 1);
        QCOMPARE(m_undo->entries().size(), 1);
        QVERIFY(!m_undo->entries().constLast().perhaps);
        // A refusal ends it too, and what only looks never begins it.
        doubles::Heard<core::Receipt> refused;
        m_jailService->tune(web, u"web"_s, u"no such thing"_s, u"1"_s, &refused.context, refused.handler());
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(!m_jailService->isBusy());
        doubles::Heard<services::StopPreview> preview;
        m_jailService->previewStop(web, u"web"_s, &preview.context, preview.handler());
        QVERIFY(!m_jailService->isBusy());
        QTRY_COMPARE(preview.count(), 1);
    }

    /// Nothing says that it was done before somebody knows.
    void aLostAnswerIsPerhaps()
    {
        m_channel->setResponder([this](const QByteArray &request) {
            if (!request.contains("stop"))
                return answer(request);
            QMetaObject::invokeMethod(
                m_channel, [this] { m_channel->cut(); }, Qt::QueuedConnection);
            return QByteArray();
        });
        doubles::Heard<core::Receipt> heard;
        m_jailService->stopJail(web, u"web"_s, &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), core::ErrorCode::ConnectionLost);
        QCOMPARE(m_undo->entries().size(), 1);
        QVERIFY(m_undo->entries().constLast().perhaps);
    }

    void whatTheFilesSay_data()
    {
        QTest::addColumn<int>("testExit"); // -1: there is no such program
        QTest::addColumn<QByteArray>("dump"); // empty: it takes too long
        QTest::addColumn<services::Restart>("restart");
        QTest::addColumn<int>("undos");
        const QByteArray jail = "['add', 'web', 'polling']\n['set', 'web', 'addfailregex', '^x <HOST>$']\n";
        const QByteArray starts = "['start', 'web']\n";
        QTest::newRow("enabled") << 0 << jail + starts << services::Restart::Yes << 1;
        QTest::newRow("not among them") << 0 << QByteArray("['add', 'sshd', 'polling']\n['start', 'sshd']\n")
                                        << services::Restart::NotEnabled << 0;
        QTest::newRow("not started") << 0 << jail << services::Restart::NotEnabled << 0;
        QTest::newRow("test fails") << 255 << jail + starts << services::Restart::Refused << 0;
        QTest::newRow("a time that is none")
            << 0 << jail + "['set', 'web', 'bantime', 'soon']\n" + starts << services::Restart::Refused << 0;
        QTest::newRow("no program") << -1 << jail + starts << services::Restart::Unknown << 1;
        QTest::newRow("too slow") << 0 << QByteArray() << services::Restart::Unknown << 1;
    }
    void whatTheFilesSay()
    {
        QFETCH(int, testExit);
        QFETCH(QByteArray, dump);
        QFETCH(services::Restart, restart);
        QFETCH(int, undos);
        m_host->whenWords({ u"-t"_s },
            testExit < 0 ? FakeHost::Answer(core::failure(core::ErrorCode::CommandNotFound))
                         : FakeHost::exited(testExit, {}, "said so"));
        m_host->whenWords({ u"-d"_s },
            dump.isEmpty() ? FakeHost::Answer(core::failure(core::ErrorCode::Timeout)) : FakeHost::success(dump));
        doubles::Heard<services::StopPreview> heard;
        m_jailService->previewStop(web, u"web"_s, &heard.context, heard.handler());
        QCOMPARE(heard.count(), 0);
        QTRY_COMPARE(heard.count(), 1);
        QVERIFY(heard.results[0]);
        QCOMPARE(heard.results[0]->restart, restart);
        QVERIFY(std::ranges::all_of(m_host->runs(), &FakeHost::Run::reader)); // nothing but looks
        QVERIFY(m_audit->entries.isEmpty());
        doubles::Heard<core::Receipt> stopped;
        m_jailService->stopJail(web, u"web"_s, &stopped.context, stopped.handler());
        QTRY_COMPARE(stopped.count(), 1);
        QVERIFY(stopped.results[0]);
        QCOMPARE(m_undo->entries().size(), undos);
        if (undos > 0)
            QCOMPARE(m_undo->entries().first().limits.contains(services::UndoLimit::Restart),
                restart == services::Restart::Unknown);
    }

    void anUndoWithoutAPreviewPromisesNothing()
    {
        doubles::Heard<core::Receipt> stopped;
        m_jailService->stopJail(web, u"web"_s, &stopped.context, stopped.handler());
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(m_undo->entries().size(), 1);
        QVERIFY(m_undo->entries().first().limits.contains(services::UndoLimit::Restart));
    }

    void aLostAnswerLeavesAWayBack_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    /// The command was handed over and the link died before the answer.
    void aLostAnswerLeavesAWayBack()
    {
        QFETCH(bool, done);
        int maxretry = 5;
        m_channel->setResponder([&, this](const QByteArray &request) {
            if (request.contains("maxretry") && request.contains("get"))
                return wire::done(wire::number(maxretry));
            if (request.contains("maxretry") && request.contains("77")) {
                if (done)
                    maxretry = 77;
                loseAnswer();
                return QByteArray();
            }
            if (request.contains("maxretry")) {
                maxretry = 5;
                return wire::done(wire::number(5));
            }
            return answer(request);
        });
        doubles::Heard<core::Receipt> tuned;
        m_jailService->tune(web, u"web"_s, u"maxretry"_s, u"77"_s, &tuned.context, tuned.handler());
        QTRY_COMPARE(tuned.count(), 1);
        QCOMPARE(tuned.code(), core::ErrorCode::ConnectionLost);
        QCOMPARE(m_jailService->runtimeChanges(web, u"web"_s), QStringList { u"maxretry"_s });
        QCOMPARE(m_undo->entries().size(), 1);
        m_registry->session(web)->reconnectNow();
        doubles::Heard<QList<core::Receipt>> undone;
        m_undo->undo(0, &undone.context, undone.handler());
        QTRY_COMPARE(undone.count(), 1);
        QVERIFY(undone.results[0]);
        QCOMPARE(undone.results[0]->constFirst().result,
            done ? core::ReceiptResult::Done : core::ReceiptResult::NothingToDo);
        QCOMPARE(maxretry, 5);
    }

    void aStopWhoseAnswerIsLost_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    void aStopWhoseAnswerIsLost()
    {
        QFETCH(bool, done);
        m_channel->setResponder([&, this](const QByteArray &request) {
            if (request.contains("stop")) {
                if (done)
                    m_jails.removeAll(u"web"_s);
                loseAnswer();
                return QByteArray();
            }
            return answer(request);
        });
        doubles::Heard<core::Receipt> stopped;
        m_jailService->stopJail(web, u"web"_s, &stopped.context, stopped.handler());
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped.code(), core::ErrorCode::ConnectionLost);
        QCOMPARE(m_undo->entries().size(), 1);
        m_registry->session(web)->reconnectNow();
        if (!done) // a loss of it would be one
            QTRY_VERIFY(!m_state->stoppedOnPurpose(web).contains(u"web"_s));
        doubles::Heard<QList<core::Receipt>> undone;
        m_undo->undo(0, &undone.context, undone.handler());
        QTRY_COMPARE(undone.count(), 1);
        if (done) {
            QVERIFY(m_state->stoppedOnPurpose(web).contains(u"web"_s));
            QVERIFY(!undone.results[0]); // this host has no programs: but it was tried
        } else {
            QVERIFY(undone.results[0]);
            QCOMPARE(undone.results[0]->constFirst().result, core::ReceiptResult::NothingToDo);
            QVERIFY(std::ranges::none_of(m_host->runs(), [](const FakeHost::Run &run) { return !run.reader; }));
        }
    }

    /// A plain reload that costs the jail its action is not followed by a restart that nobody has agreed to.
    void aRestartThatIsFoundAfterwardsIsNotMade_data()
    {
        QTest::addColumn<services::RestartConsent>("consent");
        QTest::addColumn<int>("reloads");
        QTest::newRow("not asked") << services::RestartConsent::NotGiven << 1;
        QTest::newRow("agreed") << services::RestartConsent::Given << 2;
    }
    void aRestartThatIsFoundAfterwardsIsNotMade()
    {
        QFETCH(services::RestartConsent, consent);
        QFETCH(int, reloads);
        int sent = 0;
        m_host->when([](const QStringList &) { return true; }, FakeHost::success());
        m_host->whenWords({ u"-d"_s },
            FakeHost::success("['add', 'web', 'polling']\n['set', 'web', 'addfailregex', '^x <HOST>$']\n"
                              "['set', 'web', 'addaction', 'dummy']\n['start', 'web']\n"));
        m_host->when([](const QStringList &argv) { return argv.contains(u"reload"_s); },
            [&sent](const transport::HostCommand &) {
                ++sent;
                return FakeHost::success("OK");
            });
        m_channel->setResponder([&, this](const QByteArray &request) {
            if (request.contains("dbfile") || request.contains("logtarget"))
                return wire::done(wire::text(u"/var/somewhere"_s));
            if (request.contains("actions"))
                return wire::done(sent == 1 ? wire::list({}) : wire::list({ wire::text(u"dummy"_s) }));
            return answer(request);
        });
        doubles::Heard<core::Receipt> heard;
        m_jailService->reloadJail(web, u"web"_s, consent, &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(sent, reloads);
        if (consent == services::RestartConsent::Given) {
            QVERIFY2(heard.results[0], qPrintable(heard.results[0] ? QString() : heard.results[0].error().detail));
            return;
        }
        QCOMPARE(heard.code(), core::ErrorCode::VerifyFailed);
        QCOMPARE(heard.results[0].error().detail, u"dummy"_s);
    }

private:
    void loseAnswer()
    {
        QMetaObject::invokeMethod(
            m_channel, [this] { m_channel->cut(); }, Qt::QueuedConnection);
    }

    doubles::Lock m_lock;
    std::unique_ptr<doubles::Audit> m_audit;
    std::unique_ptr<services::CommandGate> m_gate;
    std::unique_ptr<services::UndoStack> m_undo;
    std::unique_ptr<services::BanServiceImpl> m_bans;
    std::unique_ptr<storage::LeaseRepository> m_leases;
    std::unique_ptr<services::JailServiceImpl> m_jailService;
};

QTEST_GUILESS_MAIN(TestStopPreview)
#include "tst_stop_preview.moc"
