// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_actions.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/dialogs/connection_test_dialog.h"
#include "gui/dialogs/import_dialog.h"
#include "gui/dialogs/rescue_dialog.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/dialogs/server_exporter.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "services/health_monitor.h"
#include "services/pending_changes.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"
#include "texts/time_texts.h"
#include "widgets/confirm_dialog.h"

#include <QMenu>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;

ServerActions::ServerActions(const GuiContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
    connect(&context.scope, &ScopeController::scopeChanged, this, &ServerActions::updateEnabled);
    m_connectSoon.setSingleShot(true);
    m_connectSoon.setInterval(100);
    connect(&m_connectSoon, &QTimer::timeout, this, &ServerActions::updateConnect);
    connect(&context.connector, &ServerConnector::changed, this, &ServerActions::updateConnect);
    const auto soon = [this] {
        if (!m_connectSoon.isActive())
            m_connectSoon.start();
    };
    connect(&context.services.runtimeState, &services::RuntimeState::statusChanged, this,
        [soon](core::ServerId, const core::ServerStatus &before, const core::ServerStatus &after) {
            if (before.state != after.state || before.attention != after.attention)
                soon();
        });
    connect(&context.scope, &ScopeController::serversChanged, this, soon);
    connect(
        &context.services.serverRegistry, &services::ServerRegistry::orderChanged, this, &ServerActions::updateEnabled);
    connect(&context.services.serverRegistry, &services::ServerRegistry::serverChanged, this,
        &ServerActions::updateEnabled); // of another group now
}

void ServerActions::serve()
{
    ActionCollection &actions = m_context.actions;
    actions.serve(ActionId::ProbeNow, this, [this] {
        if (target().isValid())
            m_context.services.healthMonitor.probeNow(target());
    });
    actions.serve(ActionId::RemoveServer, this, [this] { askToRemoveTarget(); });
    actions.serve(ActionId::MoveServerUp, this, [this] { moveTarget(-1); });
    actions.serve(ActionId::MoveServerDown, this, [this] { moveTarget(1); });
    actions.serve(ActionId::AddServer, this, [this] { addServer(); });
    actions.serve(ActionId::EditServer, this, [this] { editTarget(); });
    actions.serve(ActionId::TestServer, this, [this] { testTarget(); });
    actions.serve(ActionId::FixAccess, this, [this] { AccessDialog::openFor(m_context, target(), m_window); });
    actions.serve(ActionId::Rescue, this, [this] {
        if (target().isValid())
            RescueDialog::openFor(m_context, target(), m_window);
    });
    actions.serve(ActionId::ImportServers, this, [this] {
        (new ImportDialog(m_context, m_window, [this](const QString &what, const QString &why) {
            Q_EMIT failed(what, why);
        }))->open();
    });
    auto *exporter = new ServerExporter(m_context, m_window);
    connect(exporter, &ServerExporter::failed, this, &ServerActions::failed);
    connect(exporter, &ServerExporter::exported, this, [this](int servers, const QString &path) {
        //: %1: "12 servers", %2: a path
        Q_EMIT done(tr("Exported %1 to %2").arg(texts::servers(servers), core::visibleText(path)));
    });
    actions.serve(ActionId::ExportServers, exporter, &ServerExporter::start);
    actions.serve(ActionId::Connect, this, [this] { connectTarget(); });
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
    for (const ActionId id :
        { ActionId::ProbeNow, ActionId::RemoveServer, ActionId::EditServer, ActionId::TestServer, ActionId::Rescue })
        m_context.actions.action(id)->setEnabled(one && m_context.actions.isServed(id));
    for (const auto &[id, by] : { std::pair { ActionId::MoveServerUp, -1 }, { ActionId::MoveServerDown, 1 } })
        m_context.actions.action(id)->setEnabled(m_context.actions.isServed(id) && !orderMoved(by).isEmpty());
    updateConnect();
}

QList<core::ServerId> ServerActions::orderMoved(int by) const
{
    const QList<core::ServerProfile> profiles = m_context.services.serverRegistry.profiles();
    QList<core::ServerId> order;
    for (const core::ServerProfile &profile : profiles)
        order.append(profile.id);
    const qsizetype from = target().isValid() ? order.indexOf(target()) : -1;
    if (from < 0)
        return {};
    // Over the next one of its group: the servers of another are shown elsewhere.
    for (qsizetype to = from + by; to >= 0 && to < order.size(); to += by) {
        if (profiles.at(to).group == profiles.at(from).group) {
            order.swapItemsAt(from, to);
            return order;
        }
    }
    return {};
}

