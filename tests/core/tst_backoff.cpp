// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backoff.h"

#include <QList>
#include <QSet>
#include <QTest>

class TestBackoff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doublesUpToTheLimit()
    {
        core::Backoff backoff(100, 1500, [] { return 0.5; });
        QList<qint64> delays;
        for (int i = 0; i < 7; ++i)
            delays.append(backoff.nextMs());
        QCOMPARE(delays, (QList<qint64> { 100, 200, 400, 800, 1500, 1500, 1500 }));
        QCOMPARE(backoff.attempts(), 7);
        backoff.reset();
        QCOMPARE(backoff.attempts(), 0);
        QCOMPARE(backoff.nextMs(), 100);
    }

    void jitterIsAQuarter()
    {
        core::Backoff low(1000, 8000, [] { return 0.0; });
        core::Backoff high(1000, 8000, [] { return 1.0; });
        for (const qint64 base : { 1000, 2000, 4000, 8000, 8000 }) {
            QCOMPARE(low.nextMs(), base * 3 / 4);
            QCOMPARE(high.nextMs(), base * 5 / 4);
        }
    }

    void systemRandomVariesWithinBounds()
    {
        core::Backoff backoff(1000, 1000);
        QSet<qint64> seen;
        for (int i = 0; i < 500; ++i) {
            const qint64 delay = backoff.nextMs();
            QVERIFY(delay >= 750 && delay <= 1250);
            seen.insert(delay);
        }
        QVERIFY(seen.size() > 50);
    }

    void sillyBoundsAndLongRuns()
    {
        core::Backoff zero(0, 0, [] { return 0.0; });
        QCOMPARE(zero.nextMs(), 1);
        core::Backoff inverted(500, 100, [] { return 0.5; });
        QCOMPARE(inverted.nextMs(), 500);
        QCOMPARE(inverted.nextMs(), 500);
        core::Backoff odd(100, 100, [] { return 17.0; }); // a generator that breaks its promise
        QCOMPARE(odd.nextMs(), 125);
        core::Backoff large(1, std::numeric_limits<qint64>::max() / 4, [] { return 0.5; });
        for (int i = 0; i < 5000; ++i)
            QVERIFY(large.nextMs() > 0);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
