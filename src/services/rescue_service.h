// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/rescue.h"

#include <QObject>

namespace services {

/// Recognises a server that has lost its protection, explains it, and brings it back (DESIGN 5). Main thread.
class RescueService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Looks only: the daemon, its configuration through the preflight, its log. Also for read-only profiles. Errors:
    /// those of the way to the machine.
    virtual core::RequestHandle examine(
        core::ServerId server, const QObject *context, core::Handler<core::RescueReport> handler)
        = 0;
    /// Carries a finding's remedy out, as a transaction on the server: snapshot and dead-man before anything is
    /// written, which take the files back where this computer or the link dies. Works with a daemon that is down. Goes
    /// on where the caller has gone. Errors are those before the first step (unknown server, read-only profile, a
    /// finding without a remedy: NotSupported; LeaseHeld); whatever comes later is an outcome.
    virtual core::RequestHandle carryOut(core::ServerId server, const core::RescueFinding &finding,
        const QObject *context, core::Handler<core::RescueOutcome> handler)
        = 0;

    /// What was found without anybody asking: jails that vanished, or that the configuration enables and that do not
    /// run, jails without actions, a daemon without jails, a frozen one. Not that it is down, nor what an open recovery
    /// tells already.
    [[nodiscard]] virtual QList<core::RescueFinding> known(core::ServerId server) const
    {
        Q_UNUSED(server)
        return {};
    }
    [[nodiscard]] virtual QList<core::ServerId> knownServers() const { return {}; }
    /// Until something else is found there, or the same happens again; also over a restart.
    virtual void dismiss(core::ServerId server) { Q_UNUSED(server) }

Q_SIGNALS:
    void knownChanged(core::ServerId server);
    void progressed(core::ServerId server, const core::RescueStep &step);
    void ended(core::ServerId server, const core::RescueOutcome &outcome);
};

} // namespace services
