// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/gui_context.h"
#include "texts/state_texts.h"

#include <QList>

namespace gui {

/// What the texts need to judge these servers, as the runtime state has it now.
[[nodiscard]] QList<texts::ServerHealth> healthOf(const GuiContext &context, const QList<core::ServerId> &servers);
/// Current bans of all of them; absent where none has told.
[[nodiscard]] std::optional<qint64> sumOfBans(const QList<texts::ServerHealth> &servers);

} // namespace gui
