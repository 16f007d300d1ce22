// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/about_dialog.h"

#include "widgets/confirm_dialog.h"

#include <QCoreApplication>

namespace gui {

using namespace Qt::StringLiterals;

void openAboutDialog(QWidget *owner)
{
    widgets::Confirmation text;
    text.title = QCoreApplication::translate("gui::AboutDialog", "BanGUI %1").arg(QStringLiteral(BANGUI_VERSION));
    text.effect = QCoreApplication::translate("gui::AboutDialog", "Watches and operates fail2ban servers.");
    text.detail = QCoreApplication::translate(
        "gui::AboutDialog", "Free software under the GNU General Public License, version 3 or later. Built with Qt %1.")
                      .arg(QString::fromLatin1(qVersion()));
    text.verb = QCoreApplication::translate("gui::AboutDialog", "Close");
    text.verbRole = widgets::ButtonRole::Outlined;
    auto *dialog = new widgets::ConfirmDialog(text, owner);
    dialog->setObjectName(u"aboutDialog"_s);
    if (auto *cancel = dialog->findChild<QWidget *>(u"cancelButton"_s))
        cancel->hide();
    dialog->open();
}

} // namespace gui
