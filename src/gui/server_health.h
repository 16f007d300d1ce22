// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/gui_context.h"
#include "texts/state_texts.h"

#include <QList>

namespace gui {

/// What the texts need to judge these servers, as the runtime state has it now, and what was found there.
[[nodiscard]] QList<texts::ServerHealth> healthOf(const GuiContext &context, const QList<core::ServerId> &servers);
/// Lost protection where something is known to be wrong that the state of the runtime state does not tell.
[[nodiscard]] core::ServerState shownStateOf(const GuiContext &context, core::ServerId server);
/// Current bans of several servers, and how many of them are the last known only because their server does not answer.
struct BanSum
{
    qint64 bans = 0;
    qint64 lastKnown = 0;
};
/// absent where none has told.
[[nodiscard]] std::optional<BanSum> sumOfBans(const QList<texts::ServerHealth> &servers);

/// "35 bans, 12 of them last known"; total: "35 bans", of all of them. lastKnown 0: total alone.
[[nodiscard]] QString withLastKnown(const QString &total, qint64 all, qint64 lastKnown);

/// "Trying again in 12 s" for a server that is not reached; empty for every other.
[[nodiscard]] QString retryText(const GuiContext &context, core::ServerId server);
/// Asks those of them that are not reached now, without waiting for a backoff.
void tryNow(const GuiContext &context, const QList<core::ServerId> &servers);

} // namespace gui
