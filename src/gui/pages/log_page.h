// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/table_page.h"

#include <memory>

namespace Ui {
class LogPage;
}

namespace models {
class LogFeed;
class LogTableModel;
} // namespace models

namespace widgets {
class FilterButton;
} // namespace widgets

namespace gui {

class LogServerFilter;

/// BanGUI's own log, live: what it saw, asked and decided. It is not fail2ban's log.
class LogPage final : public TablePage
{
    Q_OBJECT

public:
    explicit LogPage(const GuiContext &context, QWidget *parent = nullptr);
    ~LogPage() override;

    void refresh() override;
    /// "server": the lines that are about it; "filter": text of the filter.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void updateState() override;
    void onEmptyAction() override;
    void fillMenu(QMenu &menu) override;

private:
    void buildTable();
    void buildActions();
    void updateServers();
    void applyFilter();
    void follow();
    void copy();
    void openFolder();

    std::unique_ptr<Ui::LogPage> m_ui;
    std::unique_ptr<models::LogTableModel> m_model;
    std::unique_ptr<LogServerFilter> m_ofServer;
    std::unique_ptr<models::LogFeed> m_feed; ///< exists from the first showing on
    widgets::FilterButton *m_servers = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_openFolder = nullptr;
};

} // namespace gui
