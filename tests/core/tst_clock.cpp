// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

class TestClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wallClockIsUtcMilliseconds()
    {
        const core::SystemClock clock;
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const qint64 now = clock.nowMs();
        QVERIFY(now >= before && now <= QDateTime::currentMSecsSinceEpoch());
    }

    void monotonicIsTimeSinceBoot()
    {
        QFile file(QStringLiteral("/proc/uptime")); // counts suspend, as CLOCK_BOOTTIME does
        QVERIFY(file.open(QIODevice::ReadOnly));
        const core::SystemClock clock;
        const double uptimeMs = file.readAll().split(' ').at(0).toDouble() * 1000;
        const qint64 first = clock.monotonicMs();
        QVERIFY2(qAbs(double(first) - uptimeMs) < 5000, qPrintable(QString::number(first)));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(clock.monotonicMs() >= first);
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
