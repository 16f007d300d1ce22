// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_view.h"
#include "services/jail_draft.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace widgets {
class PlainLabel;
} // namespace widgets

namespace gui {

/// The field of one option of a jail, its filter or an action, of the kind that fits it, and what else can be done with
/// it. Says what is entered at once; keeps nothing.
class ConfigOptionEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit ConfigOptionEditor(QWidget *parent = nullptr);

    /// own: what our file gives it; nullopt: nothing. The same option again leaves what is being entered.
    void setOption(const services::ConfigOptionRow &option, const std::optional<QString> &own);
    /// Nothing can be entered; why.
    void setNote(const QString &note);
    /// Who else is concerned by what is entered; empty: nobody is.
    void setUsers(const QString &users);
    void setFault(services::OptionFault fault);
    void focusField();
    [[nodiscard]] QString key() const { return m_option.key; }
    [[nodiscard]] const services::ConfigOptionRow &option() const { return m_option; }

    /// A sentence; empty for None.
    [[nodiscard]] static QString faultText(services::OptionFault fault);

Q_SIGNALS:
    void valueEntered(const QString &key, const QString &value);
    void resetRequested(const QString &key);
    /// What runs is to be in the file; what is in the file is to run.
    void keepRuntimeRequested(const QString &key);
    void revertRuntimeRequested(const QString &key);

private:
    void fill(const QString &value);
    [[nodiscard]] QString entered() const;
    [[nodiscard]] bool canBeEdited() const;
    void onEntered();

    services::ConfigOptionRow m_option;
    services::OptionField m_field = services::OptionField::Text;
    bool m_filling = false;
    widgets::PlainLabel *m_help = nullptr;
    widgets::PlainLabel *m_users = nullptr;
    QStackedWidget *m_fields = nullptr;
    QLineEdit *m_line = nullptr;
    QComboBox *m_choice = nullptr;
    QPlainTextEdit *m_lines = nullptr;
    widgets::PlainLabel *m_fault = nullptr;
    QPushButton *m_reset = nullptr;
    widgets::PlainLabel *m_runtime = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_revert = nullptr;
};

} // namespace gui
