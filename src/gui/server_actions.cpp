// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_actions.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/dialogs/connection_test_dialog.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "services/health_monitor.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"
#include "widgets/confirm_dialog.h"

#include <QMenu>

namespace gui {

using namespace Qt::StringLiterals;

ServerActions::ServerActions(const GuiContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
    connect(&context.scope, &ScopeController::scopeChanged, this, &ServerActions::updateEnabled);
}

void ServerActions::serve()
{
    ActionCollection &actions = m_context.actions;
    actions.serve(ActionId::ProbeNow, this, [this] {
        if (target().isValid())
            m_context.services.healthMonitor.probeNow(target());
    });
    actions.serve(ActionId::RemoveServer, this, [this] { askToRemoveTarget(); });
    actions.serve(ActionId::AddServer, this, [this] { addServer(); });
    actions.serve(ActionId::EditServer, this, [this] { editTarget(); });
    actions.serve(ActionId::TestServer, this, [this] { testTarget(); });
    updateEnabled();
}

core::ServerId ServerActions::target() const
{
    if (m_menuTarget.isValid())
        return m_menuTarget;
    const core::Scope &scope = m_context.scope.scope();
    return scope.kind == core::Scope::Kind::Server ? scope.server : core::ServerId();
}

void ServerActions::updateEnabled()
{
    const bool one = target().isValid();
    for (const ActionId id : { ActionId::ProbeNow, ActionId::RemoveServer, ActionId::EditServer, ActionId::TestServer })
        m_context.actions.action(id)->setEnabled(one && m_context.actions.isServed(id));
}

void ServerActions::openMenu(core::ServerId id, const QPoint &globalPosition)
{
    auto *menu = new QMenu(m_window);
    menu->setObjectName(u"serverMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_menuTarget = id;
    updateEnabled();
    const auto add = [this, menu](ActionId action) { menu->addAction(m_context.actions.action(action)); };
    if (id.isValid()) {
        add(ActionId::ProbeNow);
        add(ActionId::TestServer);
        menu->addSeparator();
        add(ActionId::EditServer);
        add(ActionId::RemoveServer);
        menu->addSeparator();
    }
    add(ActionId::AddServer);
    add(ActionId::ProbeAll);
    // The action is triggered after the menu hid, so the target is kept until the event loop is back.
    connect(
        menu, &QMenu::aboutToHide, this,
        [this] {
            m_menuTarget = {};
            updateEnabled();
        },
        Qt::QueuedConnection);
    menu->popup(globalPosition);
}

void ServerActions::addServer()
{
    auto *dialog = new ServerDialog(m_context, std::nullopt, m_window);
    connect(dialog, &ServerDialog::saved, &m_context.scope, &ScopeController::showServer);
    dialog->open();
}

void ServerActions::editTarget()
{
    if (const auto profile = m_context.services.serverRegistry.profile(target()))
        (new ServerDialog(m_context, profile, m_window))->open();
}

void ServerActions::testTarget()
{
    if (const auto profile = m_context.services.serverRegistry.profile(target()))
        (new ConnectionTestDialog(m_context, *profile, m_window))->open();
}

void ServerActions::askToRemoveTarget()
{
    const auto profile = m_context.services.serverRegistry.profile(target());
    if (!profile)
        return;
    const QString name = core::visibleText(profile->name);
    widgets::Confirmation text;
    //: %1: name of a server
    text.title = tr("Remove %1 from BanGUI").arg(name);
    text.effect = tr("BanGUI forgets %1 and no longer watches it.").arg(name);
    text.detail = tr("Nothing on the server is changed: its jails and bans stay.");
    text.verb = tr("Remove");
    text.verbRole = widgets::ButtonRole::Destructive;
    auto *dialog = widgets::ConfirmDialog::ask(text, m_window);
    dialog->setObjectName(u"removeServerDialog"_s);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, [this, wanted = *profile] { remove(wanted); });
}

void ServerActions::remove(const core::ServerProfile &profile)
{
    m_context.services.serverRegistry.remove(profile.id, this, [this, profile](const core::Result<bool> &removed) {
        if (!removed) {
            //: %1: name of a server
            Q_EMIT failed(tr("%1 was not removed").arg(core::visibleText(profile.name)), removed.error().detail);
            return;
        }
        services::UndoEntry entry;
        entry.kind = services::UndoKind::RemoveServer;
        entry.subject = profile.name;
        entry.servers = 1;
        entry.at = m_context.services.clock.nowMs();
        services::ServerRegistry *registry = &m_context.services.serverRegistry;
        entry.undo = [registry, profile](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            return registry->add(profile, context, [handler, profile](const core::Result<core::ServerProfile> &added) {
                if (!added) {
                    handler(tl::unexpected(added.error()));
                    return;
                }
                core::Receipt receipt;
                receipt.server = added->id;
                receipt.serverName = added->name;
                handler(QList<core::Receipt> { receipt });
            });
        };
        m_context.services.undoStack.push(std::move(entry));
    });
}

} // namespace gui
