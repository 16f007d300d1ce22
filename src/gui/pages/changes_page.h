// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "gui/pages/table_page.h"
#include "services/change_history.h"

#include <map>
#include <memory>
#include <optional>

namespace Ui {
class ChangesPage;
}

class QLabel;

namespace models {
class ChangeFilterModel;
class ChangeTableModel;
} // namespace models

namespace gui {

/// What BanGUI has changed in the configuration of the servers of the scope, newest first, with what was changed and
/// the way back.
class ChangesPage final : public TablePage
{
    Q_OBJECT

public:
    explicit ChangesPage(const GuiContext &context, QWidget *parent = nullptr);
    ~ChangesPage() override;

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
    void applyScope();
    void read(core::ServerId server);
    void apply();
    void showCurrent();
    void selectWanted();
    void restore();
    [[nodiscard]] const services::ChangeEntry *currentEntry() const;

    std::unique_ptr<Ui::ChangesPage> m_ui;
    std::unique_ptr<models::ChangeTableModel> m_model;
    std::unique_ptr<models::ChangeFilterModel> m_shown;
    std::map<core::ServerId, QList<services::ChangeEntry>> m_entries;
    std::map<core::ServerId, core::RequestHandle> m_reading;
    std::optional<core::Error> m_error;
    QString m_wanted; ///< id of a change that was asked for and is not in the table yet
    QAction *m_details = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_copy = nullptr;
    QList<QLabel *> m_facts;
};

} // namespace gui
