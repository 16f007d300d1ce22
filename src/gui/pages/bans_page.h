// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/page.h"
#include "services/ban_service.h"

#include <QTimer>

#include <memory>

namespace Ui {
class BansPage;
}

class QMenu;
class QPushButton;

namespace widgets {
class LoadingOverlay;
} // namespace widgets

namespace gui {

class BanExporter;
class BanFilters;
struct GuiContext;

/// Every current ban of the scope: filter, choose, unban with its effect first, copy, export.
class BansPage final : public Page
{
    Q_OBJECT

public:
    explicit BansPage(const GuiContext &context, QWidget *parent = nullptr);
    ~BansPage() override;

    void refresh() override;
    void focusFilter() override;
    [[nodiscard]] QWidget *mainWidget() const override;
    bool goBack() override;
    /// "filter" (text), "jail", "server": what to filter by.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    void buildActions();
    void applyScope();
    void updateState();
    void updateCounts();
    void tick();
    void unbanSelected();
    void unbanEverywhere();
    void unbanAll();
    void openUnban(const services::UnbanRequest &request);
    void openMenu(const QPoint &globalPosition);
    void showDetails(const QModelIndex &index);
    [[nodiscard]] QString emptySentence() const;

    const GuiContext &m_context;
    std::unique_ptr<Ui::BansPage> m_ui;
    std::unique_ptr<BanExporter> m_exporter;
    BanFilters *m_filters = nullptr;
    widgets::LoadingOverlay *m_overlay = nullptr;
    QPushButton *m_unbanButton = nullptr;
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
    QTimer m_soon;
};

} // namespace gui
