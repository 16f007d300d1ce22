// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/server_profile.h"
#include "core/settings.h"
#include "gui/dialogs/settings_dialog.h"
#include "widgets/dialog_frame.h"

#include <QHash>

#include <memory>

namespace Ui {
class SetupWizard;
}

class QPushButton;

namespace gui {

class SettingRow;
class SetupServerStep;
struct GuiContext;

/// The first run: looks for a fail2ban on this computer, offers it as the first server, and asks for what is wanted
/// often. Nothing is stored before the last step, and that is one transaction: leaving it leaves nothing behind.
class SetupWizard final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    enum class Step { Welcome, Server, View, Start, Summary, Count_ };

    SetupWizard(const GuiContext &context, const SettingsDialog::Desktop &desktop, QWidget *owner);
    ~SetupWizard() override;

    [[nodiscard]] Step step() const { return m_step; }
    /// What finish would store; absent: no server.
    [[nodiscard]] std::optional<core::ServerProfile> firstServer() const;
    /// What differs from what holds now, by setting name.
    [[nodiscard]] QHash<QString, QString> overrides() const;

private:
    void build();
    SettingRow *addSetting(core::SettingKey key, QWidget *step);
    void goTo(Step step);
    void goOn();
    void updateNext();
    void showSummary();
    void finish();
    void onFinished(const core::Result<bool> &stored);

    const GuiContext &m_context;
    SettingsDialog::Desktop m_desktop;
    std::unique_ptr<Ui::SetupWizard> m_ui;
    SetupServerStep *m_server = nullptr;
    QHash<core::SettingKey, SettingRow *> m_rows;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    Step m_step = Step::Welcome;
    bool m_done = false; ///< stored; only the autostart entry may have failed
};

} // namespace gui
