// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "platform/autostart.h"
#include "widgets/dialog_frame.h"

#include <QHash>

#include <memory>

namespace Ui {
class SettingsDialog;
}

namespace gui {

class SettingRow;
struct GuiContext;

/// Every setting that can be chosen while BanGUI runs. Each change is stored and holds at once; there is nothing to
/// confirm.
class SettingsDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// What the desktop gives; a test says so itself.
    struct Desktop
    {
        bool tray = false;
        platform::Autostart autostart;
        [[nodiscard]] static Desktop ofSystem();
    };
    SettingsDialog(const GuiContext &context, const Desktop &desktop, QWidget *owner);
    ~SettingsDialog() override;

    void showSection(const QString &id);

Q_SIGNALS:
    /// The page with every effective value and where it came from.
    void effectiveRequested();

private:
    void addSection(const QString &id, const QString &title, const QList<core::SettingKey> &keys);
    void showEntries();
    void choose(core::SettingKey key, const std::optional<QVariant> &value);
    void onStored(core::SettingKey key, const core::Result<bool> &stored);
    /// The entry of the session follows the setting; where it cannot, the setting goes back.
    void applyAutostart();

    const GuiContext &m_context;
    Desktop m_desktop;
    std::unique_ptr<Ui::SettingsDialog> m_ui;
    QHash<core::SettingKey, SettingRow *> m_rows;
};

} // namespace gui
