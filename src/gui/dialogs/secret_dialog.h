// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/prompt_dialog.h"

class QCheckBox;

namespace gui {

class SecretField;

/// Asks for something to type: the passphrase of a key, a password, a PIN, or whatever the other machine asks, whose
/// words are marked as its own. Buttons: "confirmButton", "cancelButton"; the field is "secretField".
class SecretDialog final : public PromptDialog
{
    Q_OBJECT

public:
    SecretDialog(const core::Prompt &prompt, const QString &login, QWidget *owner);

private:
    void addForeignText();
    void addField();
    void send();

    SecretField *m_field = nullptr;
    QCheckBox *m_remember = nullptr; ///< nullptr: it may not be remembered
};

} // namespace gui
