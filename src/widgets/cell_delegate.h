// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace widgets {

/// A table cell: 10 px padding, optional monospace font or equal-width digits, no focus frame of its own (the current
/// row is marked instead), text never elided in the middle of an address. Last known values (StaleRole) are grey.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Name: cut in the middle where it does not fit, as its end tells it apart from the others. Path: the same in
    /// monospace.
    enum class Kind { Text, Monospace, Number, Name, Path };
    explicit CellDelegate(Kind kind, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The hairline under a row and the marks of the current one: for other delegates of a table.
    static void paintRowLines(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    /// Tool tips of models are plain text, whatever a server put into them; a text that is cut shows whole.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    /// What that tool tip holds, as the markup that shows it literally; empty: none.
    [[nodiscard]] static QString toolTip(const QModelIndex &index, const QString &cutText);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Kind m_kind;
};

} // namespace widgets
