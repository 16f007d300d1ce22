// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace widgets {
class ConfirmDialog;
}

namespace gui {

struct GuiContext;

/// Opens what is known of one ban, with its exact times; confirmed() asks to unban it. row: of the window's
/// BanTableModel. The dialog deletes itself.
[[nodiscard]] widgets::ConfirmDialog *openBanDetails(const GuiContext &context, int row, QWidget *parent);

} // namespace gui
