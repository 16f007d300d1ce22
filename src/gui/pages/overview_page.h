// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "gui/page.h"
#include "gui/pages/server_rows_model.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>

namespace Ui {
class OverviewPage;
}

namespace models {
class BusiestJailsModel;
}

namespace widgets {
class Card;
class FlowLayout;
class RateChart;
class TableView;
} // namespace widgets

namespace gui {

class ActionFailureNotice;
class ServerCardWidget;
struct GuiContext;

/// How the servers of the scope are: the answer in one sentence, then a card per server (a dense table for many), the
/// live chart and the busiest jails.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(const GuiContext &context, QWidget *parent = nullptr);
    ~OverviewPage() override;

    /// More servers than this are rows of a table.
    static constexpr qsizetype largestCardCount = 24;

    void refresh() override;
    [[nodiscard]] QWidget *mainWidget() const override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildEvidence();
    void update();
    void updateAnswer();
    void updateCards();
    void updateChanged();
    void updateRows();
    void appendRow(std::vector<ServerRowsModel::Row> &rows, core::ServerId id) const;
    void onTick();
    void onStatus(core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after);
    void soon();
    void soonAll();
    [[nodiscard]] bool isTable() const;
    void updateChart();
    void updateChartTitle();
    void applyScope();
    void openLink(const QString &link);
    void showServer(core::ServerId id);

    const GuiContext &m_context;
    std::unique_ptr<Ui::OverviewPage> m_ui;
    std::unique_ptr<models::BusiestJailsModel> m_busiest;
    std::unique_ptr<ServerRowsModel> m_rows;
    ActionFailureNotice *m_failures = nullptr;
    widgets::FlowLayout *m_cardLayout = nullptr;
    QHash<core::ServerId, ServerCardWidget *> m_cards;
    QList<core::ServerId> m_cardOrder;
    widgets::Card *m_chartCard = nullptr;
    widgets::RateChart *m_chart = nullptr;
    widgets::TableView *m_busiestTable = nullptr;
    QTimer m_tick;
    QTimer m_soon; ///< then what follows is looked at anew
    QSet<core::ServerId> m_changed;
    bool m_allChanged = false;
    bool m_answerChanged = false;
    bool m_chartChanged = false;
};

} // namespace gui
