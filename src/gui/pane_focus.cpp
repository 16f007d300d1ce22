// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pane_focus.h"

#include <QWidget>

namespace gui {

namespace {

/// The pane itself or its first control that Tab would reach; nullptr where it has none.
QWidget *entryOf(QWidget *pane)
{
    if (pane->focusPolicy() != Qt::NoFocus)
        return pane;
    for (QWidget *next = pane->nextInFocusChain(); next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus))
            return next;
    }
    return nullptr;
}

} // namespace

void focusNextPane(const QList<QWidget *> &panes, const QWidget *focus, int step)
{
    qsizetype current = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            current = i;
    }
    for (qsizetype tries = 1; tries <= panes.size(); ++tries) {
        QWidget *pane = panes.at((current + panes.size() + step * tries) % panes.size());
        QWidget *entry = pane->isVisible() ? entryOf(pane) : nullptr;
        if (entry) {
            entry->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace gui
