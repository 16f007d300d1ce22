// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace gui {

/// Opens what BanGUI is, of which version and under which licence. It deletes itself when closed.
void openAboutDialog(QWidget *owner);

} // namespace gui
