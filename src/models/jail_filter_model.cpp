// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of a JailTableModel, and in which order.
#include "models/jail_table_model.h"

namespace models {

JailFilterModel::JailFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

JailTableModel *JailFilterModel::jails() const
{
    return qobject_cast<JailTableModel *>(sourceModel());
}

void JailFilterModel::setScope(const QList<core::ServerId> &servers)
{
    const QSet<core::ServerId> scope(servers.begin(), servers.end());
    if (m_hasScope && scope == m_scope)
        return;
    m_hasScope = true;
    m_scope = scope;
    invalidateRowsFilter();
}

void JailFilterModel::setText(const QString &text)
{
    if (std::exchange(m_text, text.trimmed()) != m_text)
        invalidateRowsFilter();
}

void JailFilterModel::setShown(JailsShown shown)
{
    if (std::exchange(m_shown, shown) != shown)
        invalidateRowsFilter();
}

bool JailFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (m_shown != JailsShown::All && index.data(JailActiveRole).toBool() != (m_shown == JailsShown::Active))
        return false;
    if (m_hasScope && !m_scope.contains(index.data(ServerIdRole).value<core::ServerId>()))
        return false;
    if (m_text.isEmpty())
        return true;
    const auto holds = [&](JailColumn column) {
        return index.siblingAtColumn(int(column)).data().toString().contains(m_text, Qt::CaseInsensitive);
    };
    if (holds(JailColumn::Jail) || holds(JailColumn::Server) || holds(JailColumn::Backend))
        return true;
    return !index.data(SourceLinesRole).toStringList().filter(m_text, Qt::CaseInsensitive).isEmpty();
}

bool JailFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(RawRole);
    const QVariant b = right.data(RawRole);
    // What is not reported comes before every figure, so that it ends up last in the usual descending order.
    if (a.isValid() != b.isValid())
        return !a.isValid();
    const auto byName = [&] {
        const int jail = QString::compare(
            left.data(JailNameRole).toString(), right.data(JailNameRole).toString(), Qt::CaseInsensitive);
        return jail != 0
            ? jail < 0
            : left.data(ServerIdRole).value<core::ServerId>() < right.data(ServerIdRole).value<core::ServerId>();
    };
    if (!a.isValid())
        return byName();
    if (a.typeId() == QMetaType::LongLong)
        return a.toLongLong() != b.toLongLong() ? a.toLongLong() < b.toLongLong() : byName();
    const QString textA = a.typeId() == QMetaType::QStringList ? a.toStringList().value(0) : a.toString();
    const QString textB = b.typeId() == QMetaType::QStringList ? b.toStringList().value(0) : b.toString();
    const int order = QString::compare(textA, textB, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : byName();
}

} // namespace models
