// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jail.h"
#include "gui/dialogs/tune_dialog.h"

class QModelIndex;

namespace gui {

/// What a row (its first column) of the details of a jail means to the dialog that changes a running jail.

/// The list that a row belongs to and that lines can be added to; empty: none.
[[nodiscard]] QString listOf(const QModelIndex &index);
[[nodiscard]] bool isLineOfList(const QModelIndex &index);
[[nodiscard]] bool isTunableProperty(const QModelIndex &index);

[[nodiscard]] TuneTarget changeTarget(
    core::ServerId server, const QString &jail, const core::JailDetail &detail, const QModelIndex &index);
[[nodiscard]] TuneTarget additionTarget(core::ServerId server, const QString &jail, const QModelIndex &index);
[[nodiscard]] TuneTarget removalTarget(core::ServerId server, const QString &jail, const QModelIndex &index);

} // namespace gui
