// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/icons.h"
#include "widgets/gallery_pages.h"

#include <QMenu>

using namespace Qt::StringLiterals;
using platform::Icon;

namespace gallery {

QWidget *menuPage()
{
    auto *menu = new QMenu;
    menu->addSection(u"Selected ban"_s);
    menu->addAction(platform::icon(Icon::Why), u"&Why?"_s)->setShortcut(QKeySequence(Qt::Key_Return));
    menu->addAction(platform::icon(Icon::Unban), u"&Unban…"_s)->setShortcut(QKeySequence(Qt::Key_Delete));
    menu->addAction(platform::icon(Icon::Allow), u"&Allow…"_s)->setEnabled(false);
    menu->addSeparator();
    QAction *checked = menu->addAction(u"Show times as written"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addAction(u"Not ticked"_s)->setCheckable(true);
    menu->addMenu(u"Copy as"_s)->addAction(u"Text"_s);
    menu->addAction(platform::icon(Icon::Copy), u"Copy"_s)->setShortcut(QKeySequence::Copy);
    menu->setActiveAction(menu->actions().at(2));
    return menu;
}

} // namespace gallery