void ServerActions::moveTarget(int by)
{
    const QList<core::ServerId> order = orderMoved(by);
    if (order.isEmpty())
        return;
    m_context.services.serverRegistry.setOrder(order, this, [this](const core::Result<bool> &stored) {
        if (stored)
            return;
        const texts::ErrorText text
            = texts::errorText(stored.error(), { {}, texts::ErrorPlace::Activity::Store, {}, {} });
        Q_EMIT failed(text.sentence(), text.detail);
    });
}

QList<core::ServerId> ServerActions::connectTargets() const
{
    if (target().isValid())
        return { target() };
    return m_context.connector.connectable(m_context.scope.servers());
}

void ServerActions::updateConnect()
{
    const ServerConnector &connector = m_context.connector;
    const QList<core::ServerId> targets = connectTargets();
    const bool possible = std::any_of(
        targets.cbegin(), targets.cend(), [&connector](core::ServerId id) { return connector.canAct(id); });
    const bool explains
        = targets.size() == 1 && connector.helpFor(targets.constFirst()) == ServerConnector::Help::Explain;
    QString text
        = explains ? tr("Why the h&ost key is refused…") : connector.actionText(connector.connectable(targets));
    if (text.isEmpty())
        text = tr("C&onnect…");
    QAction *action = m_context.actions.action(ActionId::Connect);
    action->setText(text);
    action->setToolTip(text.remove(u'&').remove(u'…'));
    action->setEnabled(possible && m_context.actions.isServed(ActionId::Connect));
    m_context.actions.action(ActionId::FixAccess)
        ->setEnabled(target().isValid() && AccessDialog::helps(m_context.services.runtimeState.status(target()))
            && m_context.actions.isServed(ActionId::FixAccess));
}

void ServerActions::connectTarget()
{
    const QList<core::ServerId> targets = connectTargets();
    if (targets.size() == 1)
        m_context.connector.act(targets.constFirst());
    else
        m_context.connector.connectServers(targets);
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
        add(ActionId::Connect);
        add(ActionId::ProbeNow);
        add(ActionId::TestServer);
        if (AccessDialog::helps(m_context.services.runtimeState.status(id)))
            add(ActionId::FixAccess);
        add(ActionId::Rescue);
        menu->addSeparator();
        add(ActionId::EditServer);
        add(ActionId::RemoveServer);
        menu->addSeparator();
        add(ActionId::MoveServerUp);
        add(ActionId::MoveServerDown);
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
    const auto waiting = static_cast<qint64>(waitingFor(profile->id).size());
    if (waiting > 0) {
        const QString what = texts::pendingSummary(waiting, { name });
        //: %1: "1 change waits for web-1" or "2 changes wait for web-1"
        text.detail += u' '
            + (waiting == 1 ? tr("%1. It is not sent any more; Undo keeps it again.").arg(what)
                            : tr("%1. They are not sent any more; Undo keeps them again.").arg(what));
    }
    text.verb = tr("Remove");
    text.verbRole = widgets::ButtonRole::Destructive;
    auto *dialog = widgets::ConfirmDialog::ask(text, m_window);
    dialog->setObjectName(u"removeServerDialog"_s);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, [this, wanted = *profile] { remove(wanted); });
}

QList<core::PendingChange> ServerActions::waitingFor(core::ServerId server) const
{
    QList<core::PendingChange> changes = m_context.services.pendingChanges.all();
    changes.removeIf([server](const core::PendingChange &change) { return change.server != server; });
    return changes;
}

void ServerActions::remove(const core::ServerProfile &profile)
{
    const QList<core::PendingChange> waiting = waitingFor(profile.id);
    m_context.services.serverRegistry.remove(
        profile.id, this, [this, profile, waiting](const core::Result<bool> &removed) {
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
            services::PendingChanges *pending = &m_context.services.pendingChanges;
            entry.undo = [registry, pending, profile, waiting](
                             const QObject *context, core::Handler<QList<core::Receipt>> handler) {
                return registry->add(profile, context, [=](const core::Result<core::ServerProfile> &added) {
                    if (!added) {
                        handler(tl::unexpected(added.error()));
                        return;
                    }
                    core::Receipt receipt;
                    receipt.server = added->id;
                    receipt.serverName = added->name;
                    QList<core::PendingChange> again = waiting;
                    for (core::PendingChange &change : again)
                        change.server = added->id;
                    if (again.isEmpty()) {
                        handler(QList<core::Receipt> { receipt });
                        return;
                    }
                    pending->keep(again, context, [handler, receipt](const core::Result<bool> &kept) {
                        core::Receipt told = receipt;
                        if (!kept) {
                            told.result = core::ReceiptResult::Failed;
                            told.error = kept.error();
                        }
                        handler(QList<core::Receipt> { told });
                    });
                });
            };
            m_context.services.undoStack.push(std::move(entry));
        });
}

} // namespace gui
