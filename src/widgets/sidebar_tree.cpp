// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sidebar_tree.h"

#include "platform/colours.h"
#include "platform/style.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

namespace widgets {

using namespace platform;

SidebarTree::SidebarTree(QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(16);
    setRootIsDecorated(true);
    setExpandsOnDoubleClick(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setMouseTracking(true);
    setAttribute(Qt::WA_MacShowFocusRect, false);
    applyPalette();
}

void SidebarTree::applyPalette()
{
    m_applying = true;
    QPalette changed;
    changed.setColor(QPalette::Base, colour(QGuiApplication::palette(), ColourRole::Sidebar));
    setPalette(changed);
    m_applying = false;
}

void SidebarTree::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_applying)
        applyPalette();
}

void SidebarTree::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex());
        return;
    }
    // With Ctrl the key takes a row to the selection or from it.
    if (event->key() == Qt::Key_Space && !event->modifiers().testFlag(Qt::ControlModifier) && model()
        && model()->hasChildren(currentIndex())) {
        setExpanded(currentIndex(), !isExpanded(currentIndex()));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void SidebarTree::mousePressEvent(QMouseEvent *event)
{
    // A group opens and closes with a click on its name as well as on its mark.
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool onName = index.isValid() && visualRect(index).contains(event->position().toPoint());
    QTreeView::mousePressEvent(event);
    if (onName && event->button() == Qt::LeftButton && model()->hasChildren(index)
        && !index.flags().testFlag(Qt::ItemIsSelectable))
        setExpanded(index, !isExpanded(index));
}

void SidebarTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!model()->hasChildren(index))
        return;
    QStyleOption option;
    option.initFrom(this);
    option.state |= QStyle::State_Children;
    if (isExpanded(index))
        option.state |= QStyle::State_Open;
    const QRect mark(rect.right() - indentation() + 4, rect.top(), indentation(), rect.height());
    option.rect = QStyle::visualRect(layoutDirection(), rect, mark);
    style()->drawPrimitive(QStyle::PE_IndicatorBranch, &option, painter, this);
}

void SidebarTree::drawRow(QPainter *painter, const QStyleOptionViewItem &options, const QModelIndex &index) const
{
    // The delegate paints the selection; the branches' part of the row stays plain.
    QStyleOptionViewItem option = options;
    option.showDecorationSelected = false;
    QTreeView::drawRow(painter, option, index);
}

} // namespace widgets
