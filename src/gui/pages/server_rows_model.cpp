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
        return -row.checkedAt;
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
        return row.card.exactAge;
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
        return row.card.age;
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

void ServerRowsModel::sortRows(std::vector<Row> &rows) const
{
    const auto less = [this](const Row &a, const Row &b) {
        if (m_column == Column::Server)
            return a.card.name.localeAwareCompare(b.card.name) < 0;
        if (m_column == Column::Version)
            return a.version < b.version;
        return rawNumber(a, m_column) < rawNumber(b, m_column);
    };
    std::stable_sort(rows.begin(), rows.end(),
        [this, &less](const Row &a, const Row &b) { return m_order == Qt::AscendingOrder ? less(a, b) : less(b, a); });
}

} // namespace gui
