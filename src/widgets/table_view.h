// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>
#include <QTimer>

class QMenu;

namespace widgets {

class EmptyState;

/// What the view needs to know of one column; the texts and alignment come from the model.
struct TableColumn
{
    int section = 0; ///< column of the model
    int width = 120;
    int priority = 0; ///< 0 is never hidden by itself; when room is short the largest number goes first
    bool monospace = false;
    bool numbers = false; ///< right-aligned, digits of equal width
    bool hiddenAtFirst = false;
    bool stretch = false; ///< takes the room that is left
    bool name = false; ///< a name that its end tells apart: cut in the middle
    /// Only as wide as its cells need (width while there are none). A name or what stretches needs no more than width;
    /// the others are never cut.
    bool content = false;
};

/// Every table of the window: rows of 26, header of 28, hairlines, no zebra, columns movable, hideable and remembered.
class TableView final : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);

    void setColumns(const QList<TableColumn> &columns);
    /// A short, versioned text: order, widths, visibility and sorting. Restoring text of another column set changes
    /// nothing.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);
    /// Shows or hides as the user would; automatic hiding never overrides it.
    void setColumnShown(int section, bool shown);
    [[nodiscard]] bool isColumnShown(int section) const;

    /// Shown over the table while the model has no rows. actionText empty: no button.
    void setEmptyState(const QString &sentence, const QString &actionText = {});
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }

    /// The selected rows as text: visible columns in their visual order, cells separated by tabs, with a header line
    /// when more than one row is selected.
    [[nodiscard]] QString selectionAsText() const;
    [[nodiscard]] QModelIndexList selectedRowIndexes() const;
    void copySelection() const;

    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    /// Printable keys that the table does not use itself.
    void typed(const QString &text);
    void detailsRequested(const QModelIndex &index);
    /// Delete.
    void removeRequested();
    /// Context menu key or right click; the owner fills and opens a menu.
    void menuRequested(const QPoint &globalPosition);
    void emptyActionRequested();
    void selectedRowsChanged(int count);
    /// The user moved, resized, sorted, showed or hid a column.
    void layoutChangedByUser();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &search) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void changeEvent(QEvent *event) override;

private:
    void createHeader();
    void applyRowHeight();
    void resetColumns();
    void showHeaderMenu(const QPoint &position);
    void fitColumns();
    void measureContent();
    [[nodiscard]] int widthOf(const TableColumn &column) const;
    void updateEmptyState();
    void applyColumns();
    [[nodiscard]] const TableColumn *columnOf(int section) const;

    QList<TableColumn> m_columns;
    QHash<int, bool> m_userShown;
    QHash<int, int> m_userWidths;
    QHash<int, int> m_contentWidths; ///< the widest cell seen yet: columns do not jump while one scrolls
    QTimer m_measureSoon;
    QMenu *m_headerMenu = nullptr;
    EmptyState *m_empty = nullptr;
    QList<QMetaObject::Connection> m_modelConnections;
    bool m_fitting = false;
};

} // namespace widgets
