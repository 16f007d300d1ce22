// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/health.h"
#include "core/ids.h"
#include "core/jail.h"

#include <QObject>

namespace services {

/// A QTimer per server, one probe in flight each, skipped when a command has just succeeded. Its outcome goes to
/// RuntimeState::processHealthProbe; the figures that came with it go to whoever listens.
class HealthMonitor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0; ///< probes every server soon (jittered), then periodically
    virtual void stop() = 0;
    /// By somebody's wish: no backoff is waited for. Nobody is asked for anything, and where only a person can help
    /// (a login, a host key) the other machine is not knocked at.
    virtual void probeNow(core::ServerId server) = 0;
    /// The network is back or the computer woke up: forgets the backoffs and asks every server that is not well, many
    /// of them spread over some seconds; ssh connections that seem open must give a sign of life. Where only a person
    /// can help everything stays as it is: a refused key is a failed login in the eyes of the fail2ban over there.
    virtual void retryNow() = 0;
    /// UTC ms of the next attempt by itself, with every backoff on the way to the server; 0: none is due, or one runs.
    [[nodiscard]] virtual qint64 nextProbeAt(core::ServerId server) const = 0;
    [[nodiscard]] virtual bool isProbing(core::ServerId server) const = 0;

Q_SIGNALS:
    void nextProbeChanged(core::ServerId server);
    void probeStarted(core::ServerId server);
    void probeFinished(core::ServerId server, const core::ProbeReport &report);
    /// Counters of every jail, where the daemon told them in one reply (`stats`) or jail by jail.
    void jailsObserved(core::ServerId server, const QList<core::Jail> &jails);
};

} // namespace services
