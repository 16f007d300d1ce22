// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "models/column_table.h"
#include "models/receipts_table_roles.h"

namespace models {

/// What each server answered; what failed or was refused first. Rows keep their place in a view while answers come in.
/// StateRole: Online done, Unknown nothing to do, NeedsAttention refused, Offline failed.
class ReceiptsTableModel final : public ColumnTable<ReceiptColumn>
{
    Q_OBJECT
public:
    explicit ReceiptsTableModel(QObject *parent = nullptr);
    void setReceipts(const QList<core::Receipt> &receipts);
    [[nodiscard]] const QList<core::Receipt> &receipts() const { return m_receipts; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(ReceiptColumn column) const override;
    QList<core::Receipt> m_receipts;
};

} // namespace models
