// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on the page of jails.
#include "core/visible_text.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/dialogs/start_jail_dialog.h"
#include "gui/dialogs/stop_jail_dialog.h"
#include "gui/dialogs/tune_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/jail_detail_pane.h"
#include "gui/pages/jails_page.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "models/freshness.h"
#include "models/jail_table_model.h"
#include "platform/icons.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/state_texts.h"

#include "ui_jails_page.h"

#include <QMenu>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;

void JailsPage::buildActions()
{
    m_details = addPageAction(u"actionJailDetails"_s, tr("&Details"));
    m_activate = addPageAction(u"actionActivateJail"_s, tr("&Activate jail…"), Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    m_activate->setIcon(platform::icon(platform::Icon::Ok));
    m_deactivate = addPageAction(u"actionDeactivateJail"_s, tr("Deacti&vate jail…"), Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    connect(m_activate, &QAction::triggered, this, [this] { change(services::ChangeKind::Enable); });
    connect(m_deactivate, &QAction::triggered, this, [this] { change(services::ChangeKind::Disable); });
    m_reload = addPageAction(u"actionReloadJail"_s, tr("&Reload jail…"), Qt::CTRL | Qt::Key_R);
    m_reload->setIcon(platform::icon(platform::Icon::Reload));
    m_stop = addPageAction(u"actionStopJail"_s, tr("St&op jail…"));
    m_stop->setIcon(platform::icon(platform::Icon::Stop));
    m_start = addPageAction(u"actionStartJail"_s, tr("&Start a jail…"));
    m_start->setIcon(platform::icon(platform::Icon::Play));
    m_showBans = addPageAction(u"actionShowBans"_s, tr("Show &bans"));
    m_showConfiguration = addPageAction(u"actionShowConfiguration"_s, tr("Show con&figuration"));
    m_showConfiguration->setIcon(platform::icon(platform::Icon::Configuration));
    m_copy = addPageAction(u"actionCopyJails"_s, tr("&Copy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    addButton(m_activate, tr("Activate…"), u"activateButton"_s);
    addButton(m_start, tr("Start…"), u"startButton"_s);
    addButton(m_reload, tr("Reload…"), u"reloadButton"_s);
    addButton(m_stop, tr("Stop…"), u"stopButton"_s);

    connect(m_details, &QAction::triggered, this, &JailsPage::openDetail);
    connect(m_stop, &QAction::triggered, this, &JailsPage::stopJail);
    connect(m_reload, &QAction::triggered, this, [this] {
        const auto [server, jail] = current();
        if (server.isValid())
            startOrReload(ReloadDialog::Kind::Reload, server, jail);
    });
    connect(m_start, &QAction::triggered, this, &JailsPage::chooseJailToStart);
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->jailTable->copySelection(); });
    connect(m_showBans, &QAction::triggered, this, [this] {
        const auto [server, jail] = current();
        Q_EMIT pageRequested(u"bans"_s, { { u"server"_s, QVariant::fromValue(server) }, { u"jail"_s, jail } });
    });
    connect(m_showConfiguration, &QAction::triggered, this, [this] {
        const auto [server, jail] = current();
        Q_EMIT pageRequested(u"configuration"_s, configurationRequest(server, jail));
    });
}

QString JailsPage::changeProblem(core::ServerId server) const
{
    const auto profile = m_context.services.serverRegistry.profile(server);
    if (profile && profile->readOnly)
        return tr("This server is read-only in BanGUI.");
    return {};
}

void JailsPage::change(services::ChangeKind kind)
{
    const auto [server, jail] = current();
    const models::ChangeRun *run = m_context.models.changes().run(server);
    ChangeDialog *dialog = nullptr;
    if (run && run->isUnderWay()) { // one at a time: what is under way is shown
        dialog = new ChangeDialog(m_context, server, run->id, window());
    } else {
        services::ChangeRequest request;
        request.server = server;
        request.jail = jail;
        request.kind = kind;
        dialog = new ChangeDialog(m_context, request, window());
    }
    connect(dialog, &ChangeDialog::placeRequested, this,
        [this](core::ServerId id, const QString &of, const QString &file, int line) {
            Q_EMIT pageRequested(u"configuration"_s, configurationRequest(id, of, file, line));
        });
    dialog->open();
}

void JailsPage::updateActions()
{
    const auto [server, jail] = current();
    const auto profile = m_context.services.serverRegistry.profile(server);
    const bool one = profile.has_value();
    const bool writable = one && !profile->readOnly;
    const bool inactive = isInactive();
    const QString problem = changeProblem(server);
    m_activate->setEnabled(writable && inactive);
    m_activate->setToolTip(
        problem.isEmpty() ? tr("Activate jail: checked first, and undone by itself where it fails") : problem);
    m_deactivate->setEnabled(writable && one && !inactive);
    m_deactivate->setToolTip(problem.isEmpty() ? tr("Deactivate jail for good, in the files too") : problem);
    m_details->setEnabled(one);
    m_showBans->setEnabled(one);
    m_showConfiguration->setEnabled(one);
    m_copy->setEnabled(one);
    // Both are commands to the daemon. A busy one, or one that was not asked yet, may take them.
    const core::ServerStatus &status = m_context.services.runtimeState.status(server);
    const bool silent = models::isStale(status) && status.state != core::ServerState::Unknown
        && status.state != core::ServerState::Busy;
    const QString why = !problem.isEmpty() ? problem
        : one && silent
        //: server, the word for its state ("offline", "unreachable")
        ? tr("%1 takes no commands now: %2.").arg(core::visibleText(profile->name), texts::stateWord(status.state))
        : QString();
    m_reload->setEnabled(writable && !inactive && !silent);
    m_reload->setToolTip(why.isEmpty() ? tr("Reload jail: its configuration is tested first") : why);
    m_stop->setEnabled(writable && !inactive && !silent);
    m_stop->setToolTip(why.isEmpty() ? tr("Stop jail (Del)") : why);
    const QList<core::ServerId> &servers = m_context.scope.servers();
    m_start->setEnabled(std::any_of(servers.cbegin(), servers.cend(), [this](core::ServerId id) {
        const auto each = m_context.services.serverRegistry.profile(id);
        return each && !each->readOnly;
    }));
}

void JailsPage::stopJail()
{
    const auto [server, jail] = current();
    if (!server.isValid() || !m_stop->isEnabled())
        return;
    auto *dialog = new StopJailDialog(m_context, server, jail, this,
        [this](const core::Result<core::Receipt> &receipt) { report(texts::ReceiptVerb::Stop, receipt); });
    dialog->open();
}

void JailsPage::startOrReload(ReloadDialog::Kind kind, core::ServerId server, const QString &jail)
{
    const texts::ReceiptVerb verb
        = kind == ReloadDialog::Kind::Start ? texts::ReceiptVerb::Start : texts::ReceiptVerb::Reload;
    auto *dialog = new ReloadDialog(m_context, kind, server, jail, this,
        [this, verb](const core::Result<core::Receipt> &receipt) { report(verb, receipt); });
    dialog->open();
}

void JailsPage::chooseJailToStart()
{
    auto *dialog = new StartJailDialog(m_context, current().first, this);
    connect(dialog, &StartJailDialog::jailChosen, this,
        [this](core::ServerId server, const QString &jail) { startOrReload(ReloadDialog::Kind::Start, server, jail); });
    dialog->open();
}

void JailsPage::tune(const TuneTarget &target)
{
    auto *dialog = new TuneDialog(m_context, target, this,
        [this](const core::Result<core::Receipt> &receipt) { report(texts::ReceiptVerb::Tune, receipt); });
    dialog->open();
}

void JailsPage::report(texts::ReceiptVerb verb, const core::Result<core::Receipt> &receipt)
{
    if (receipt)
        Q_EMIT changeEnded(verb, QList<core::Receipt> { *receipt });
    else
        Q_EMIT changeEnded(verb, tl::unexpected(receipt.error()));
    m_detail->refresh();
}

void JailsPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_details, m_showBans, m_showConfiguration });
    menu.addSeparator();
    menu.addAction(isInactive() ? m_activate : m_deactivate);
    menu.addSeparator();
    menu.addActions({ m_reload, m_stop, m_start });
    menu.addSeparator();
    menu.addAction(m_copy);
}

} // namespace gui
