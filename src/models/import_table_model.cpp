// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/import_table_model.h"

#include "core/visible_text.h"
#include "texts/fleet_texts.h"
#include "texts/way_texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int lastColumn = int(ImportColumn::Count_) - 1;

bool mayBeWanted(const core::FleetRow &row)
{
    return row.match != core::FleetMatch::Known;
}

} // namespace

ImportTableModel::ImportTableModel(QObject *parent)
    : ColumnTable(parent)
{
}

void ImportTableModel::setRows(const QList<core::FleetRow> &rows)
{
    QList<core::FleetRow> next = rows;
    for (core::FleetRow &row : next) {
        if (const auto ticked = m_ticked.constFind(row.profile.name); ticked != m_ticked.cend())
            row.wanted = *ticked && mayBeWanted(row);
    }
    become(m_rows, next, lastColumn, [](const core::FleetRow &row) { return row.profile.name; });
    Q_EMIT wantedChanged();
}

QList<core::FleetRow> ImportTableModel::wantedRows() const
{
    QList<core::FleetRow> wanted;
    std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(wanted),
        [](const core::FleetRow &row) { return row.wanted; });
    return wanted;
}

int ImportTableModel::wantedCount() const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [](const core::FleetRow &row) { return row.wanted; }));
}

void ImportTableModel::setAllWanted(bool wanted)
{
    for (core::FleetRow &row : m_rows) {
        row.wanted = wanted && mayBeWanted(row);
        m_ticked.insert(row.profile.name, row.wanted);
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), { Qt::CheckStateRole });
    Q_EMIT wantedChanged();
}

int ImportTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ImportTableModel::text(const core::FleetRow &row, ImportColumn column) const
{
    switch (column) {
    case ImportColumn::Server:
        return core::visibleText(row.profile.name);
    case ImportColumn::Where:
        return texts::wayWords(row.profile);
    case ImportColumn::Group:
        return core::visibleText(row.profile.group);
    case ImportColumn::Tags:
        return core::visibleText(row.profile.tags.join(u", "_s));
    case ImportColumn::Match:
        return texts::fleetMatch(row);
    case ImportColumn::Count_:
        break;
    }
    return {};
}

QVariant ImportTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::FleetRow &row = m_rows[index.row()];
    const auto column = static_cast<ImportColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case RawRole:
        return text(row, column);
    case Qt::CheckStateRole:
        return column == ImportColumn::Server ? QVariant(row.wanted ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        if (row.line <= 0)
            return {};
        return row.file.isEmpty()
            //: %1: number of a line of a file
            ? tr("line %1").arg(row.line)
            //: %1: a path, %2: number of a line
            : tr("%1, line %2").arg(core::visibleText(row.file)).arg(row.line);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case StaleRole:
        return !mayBeWanted(row);
    case KeyRole:
        return row.profile.name;
    case FleetMatchRole:
        return static_cast<int>(row.match);
    case FleetLineRole:
        return row.line;
    default:
        return {};
    }
}

bool ImportTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != int(ImportColumn::Server))
        return false;
    core::FleetRow &row = m_rows[index.row()];
    if (!mayBeWanted(row))
        return false;
    row.wanted = value.toInt() == Qt::Checked;
    m_ticked.insert(row.profile.name, row.wanted);
    Q_EMIT dataChanged(index, index, { Qt::CheckStateRole });
    Q_EMIT wantedChanged();
    return true;
}

Qt::ItemFlags ImportTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == int(ImportColumn::Server) && mayBeWanted(m_rows[index.row()]))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString ImportTableModel::headerText(ImportColumn column) const
{
    switch (column) {
    case ImportColumn::Server:
        return tr("Server");
    case ImportColumn::Where:
        //: Header of a column: how a server is reached
        return tr("Reached by");
    case ImportColumn::Group:
        return tr("Group");
    case ImportColumn::Tags:
        return tr("Tags");
    case ImportColumn::Match:
        //: Header of a column: new, or known already
        return tr("In BanGUI");
    case ImportColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
