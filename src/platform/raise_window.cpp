// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/raise_window.h"

#include <QWidget>

namespace platform {

void raiseWindow(QWidget *window, const QString &activationToken)
{
    if (!window)
        return;
    // Qt's Wayland plugin takes the token from the environment when a window asks for activation.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace platform
