// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_table_model.h"

#include "core/clock.h"
#include "core/visible_text.h"

#include <algorithm>

namespace models {

EventTableModel::EventTableModel(const core::Clock &clock, int limit, QObject *parent)
    : ColumnTable(parent)
    , m_clock(clock)
    , m_limit(static_cast<size_t>(limit))
{
}

bool EventTableModel::matches(const Row &row) const
{
    if (m_scope && !m_scope->contains(row.server))
        return false;
    if (!texts::passes(row.event.kind, m_filter))
        return false;
    if (m_text.isEmpty())
        return true;
    const auto has = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return has(row.event.target) || has(row.event.jail) || has(m_names.value(row.server)) || has(row.event.detail)
        || has(texts::eventWord(row.event.kind));
}

void EventTableModel::append(core::ServerId server, const QList<core::LogEvent> &events)
{
    std::deque<Row> rows;
    for (const core::LogEvent &event : events)
        rows.push_front({ ++m_lastSequence, server, event });
    if (rows.size() > m_limit)
        rows.resize(m_limit);
    if (!m_paused) {
        take(std::move(rows));
        return;
    }
    m_waitingShown += std::count_if(rows.begin(), rows.end(), [this](const Row &row) { return matches(row); });
    m_waiting.insert(m_waiting.begin(), rows.begin(), rows.end());
    while (m_waiting.size() > m_limit) {
        m_waitingShown -= matches(m_waiting.back()) ? 1 : 0;
        m_waiting.pop_back();
    }
    Q_EMIT waitingChanged();
}

void EventTableModel::fill(const QHash<core::ServerId, QList<core::LogEvent>> &events)
{
    std::deque<Row> rows;
    for (auto server = events.cbegin(); server != events.cend(); ++server) {
        for (const core::LogEvent &event : server.value())
            rows.push_back({ 0, server.key(), event });
    }
    // Rows of one server stay in the order of its log.
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.event.at < b.event.at; });
    for (Row &row : rows)
        row.sequence = ++m_lastSequence;
    std::reverse(rows.begin(), rows.end());
    take(std::move(rows));
}

/// rows: newest first, all newer than what is there.
void EventTableModel::take(std::deque<Row> &&rows)
{
    std::deque<Row> fresh;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(fresh), [this](const Row &row) { return matches(row); });
    m_all.insert(m_all.begin(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    if (m_all.size() > m_limit)
        m_all.resize(m_limit);
    if (fresh.size() > m_limit)
        fresh.resize(m_limit);
    if (!fresh.empty()) {
        beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
        m_shown.insert(m_shown.begin(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    const quint64 oldest = m_all.empty() ? 0 : m_all.back().sequence;
    const auto kept = std::partition_point(
        m_shown.begin(), m_shown.end(), [oldest](const Row &row) { return row.sequence >= oldest; });
    const int first = static_cast<int>(kept - m_shown.begin());
    if (first < rowCount()) {
        beginRemoveRows({}, first, rowCount() - 1);
        m_shown.erase(kept, m_shown.end());
        endRemoveRows();
    }
}

void EventTableModel::refilter()
{
    std::deque<Row> next;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(next), [this](const Row &row) { return matches(row); });
    become(m_shown, next, static_cast<int>(EventColumn::Count_) - 1, [](const Row &row) { return row.sequence; });
    const qsizetype before = std::exchange(m_waitingShown,
        std::count_if(m_waiting.begin(), m_waiting.end(), [this](const Row &row) { return matches(row); }));
    if (before != m_waitingShown)
        Q_EMIT waitingChanged();
}

void EventTableModel::setServerName(core::ServerId server, const QString &name)
{
    QString &known = m_names[server];
    if (std::exchange(known, name) == name || m_shown.empty())
        return;
    constexpr int column = static_cast<int>(EventColumn::Server);
    Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
}

void EventTableModel::removeServer(core::ServerId server)
{
    const auto of = [server](const Row &row) { return row.server == server; };
    m_names.remove(server);
    m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(), of), m_waiting.end());
    m_all.erase(std::remove_if(m_all.begin(), m_all.end(), of), m_all.end());
    refilter();
}

void EventTableModel::setScope(const QList<core::ServerId> &servers)
{
    const QSet<core::ServerId> scope(servers.cbegin(), servers.cend());
    if (m_scope == scope)
        return;
    m_scope = scope;
    refilter();
}

void EventTableModel::setFilter(texts::EventFilter filter)
{
    if (std::exchange(m_filter, filter) != filter)
        refilter();
}

void EventTableModel::setText(const QString &text)
{
    const QString wanted = text.trimmed();
    if (std::exchange(m_text, wanted) != wanted)
        refilter();
}

void EventTableModel::setDateStyle(texts::DateStyle style)
{
    if (std::exchange(m_dateStyle, style) != style)
        refreshTimes();
}

void EventTableModel::refreshTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(EventColumn::Time)), index(rowCount() - 1, int(EventColumn::Time)));
}

void EventTableModel::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused || paused)
        return;
    m_waitingShown = 0;
    take(std::exchange(m_waiting, {}));
    Q_EMIT waitingChanged();
}

qsizetype EventTableModel::total() const
{
    return std::count_if(
        m_all.begin(), m_all.end(), [this](const Row &row) { return !m_scope || m_scope->contains(row.server); });
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant EventTableModel::text(const Row &row, EventColumn column) const
{
    switch (column) {
    case EventColumn::Time:
        return texts::logTime(row.event.at, m_dateStyle, m_clock.nowMs());
    case EventColumn::Event:
        return texts::eventWord(row.event.kind);
    case EventColumn::Target:
        return core::visibleText(row.event.target);
    case EventColumn::Jail:
        return core::visibleText(row.event.jail);
    case EventColumn::Server:
        return core::visibleText(m_names.value(row.server));
    case EventColumn::Detail:
        return texts::eventDetail(row.event);
    case EventColumn::Count_:
        break;
    }
    return {};
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = rowAt(index.row());
    const auto column = static_cast<EventColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
        if (column == EventColumn::Time)
            return texts::exactDateTime(row.event.at / 1000, m_dateStyle);
        return column == EventColumn::Detail || column == EventColumn::Target ? text(row, column) : QVariant();
    case RawRole:
        return column == EventColumn::Time ? QVariant(row.event.at) : text(row, column);
    case ServerIdRole:
        return QVariant::fromValue(row.server);
    case StateRole: {
        const auto shape = column == EventColumn::Event ? texts::eventShape(row.event.kind) : std::nullopt;
        return shape ? QVariant(int(*shape)) : QVariant();
    }
    case StateWordRole:
        return texts::eventWord(row.event.kind);
    case KeyRole:
        return QString::number(row.sequence);
    case ExactRole:
        return texts::exactDateTime(row.event.at / 1000, m_dateStyle);
    case EventKindRole:
        return int(row.event.kind);
    case EventTargetRole:
        return row.event.target;
    default:
        return {};
    }
}

QString EventTableModel::headerText(EventColumn column) const
{
    switch (column) {
    case EventColumn::Time:
        return tr("Time");
    case EventColumn::Event:
        //: column: what fail2ban did ("Banned", "Failure")
        return tr("Event");
    case EventColumn::Target:
        return tr("Address");
    case EventColumn::Jail:
        return tr("Jail");
    case EventColumn::Server:
        return tr("Server");
    case EventColumn::Detail:
        return tr("Details");
    case EventColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
