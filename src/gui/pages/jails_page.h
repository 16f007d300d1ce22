// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/reload_dialog.h"
#include "gui/page.h"

#include <QTimer>

#include <memory>

namespace Ui {
class JailsPage;
}

class QPushButton;

namespace models {
class JailFilterModel;
}

namespace widgets {
class LoadingOverlay;
}

namespace gui {

class JailDetailPane;
struct GuiContext;
struct TuneTarget;

/// All jails of the scope, and the chosen one in full: start, stop, reload, and tuning while it runs.
class JailsPage final : public Page
{
    Q_OBJECT

public:
    explicit JailsPage(const GuiContext &context, QWidget *parent = nullptr);
    ~JailsPage() override;

    void refresh() override;
    void focusFilter() override;
    [[nodiscard]] QWidget *mainWidget() const override;
    bool goBack() override;
    /// "server" and "jail": opens its details.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    void buildActions();
    void applyScope();
    void applyFilter();
    void updateState();
    void updateActions();
    void onSelected();
    void setDetailShown(bool shown);
    void stopJail();
    void startOrReload(ReloadDialog::Kind kind, core::ServerId server, const QString &jail);
    void chooseJailToStart();
    void tune(const TuneTarget &target);
    void openMenu(const QPoint &globalPosition);
    void report(texts::ReceiptVerb verb, const core::Result<core::Receipt> &receipt);
    /// Server and jail of the current row; an invalid id where there is none.
    [[nodiscard]] std::pair<core::ServerId, QString> current() const;

    const GuiContext &m_context;
    std::unique_ptr<Ui::JailsPage> m_ui;
    std::unique_ptr<models::JailFilterModel> m_model;
    JailDetailPane *m_detail = nullptr;
    widgets::LoadingOverlay *m_overlay = nullptr;
    QAction *m_details = nullptr;
    QAction *m_reload = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_start = nullptr;
    QAction *m_showBans = nullptr;
    QAction *m_copy = nullptr;
    QTimer m_soon;
};

} // namespace gui
