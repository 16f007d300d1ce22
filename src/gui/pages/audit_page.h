// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/table_page.h"

#include <memory>

namespace Ui {
class AuditPage;
}

class QLabel;

namespace models {
class AuditTableModel;
}

namespace gui {

class AuditScopeModel;

/// Every command of BanGUI that changed, or should have changed, a server of the scope: newest first, read page by
/// page.
class AuditPage final : public TablePage
{
    Q_OBJECT

public:
    explicit AuditPage(const GuiContext &context, QWidget *parent = nullptr);
    ~AuditPage() override;

    void refresh() override;
    /// "filter": text of the filter.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;

protected:
    void updateState() override;
    void fillMenu(QMenu &menu) override;
    void showDetail() override { showCurrent(); }

private:
    void buildTable();
    void buildDetail();
    void buildActions();
    void applyFilter();
    void showCurrent();

    std::unique_ptr<Ui::AuditPage> m_ui;
    std::unique_ptr<models::AuditTableModel> m_model;
    std::unique_ptr<AuditScopeModel> m_scoped;
    QAction *m_details = nullptr;
    QAction *m_copy = nullptr;
    QList<QLabel *> m_facts;
    bool m_read = false; ///< the first page was asked for
};

} // namespace gui
