// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/server_cards.h"

#include <QAbstractTableModel>

namespace gui {

/// The cards of many servers as rows of a table. Sorts itself; rows move, nothing is reset while the servers stay the
/// same.
class ServerRowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Server, State, Version, Jails, Bans, TotalBans, Failures, Latency, Age, Count_ };
    using QAbstractTableModel::QAbstractTableModel;

    struct Row
    {
        models::ServerCard card;
        QString version;
        QString phrase;
        qint64 latencyUs = -1;
        qint64 checkedAt = 0;
        friend bool operator==(const Row &, const Row &) = default;
    };
    void setRows(std::vector<Row> rows);
    [[nodiscard]] core::ServerId serverAt(int row) const { return m_rows.at(static_cast<size_t>(row)).card.id; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void sortRows(std::vector<Row> &rows) const;

    std::vector<Row> m_rows;
    Column m_column = Column::State;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace gui
