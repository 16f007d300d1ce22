// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/page.h"

#include <memory>

namespace Ui {
class SettingsPage;
}

namespace models {
class SettingsTableModel;
}

namespace gui {

class SettingPlacesModel;
struct GuiContext;

/// Every setting with the value that holds, what decided it and where that stands; above them what was found wrong in
/// files and environment.
class SettingsPage final : public Page
{
    Q_OBJECT

public:
    explicit SettingsPage(const GuiContext &context, QWidget *parent = nullptr);
    ~SettingsPage() override;

    void refresh() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    void showProblems();

    const GuiContext &m_context;
    std::unique_ptr<Ui::SettingsPage> m_ui;
    std::unique_ptr<models::SettingsTableModel> m_model;
    std::unique_ptr<SettingPlacesModel> m_places;
    QAction *m_copy = nullptr;
};

} // namespace gui
