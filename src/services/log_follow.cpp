// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_follow.h"

#include "transport/delete_from_loop.h"

#include <algorithm>
#include <limits>

namespace services {

namespace {
constexpr qsizetype fingerprint = 160; ///< bytes; a line's time and more
}

LogFollow::LogFollow(transport::HostReader &host, QString path, const std::optional<LogPlace> &place,
    protocol::LogReader reader, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_path(std::move(path))
    , m_reader(std::move(reader))
    , m_clock(clock)
    , m_resuming(place.has_value())
    , m_place(place.value_or(LogPlace {}))
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &LogFollow::onTurn);
}

LogFollow::~LogFollow()
{
    m_stat.cancel();
    if (m_follower) {
        m_follower->disconnect(this);
        transport::deleteFromLoop(std::move(m_follower)); // its signal may have led here
    }
}

std::optional<LogPlace> LogFollow::place() const
{
    // One that was never opened knows no more than it was told.
    return m_begunAt >= 0 || m_resuming ? std::optional(m_place) : std::nullopt;
}

void LogFollow::start()
{
    if (!m_resuming) {
        follow(-1);
        return;
    }
    m_stat = m_host.stat(m_path, this, [this](const core::Result<transport::FileStat> &stat) { onStat(stat); });
}

void LogFollow::onStat(const core::Result<transport::FileStat> &stat)
{
    if (!stat) {
        Q_EMIT lost(stat.error());
        return;
    }
    if (stat->exists && stat->size >= m_place.offset) {
        m_expected = m_place.before;
        follow(m_place.offset - m_expected.size());
        return;
    }
    // It was rotated or cut meanwhile: all that is there is new, but for what was copied.
    m_skipUntil = m_place.lastAt;
    follow(std::max<qint64>(0, stat->size - longestCatchUp));
}

void LogFollow::follow(qint64 offset)
{
    m_follower = m_host.follow(m_path, offset);
    connect(m_follower.get(), &transport::FileFollower::started, this, &LogFollow::onStarted);
    connect(m_follower.get(), &transport::FileFollower::bytesReceived, this, &LogFollow::onBytes);
    connect(m_follower.get(), &transport::FileFollower::failed, this, [this](const core::Error &error) {
        m_lost = error;
        m_turn.start(); // what has come before is read first
    });
    m_follower->start();
}

void LogFollow::onStarted(qint64 offset)
{
    m_backlog.push_back({ {}, offset });
    m_turn.start();
    Q_EMIT started();
}

void LogFollow::onBytes(const QByteArray &bytes)
{
    m_backlog.push_back({ bytes, {} });
    m_backlogSize += bytes.size();
    if (m_backlogSize > longestBacklog)
        drop();
    m_turn.start();
}

/// More than can be read: the next poll of the counters tells what it came to.
void LogFollow::drop()
{
    qint64 offset = m_offset;
    for (const Piece &piece : m_backlog)
        offset = piece.beginsAt.value_or(offset + piece.bytes.size());
    m_backlog.clear();
    m_backlogSize = 0;
    m_expected.clear();
    m_recent.clear();
    m_offset = offset;
    m_begunAt = std::max<qint64>(m_begunAt, 0);
    m_reader.skipLine();
}

void LogFollow::onTurn()
{
    if (!m_backlog.empty())
        readSome();
    if (!m_backlog.empty())
        m_turn.start();
    else if (const auto error = std::exchange(m_lost, {}))
        Q_EMIT lost(*error);
}

void LogFollow::readSome()
{
    Piece &piece = m_backlog.front();
    if (piece.beginsAt) {
        const qint64 offset = *piece.beginsAt;
        m_backlog.pop_front();
        begin(offset);
        return;
    }
    QByteArray bytes = piece.bytes;
    if (bytes.size() > portion) {
        piece.bytes = bytes.sliced(portion);
        bytes.truncate(portion);
    } else {
        m_backlog.pop_front();
    }
    m_backlogSize -= bytes.size();
    const QByteArrayView fresh = checked(bytes);
    note(fresh);
    QList<core::LogEvent> events = m_reader.feed(fresh, m_clock.nowMs());
    if (m_skipUntil > 0) {
        events.removeIf([this](const core::LogEvent &event) { return event.at <= m_skipUntil; });
        if (!events.isEmpty())
            m_skipUntil = 0;
    }
    for (const core::LogEvent &event : std::as_const(events))
        m_place.lastAt = std::max(m_place.lastAt, event.at);
    if (!events.isEmpty())
        Q_EMIT eventsRead(events);
}

/// A file is open from there on.
void LogFollow::begin(qint64 offset)
{
    const bool another = m_begunAt >= 0; // after a rotation
    m_begunAt = offset;
    m_offset = offset;
    m_recent.clear();
    m_reader.beginFile();
    if (!m_expected.isEmpty() && !another)
        return; // the place is known, if it is that file
    if (m_skipUntil > 0 && offset > 0)
        m_reader.skipLine();
    m_place.offset = offset;
    m_place.before = offset > 0 ? QByteArray("\n") : QByteArray(); // whoever writes lines stops after one
    if (!another && !m_resuming)
        m_place.lastAt = m_clock.nowMs(); // what is there already is no news
}

/// What follows the bytes that we know; where they are others, it is another file.
QByteArrayView LogFollow::checked(QByteArrayView bytes)
{
    if (m_expected.isEmpty())
        return bytes;
    const qsizetype common = std::min(bytes.size(), m_expected.size());
    if (bytes.first(common) != QByteArrayView(m_expected).first(common)) {
        startOver();
        return {};
    }
    m_offset += common;
    keep(bytes.first(common));
    m_expected.remove(0, common);
    return bytes.sliced(common);
}

void LogFollow::startOver()
{
    m_follower->disconnect(this);
    transport::deleteFromLoop(std::move(m_follower));
    m_backlog.clear();
    m_backlogSize = 0;
    m_expected.clear();
    m_begunAt = -1;
    m_place.offset = std::numeric_limits<qint64>::max(); // no file is that long: what is there is new
    start();
}

/// Remembers the end of the last whole line.
void LogFollow::note(QByteArrayView bytes)
{
    const qsizetype end = bytes.lastIndexOf('\n');
    if (end >= 0) {
        const auto whole = bytes.first(end + 1);
        m_place.before = (m_recent + whole.last(std::min(whole.size(), fingerprint)).toByteArray()).right(fingerprint);
        m_place.offset = m_offset + end + 1;
    }
    keep(bytes);
    m_offset += bytes.size();
}

void LogFollow::keep(QByteArrayView bytes)
{
    m_recent.append(bytes.last(std::min(bytes.size(), fingerprint)));
    m_recent = m_recent.right(fingerprint);
}

} // namespace services
