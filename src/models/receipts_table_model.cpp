// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/receipts_table_model.h"

#include "core/server_status.h"
#include "core/visible_text.h"
#include "texts/error_texts.h"

#include <algorithm>

namespace models {

namespace {

core::ServerState stateOf(core::ReceiptResult result)
{
    switch (result) {
    case core::ReceiptResult::Done:
        return core::ServerState::Online;
    case core::ReceiptResult::NothingToDo:
        return core::ServerState::Unknown;
    case core::ReceiptResult::Refused:
        return core::ServerState::NeedsAttention;
    case core::ReceiptResult::Failed:
        return core::ServerState::Offline;
    case core::ReceiptResult::Pending:
        return core::ServerState::Busy;
    }
    return core::ServerState::Unknown;
}

/// Bad news first.
int order(core::ReceiptResult result)
{
    switch (result) {
    case core::ReceiptResult::Failed:
        return 0;
    case core::ReceiptResult::Refused:
        return 1;
    case core::ReceiptResult::Pending:
        return 2;
    case core::ReceiptResult::Done:
        return 3;
    case core::ReceiptResult::NothingToDo:
        return 4;
    }
    return 5;
}

} // namespace

ReceiptsTableModel::ReceiptsTableModel(QObject *parent)
    : ColumnTable(parent)
{
}

void ReceiptsTableModel::setReceipts(const QList<core::Receipt> &receipts)
{
    QList<core::Receipt> sorted = receipts;
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const core::Receipt &a, const core::Receipt &b) { return order(a.result) < order(b.result); });
    become(m_receipts, sorted, int(ReceiptColumn::Count_) - 1, [](const core::Receipt &receipt) {
        return QStringList { QString::number(receipt.server.value), receipt.serverName, receipt.jail, receipt.target };
    });
}

int ReceiptsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_receipts.size());
}

QVariant ReceiptsTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::Receipt &receipt = m_receipts[index.row()];
    const auto column = static_cast<ReceiptColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case ReceiptColumn::Server:
            return core::visibleText(receipt.serverName);
        case ReceiptColumn::Jail:
            //: in place of a jail's name
            return receipt.jail.isEmpty() ? tr("all jails") : core::visibleText(receipt.jail);
        case ReceiptColumn::Target:
            return core::visibleText(receipt.target);
        case ReceiptColumn::Result:
            return texts::receiptResultWord(receipt.result);
        case ReceiptColumn::Detail:
            return texts::receiptText(receipt);
        case ReceiptColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return column == ReceiptColumn::Detail ? QVariant(core::visibleLines(receipt.error.detail)) : QVariant();
    case RawRole:
        return data(index, Qt::DisplayRole);
    case StateRole:
        return column == ReceiptColumn::Result ? QVariant(int(stateOf(receipt.result))) : QVariant();
    case StateWordRole:
        return texts::receiptResultWord(receipt.result);
    case ServerIdRole:
        return QVariant::fromValue(receipt.server);
    case ReceiptResultRole:
        return int(receipt.result);
    default:
        return {};
    }
}

QString ReceiptsTableModel::headerText(ReceiptColumn column) const
{
    switch (column) {
    case ReceiptColumn::Server:
        return tr("Server");
    case ReceiptColumn::Jail:
        return tr("Jail");
    case ReceiptColumn::Target:
        return tr("Address");
    case ReceiptColumn::Result:
        return tr("Result");
    case ReceiptColumn::Detail:
        return tr("Answer");
    case ReceiptColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
