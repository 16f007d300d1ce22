// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace widgets {

/// A table cell: 10 px padding, optional monospace font or equal-width digits, no focus frame of its own (the current
/// row is marked instead), text never elided in the middle of an address.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Kind { Text, Monospace, Number };
    explicit CellDelegate(Kind kind, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The hairline under a row and the marks of the current one: for other delegates of a table.
    static void paintRowLines(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Kind m_kind;
};

} // namespace widgets
