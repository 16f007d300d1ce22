// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/server_status.h"
#include "models/change_table_roles.h"
#include "models/column_table.h"
#include "services/change_history.h"
#include "texts/time_texts.h"

#include <QSortFilterProxyModel>

namespace models {

/// What was changed in the configuration of servers, newest first. Fed with values; the same ones again change nothing.
class ChangeTableModel final : public ColumnTable<ChangeColumn>
{
    Q_OBJECT
public:
    struct Row
    {
        services::ChangeEntry entry;
        QString server; ///< its name

        friend bool operator==(const Row &, const Row &) = default;
    };
    explicit ChangeTableModel(const core::Clock &clock, QObject *parent = nullptr);

    void setRows(QList<Row> rows);
    void setDateStyle(texts::DateStyle style);
    [[nodiscard]] const Row &rowAt(int row) const { return m_rows[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    [[nodiscard]] static core::ServerState shapeOf(core::ChangeResult result);

private:
    [[nodiscard]] QString headerText(ChangeColumn column) const override;

    const core::Clock &m_clock;
    QList<Row> m_rows;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
};

/// Those with a text in any of their cells.
class ChangeFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ChangeFilterModel(QObject *parent = nullptr);
    void setText(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    QString m_text;
};

} // namespace models
