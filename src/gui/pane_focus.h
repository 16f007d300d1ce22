// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace gui {

/// F6 and Shift+F6: gives the focus to the first control of the next visible pane that can take it.
/// focus: what has it now; may be null. step: 1 onward, -1 back.
void focusNextPane(const QList<QWidget *> &panes, const QWidget *focus, int step);

} // namespace gui
