// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace services {

/// A log file that turns over: PATH, PATH.1 ... Writes on a thread of its own; add() never waits for the disk. Several
/// processes may write the same file. A file that cannot be written loses its lines, nothing else.
class LogFile
{
public:
    LogFile(const QString &path, qint64 sizeLimit, int fileCount);
    ~LogFile(); ///< writes what is waiting
    Q_DISABLE_COPY_MOVE(LogFile)

    void add(const QByteArray &line); ///< any thread; with its line feed
    /// Waits until everything added so far is written, at most timeoutMs: for a process about to abort.
    bool flush(int timeoutMs);

private:
    void run();
    void write(const QByteArray &lines);
    bool open();
    void close();
    bool turnOver();

    const QByteArray m_path;
    const qint64 m_sizeLimit;
    const int m_fileCount;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    QByteArray m_waiting; ///< guarded
    bool m_writing = false; ///< guarded
    bool m_ending = false; ///< guarded
    int m_fd = -1; ///< the thread's own
    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace services
