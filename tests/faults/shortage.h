// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

namespace faults {

/// How much longer than on an idle machine the same work takes: some computing every now and then, by the clock and by
/// the processor.
class Shortage final
{
public:
    Shortage()
        : m_thread([this] { measure(); })
    {
    }
    ~Shortage()
    {
        m_ends = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Shortage)

    /// By what the same takes longer, 1.0: by nothing; the mean of the last so many seconds.
    [[nodiscard]] double factor(int seconds)
    {
        const std::scoped_lock lock(m_mutex);
        double wall = 0;
        double processor = 0;
        const qsizetype count = std::min<qsizetype>(seconds * 2, m_samples.size());
        for (const auto &[byClock, byProcessor] : m_samples.last(count)) {
            wall += byClock;
            processor += byProcessor;
        }
        return processor > 0 ? std::max(1.0, wall / processor) : 1.0;
    }

private:
    static double seconds(clockid_t clock)
    {
        timespec now {};
        ::clock_gettime(clock, &now);
        return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
    }
    void measure()
    {
        while (!m_ends) {
            QThread::msleep(500);
            const double clock = seconds(CLOCK_MONOTONIC);
            const double processor = seconds(CLOCK_THREAD_CPUTIME_ID);
            while (seconds(CLOCK_THREAD_CPUTIME_ID) - processor < 0.004) { }
            const std::scoped_lock lock(m_mutex);
            m_samples.append({ seconds(CLOCK_MONOTONIC) - clock, seconds(CLOCK_THREAD_CPUTIME_ID) - processor });
        }
    }

    std::atomic<bool> m_ends = false;
    std::mutex m_mutex;
    QList<std::pair<double, double>> m_samples;
    std::thread m_thread;
};

} // namespace faults
