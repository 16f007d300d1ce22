// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/log_event.h"
#include "models/column_table.h"
#include "models/event_table_roles.h"
#include "texts/event_texts.h"
#include "texts/time_texts.h"

#include <QHash>

#include <deque>
#include <optional>

namespace core {
class Clock;
}

namespace models {

/// What the servers of the scope log, newest first, bounded: what is more goes at the end. While it is paused new
/// events wait, so that what one reads stays in its place. KeyRole is unique per row.
class EventTableModel final : public ColumnTable<EventColumn>
{
    Q_OBJECT
public:
    explicit EventTableModel(const core::Clock &clock, int limit = 5000, QObject *parent = nullptr);

    void setServerName(core::ServerId server, const QString &name);
    void removeServer(core::ServerId server);
    /// events: in the order in which they were logged.
    void append(core::ServerId server, const QList<core::LogEvent> &events);
    /// Those that came before anybody listened, of all servers, by their time.
    void fill(const QHash<core::ServerId, QList<core::LogEvent>> &events);

    void setScope(const QList<core::ServerId> &servers);
    void setFilter(texts::EventFilter filter);
    void setText(const QString &text);
    void setDateStyle(texts::DateStyle style);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] qsizetype waiting() const { return m_waitingShown; } ///< that would be shown
    [[nodiscard]] qsizetype total() const; ///< of the scope, filtered out or not
    void refreshTimes(); ///< a day has passed

    [[nodiscard]] core::ServerId serverAt(int row) const { return rowAt(row).server; }
    [[nodiscard]] const core::LogEvent &eventAt(int row) const { return rowAt(row).event; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void waitingChanged();

private:
    struct Row
    {
        quint64 sequence = 0;
        core::ServerId server;
        core::LogEvent event;
        friend bool operator==(const Row &a, const Row &b) { return a.sequence == b.sequence; }
    };
    [[nodiscard]] const Row &rowAt(int row) const { return m_shown[static_cast<size_t>(row)]; }
    [[nodiscard]] QString headerText(EventColumn column) const override;
    [[nodiscard]] QVariant text(const Row &row, EventColumn column) const;
    [[nodiscard]] bool matches(const Row &row) const;
    void take(std::deque<Row> &&rows);
    void refilter();

    const core::Clock &m_clock;
    size_t m_limit;
    quint64 m_lastSequence = 0;
    QHash<core::ServerId, QString> m_names;
    std::optional<QSet<core::ServerId>> m_scope; ///< absent: all
    texts::EventFilter m_filter = texts::EventFilter::Everything;
    QString m_text;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
    std::deque<Row> m_all; ///< newest first
    std::deque<Row> m_shown; ///< those that pass
    std::deque<Row> m_waiting; ///< newest first, while paused
    qsizetype m_waitingShown = 0;
    bool m_paused = false;
};

} // namespace models
