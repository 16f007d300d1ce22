// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/reload_dialog.h"
#include "gui/pages/table_page.h"
#include "services/change_service.h"

#include <memory>

namespace Ui {
class JailsPage;
}

namespace models {
class JailFilterModel;
}

namespace widgets {
class FilterButton;
}

namespace gui {

class JailDetailPane;
struct TuneTarget;

/// All jails of the scope, those that run and those that their servers' files only define, and the chosen one in full:
/// activate, deactivate, start, stop, reload, and tuning while it runs.
class JailsPage final : public TablePage
{
    Q_OBJECT

public:
    explicit JailsPage(const GuiContext &context, QWidget *parent = nullptr);
    ~JailsPage() override;

    void refresh() override;
    /// "server" and "jail": opens its details.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;

protected:
    void updateState() override;
    void fillMenu(QMenu &menu) override;
    void showDetail() override;
    [[nodiscard]] bool isFiltered() const override;
    void clearFilter() override;

private:
    void buildActions();
    void buildFilter();
    void readConfigured();
    void change(services::ChangeKind kind);
    void applyScope();
    void applyFilter();
    void updateActions();
    void onSelected();
    void stopJail();
    void startOrReload(ReloadDialog::Kind kind, core::ServerId server, const QString &jail);
    void chooseJailToStart();
    void tune(const TuneTarget &target);
    void report(texts::ReceiptVerb verb, const core::Result<core::Receipt> &receipt);
    /// Server and jail of the current row; an invalid id where there is none.
    [[nodiscard]] std::pair<core::ServerId, QString> current() const;
    /// The current row is a jail that does not run.
    [[nodiscard]] bool isInactive() const;
    /// Why files of that server cannot be changed from here; empty: they can, as far as is known.
    [[nodiscard]] QString changeProblem(core::ServerId server) const;

    std::unique_ptr<Ui::JailsPage> m_ui;
    std::unique_ptr<models::JailFilterModel> m_model;
    JailDetailPane *m_detail = nullptr;
    widgets::FilterButton *m_shownFilter = nullptr;
    QAction *m_details = nullptr;
    QAction *m_activate = nullptr;
    QAction *m_deactivate = nullptr;
    QAction *m_reload = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_start = nullptr;
    QAction *m_showBans = nullptr;
    QAction *m_showConfiguration = nullptr;
    QAction *m_copy = nullptr;
};

} // namespace gui
