// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_menu.h"

#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/page.h"

#include <QMenu>

namespace gui {

using namespace Qt::StringLiterals;

MainMenu::MainMenu(const GuiContext &context, QMenu &menu, QObject *parent)
    : QObject(parent)
    , m_menu(menu)
{
    const auto add = [&context](QMenu *to, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            to->addAction(context.actions.action(id));
    };
    add(&menu, { ActionId::Ban, ActionId::Undo, ActionId::WaitingChanges, ActionId::Refresh });
    menu.addSeparator();
    m_pageMenu = menu.addMenu(tr("This page"));
    m_pageMenu->setObjectName(u"pageMenu"_s);
    //: Menu of the window's pages
    m_pagesMenu = menu.addMenu(tr("&Go to"));
    add(m_pagesMenu,
        { ActionId::Search, ActionId::Filter, ActionId::NextPane, ActionId::PreviousPane, ActionId::Back });
    m_pagesMenu->addSeparator();
    QMenu *servers = menu.addMenu(tr("&Servers"));
    add(servers,
        { ActionId::AddServer, ActionId::EditServer, ActionId::TestServer, ActionId::FixAccess, ActionId::Rescue,
            ActionId::RemoveServer });
    servers->addSeparator();
    add(servers, { ActionId::MoveServerUp, ActionId::MoveServerDown });
    servers->addSeparator();
    add(servers, { ActionId::ImportServers, ActionId::ExportServers });
    servers->addSeparator();
    add(servers, { ActionId::Connect, ActionId::ProbeNow, ActionId::ProbeAll });
    QMenu *view = menu.addMenu(tr("&View"));
    add(view, { ActionId::ToggleSidebar });
    QMenu *theme = view->addMenu(tr("&Colours"));
    add(theme, { ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark });
    menu.addSeparator();
    add(&menu, { ActionId::Settings, ActionId::About });
    menu.addSeparator();
    add(&menu, { ActionId::Quit });
    connect(&menu, &QMenu::aboutToShow, this, &MainMenu::aboutToShow);
}

void MainMenu::addPage(QAction *action)
{
    m_pagesMenu->addAction(action);
}

void MainMenu::setPageActions(const Page *page)
{
    m_pageMenu->clear();
    const QList<QAction *> actions = page ? page->actions() : QList<QAction *>();
    m_pageMenu->addActions(actions);
    m_pageMenu->menuAction()->setVisible(!actions.isEmpty());
}

} // namespace gui
