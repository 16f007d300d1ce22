// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "models/column_table.h"
#include "models/import_table_roles.h"

#include <QHash>

namespace models {

/// What an import would store, one server a row, each with a box to tick. What is known already cannot be ticked. What
/// the user ticked stays so when the rows come anew because a choice for all of them has changed.
class ImportTableModel final : public ColumnTable<ImportColumn>
{
    Q_OBJECT
public:
    explicit ImportTableModel(QObject *parent = nullptr);

    void setRows(const QList<core::FleetRow> &rows);
    /// Another file: forgets what was ticked by hand.
    void forgetTicks() { m_ticked.clear(); }
    [[nodiscard]] const QList<core::FleetRow> &rows() const { return m_rows; }
    [[nodiscard]] QList<core::FleetRow> wantedRows() const;
    [[nodiscard]] int wantedCount() const;
    void setAllWanted(bool wanted);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void wantedChanged();

private:
    [[nodiscard]] QString headerText(ImportColumn column) const override;
    [[nodiscard]] QString text(const core::FleetRow &row, ImportColumn column) const;

    QList<core::FleetRow> m_rows;
    QHash<QString, bool> m_ticked; ///< by hand; by the server's name
};

} // namespace models
