// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"

#include "gui/action_collection.h"

namespace gui {

using namespace Qt::StringLiterals;

Page::Page(const QString &id, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
{
    setObjectName(id + u"Page"_s);
}

QAction *Page::addPageAction(const QString &name, const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setShortcutVisibleInContextMenu(true);
    QString plain = text;
    action->setToolTip(ActionCollection::withShortcut(plain.remove(u'&').remove(u'…'), keys));
    addAction(action);
    return action;
}

QVariantMap configurationRequest(core::ServerId server, const QString &jail, const QString &file, int line)
{
    return { { u"server"_s, QVariant::fromValue(server) }, { u"jail"_s, jail }, { u"file"_s, file },
        { u"line"_s, line } };
}

} // namespace gui
