// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "gui/page.h"
#include "widgets/confirm_dialog.h"

// What would be lost with the window is asked about before it goes.
namespace gui {

using namespace Qt::StringLiterals;

void MainWindow::quit()
{
    if (!asksBeforeQuit())
        Q_EMIT quitRequested();
}

bool MainWindow::asksBeforeQuit()
{
    widgets::Confirmation asked;
    for (const Page *page : std::as_const(m_pages)) {
        if (const QString work = page->unsavedWork(); !work.isEmpty())
            asked.items.append(work);
    }
    if (asked.items.isEmpty())
        return false;
    const auto *open = findChild<widgets::ConfirmDialog *>(u"quitDialog"_s);
    if (open && open->isVisible())
        return true;
    show(); // it may be in the tray
    asked.title = tr("Quit BanGUI");
    asked.effect = tr("What was edited and not applied is lost. Nothing changes on the servers.");
    asked.verb = tr("Discard and quit");
    asked.verbRole = widgets::ButtonRole::Destructive;
    asked.cancelText = tr("Keep editing");
    auto *dialog = widgets::ConfirmDialog::ask(asked, this);
    dialog->setObjectName(u"quitDialog"_s);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, &MainWindow::quitRequested);
    return true;
}

} // namespace gui
