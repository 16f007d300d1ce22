// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change.h"
#include "core/server_status.h"

#include <QString>

namespace gui {

/// How a change that a server holds is marked: its shape, and the word for it.
struct OpenChangeMark
{
    core::ServerState state = core::ServerState::Unknown;
    QString word;
};

/// "not decided" for what waits, "rolled back" or "not restored" for what was taken back and has left something.
[[nodiscard]] OpenChangeMark openChangeMark(const core::OpenChange &change);

/// "not known": of a change of which only this computer tells, since its server cannot be asked.
[[nodiscard]] OpenChangeMark unansweredChangeMark();

} // namespace gui
