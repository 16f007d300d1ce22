// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/prompt_dialog.h"

namespace gui {

/// Shows the unknown key of a machine and how to compare it. Not connecting is the default; what trusts has to be
/// chosen. Buttons: "cancelButton", "trustOnceButton", "trustAlwaysButton".
class HostKeyDialog final : public PromptDialog
{
    Q_OBJECT

public:
    HostKeyDialog(const core::Prompt &prompt, const QString &login, QWidget *owner);

private:
    void addKey();
    void addAdvice();
    void addTrustButton(const QString &text, const QString &effect, core::HostKeyTrust trust, const QString &name);
};

} // namespace gui
