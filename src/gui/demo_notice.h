// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace gui {

/// Above every page of the demo: that nothing here is real. Returns it; parent owns it.
QWidget *makeDemoNotice(QWidget *parent);

} // namespace gui
