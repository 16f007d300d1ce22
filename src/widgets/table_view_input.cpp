// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_view.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

// Keys, selection and copying.
namespace widgets {

namespace {

// One cell on one line: what would break the table's shape becomes a space.
QString cellText(const QModelIndex &index)
{
    QString text = index.data(Qt::DisplayRole).toString();
    for (const QChar c : { u'\t', u'\n', u'\r' })
        text.replace(c, u' ');
    return text;
}

} // namespace

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    const Qt::KeyboardModifiers chords
        = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (chords)
            break;
        if (currentIndex().isValid())
            Q_EMIT detailsRequested(currentIndex());
        return;
    case Qt::Key_Delete:
        if (chords)
            break;
        if (selectionModel() && selectionModel()->hasSelection())
            Q_EMIT removeRequested();
        return;
    case Qt::Key_Escape:
    case Qt::Key_Space:
        break;
    default: {
        const QString text = event->text();
        if (!chords && !text.isEmpty() && text.at(0).isPrint()) {
            Q_EMIT typed(text);
            return;
        }
    }
    }
    QTableView::keyPressEvent(event);
}

void TableView::keyboardSearch(const QString &)
{
    // typed() leads to the filter field, which searches every column.
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        position = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    Q_EMIT menuRequested(position);
}

void TableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    // Ranges, not indexes: everything selected in a million rows is one range.
    int rows = 0;
    const QItemSelection selection = selectionModel() ? selectionModel()->selection() : QItemSelection();
    for (const QItemSelectionRange &range : selection)
        rows += range.height();
    Q_EMIT selectedRowsChanged(rows);
}

QModelIndexList TableView::selectedRowIndexes() const
{
    if (!selectionModel())
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    return rows;
}

QString TableView::selectionAsText() const
{
    const QModelIndexList rows = selectedRowIndexes();
    if (rows.isEmpty())
        return {};
    QList<int> sections;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int section = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(section))
            sections.append(section);
    }
    QStringList lines;
    lines.reserve(rows.size() + 1);
    if (rows.size() > 1) {
        QStringList titles;
        for (const int section : std::as_const(sections))
            titles.append(model()->headerData(section, Qt::Horizontal).toString());
        lines.append(titles.join(u'\t'));
    }
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (const int section : std::as_const(sections))
            cells.append(cellText(row.siblingAtColumn(section)));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

void TableView::copySelection() const
{
    const QString text = selectionAsText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace widgets
