// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "widgets/buttons.h"
#include "widgets/dialog_frame.h"

#include <QStringList>

class QCheckBox;

namespace widgets {

/// What a confirmation says; all texts plain.
struct Confirmation
{
    QString title; ///< names the thing: "Unban 203.0.113.7"
    QString effect; ///< "Unbans 203.0.113.7 in 3 jails on 2 servers"
    QString detail; ///< secondary, may be empty
    QStringList items; ///< what is affected; scrolls when long
    QString verb; ///< the button: "Unban"
    ButtonRole verbRole = ButtonRole::Accent; ///< Destructive is never the default button
    QString cancelText; ///< empty: "Cancel"
    QString checkText; ///< a tick box under the items; empty: none
};

/// Asks before a change. Opened with open(): nothing blocks. Buttons are named "confirmButton" and "cancelButton", the
/// tick box "confirmCheck". Deletes itself when closed. A caller may add widgets to body().
class ConfirmDialog final : public DialogFrame
{
    Q_OBJECT

public:
    explicit ConfirmDialog(const Confirmation &confirmation, QWidget *parent = nullptr);

    /// Creates one and opens it over parent.
    static ConfirmDialog *ask(const Confirmation &confirmation, QWidget *parent);
    [[nodiscard]] bool isChecked() const;
    void setConfirmEnabled(bool enabled);

Q_SIGNALS:
    void confirmed(bool checked);

private:
    QCheckBox *m_check = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace widgets
