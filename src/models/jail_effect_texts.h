// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/jail_service.h"

#include <QString>

namespace models {

/// What a reload does to the jail and its bans.
[[nodiscard]] QString reloadEffect(const services::ReloadPreview &preview, const QString &serverName);

/// Where nobody could look before: what is not known about a reload.
[[nodiscard]] QString reloadUnknown(const QString &jail, const QString &serverName, const core::Error &error);

/// What a stop costs beyond what its undo brings back; empty: nothing.
[[nodiscard]] QString stopLoss(const services::StopPreview &preview, const QString &serverName);

/// What a change of a running jail costs in protection; empty: nothing.
[[nodiscard]] QString tuneLoss(const services::TunePreview &preview, const QString &serverName);

} // namespace models
