// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace gui {

class Page;
struct GuiContext;

/// The window's one menu: every action has its place here, so that nothing is reached by a key alone.
class MainMenu final : public QObject
{
    Q_OBJECT

public:
    MainMenu(const GuiContext &context, QMenu &menu, QObject *parent = nullptr);

    void addPage(QAction *action);
    /// The actions of the page that is shown.
    void setPageActions(const Page *page);

Q_SIGNALS:
    void aboutToShow();

private:
    QMenu &m_menu;
    QMenu *m_pageMenu = nullptr;
    QMenu *m_pagesMenu = nullptr;
};

} // namespace gui
