// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_table_model.h"

#include "core/visible_text.h"
#include "texts/audit_texts.h"
#include "texts/change_texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

ChangeTableModel::ChangeTableModel(const core::Clock &clock, QObject *parent)
    : ColumnTable(parent)
    , m_clock(clock)
{
}

void ChangeTableModel::setRows(QList<Row> rows)
{
    std::ranges::stable_sort(rows, std::ranges::greater(), [](const Row &row) { return row.entry.startedAt; });
    become(m_rows, rows, columnCount() - 1,
        [](const Row &row) { return std::pair(row.entry.server.value, row.entry.id); });
}

void ChangeTableModel::setDateStyle(texts::DateStyle style)
{
    if (std::exchange(m_dateStyle, style) != style && rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(ChangeColumn::Time)), index(rowCount() - 1, int(ChangeColumn::Time)));
}

int ChangeTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

core::ServerState ChangeTableModel::shapeOf(core::ChangeResult result)
{
    switch (result) {
    case core::ChangeResult::Active:
    case core::ChangeResult::Inactive:
        return core::ServerState::Online;
    case core::ChangeResult::RolledBack:
    case core::ChangeResult::Refused:
        return core::ServerState::Busy;
    case core::ChangeResult::NotRestored:
        return core::ServerState::Offline;
    case core::ChangeResult::Open:
        return core::ServerState::NeedsAttention;
    case core::ChangeResult::Unknown:
        break;
    }
    return core::ServerState::Unknown;
}

QVariant ChangeTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    const services::ChangeEntry &entry = row.entry;
    const auto column = static_cast<ChangeColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case ChangeColumn::Time:
            return texts::logTime(entry.startedAt, m_dateStyle, m_clock.nowMs());
        case ChangeColumn::Server:
            return core::visibleText(row.server);
        case ChangeColumn::Jail:
            return core::visibleText(entry.jail);
        case ChangeColumn::Change:
            return texts::ChangeTexts::kindVerb(entry.kind);
        case ChangeColumn::Result:
            return texts::ChangeTexts::resultWord(entry.result);
        case ChangeColumn::Owner:
            return core::visibleText(entry.owner);
        case ChangeColumn::File:
            return core::visibleText(entry.path);
        case ChangeColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        if (column == ChangeColumn::Time)
            return texts::exactDateTime(entry.startedAt / 1000, m_dateStyle);
        return column == ChangeColumn::Result ? core::visibleText(entry.error.detail) : QString();
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        return column == ChangeColumn::Time ? QVariant(entry.startedAt) : data(index, Qt::DisplayRole);
    case ServerIdRole:
        return QVariant::fromValue(entry.server);
    case StateRole:
        return column == ChangeColumn::Result ? QVariant(static_cast<int>(shapeOf(entry.result))) : QVariant();
    case StateWordRole:
        return texts::ChangeTexts::resultWord(entry.result);
    case KeyRole:
        return u"%1/%2"_s.arg(entry.server.value).arg(entry.id);
    case ChangeIdRole:
        return entry.id;
    case ChangeResultRole:
        return static_cast<int>(entry.result);
    default:
        return {};
    }
}

QString ChangeTableModel::headerText(ChangeColumn column) const
{
    switch (column) {
    case ChangeColumn::Time:
        return tr("Time");
    case ChangeColumn::Server:
        return tr("Server");
    case ChangeColumn::Jail:
        return tr("Jail");
    case ChangeColumn::Change:
        //: column: what was done with the jail's configuration
        return tr("Change");
    case ChangeColumn::Result:
        return tr("Result");
    case ChangeColumn::Owner:
        //: column: user@host who made a change
        return tr("By");
    case ChangeColumn::File:
        return tr("File");
    case ChangeColumn::Count_:
        break;
    }
    return {};
}

ChangeFilterModel::ChangeFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
}

void ChangeFilterModel::setText(const QString &text)
{
    const QString wanted = text.trimmed();
    if (std::exchange(m_text, wanted) != wanted)
        invalidateRowsFilter();
}

bool ChangeFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    for (int column = 0; column < static_cast<int>(ChangeColumn::Count_); ++column) {
        if (sourceModel()
                ->index(sourceRow, column, sourceParent)
                .data()
                .toString()
                .contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return m_text.isEmpty();
}

} // namespace models
