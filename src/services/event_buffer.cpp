// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/event_buffer.h"

#include "services/log_target.h"

namespace services {

namespace {

void keepNewest(QList<core::LogEvent> &events, qsizetype most)
{
    if (events.size() > most)
        events.remove(0, events.size() - most);
}

} // namespace

EventBuffer::EventBuffer(qint64 firstMs, qint64 betweenMs, QObject *parent)
    : QObject(parent)
    , m_firstMs(firstMs)
    , m_betweenMs(betweenMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EventBuffer::deliver);
}

void EventBuffer::add(const QList<core::LogEvent> &events)
{
    m_waiting += events;
    keepNewest(m_waiting, mostInBatch);
    for (const core::LogEvent &event : events) {
        if (event.kind == core::LogEventKind::ActionFailed)
            m_failures.append(event);
    }
    keepNewest(m_failures, mostFailures);
    if (!m_timer.isActive())
        m_timer.start(int(std::exchange(m_quiet, false) ? m_firstMs : m_betweenMs));
}

void EventBuffer::deliver()
{
    const QList<core::LogEvent> events = std::exchange(m_waiting, {});
    if (events.isEmpty()) {
        m_quiet = true;
        return;
    }
    m_timer.start(int(m_betweenMs)); // nothing sooner; if nothing comes, it is quiet again
    m_recent += events;
    keepNewest(m_recent, mostRecent);
    Q_EMIT ready(events);
}

QList<ActionFailures> EventBuffer::failuresSince(qint64 sinceMs) const
{
    return failuresByJail(m_failures, sinceMs);
}

} // namespace services
