// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "core/visible_text.h"
#include "gui/page.h"
#include "gui/recovery_banner.h"
#include "gui/window_models.h"
#include "models/change_steps.h"
#include "models/change_tracker.h"
#include "services/ban_service.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "widgets/confirm_dialog.h"

// What would be lost with the window, or broken off, is asked about before it goes.
namespace gui {

using namespace Qt::StringLiterals;

void MainWindow::quit()
{
    if (!asksBeforeQuit())
        Q_EMIT quitRequested();
}

QStringList MainWindow::workUnderWay() const
{
    const services::ServerRegistry &servers = m_context->services.serverRegistry;
    QStringList work;
    for (const core::ServerId server : m_recoveryBanner->rescuing())
        //: what goes on just now; %1: name of a server
        work.append(tr("Rescue of %1").arg(core::visibleText(servers.nameOf(server))));
    const models::ChangeTracker &changes = m_context->models.changes();
    for (const models::UndecidedChange &one : changes.undecided()) {
        const models::ChangeRun *run = one.underWay ? changes.run(one.change.server) : nullptr;
        // Until then nothing was written.
        if (!run || !(run->hasReached(services::ChangeStage::Write) || run->hasReached(services::ChangeStage::Restore)))
            continue;
        QString what = texts::ChangeTexts::subject(one.change.kind, one.change.jail, servers.nameOf(one.change.server));
        if (!what.isEmpty())
            what[0] = what[0].toUpper();
        work.append(what);
    }
    return work;
}

QStringList MainWindow::waitingForAWord() const
{
    QStringList waiting;
    for (const models::UndecidedChange &one : m_context->models.changes().undecided()) {
        if (!one.own || one.underWay || !one.change.undecided)
            continue; // of others it is theirs, and goes on without this window
        QString what = texts::ChangeTexts::subject(
            one.change.kind, one.change.jail, m_context->services.serverRegistry.nameOf(one.change.server));
        if (!what.isEmpty())
            what[0] = what[0].toUpper();
        //: a change that is made and not confirmed; %1: "Activation of sshd on web-2"
        waiting.append(tr("%1: not confirmed yet").arg(what));
    }
    return waiting;
}

bool MainWindow::asksBeforeQuit()
{
    widgets::Confirmation asked;
    for (const Page *page : std::as_const(m_pages)) {
        if (const QString work = page->unsavedWork(); !work.isEmpty())
            asked.items.append(work);
    }
    const bool drafts = !asked.items.isEmpty();
    const QStringList running = workUnderWay();
    asked.items += running;
    const QStringList waiting = waitingForAWord();
    asked.items += waiting;
    const bool banning = m_context->services.banService.isBusy();
    if (banning)
        //: what goes on just now
        asked.items.append(tr("Bans or unbans on their way"));
    const bool jails = m_context->services.jailService.isBusy();
    if (jails)
        //: what goes on just now: it is stopped, started, reloaded or tuned
        asked.items.append(tr("Change of a jail"));
    if (asked.items.isEmpty())
        return false;
    const auto *open = findChild<widgets::ConfirmDialog *>(u"quitDialog"_s);
    if (open && open->isVisible())
        return true;
    show(); // it may be in the tray
    asked.title = tr("Quit BanGUI");
    asked.verbRole = widgets::ButtonRole::Destructive;
    QStringList costs;
    if (!running.isEmpty())
        costs.append(tr("What is under way on a server is broken off. The server takes back by itself, within minutes, "
                        "what was not confirmed yet; until then fail2ban may be down there."));
    if (!waiting.isEmpty())
        costs.append(tr("What is not confirmed is taken back by its server when the time is over."));
    if (banning)
        costs.append(tr("Bans and unbans that have not been sent by then wait, and are sent when BanGUI runs again."));
    if (jails)
        costs.append(tr("The change of the jail has a few seconds to end; after that nobody looks whether it worked."));
    if (costs.isEmpty()) {
        asked.effect = tr("What was edited and not applied is lost. Nothing changes on the servers.");
        asked.verb = tr("Discard and quit");
        asked.cancelText = tr("Keep editing");
    } else {
        asked.effect = costs.takeFirst();
        if (drafts)
            costs.append(tr("What was edited and not applied is lost."));
        asked.detail = costs.join(u' ');
        asked.verb = tr("Quit anyway");
        asked.cancelText = running.isEmpty() && !banning && !jails ? tr("Look at it first") : tr("Let it finish");
    }
    auto *dialog = widgets::ConfirmDialog::ask(asked, this);
    dialog->setObjectName(u"quitDialog"_s);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, &MainWindow::quitRequested);
    return true;
}

} // namespace gui
