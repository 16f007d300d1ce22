// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/request_handle.h"
#include "protocol/log_line.h"
#include "transport/host.h"

#include <QTimer>

#include <deque>
#include <optional>

namespace services {

/// Where reading of a log ended, to go on there: after the last whole line.
struct LogPlace
{
    qint64 offset = 0;
    QByteArray before; ///< the bytes that end there, so that another file is told apart
    qint64 lastAt = 0; ///< UTC ms of the newest event that was read
};

/// The log of one server, followed by its host, as events. Reads in small portions from the event loop, so that a flood
/// blocks nothing; where even that does not keep up, what is too much is dropped. One life: after lost() it says
/// nothing any more. Main thread.
class LogFollow final : public QObject
{
    Q_OBJECT
public:
    /// place: where an earlier one ended; what has been written there since is read, also in a file that has taken its
    /// place. Absent: only what is written from now on.
    LogFollow(transport::HostReader &host, QString path, const std::optional<LogPlace> &place,
        protocol::LogReader reader, const core::Clock &clock, QObject *parent = nullptr);
    ~LogFollow() override;

    void start();
    [[nodiscard]] protocol::LogReader &reader() { return m_reader; }
    /// Absent before the first byte is known.
    [[nodiscard]] std::optional<LogPlace> place() const;

    static constexpr qsizetype portion = 64 * 1024; ///< bytes per turn of the event loop
    static constexpr qsizetype longestBacklog = 8 * 1024 * 1024;
    static constexpr qint64 longestCatchUp = 1024 * 1024; ///< of a file that took the place of the known one

Q_SIGNALS:
    void started(); ///< the file is open
    void eventsRead(const QList<core::LogEvent> &events);
    void lost(const core::Error &error);

private:
    /// What came, in its order.
    struct Piece
    {
        QByteArray bytes;
        std::optional<qint64> beginsAt; ///< not bytes, but a file that is open from there on
    };

    void onStat(const core::Result<transport::FileStat> &stat);
    void follow(qint64 offset);
    void onStarted(qint64 offset);
    void onBytes(const QByteArray &bytes);
    void onTurn();
    void readSome();
    void begin(qint64 offset);
    [[nodiscard]] QByteArrayView checked(QByteArrayView bytes);
    void startOver();
    void drop();
    void note(QByteArrayView bytes);
    void keep(QByteArrayView bytes);

    transport::HostReader &m_host;
    QString m_path;
    protocol::LogReader m_reader;
    const core::Clock &m_clock;
    core::RequestHandle m_stat;
    std::unique_ptr<transport::FileFollower> m_follower;
    std::deque<Piece> m_backlog;
    qsizetype m_backlogSize = 0;
    QTimer m_turn;
    std::optional<core::Error> m_lost; ///< told once the backlog is read
    bool m_resuming = false;
    QByteArray m_expected; ///< what must come first, if it is the file that we know
    qint64 m_skipUntil = 0; ///< older events are known already
    qint64 m_offset = 0; ///< of the next byte that is read
    qint64 m_begunAt = -1; ///< where the file was opened; -1: not yet
    QByteArray m_recent; ///< the last bytes that were read
    LogPlace m_place;
};

} // namespace services
