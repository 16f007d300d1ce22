// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/table_page.h"

#include <memory>

namespace Ui {
class EventsPage;
}

namespace models {
class EventTableFeed;
class EventTableModel;
} // namespace models

namespace gui {

/// What the servers of the scope log, as it happens, newest first. Whoever scrolls away from the newest, or has picked
/// a row, reads in peace: new ones wait.
class EventsPage final : public TablePage
{
    Q_OBJECT

public:
    explicit EventsPage(const GuiContext &context, QWidget *parent = nullptr);
    ~EventsPage() override;

    void refresh() override { }
    bool goBack() override;
    /// "filter": text of the filter; "kinds": int of texts::EventFilter.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void updateState() override;
    [[nodiscard]] bool isFiltered() const override;
    void clearFilter() override;
    void onEmptyAction() override;
    void fillMenu(QMenu &menu) override;

private:
    void buildTable();
    void buildActions();
    void applyScope();
    void applyFilter();
    void updatePause();
    void showNewest();
    void updateFollowing();
    [[nodiscard]] QString emptySentence() const;
    void showBans(const QModelIndex &index);

    std::unique_ptr<Ui::EventsPage> m_ui;
    std::unique_ptr<models::EventTableModel> m_model;
    std::unique_ptr<models::EventTableFeed> m_feed; ///< exists from the first showing on
    QAction *m_copy = nullptr;
    QAction *m_bans = nullptr;
    int m_live = 0; ///< servers of the scope whose logs are followed
    QStringList m_missing; ///< "web-2: it logs to the journal"
};

} // namespace gui
