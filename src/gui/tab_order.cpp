// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tab_order.h"

#include <QAbstractScrollArea>
#include <QLayout>
#include <QScrollArea>
#include <QWidget>

namespace gui {

namespace {

void collect(QLayout *layout, QList<QWidget *> *found);

void collect(QWidget *widget, QList<QWidget *> *found)
{
    if (widget->focusPolicy() & Qt::TabFocus)
        found->append(widget);
    if (const auto *scroll = qobject_cast<QScrollArea *>(widget)) {
        if (scroll->widget())
            collect(scroll->widget(), found);
    } else if (!qobject_cast<QAbstractScrollArea *>(widget) && widget->layout()) {
        collect(widget->layout(), found);
    }
}

void collect(QLayout *layout, QList<QWidget *> *found)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (QWidget *widget = item->widget())
            collect(widget, found);
        else if (QLayout *inner = item->layout())
            collect(inner, found);
    }
}

} // namespace

void orderTabsAsRead(QLayout *layout, const QList<QWidget *> &after)
{
    QList<QWidget *> order;
    collect(layout, &order);
    order += after;
    for (qsizetype i = 0; i + 1 < order.size(); ++i)
        QWidget::setTabOrder(order.at(i), order.at(i + 1));
}

} // namespace gui
