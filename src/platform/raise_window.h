// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace platform {

/// Shows the window, restores it from the tray or minimised state and asks for the focus. activationToken is what
/// another process or a notification handed over (Wayland xdg-activation); empty where there is none.
void raiseWindow(QWidget *window, const QString &activationToken = {});

} // namespace platform
