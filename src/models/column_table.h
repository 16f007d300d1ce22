// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rows_model.h"

#include <QAbstractTableModel>

namespace models {

/// A table whose columns are the values of an enum that ends with Count_: says what its header says and how its cells
/// are aligned, numbers at the right.
template <typename Column> class ColumnTable : public RowsModel<QAbstractTableModel>
{
public:
    using RowsModel::RowsModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(Column::Count_);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= static_cast<int>(Column::Count_))
            return {};
        const auto column = static_cast<Column>(section);
        if (role == Qt::TextAlignmentRole)
            return alignment(column);
        return role == Qt::DisplayRole ? QVariant(headerText(column)) : QVariant();
    }

protected:
    [[nodiscard]] virtual QString headerText(Column column) const = 0;
    [[nodiscard]] virtual bool isNumber(Column) const { return false; }
    [[nodiscard]] QVariant alignment(Column column) const
    {
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    }
};

} // namespace models
