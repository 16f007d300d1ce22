// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole BanGUI notices by itself of a real daemon that has lost its protection, while it looked and before.
#include "core/rescue.h"
#include "integration/fault_rig.h"
#include "services/rescue_service.h"
#include "support/test_fail2ban.h"
#include "support/version_rows.h"

#include <QSignalSpy>

#include <functional>

using namespace Qt::StringLiterals;
using core::RescueKind;
using core::ServerState;
using Version = TestFail2ban::Version;

class TestProtectionLost final : public QObject
{
    Q_OBJECT

    void prepare()
    {
        QFETCH(Version, version);
        m_root = std::make_unique<QTemporaryDir>(u"/tmp/bg-XXXXXX"_s);
        m_clock.shift = 0;
        m_daemon = std::make_unique<TestFail2ban>(version);
    }
    void startDaemon() { QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error())); }
    /// BanGUI, and the daemon in it: added at the first start, known from the store at the next ones.
    void open()
    {
        m_window = std::make_unique<faults::Window>(m_root->filePath(u"data"_s), m_clock);
        QVERIFY2(m_window->start(), qPrintable(m_window->lastStage()));
        m_window->treeFeed.watch(m_window->set.rescueService); // as the window does
        const QList<core::ServerProfile> known = m_window->set.serverRegistry.profiles();
        m_id = known.isEmpty()
            ? m_window->add(u"web"_s, m_daemon->socketPath(), m_daemon->configDir(), m_daemon->clientProgram())
            : known.constFirst().id;
        QVERIFY(m_id.isValid());
    }
    /// Waits for an answer of the daemon to this process.
    void waitForAnswer()
    {
        QSignalSpy answers(&m_window->set.healthMonitor, &services::HealthMonitor::jailsObserved);
        QTRY_VERIFY_WITH_TIMEOUT(!answers.isEmpty(), 30'000);
    }
    [[nodiscard]] QList<core::RescueFinding> known() const { return m_window->set.rescueService.known(m_id); }
    /// So much time goes by, in steps with a probe each, as long as `isWaiting`.
    void pass(qint64 ms, const std::function<bool()> &isWaiting)
    {
        for (qint64 passed = 0; passed < ms && isWaiting(); passed += stepMs) {
            m_clock.shift += stepMs;
            QSignalSpy answers(&m_window->set.healthMonitor, &services::HealthMonitor::jailsObserved);
            m_window->set.healthMonitor.probeNow(m_id);
            if (!QTest::qWaitFor([&answers] { return !answers.isEmpty(); }, 30'000))
                qFatal("the daemon does not answer");
        }
    }
    /// Found in so much time, and in that which a look takes.
    [[nodiscard]] bool isFoundWithin(qint64 ms, int lookMs = 90'000)
    {
        const auto isFound = [this] { return !known().isEmpty(); };
        pass(ms, [&isFound] { return !isFound(); });
        return QTest::qWaitFor(isFound, lookMs);
    }
    /// Nothing is found in so much time, nor by a look that it had led to.
    [[nodiscard]] bool isQuietFor(qint64 ms) { return !isFoundWithin(ms, quietMs); }
    [[nodiscard]] QString shownWord() const
    {
        return m_window->tree.indexOf(m_id).data(models::StateWordRole).toString();
    }
    void addBadJail()
    {
        m_daemon->writeConfig(u"jail.d/bad.local"_s,
            u"[bad]\nenabled = true\nfilter =\nfailregex = ^x(<HOST>\nbackend = polling\naction = noop\nlogpath = %1\n"_s
                .arg(m_daemon->watchedLog(u"big"_s)));
    }

    static constexpr qint64 stepMs = 20'000;
    static constexpr int quietMs = 15'000; ///< the pause before a look, and most of a look

    std::unique_ptr<QTemporaryDir> m_root;
    faults::ShiftedClock m_clock;
    std::unique_ptr<TestFail2ban> m_daemon;
    std::unique_ptr<faults::Window> m_window;
    core::ServerId m_id;

private Q_SLOTS:
    void cleanup()
    {
        m_window.reset();
        m_daemon.reset();
        m_root.reset();
    }

    void actionsDroppedByAReload_data() { versionRowsInTurn(0); }
    void actionsDroppedByAReload()
    {
        prepare();
        startDaemon();
        open();
        waitForAnswer();
        QVERIFY(isQuietFor(40'000)); // it is well, and has been looked at
        m_daemon->writeConfig(u"jail.d/web.local"_s, u"[web]\naction = noop\n"_s);
        QCOMPARE(m_daemon->client({ u"reload"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
        QVERIFY(isFoundWithin(400'000));
        QCOMPARE(known().constFirst().kind, RescueKind::NoActions);
        QCOMPARE(known().constFirst().jails, QStringList { u"web"_s });
        QCOMPARE(known().constFirst().remedy, core::RescueRemedy::RestartJails);
        QCOMPARE(m_window->state(m_id), ServerState::Online); // as the probes see it
        QTRY_COMPARE(shownWord(), texts::stateWord(ServerState::Degraded));

        // Somebody mends it, again without BanGUI.
        QCOMPARE(m_daemon->client({ u"reload"_s, u"--restart"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
        pass(400'000, [this] { return !known().isEmpty(); });
        QTRY_VERIFY_WITH_TIMEOUT(known().isEmpty(), 90'000);
    }

    void aJailThatIsMeantToHaveNone_data() { versionRowsInTurn(1); }
    void aJailThatIsMeantToHaveNone()
    {
        prepare();
        m_daemon->writeConfig(u"jail.d/web.local"_s, u"[web]\naction =\n"_s);
        startDaemon();
        QVERIFY(!m_daemon->client({ u"get"_s, u"web"_s, u"actions"_s }).output.contains("noop"_L1));
        open();
        waitForAnswer();
        QVERIFY(isQuietFor(800'000));
        QCOMPARE(shownWord(), texts::stateWord(ServerState::Online));
    }

    void lostWhileBanGuiWasClosed_data() { versionRowsInTurn(2); }
    void lostWhileBanGuiWasClosed()
    {
        prepare();
        startDaemon();
        open();
        waitForAnswer();
        QCOMPARE(m_window->status(m_id).jails.size(), 4);
        m_window.reset();
        addBadJail();
        QVERIFY(m_daemon->client({ u"reload"_s }).exitCode != 0);
        open();
        waitForAnswer();
        QVERIFY(isFoundWithin(60'000));
        QVERIFY(known().constFirst().kind == RescueKind::LostJails || known().constFirst().kind == RescueKind::NoJails);
        for (const auto &jail : { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s })
            QVERIFY2(known().constFirst().jails.contains(jail), qPrintable(jail));
    }

    /// Nothing is known of before: the configuration tells.
    void lostBeforeBanGuiKnewTheServer_data() { versionRowsInTurn(3); }
    void lostBeforeBanGuiKnewTheServer()
    {
        prepare();
        startDaemon();
        QCOMPARE(m_daemon->client({ u"stop"_s, u"sshd"_s }).exitCode, 0);
        open();
        waitForAnswer();
        QVERIFY(isFoundWithin(60'000));
        QCOMPARE(known().constFirst().kind, RescueKind::LostJails);
        QCOMPARE(known().constFirst().jails, QStringList { u"sshd"_s });

        // Seen and set aside, for good.
        m_window->set.rescueService.dismiss(m_id);
        m_window.reset();
        open();
        waitForAnswer();
        QVERIFY(isQuietFor(400'000));
    }

    void whatWasStoppedOnPurposeIsNotLostTheNextDay_data() { versionRowsInTurn(4); }
    void whatWasStoppedOnPurposeIsNotLostTheNextDay()
    {
        prepare();
        startDaemon();
        open();
        waitForAnswer();
        const auto stopped = fixture::await<core::Receipt>(
            [&](const QObject *context, core::Handler<core::Receipt> handler) {
                m_window->set.jailService.stopJail(m_id, u"web"_s, context, std::move(handler));
            },
            30'000);
        QVERIFY(stopped && stopped->result == core::ReceiptResult::Done);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->status(m_id).jails.size(), 3, 30'000);
        m_window.reset();
        open();
        waitForAnswer();
        QVERIFY(isQuietFor(400'000));
    }
};

QTEST_GUILESS_MAIN(TestProtectionLost)
#include "tst_protection_lost.moc"
