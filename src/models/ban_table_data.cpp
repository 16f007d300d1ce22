// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell of the ban table says; how rows come and go is in ban_table_model.cpp.
#include "core/visible_text.h"
#include "models/ban_table_model.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool isTime(BanColumn column)
{
    return column == BanColumn::Since || column == BanColumn::Until || column == BanColumn::Left;
}

} // namespace

QVariant BanTableModel::display(BanStore::Row row, BanColumn column) const
{
    const core::Ban ban = isTime(column) ? m_store.ban(row) : core::Ban {};
    switch (column) {
    case BanColumn::Address:
        return core::visibleText(core::banTargetText(m_store.target(row)));
    case BanColumn::Jail:
        return core::visibleText(m_store.list(m_store.listOf(row)).jail);
    case BanColumn::Server:
        return m_store.serverName(m_store.list(m_store.listOf(row)).server);
    case BanColumn::Since:
        return ban.bannedAt == core::unknownTime ? texts::dash()
                                                 : texts::dateTime(ban.bannedAt, m_dateStyle, m_nowMs / 1000);
    case BanColumn::Until:
        if (ban.isPermanent())
            //: when a permanent ban ends
            return tr("never");
        if (const auto end = ban.expiresAt())
            return texts::dateTime(*end, m_dateStyle, m_nowMs / 1000);
        return texts::dash();
    case BanColumn::Left: {
        // Nobody knows whether it still stands: what counts down would look like news. Its end is under Until.
        if (!ban.isPermanent() && !staleText(row).isEmpty())
            return texts::dash();
        const QString left = texts::remaining(ban.expiresAt(), ban.isPermanent(), m_nowMs / 1000);
        return left.isEmpty() ? texts::dash() : left;
    }
    case BanColumn::Count_:
        break;
    }
    return {};
}

QVariant BanTableModel::raw(BanStore::Row row, BanColumn column) const
{
    switch (column) {
    case BanColumn::Address:
        return core::banTargetText(m_store.target(row));
    case BanColumn::Jail:
        return m_store.list(m_store.listOf(row)).jail;
    case BanColumn::Server:
        return m_store.serverName(m_store.list(m_store.listOf(row)).server);
    case BanColumn::Since: {
        const core::Ban ban = m_store.ban(row);
        return ban.bannedAt == core::unknownTime ? QVariant() : QVariant(ban.bannedAt);
    }
    case BanColumn::Until:
    case BanColumn::Left: {
        const auto end = m_store.ban(row).expiresAt();
        if (!end)
            return {};
        return column == BanColumn::Until ? QVariant(*end) : QVariant(*end - m_nowMs / 1000);
    }
    case BanColumn::Count_:
        break;
    }
    return {};
}

QString BanTableModel::toolTip(BanStore::Row row, BanColumn column) const
{
    if (!isTime(column))
        return {};
    const core::Ban ban = m_store.ban(row);
    if (column == BanColumn::Since)
        return ban.bannedAt == core::unknownTime ? texts::notReported()
                                                 : texts::exactDateTime(ban.bannedAt, m_dateStyle);
    if (ban.isPermanent())
        return tr("This ban has no end.");
    if (const auto end = ban.expiresAt())
        return texts::exactDateTime(*end, m_dateStyle);
    return texts::notReported();
}

QString BanTableModel::staleText(BanStore::Row row) const
{
    return m_staleTexts.value(m_store.list(m_store.listOf(row)).server);
}

QString BanTableModel::accessible(BanStore::Row row, BanColumn column) const
{
    const QString text = display(row, column).toString();
    if (text == texts::dash()) {
        const QString stale = column == BanColumn::Left ? staleText(row) : QString();
        return stale.isEmpty() ? texts::notReported() : stale;
    }
    if (column == BanColumn::Address)
        //: read aloud for a row: address, jail, server
        return tr("%1, banned by %2 on %3")
            .arg(text, display(row, BanColumn::Jail).toString(), display(row, BanColumn::Server).toString());
    return text;
}

QVariant BanTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const BanStore::Row row = rowAt(index.row());
    const auto column = static_cast<BanColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole: {
        QStringList lines { toolTip(row, column), staleText(row) };
        lines.removeAll(QString());
        return lines.isEmpty() ? QVariant() : QVariant(lines.join(u'\n'));
    }
    case Qt::AccessibleTextRole:
        return accessible(row, column);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        return raw(row, column);
    case ExactRole:
        return toolTip(row, column);
    case SupportedRole:
        return !isTime(column) || m_store.list(m_store.listOf(row)).timesKnown;
    case StaleRole:
        return !staleText(row).isEmpty();
    case Qt::AccessibleDescriptionRole:
        return staleText(row);
    case ServerIdRole:
        return QVariant::fromValue(m_store.list(m_store.listOf(row)).server);
    case BanJailRole:
        return m_store.list(m_store.listOf(row)).jail;
    case BanAddressRole:
        return core::banTargetText(m_store.target(row));
    case PermanentRole:
        return m_store.duration(row) == BanStore::permanentDuration;
    case IdentifierRole:
        return m_store.kind(row) == BanStore::Kind::Identifier;
    default:
        return {};
    }
}

bool BanTableModel::isNumber(BanColumn column) const
{
    return isTime(column);
}

QString BanTableModel::headerText(BanColumn column) const
{
    switch (column) {
    case BanColumn::Address:
        return tr("Address");
    case BanColumn::Jail:
        return tr("Jail");
    case BanColumn::Server:
        return tr("Server");
    case BanColumn::Since:
        //: column: when the ban began
        return tr("Since");
    case BanColumn::Until:
        //: column: when the ban ends
        return tr("Until");
    case BanColumn::Left:
        //: column: how much time of the ban is left
        return tr("Left");
    case BanColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
