// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/action_collection.h"

#include "platform/icons.h"

#include <QHash>

namespace gui {

using namespace Qt::StringLiterals;

ActionCollection::ActionCollection(QObject *parent)
    : QObject(parent)
{
    using platform::Icon;
    using platform::icon;
    make(ActionId::Search, u"actionSearch"_s, tr("&Search…"), Qt::CTRL | Qt::Key_K)->setIcon(icon(Icon::Search));
    make(ActionId::Ban, u"actionBan"_s, tr("&Ban…"), Qt::CTRL | Qt::Key_B)->setIcon(icon(Icon::Ban));
    make(ActionId::Undo, u"actionUndo"_s, tr("&Undo"), Qt::CTRL | Qt::Key_Z)->setIcon(icon(Icon::Undo));
    make(ActionId::Refresh, u"actionRefresh"_s, tr("&Refresh"), Qt::Key_F5)->setIcon(icon(Icon::Refresh));
    make(ActionId::Filter, u"actionFilter"_s, tr("&Filter"), Qt::CTRL | Qt::Key_F)->setIcon(icon(Icon::Filter));
    //: Moves the keyboard focus to the next part of the window
    make(ActionId::NextPane, u"actionNextPane"_s, tr("&Next pane"), Qt::Key_F6);
    make(ActionId::PreviousPane, u"actionPreviousPane"_s, tr("&Previous pane"), Qt::SHIFT | Qt::Key_F6);
    //: Leaves what is open inside a page: a search, a filter, a detail pane
    make(ActionId::Back, u"actionBack"_s, tr("Bac&k"), Qt::Key_Escape);
    // A window-wide Esc would be taken from every field: the window handles the key where nobody else wanted it.
    action(ActionId::Back)->setShortcutContext(Qt::WidgetShortcut);
    make(ActionId::ToggleSidebar, u"actionToggleSidebar"_s, tr("Show s&idebar"), Qt::Key_F9)->setCheckable(true);
    action(ActionId::ToggleSidebar)->setIcon(icon(Icon::Sidebar));
    make(ActionId::AddServer, u"actionAddServer"_s, tr("&Add server…"), Qt::CTRL | Qt::Key_N)->setIcon(icon(Icon::Add));
    make(ActionId::EditServer, u"actionEditServer"_s, tr("&Edit server…"))->setIcon(icon(Icon::Edit));
    make(ActionId::RemoveServer, u"actionRemoveServer"_s, tr("&Remove server…"))->setIcon(icon(Icon::Remove));
    //: To another place in the sidebar
    make(ActionId::MoveServerUp, u"actionMoveServerUp"_s, tr("Mo&ve up"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up);
    //: To another place in the sidebar
    make(ActionId::MoveServerDown, u"actionMoveServerDown"_s, tr("Move &down"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down);
    make(ActionId::ImportServers, u"actionImportServers"_s, tr("&Import servers…"));
    make(ActionId::ExportServers, u"actionExportServers"_s, tr("E&xport servers…"));
    make(ActionId::TestServer, u"actionTestServer"_s, tr("&Test connection…"))->setIcon(icon(Icon::Ok));
    //: Opens the way to a server, with the questions that it has
    make(ActionId::Connect, u"actionConnect"_s, tr("C&onnect…"))->setIcon(icon(Icon::Server));
    //: Opens the page for a server whose socket is refused
    make(ActionId::FixAccess, u"actionFixAccess"_s, tr("&Ways to fix it…"));
    //: An action: finds out why a server does not protect, and brings it back
    make(ActionId::Rescue, u"actionRescue"_s, tr("Resc&ue…"));
    //: Bans and unbans that wait for their server
    make(ActionId::WaitingChanges, u"actionWaitingChanges"_s, tr("&Waiting changes…"))->setIcon(icon(Icon::History));
    //: A probe is one health check
    make(ActionId::ProbeNow, u"actionProbeNow"_s, tr("&Probe now"))->setIcon(icon(Icon::Refresh));
    make(ActionId::ProbeAll, u"actionProbeAll"_s, tr("Probe a&ll"), Qt::SHIFT | Qt::Key_F5)
        ->setIcon(icon(Icon::Refresh));
    make(ActionId::Settings, u"actionSettings"_s, tr("Se&ttings…"), Qt::CTRL | Qt::Key_Comma)
        ->setIcon(icon(Icon::Settings));
    make(ActionId::ThemeSystem, u"actionThemeSystem"_s, tr("As the &system"))->setCheckable(true);
    make(ActionId::ThemeLight, u"actionThemeLight"_s, tr("&Light"))->setCheckable(true);
    make(ActionId::ThemeDark, u"actionThemeDark"_s, tr("&Dark"))->setCheckable(true);
    make(ActionId::About, u"actionAbout"_s, tr("&About BanGUI"))->setIcon(icon(Icon::Information));
    make(ActionId::Quit, u"actionQuit"_s, tr("&Quit"), Qt::CTRL | Qt::Key_Q);
}

QAction *ActionCollection::make(ActionId id, const QString &name, const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setAutoRepeat(false); // a key that is held is one wish: an undo per repetition takes back a day's work
    action->setShortcutVisibleInContextMenu(true);
    QString plain = text;
    action->setToolTip(withShortcut(plain.remove(u'&').remove(u'…'), keys));
    action->setVisible(false);
    action->setEnabled(false);
    m_actions[static_cast<size_t>(id)] = action;
    return action;
}

QList<QAction *> ActionCollection::all() const
{
    return { m_actions.cbegin(), m_actions.cend() };
}

QString ActionCollection::withShortcut(const QString &text, const QKeySequence &keys)
{
    if (keys.isEmpty())
        return text;
    //: %1: what an action does, %2: its keys
    return tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText));
}

QStringList ActionCollection::conflicts() const
{
    QHash<QString, QString> seen;
    QStringList found;
    for (const QAction *action : m_actions) {
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty() || !action->isVisible())
            continue;
        if (seen.contains(keys))
            found.append(seen.value(keys) + u" / "_s + action->objectName());
        seen.insert(keys, action->objectName());
    }
    return found;
}

} // namespace gui
