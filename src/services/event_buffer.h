// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log_event.h"
#include "services/event_feed.h"

#include <QObject>
#include <QTimer>

namespace services {

/// The events of one server between its log and those who listen: handed over in batches, remembered for those who
/// come later, bounded in every way. Main thread.
class EventBuffer final : public QObject
{
    Q_OBJECT
public:
    /// firstMs: to the first batch after a quiet time; betweenMs: between two.
    EventBuffer(qint64 firstMs, qint64 betweenMs, QObject *parent = nullptr);

    void add(const QList<core::LogEvent> &events);
    [[nodiscard]] const QList<core::LogEvent> &recent() const { return m_recent; }
    /// Since then (UTC ms).
    [[nodiscard]] QList<ActionFailures> failuresSince(qint64 sinceMs) const;

    static constexpr qsizetype mostRecent = 500;
    static constexpr qsizetype mostInBatch = 2'000; ///< what is more in one batch is counted by the next poll only
    static constexpr qsizetype mostFailures = 500;

Q_SIGNALS:
    void ready(const QList<core::LogEvent> &events);

private:
    void deliver();

    qint64 m_firstMs;
    qint64 m_betweenMs;
    QTimer m_timer; ///< runs after a batch, too, until the next may come
    bool m_quiet = true; ///< nothing was said of late
    QList<core::LogEvent> m_waiting;
    QList<core::LogEvent> m_recent;
    QList<core::LogEvent> m_failures;
};

} // namespace services
