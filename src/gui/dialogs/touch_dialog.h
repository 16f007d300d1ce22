// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/prompt_dialog.h"

namespace gui {

/// Asks for a touch of the hardware key. Nothing is typed: it is taken back once the key has been touched.
class TouchDialog final : public PromptDialog
{
    Q_OBJECT

public:
    TouchDialog(const core::Prompt &prompt, const QString &login, QWidget *owner);
};

} // namespace gui
