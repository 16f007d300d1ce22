// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/top_bar.h"

#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "platform/colours.h"
#include "platform/fonts.h"
#include "platform/state_look.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"

#include <QHBoxLayout>
#include <QMap>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace gui {

using namespace Qt::StringLiterals;
using platform::ColourRole;
namespace measure = platform::measure;

TopBar::TopBar(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"topBar"_s);
    setFixedHeight(measure::topBarHeight);

    QAction *sidebar = context.actions.action(ActionId::ToggleSidebar);
    m_sidebarButton = widgets::makeIconButton(platform::Icon::Sidebar, tr("Show sidebar"), this, u"sidebarButton"_s);
    m_sidebarButton->setToolTip(ActionCollection::withShortcut(tr("Show sidebar"), sidebar->shortcut()));
    m_sidebarButton->hide();
    connect(m_sidebarButton, &QToolButton::clicked, sidebar, &QAction::trigger);
    auto *name = new widgets::PlainLabel(u"BanGUI"_s, widgets::PlainLabel::Tone::Strong, this);
    name->setFont(platform::scaledFont(name->font(), 112, QFont::DemiBold));

    m_scope = widgets::makeButton({}, widgets::ButtonRole::Outlined, this, u"scopeButton"_s);
    m_scopeMenu = new QMenu(m_scope);
    m_scopeMenu->setObjectName(u"scopeMenu"_s);
    m_scope->setMenu(m_scopeMenu);
    connect(m_scopeMenu, &QMenu::aboutToShow, this, &TopBar::fillScopeMenu);

    m_search = new widgets::SearchLine(tr("Search address, jail, server…"), this);
    m_search->setObjectName(u"searchLine"_s);
    m_search->setAccessibleName(tr("Search address, jail, server"));
    m_search->setShortcutHint(tr("Ctrl K"));
    m_search->setMinimumWidth(160);
    m_search->setMaximumWidth(468);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    QAction *ban = context.actions.action(ActionId::Ban);
    m_ban = widgets::makeButton(tr("Ban…"), widgets::ButtonRole::Outlined, this, u"banButton"_s);
    m_ban->setToolTip(ban->toolTip());
    connect(m_ban, &QPushButton::clicked, ban, &QAction::trigger);
    connect(ban, &QAction::changed, this, [this, ban] {
        m_ban->setEnabled(ban->isEnabled());
        m_ban->setVisible(ban->isVisible());
    });
    m_ban->setEnabled(ban->isEnabled());

    m_menuButton = widgets::makeIconButton(platform::Icon::Menu, tr("Menu"), this, u"menuButton"_s);
    m_menu = new QMenu(m_menuButton);
    m_menu->setObjectName(u"mainMenu"_s);
    m_menu->setToolTipsVisible(true);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setShortcut(Qt::Key_F10);
    m_menuButton->setToolTip(ActionCollection::withShortcut(tr("Menu"), Qt::Key_F10));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(12);
    layout->addWidget(m_sidebarButton);
    layout->addWidget(name);
    layout->addWidget(m_scope);
    layout->addWidget(m_search, 1);
    layout->addStretch(1);
    layout->addWidget(m_ban);
    layout->addWidget(m_menuButton);

    connect(&context.scope, &ScopeController::scopeChanged, this, &TopBar::updateScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &TopBar::updateScope);
    updateScope();
}

void TopBar::setSidebarShown(bool shown)
{
    m_sidebarButton->setVisible(!shown);
}

void TopBar::updateScope()
{
    const QString title = m_context.scope.title();
    const auto count = static_cast<qint64>(m_context.scope.servers().size());
    QString text;
    switch (m_context.scope.scope().kind) {
    case core::Scope::Kind::Server:
        //: %1: name of a server
        text = tr("Scope: %1").arg(title);
        break;
    case core::Scope::Kind::All:
    case core::Scope::Kind::Group:
    case core::Scope::Kind::Selection:
        //: %1: name of a group, or "All servers"; %2: "5 servers"
        text = tr("Scope: %1 · %2").arg(title, texts::servers(count));
        break;
    }
    // An ampersand in a name is no mnemonic.
    m_scope->setText(QString(text).replace(u'&', u"&&"_s));
    m_scope->setAccessibleName(text);
    m_scope->setToolTip(tr("Which servers every page shows"));
}

void TopBar::fillScopeMenu()
{
    m_scopeMenu->clear();
    const auto entry = [this](const QString &text, const core::Scope &scope) {
        QAction *action = m_scopeMenu->addAction(QString(text).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(m_context.scope.scope() == scope);
        connect(action, &QAction::triggered, this, [this, scope] { m_context.scope.setScope(scope); });
        return action;
    };
    entry(tr("All servers"), {})->setObjectName(u"scopeAll"_s);
    const QStringList groups = m_context.services.serverRegistry.groups();
    if (!groups.isEmpty()) {
        m_scopeMenu->addSection(tr("Groups"));
        for (const QString &group : groups)
            entry(core::visibleText(group), { core::Scope::Kind::Group, group, {} });
    }
    const auto profiles = m_context.services.serverRegistry.profiles();
    QMap<QString, qint64> tags;
    for (const auto &profile : profiles) {
        for (const QString &tag : profile.tags)
            ++tags[tag];
    }
    constexpr int mostTags = 30;
    if (!tags.isEmpty() && tags.size() <= mostTags) {
        m_scopeMenu->addSection(tr("Tags"));
        for (auto it = tags.cbegin(); it != tags.cend(); ++it)
            //: %1: a tag, %2: "12 servers"
            entry(tr("Tag: %1 · %2").arg(core::visibleText(it.key()), texts::servers(it.value())),
                m_context.scope.scopeOfTag(it.key()));
    }
    constexpr qsizetype largestMenu = 40;
    if (profiles.isEmpty() || profiles.size() > largestMenu)
        return; // The sidebar and the search find one of many better than a menu does.
    m_scopeMenu->addSection(tr("Servers"));
    for (const auto &profile : profiles) {
        QAction *action = entry(core::visibleText(profile.name), { core::Scope::Kind::Server, {}, profile.id });
        action->setIcon(platform::stateIcon(m_context.services.runtimeState.status(profile.id).state));
    }
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), ColourRole::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), platform::colour(palette(), ColourRole::Hairline));
}

} // namespace gui
