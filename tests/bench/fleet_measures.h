// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace bench {

/// Seconds of processor time that this process has used, all threads.
inline double cpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The same of other processes that live.
inline double cpuSecondsOf(const QList<qint64> &pids)
{
    double ticks = 0;
    for (const qint64 pid : pids) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray all = file.readAll();
        const QList<QByteArray> words = all.mid(all.lastIndexOf(')') + 2).split(' '); // from the state on
        ticks += words.value(11).toDouble() + words.value(12).toDouble();
    }
    return ticks / double(::sysconf(_SC_CLK_TCK));
}

/// A line of /proc/self/smaps_rollup ("Private_Dirty": what nobody else has, and no file), in units of 1000 bytes.
inline double memoryKb(const QByteArray &name)
{
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed().split(' ').first().toDouble() * 1.024;
    }
    return 0;
}

/// Milliseconds of processor time that this thread has used.
inline double ownMs()
{
    timespec spent {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

/// For how long this (the main) thread was ready to run and others had the processors: the scheduler's own count.
class CoreWait final
{
public:
    CoreWait()
        : m_file(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
    {
    }
    ~CoreWait() { ::close(m_file); }
    Q_DISABLE_COPY_MOVE(CoreWait)

    [[nodiscard]] double ms() const
    {
        char text[96] = {};
        if (::pread(m_file, text, sizeof text - 1, 0) <= 0)
            return 0;
        char *rest = text;
        std::strtoull(rest, &rest, 10); // on a processor
        return double(std::strtoull(rest, nullptr, 10)) / 1e6;
    }

private:
    int m_file;
};

/// What one piece of work took: by the clock, by this thread's processor time, and by the clock without the waits for a
/// core. The last one is what a machine has to itself: sleeping in a system call counts, other programs do not.
struct Spent
{
    double wall = 0;
    double own = 0;
    double undisturbed = 0;
};

/// Measures one piece after the other.
class Stopwatch final
{
public:
    Stopwatch() { begin(); }
    void begin()
    {
        m_own = ownMs();
        m_waited = m_wait.ms();
        m_elapsed.start();
    }
    /// Since begin(), or the last lap.
    Spent lap()
    {
        Spent spent;
        spent.wall = double(m_elapsed.nsecsElapsed()) / 1e6;
        m_elapsed.start();
        const double own = ownMs();
        const double waited = m_wait.ms();
        spent.own = own - m_own;
        spent.undisturbed = std::max(0.0, spent.wall - (waited - m_waited));
        m_own = own;
        m_waited = waited;
        return spent;
    }

private:
    CoreWait m_wait;
    QElapsedTimer m_elapsed;
    double m_own = 0;
    double m_waited = 0;
};

/// The worst of many, and what 999 of 1000 keep to.
class Spread final
{
public:
    void clear() { *this = {}; }
    void add(const Spent &spent)
    {
        m_wall.push_back(spent.wall);
        m_own.push_back(spent.own);
        m_undisturbed.push_back(spent.undisturbed);
    }
    [[nodiscard]] QJsonObject json()
    {
        const auto at = [](std::vector<double> &values, double part) {
            std::ranges::sort(values);
            return values.empty() ? 0 : values[size_t(double(values.size() - 1) * part)];
        };
        return { { QStringLiteral("wall"), at(m_wall, 1) }, { QStringLiteral("own"), at(m_own, 1) },
            { QStringLiteral("undisturbed"), at(m_undisturbed, 1) },
            { QStringLiteral("undisturbed_p999"), at(m_undisturbed, 0.999) },
            { QStringLiteral("own_p50"), at(m_own, 0.5) }, { QStringLiteral("own_p95"), at(m_own, 0.95) } };
    }

private:
    std::vector<double> m_wall;
    std::vector<double> m_own;
    std::vector<double> m_undisturbed;
};

/// The share of one core that the whole process uses.
class Share final
{
public:
    void begin()
    {
        m_cpu = cpuSeconds();
        m_wall.start();
    }
    [[nodiscard]] double percent() const { return (cpuSeconds() - m_cpu) / (double(m_wall.elapsed()) / 1000) * 100; }

private:
    QElapsedTimer m_wall;
    double m_cpu = 0;
};

/// How late a timer of 2 ms is: what a click or a repaint would have waited.
class Gaps final : public QObject
{
public:
    Gaps()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(tickMs);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            Spent spent = m_watch.lap();
            spent.wall = std::max(0.0, spent.wall - tickMs);
            spent.undisturbed = std::max(0.0, spent.undisturbed - tickMs);
            m_gaps.add(spent);
        });
    }
    void begin()
    {
        m_gaps.clear();
        m_share.begin();
        m_watch.begin();
        m_timer.start();
    }
    QJsonObject end()
    {
        m_timer.stop();
        const double share = m_share.percent();
        QJsonObject result = m_gaps.json();
        result.insert(QStringLiteral("core_percent"), share);
        return result;
    }

private:
    static constexpr int tickMs = 2;

    QTimer m_timer;
    Stopwatch m_watch;
    Share m_share;
    Spread m_gaps;
};

} // namespace bench
