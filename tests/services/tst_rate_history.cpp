// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/health_monitor.h"
#include "services/rate_history_impl.h"
#include "support/fake_clock.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class Monitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    void start() override { }
    void stop() override { }
    void retryNow() override { }
    [[nodiscard]] qint64 nextProbeAt(core::ServerId) const override { return 0; }
    void probeNow(core::ServerId) override { }
    [[nodiscard]] bool isProbing(core::ServerId) const override { return false; }
};

} // namespace

class TestRateHistory : public QObject
{
    Q_OBJECT

    support::FakeClock m_clock { 1'700'000'040'000 }; // a whole minute
    Monitor m_monitor;
    const core::ServerId m_server { 1 };

    void observe(qint64 bans, qint64 failures, const QString &jail = u"sshd"_s)
    {
        core::Jail one;
        one.name = jail;
        one.totalBanned = bans;
        one.totalFailed = failures;
        Q_EMIT m_monitor.jailsObserved(m_server, { one });
    }

private Q_SLOTS:
    void growthIsCountedInItsMinute()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(100, 1000); // what was before is nobody's minute
        m_clock.advance(30'000);
        observe(103, 1010);
        const auto minutes = history.minutes({ m_server }, 3);
        QCOMPARE(minutes.size(), 3);
        QCOMPARE(minutes.last().bans, 3);
        QCOMPARE(minutes.last().failures, 10);
        QVERIFY(minutes.last().complete);
        QVERIFY(!minutes.first().complete); // nobody had looked yet
    }
    void slowProbesAreSpread()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(0, 0);
        m_clock.advance(180'000);
        observe(7, 3);
        const auto minutes = history.minutes({ m_server }, 4);
        QCOMPARE(minutes[1].bans + minutes[2].bans + minutes[3].bans, 7);
        QCOMPARE(minutes[3].bans, 3); // two each, the remainder to the newest
        for (const auto &minute : minutes)
            QVERIFY(minute.complete);
    }
    void aRestartBeginsAnew()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(100, 100);
        m_clock.advance(10'000);
        observe(2, 5); // the counters shrank: not minus 98, not plus 2
        QCOMPARE(history.minutes({ m_server }, 1).first().bans, 0);
        m_clock.advance(10'000);
        observe(4, 6);
        QCOMPARE(history.minutes({ m_server }, 1).first().bans, 2);
    }
    void aGapInventsNothing()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(0, 0);
        m_clock.advance(3'600'000);
        observe(500, 500);
        qint64 sum = 0;
        int heard = 0;
        for (const auto &minute : history.minutes({ m_server }, 60)) {
            sum += minute.bans;
            heard += minute.complete ? 1 : 0;
        }
        QCOMPARE(sum, 0);
        QCOMPARE(heard, 1); // only the minute of the second observation is within the hour
    }
    void tellsHowLongItHasHeard()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        const QList<core::ServerId> both { m_server, core::ServerId { 2 } };
        QCOMPARE(history.heardFor(both, 72), 0);
        observe(0, 0);
        QCOMPARE(history.heardFor(both, 72), 1); // one of them is enough
        m_clock.advance(5 * 60'000);
        observe(0, 0);
        QCOMPARE(history.heardFor(both, 72), 6);
        QCOMPARE(history.heardFor(both, 3), 3);
        QCOMPARE(history.heardFor({ core::ServerId { 2 } }, 72), 0);
        m_clock.advance(20 * 60'000); // nobody was there, yet it began then
        QCOMPARE(history.heardFor(both, 72), 26);
        // What the base class works out of the minutes is the same.
        QCOMPARE(history.services::RateHistory::heardFor(both, 72), 26);
    }
    void onlyTheLastHoursAreKept()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        for (int minute = 0; minute <= 200; ++minute) {
            observe(minute, 10 * minute);
            m_clock.advance(60'000);
        }
        const auto minutes = history.minutes({ m_server }, 240);
        QCOMPARE(std::count_if(minutes.begin(), minutes.end(), [](const auto &each) { return each.complete; }), 180);
        QCOMPARE(minutes[238].bans, 1);
        QCOMPARE(minutes[238].failures, 10);
        QVERIFY(!minutes[239].complete); // the one that has just begun
    }
    void aClockThatIsSetBackLosesNothingOfNow()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(0, 0);
        m_clock.advance(60'000);
        observe(5, 5);
        m_clock.jump(-30 * 86'400'000LL);
        observe(6, 6); // what grew by then belongs to no known minute
        m_clock.advance(10'000);
        observe(8, 9);
        QCOMPARE(history.minutes({ m_server }, 1).first().bans, 2);
        QCOMPARE(history.minutes({ m_server }, 1).first().failures, 3);
        m_clock.jump(-20'000); // a little only
        observe(9, 9);
        m_clock.advance(5'000);
        observe(10, 9);
        QCOMPARE(history.minutes({ m_server }, 1).first().complete, true);
    }
    void aSilentServerMakesTheScopeIncomplete()
    {
        services::RateHistoryImpl history(m_monitor, m_clock);
        observe(0, 0);
        QVERIFY(history.minutes({ m_server }, 1).first().complete);
        QVERIFY(!history.minutes({ m_server, core::ServerId { 2 } }, 1).first().complete);
        history.removeServer(m_server);
        QVERIFY(!history.minutes({ m_server }, 1).first().complete);
    }
};

QTEST_GUILESS_MAIN(TestRateHistory)
#include "tst_rate_history.moc"
