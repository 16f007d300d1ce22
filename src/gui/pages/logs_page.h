// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/page.h"

class QStackedWidget;

namespace widgets {
class PageTabs;
}

namespace gui {

class EventsPage;
class LogPage;
struct GuiContext;

/// What is being logged: by the servers, as events, and by BanGUI itself. Two pages in the place of one.
class LogsPage final : public Page
{
    Q_OBJECT

public:
    explicit LogsPage(const GuiContext &context, QWidget *parent = nullptr);

    void refresh() override;
    void focusFilter() override;
    [[nodiscard]] QWidget *mainWidget() const override;
    bool goBack() override;
    /// "view": "events" or "own"; the rest is that page's. Without it: BanGUI's own log.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    [[nodiscard]] Page *shown() const;
    void showView(const QString &id);

    widgets::PageTabs *m_views;
    QStackedWidget *m_stack;
    EventsPage *m_events;
    LogPage *m_own;
};

} // namespace gui
