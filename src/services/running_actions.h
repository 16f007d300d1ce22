// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

class ServerSession;

/// The actions of a running jail with those of their properties that `wanted` names, as text. UnknownJail where it does
/// not run.
core::RequestHandle readRunningActions(ServerSession &session, const QString &jail,
    const QList<config::DumpedAction> &wanted, const QObject *context,
    core::Handler<QList<config::DumpedAction>> handler);

/// The first difference between what runs and what the configuration says, as "action" or "action.property"; empty:
/// equal.
[[nodiscard]] QString firstDifference(
    const QList<config::DumpedAction> &running, const QList<config::DumpedAction> &wanted);

} // namespace services
