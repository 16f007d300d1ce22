// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/table_page.h"
#include "services/ban_service.h"

#include <memory>

namespace Ui {
class BansPage;
}

namespace gui {

class BanExporter;
class BanFilters;

/// Every current ban of the scope: filter, choose, unban with its effect first, copy, export.
class BansPage final : public TablePage
{
    Q_OBJECT

public:
    explicit BansPage(const GuiContext &context, QWidget *parent = nullptr);
    ~BansPage() override;

    void refresh() override;
    /// "filter" (text), "jail", "server": what to filter by.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;

protected:
    void updateState() override;
    [[nodiscard]] bool isFiltered() const override;
    void clearFilter() override;
    void fillMenu(QMenu &menu) override;

private:
    void buildActions();
    void applyScope();
    void updateCounts();
    /// Bans of the scope that are on servers which do not answer now.
    [[nodiscard]] qint64 lastKnownBans() const;
    void tick();
    void unbanSelected();
    void unbanEverywhere();
    void unbanAll();
    void openUnban(const services::UnbanRequest &request);
    void showDetails(const QModelIndex &index);
    [[nodiscard]] QString emptySentence(const ScopeNotice &notice) const;

    std::unique_ptr<Ui::BansPage> m_ui;
    std::unique_ptr<BanExporter> m_exporter;
    BanFilters *m_filters = nullptr;
    QPushButton *m_exportButton = nullptr;
    QAction *m_unban = nullptr;
    QAction *m_unbanEverywhere = nullptr;
    QAction *m_unbanAll = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_copyAddresses = nullptr;
    QAction *m_details = nullptr;
    QAction *m_exportCsv = nullptr;
    QAction *m_exportJson = nullptr;
    QTimer m_tick;
};

} // namespace gui
