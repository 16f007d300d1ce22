// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/page.h"

#include <QTimer>

#include <memory>

namespace Ui {
class AuditPage;
}

class QLabel;

namespace models {
class AuditTableModel;
}

namespace widgets {
class LoadingOverlay;
}

namespace gui {

class AuditScopeModel;
struct GuiContext;

/// Every command of BanGUI that changed, or should have changed, a server of the scope: newest first, read page by
/// page.
class AuditPage final : public Page
{
    Q_OBJECT

public:
    explicit AuditPage(const GuiContext &context, QWidget *parent = nullptr);
    ~AuditPage() override;

    void refresh() override;
    void focusFilter() override;
    bool goBack() override;
    /// "filter": text of the filter.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    void buildTable();
    void buildDetail();
    void buildActions();
    void applyFilter();
    void updateState();
    void showCurrent();
    void setDetailShown(bool shown);
    void openMenu(const QPoint &globalPosition);
    [[nodiscard]] QModelIndex current() const;

    const GuiContext &m_context;
    std::unique_ptr<Ui::AuditPage> m_ui;
    std::unique_ptr<models::AuditTableModel> m_model;
    std::unique_ptr<AuditScopeModel> m_scoped;
    widgets::LoadingOverlay *m_overlay = nullptr;
    QAction *m_details = nullptr;
    QAction *m_copy = nullptr;
    QList<QLabel *> m_facts;
    QTimer m_soon;
    bool m_read = false; ///< the first page was asked for
};

} // namespace gui
