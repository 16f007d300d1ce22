// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QMetaType>
#include <QStringList>

namespace core {

/// A ban or unban that could not be sent because its server was not reached: kept until it is back, or withdrawn.
struct PendingChange
{
    enum class Kind { Ban, Unban, UnbanAll };
    qint64 id = 0;
    Kind kind = Kind::Ban;
    ServerId server;
    QString jail; ///< empty for UnbanAll
    QStringList targets;
    QString place; ///< the daemon that is meant, see daemonKey(); a profile that leads elsewhere by then gets nothing
    qint64 createdAt = 0; ///< UTC ms
    int attempts = 0; ///< since then
    Error lastError;

    friend bool operator==(const PendingChange &, const PendingChange &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::PendingChange)
