// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <QTimer>

namespace support {

/// Lets everything happen that is on its way already: queued calls, what they queue in turn, timers that are due. For
/// tests that prove that nothing follows; it does not wait for time to pass.
inline void settle(int rounds = 20)
{
    QObject marker;
    for (int i = 0; i < rounds; ++i) {
        bool passed = false;
        QMetaObject::invokeMethod(
            &marker, [&passed] { passed = true; }, Qt::QueuedConnection);
        if (!QTest::qWaitFor([&passed] { return passed; }, 30'000))
            qWarning("the event loop does not come round");
    }
}

/// Returns when every timer of this thread that is due within so many milliseconds has fired: one that was started now
/// with that interval has. For code that must not heed a timer, but its clock.
inline void letTimersFire(int ms)
{
    bool fired = false;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&fired] { fired = true; });
    timer.start(ms);
    if (!QTest::qWaitFor([&fired] { return fired; }, ms + 30'000))
        qWarning("a timer did not fire");
    settle(2);
}

} // namespace support
