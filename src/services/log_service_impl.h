// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/log_file.h"
#include "services/log_service.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>

namespace services {

class RuntimeState;

/// See LogService. The level follows the setting log_level of RuntimeState at once.
class LogServiceImpl final : public LogService
{
    Q_OBJECT
public:
    /// file: path of the log; empty: lines are kept in memory only. bytesPerFile: for tests.
    LogServiceImpl(RuntimeState &state, const core::Clock &clock, const QString &file, QObject *parent = nullptr,
        qint64 bytesPerFile = 2 * 1024 * 1024);
    ~LogServiceImpl() override;

    /// Begins (or changes) the file, with the lines so far: the folder is known only after the first stages of a start.
    void openFile(const QString &file);

    /// Any thread; never waits for the disk. lineAdded follows on the main thread.
    void append(QtMsgType level, const QString &category, const QString &text);

    [[nodiscard]] QList<LogLine> lines() const override;
    [[nodiscard]] QString filePath() const override { return m_filePath; }

private:
    void announce();

    const core::Clock &m_clock;
    const qint64 m_bytesPerFile;
    QString m_filePath; ///< main thread
    std::atomic<int> m_leastSeverity;
    mutable std::mutex m_mutex;
    std::unique_ptr<LogFile> m_file; ///< guarded
    std::deque<LogLine> m_lines; ///< guarded
    QList<LogLine> m_unannounced; ///< guarded
    quint64 m_lastSequence = 0; ///< guarded
};

/// As in the file: "2026-11-21T08:30:05.123Z warning health text". Without line feed.
[[nodiscard]] QString logFileLine(const LogLine &line);

} // namespace services
