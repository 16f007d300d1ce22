// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QWidget>

class QAbstractButton;
class QCheckBox;
class QComboBox;
class QSpinBox;

namespace widgets {
class PlainLabel;
}

namespace gui {

/// One setting: title, a sentence on it, and its control at the right. Where something stronger decides, the control is
/// disabled and says what. It changes nothing itself: it tells what the user chose.
class SettingRow final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingRow(core::SettingKey key, QWidget *parent = nullptr);

    [[nodiscard]] core::SettingKey key() const { return m_key; }
    /// Shows what holds now; emits nothing.
    void setEntry(const core::Settings::Entry &entry);
    /// Why it cannot be used here although nothing stronger decides ("This desktop has no tray."); empty: it can.
    void setUnavailable(const QString &why);
    /// A sentence below: a value was not stored. Empty: none.
    void setProblem(const QString &problem);
    /// Another hint in place of the setting's own.
    void setHelp(const QString &help);
    /// Where the wizard shows it, there is nothing to restore yet.
    void setRestorable(bool restorable);
    /// What the control shows now.
    [[nodiscard]] QVariant value() const;

Q_SIGNALS:
    void valueChosen(core::SettingKey key, const QVariant &value);
    void restoreRequested(core::SettingKey key);

private:
    void buildControl();
    void updateState();

    core::SettingKey m_key;
    core::Settings::Entry m_entry;
    QString m_unavailable;
    bool m_restorable = true;
    bool m_showing = false; ///< the control follows the entry; nothing was chosen
    QWidget *m_control = nullptr;
    QCheckBox *m_check = nullptr;
    QComboBox *m_choice = nullptr;
    QSpinBox *m_number = nullptr;
    widgets::PlainLabel *m_text = nullptr;
    widgets::PlainLabel *m_title = nullptr;
    widgets::PlainLabel *m_help = nullptr;
    widgets::PlainLabel *m_note = nullptr;
    widgets::PlainLabel *m_problem = nullptr;
    QAbstractButton *m_restore = nullptr;
};

} // namespace gui
