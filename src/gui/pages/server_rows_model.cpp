// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/server_rows_model.h"

#include "models/server_filter.h"
#include "models/server_tree_roles.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <algorithm>

namespace gui {

namespace {

using Column = ServerRowsModel::Column;

/// Gravest first, as the answer of the page names them.
int gravity(core::ServerState state)
{
    switch (state) {
    case core::ServerState::Degraded:
        return 0;
    case core::ServerState::Offline:
        return 1;
    case core::ServerState::NeedsAttention:
        return 2;
    case core::ServerState::Unreachable:
        return 3;
    case core::ServerState::Busy:
        return 4;
    case core::ServerState::Unknown:
        return 5;
    case core::ServerState::Online:
        return 6;
    }
    return 6;
}

qint64 rawNumber(const ServerRowsModel::Row &row, Column column)
{
    switch (column) {
    case Column::Jails:
        return row.card.jails.value_or(-1);
    case Column::Bans:
        return row.card.bans.value_or(-1);
    case Column::TotalBans:
        return row.card.totalBans.value_or(-1);
    case Column::Failures:
        return row.card.failures.value_or(-1);
    case Column::Latency:
        return row.latencyUs;
    case Column::Age:
        return -row.lastGoodAt;
    case Column::State:
        return gravity(row.card.state);
    case Column::Server:
    case Column::Version:
    case Column::Count_:
        break;
    }
    return 0;
}

} // namespace

void ServerRowsModel::setRows(std::vector<Row> rows)
{
    sortRows(rows);
    become(m_rows, rows, columnCount() - 1, [](const Row &row) { return row.card.id; });
}

void ServerRowsModel::updateRows(std::vector<Row> rows)
{
    QHash<core::ServerId, Row *> changed;
    for (Row &row : rows)
        changed.insert(row.card.id, &row);
    const auto at = [&](size_t row) -> const Row & {
        const Row *fresh = changed.value(m_rows[row].card.id);
        return fresh ? *fresh : m_rows[row];
    };
    // Most often every row stays where it is.
    for (size_t row = 1; row < m_rows.size(); ++row) {
        if (!isLess(at(row), at(row - 1)))
            continue;
        std::vector<Row> next;
        next.reserve(m_rows.size());
        for (size_t i = 0; i < m_rows.size(); ++i)
            next.push_back(at(i));
        setRows(std::move(next));
        return;
    }
    for (size_t row = 0; row < m_rows.size(); ++row) {
        const Row *fresh = changed.value(m_rows[row].card.id);
        if (!fresh || *fresh == m_rows[row])
            continue;
        m_rows[row] = *fresh;
        Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), columnCount() - 1));
    }
}

void ServerRowsModel::setNow(qint64 nowMs)
{
    m_now = nowMs;
    const int age = static_cast<int>(Column::Age);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, age), index(rowCount() - 1, age), { Qt::DisplayRole });
}

int ServerRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ServerRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(static_cast<size_t>(index.row()));
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole)
        return alignment(column);
    if (role == models::StateRole)
        return column == Column::Server ? QVariant(static_cast<int>(row.card.state)) : QVariant();
    if (role == models::StaleRole)
        return row.card.stale;
    if (role == models::BadgeRole)
        return column == Column::Server && row.card.production ? models::productionBadge() : QString();
    if (role == models::ServerIdRole)
        return QVariant::fromValue(row.card.id);
    if (role == Qt::AccessibleTextRole && column == Column::Server)
        return row.card.accessible;
    if (role == Qt::ToolTipRole && column == Column::Age)
        return row.lastGoodAt > 0 ? texts::exactDateTime(row.lastGoodAt / 1000, texts::DateStyle::System) : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Server:
        return row.card.name;
    case Column::State:
        return row.phrase;
    case Column::Version:
        return row.version;
    case Column::Jails:
        return texts::number(row.card.jails);
    case Column::Bans:
        return texts::number(row.card.bans);
    case Column::TotalBans:
        return texts::number(row.card.totalBans);
    case Column::Failures:
        return texts::number(row.card.failures);
    case Column::Latency:
        return texts::latency(row.latencyUs);
    case Column::Age:
        return row.lastGoodAt > 0 ? texts::age(std::max<qint64>(0, m_now - row.lastGoodAt)) : QString();
    case Column::Count_:
        break;
    }
    return {};
}

bool ServerRowsModel::isNumber(Column column) const
{
    return column != Column::Server && column != Column::State && column != Column::Version;
}

QString ServerRowsModel::headerText(Column column) const
{
    switch (column) {
    case Column::Server:
        return tr("Server");
    case Column::State:
        return tr("State");
    case Column::Version:
        return tr("Version");
    case Column::Jails:
        return tr("Jails");
    case Column::Bans:
        return tr("Bans");
    case Column::TotalBans:
        return tr("Bans in total");
    case Column::Failures:
        return tr("Failures in total");
    case Column::Latency:
        return tr("Latency");
    case Column::Age:
        return tr("Age");
    case Column::Count_:
        break;
    }
    return {};
}

void ServerRowsModel::sort(int column, Qt::SortOrder order)
{
    m_column = static_cast<Column>(column);
    m_order = order;
    setRows(std::vector<Row>(m_rows));
}

bool ServerRowsModel::isLess(const Row &a, const Row &b) const
{
    const Row &first = m_order == Qt::AscendingOrder ? a : b;
    const Row &second = m_order == Qt::AscendingOrder ? b : a;
    if (m_column == Column::Server)
        return first.card.name.localeAwareCompare(second.card.name) < 0;
    if (m_column == Column::Version)
        return first.version < second.version;
    return rawNumber(first, m_column) < rawNumber(second, m_column);
}

void ServerRowsModel::sortRows(std::vector<Row> &rows) const
{
    std::stable_sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) { return isLess(a, b); });
}

} // namespace gui
