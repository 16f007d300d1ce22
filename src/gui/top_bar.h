// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QPushButton;
class QToolButton;

namespace widgets {
class SearchLine;
}

namespace gui {

class ActionCollection;
class ScopeController;
struct GuiContext;

/// The bar above everything: name, scope, search, "Ban…" and the menu.
class TopBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(const GuiContext &context, QWidget *parent = nullptr);

    [[nodiscard]] widgets::SearchLine *searchLine() const { return m_search; }
    /// The menu behind the last button; the window fills it.
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// Where the sidebar made room, a button brings it back.
    void setSidebarShown(bool shown);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateScope();
    void fillScopeMenu();

    const GuiContext &m_context;
    QToolButton *m_sidebarButton = nullptr;
    QPushButton *m_scope = nullptr;
    QMenu *m_scopeMenu = nullptr;
    widgets::SearchLine *m_search = nullptr;
    QPushButton *m_ban = nullptr;
    QToolButton *m_menuButton = nullptr;
    QMenu *m_menu = nullptr;
};

} // namespace gui
