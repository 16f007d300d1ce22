// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "core/settings.h"
#include "gui/dialogs/settings_dialog.h"
#include "services/setup_service.h"
#include "widgets/dialog_frame.h"

#include <QHash>

#include <memory>

namespace Ui {
class SetupWizard;
}

class QButtonGroup;
class QPushButton;
class QRadioButton;

namespace gui {

class SettingRow;
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
    /// Choices that are no finding.
    enum OtherChoice { OtherSocket = -2, NoServer = -3 };

    void build();
    SettingRow *addSetting(core::SettingKey key, QWidget *step);
    void search();
    void showFindings(const QList<services::LocalServerFinding> &findings);
    QRadioButton *addChoice(int id, const QString &text, const QStringList &lines, bool enabled);
    void clearChoices();
    void onChosen();
    void goTo(Step step);
    void goOn();
    void validate();
    void showSummary();
    void finish();
    void onFinished(const core::Result<bool> &stored);
    [[nodiscard]] QString serverProblem() const;

    const GuiContext &m_context;
    SettingsDialog::Desktop m_desktop;
    std::unique_ptr<Ui::SetupWizard> m_ui;
    QButtonGroup *m_choices = nullptr;
    QList<QWidget *> m_choiceWidgets;
    QList<services::LocalServerFinding> m_findings;
    QHash<core::SettingKey, SettingRow *> m_rows;
    core::RequestHandle m_search;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    Step m_step = Step::Welcome;
    bool m_searching = false;
    bool m_done = false; ///< stored; only the autostart entry may have failed
};

} // namespace gui
