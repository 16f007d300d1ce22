// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QLayout;
class QWidget;

namespace gui {

/// Lets Tab go through what lies in the layout as it is read, whenever it was made, then through those in `after`. To
/// be called again when something was added. after: in the same window; hidden ones are passed over as ever.
void orderTabsAsRead(QLayout *layout, const QList<QWidget *> &after);

} // namespace gui
