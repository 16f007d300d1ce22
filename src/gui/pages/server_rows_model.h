// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column_table.h"
#include "models/server_cards.h"

namespace gui {

enum class ServerRowsColumn { Server, State, Version, Jails, Bans, TotalBans, Failures, Latency, Age, Count_ };

/// The cards of many servers as rows of a table. Sorts itself; rows come, go and move, nothing is reset.
class ServerRowsModel final : public models::ColumnTable<ServerRowsColumn>
{
    Q_OBJECT

public:
    using Column = ServerRowsColumn;
    using ColumnTable::ColumnTable;

    struct Row
    {
        models::ServerCard card;
        QString version;
        QString phrase;
        qint64 latencyUs = -1;
        qint64 lastGoodAt = 0; ///< UTC ms; 0: never. The card's own age is not looked at
        friend bool operator==(const Row &, const Row &) = default;
    };
    void setRows(std::vector<Row> rows);
    /// Other words of rows that are there; others are passed over.
    void updateRows(std::vector<Row> rows);
    /// UTC ms: the time that ages are told for.
    void setNow(qint64 nowMs);
    [[nodiscard]] core::ServerId serverAt(int row) const { return m_rows.at(static_cast<size_t>(row)).card.id; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] QString headerText(Column column) const override;
    [[nodiscard]] bool isNumber(Column column) const override;
    [[nodiscard]] bool isLess(const Row &a, const Row &b) const;
    void sortRows(std::vector<Row> &rows) const;

    std::vector<Row> m_rows;
    qint64 m_now = 0;
    Column m_column = Column::State;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace gui
