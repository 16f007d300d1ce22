// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/server_profile.h"

#include <QHash>
#include <QObject>

namespace services {

/// What the search for a local fail2ban found at one place.
struct LocalServerFinding
{
    enum class State { Answers, Refused, NotRunning, PermissionDenied, NotASocket, Missing } state = State::Missing;
    QString socketPath;
    QString foundIn; ///< configuration file that named it; empty: a usual place
    QString version; ///< where it answers
    bool installed = false; ///< fail2ban-client exists
    uint owner = 0;
    uint mode = 0;
};

/// The first-run wizard's work. Nothing is kept until finish().
class SetupService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual core::RequestHandle findLocalServers(
        const QObject *context, core::Handler<QList<LocalServerFinding>> handler)
        = 0;
    /// One transaction: first server (or none), overrides by setting name, setupComplete.
    virtual core::RequestHandle finish(const std::optional<core::ServerProfile> &firstServer,
        const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler)
        = 0;
};

} // namespace services
