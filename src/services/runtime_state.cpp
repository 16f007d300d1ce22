// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/runtime_state.h"

#include "core/visible_text.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(healthLog, "health")

} // namespace

struct RuntimeState::Daemon
{
    core::ServerStatus status;
    std::optional<core::ActivationRecord> activation;
    std::optional<core::PendingRecovery> recovery; ///< open
    /// Decided, on its way to the store: the rule must not find the same loss a second time.
    std::optional<core::PendingRecovery> detected;
    QSet<QString> stoppedOnPurpose;
    qint64 unreachableMs = 0;
    qint64 unreachableSince = 0; ///< UTC ms; 0: reachable
};

struct RuntimeState::PerServer : Daemon
{
    core::ServerId id;
    QString name; ///< made visible
    QString place; ///< empty: nobody has said
    JailServiceState jails;
};

RuntimeState::RuntimeState(QObject *parent)
    : QObject(parent)
{
}

RuntimeState::~RuntimeState() = default;

RuntimeState::PerServer *RuntimeState::find(core::ServerId id) const
{
    const auto at = m_servers.find(id);
    return at == m_servers.end() ? nullptr : at->second.get();
}

bool RuntimeState::isSetupComplete() const
{
    return m_setupComplete;
}

const core::Settings &RuntimeState::settings() const
{
    return m_settings;
}

bool RuntimeState::hasServer(core::ServerId id) const
{
    return find(id) != nullptr;
}

QList<core::ServerId> RuntimeState::servers() const
{
    QList<core::ServerId> ids;
    ids.reserve(static_cast<qsizetype>(m_servers.size()));
    for (const auto &[id, server] : m_servers)
        ids.append(id);
    return ids;
}

const core::ServerStatus &RuntimeState::status(core::ServerId id) const
{
    const PerServer *server = find(id);
    return server ? server->status : m_unknownStatus;
}

std::optional<core::PendingRecovery> RuntimeState::pendingRecovery(core::ServerId id) const
{
    const PerServer *server = find(id);
    return server ? server->recovery : std::nullopt;
}

QList<core::PendingRecovery> RuntimeState::pendingRecoveries() const
{
    QList<core::PendingRecovery> open;
    for (const auto &[id, server] : m_servers) {
        if (server->recovery)
            open.append(*server->recovery);
    }
    return open;
}

std::optional<core::ActivationRecord> RuntimeState::activation(core::ServerId id) const
{
    const PerServer *server = find(id);
    return server ? server->activation : std::nullopt;
}

JailServiceState &RuntimeState::jailServiceState(core::ServerId id)
{
    if (PerServer *server = find(id))
        return server->jails;
    m_unknownJails.reset();
    return m_unknownJails;
}

QSet<QString> RuntimeState::stoppedOnPurpose(core::ServerId id) const
{
    const PerServer *server = find(id);
    return server ? server->stoppedOnPurpose : QSet<QString>();
}

qint64 RuntimeState::unreachableMs(core::ServerId id) const
{
    const PerServer *server = find(id);
    return server ? server->unreachableMs : 0;
}

void RuntimeState::addServer(core::ServerId id, const core::ServerStatus &lastKnown)
{
    auto &server = m_servers[id];
    if (server)
        return;
    server = std::make_unique<PerServer>();
    server->id = id;
    server->name = QString::number(id.value);
    server->status = lastKnown;
    Q_EMIT serverAdded(id);
}

void RuntimeState::removeServer(core::ServerId id)
{
    // Kept until the signal has been heard: a listener may still hold its JailServiceState.
    const auto node = m_servers.extract(id);
    if (node.empty())
        return;
    const PerServer &server = *node.mapped();
    if (!server.place.isEmpty() && id.value > 0) { // the ids of temporary ones do not come back
        m_aside[{ id, server.place }] = std::make_unique<Daemon>(server);
        m_removed[id] = server.place;
    }
    Q_EMIT serverRemoved(id);
}

RuntimeState::Daemon *RuntimeState::findRemoved(core::ServerId id)
{
    const auto place = m_removed.find(id);
    const auto at = place == m_removed.end() ? m_aside.end() : m_aside.find({ id, place->second });
    return at == m_aside.end() ? nullptr : at->second.get();
}

void RuntimeState::setServerPlace(core::ServerId id, const QString &place)
{
    PerServer *server = find(id);
    if (!server || server->place == place)
        return;
    const QString left = std::exchange(server->place, place);
    m_removed.erase(id);
    const auto node = m_aside.extract({ id, place });
    if (left.isEmpty() && node.empty())
        return; // a new one, or one that the store remembers
    const Daemon before = *server;
    Daemon after = node.empty() ? Daemon {} : *node.mapped();
    // What was on its way to the store, or being waited for, was another life's.
    after.detected.reset();
    after.unreachableSince = 0;
    const auto recovery = std::exchange(after.recovery, std::nullopt); // told below
    static_cast<Daemon &>(*server) = after;
    server->jails.reset();
    if (!left.isEmpty())
        m_aside[{ id, left }] = std::make_unique<Daemon>(before);

    if (before.recovery) {
        core::PendingRecovery cleared = *before.recovery;
        cleared.resolution = core::RecoveryResolution::Dismissed;
        Q_EMIT pendingRecoveryCleared(id, cleared);
    }
    if (before.activation || after.activation)
        Q_EMIT activationChanged(id);
    if (before.status != after.status)
        Q_EMIT statusChanged(id, before.status, after.status);
    if (recovery)
        createPendingRecovery(*recovery);
    if (!left.isEmpty())
        Q_EMIT daemonReplaced(id, before.recovery);
}

void RuntimeState::setServerName(core::ServerId id, const QString &name)
{
    if (PerServer *server = find(id))
        server->name = core::visibleText(name);
}

void RuntimeState::setSetupComplete()
{
    if (std::exchange(m_setupComplete, true))
        return;
    Q_EMIT setupCompleted();
}

void RuntimeState::setSettings(const core::Settings &settings)
{
    if (settings == m_settings)
        return;
    const core::Settings before = std::exchange(m_settings, settings);
    const core::Settings after = m_settings;
    Q_EMIT settingsChanged(before, after);
}

void RuntimeState::recordActivation(const core::ActivationRecord &record)
{
    PerServer *server = find(record.server);
    if (!server)
        return;
    server->activation = record;
    // What runs now, or is to run, was not left stopped. What was stopped before is none of this activation's jails,
    // but an open recovery may still name it.
    server->stoppedOnPurpose.remove(record.jail);
    for (const QString &jail : record.jailsBefore)
        server->stoppedOnPurpose.remove(jail);
    server->unreachableMs = 0; // counts since the activation
    if (server->unreachableSince != 0)
        server->unreachableSince = record.at;
    Q_EMIT activationChanged(record.server);
}

void RuntimeState::clearActivationRecord(core::ServerId id)
{
    PerServer *server = find(id);
    if (!server || !server->activation)
        return;
    server->activation.reset();
    server->unreachableMs = 0;
    Q_EMIT activationChanged(id);
}

core::HealthDecision RuntimeState::processHealthProbe(core::ServerId id, const core::ProbeReport &report, qint64 nowMs)
{
    PerServer *server = find(id);
    if (!server)
        return {};
    if (server->unreachableSince != 0) {
        server->unreachableMs += std::max<qint64>(nowMs - server->unreachableSince, 0);
        server->unreachableSince = nowMs;
    }
    core::HealthInput input;
    input.status = server->status;
    input.activation = server->activation;
    input.recovery = server->recovery ? server->recovery : server->detected;
    input.stoppedOnPurpose = server->stoppedOnPurpose;
    input.unreachableMs = server->unreachableMs;
    core::HealthDecision decision = core::processHealthProbe(input, report, nowMs);

    if (decision.newRecovery)
        server->detected = decision.newRecovery;
    if (decision.status.state != core::ServerState::Unreachable)
        server->unreachableSince = 0;
    else if (server->unreachableSince == 0)
        server->unreachableSince = nowMs;
    // The process or its version is another one: what the last one could do says nothing about it.
    const bool replaced = input.status.identity.isKnown() && decision.status.identity != input.status.identity;
    const bool otherVersion = !input.status.version.isEmpty() && decision.status.version != input.status.version;
    if (replaced || otherVersion)
        server->jails.reset();
    logDecision(*server, decision, report);
    server->status = decision.status;
    if (input.status != decision.status)
        Q_EMIT statusChanged(id, input.status, decision.status);
    return decision;
}

void RuntimeState::logDecision(
    const PerServer &server, const core::HealthDecision &decision, const core::ProbeReport &report) const
{
    for (const core::HealthEvent event : decision.events) {
        const auto head = [&] { return u"%1 server=\"%2\""_s.arg(core::healthEventName(event), server.name); };
        const auto version = [&] { return core::visibleText(decision.status.version); };
        switch (event) {
        case core::HealthEvent::HealthCheckComplete:
            qCDebug(healthLog).noquote() << head()
                    + u" outcome=%1 state=%2 online=%3 version=%4 active_jails=%5"_s.arg(
                        core::probeOutcomeName(report.outcome), core::serverStateName(decision.status.state),
                        decision.status.online ? (*decision.status.online ? u"yes"_s : u"no"_s) : u"unknown"_s,
                        version(), QString::number(decision.status.jails.size()));
            break;
        case core::HealthEvent::CameOnline:
            qCInfo(healthLog).noquote() << head() + u" version="_s + version();
            break;
        case core::HealthEvent::WentOffline:
            qCWarning(healthLog).noquote() << head()
                    + u" outcome=%1 error=%2"_s.arg(
                        core::probeOutcomeName(report.outcome), core::errorCodeName(report.error.code));
            break;
        case core::HealthEvent::ActivationCrashDetected:
            if (const auto &recovery = decision.newRecovery) {
                qCWarning(healthLog).noquote() << head()
                        + u" jail=\"%1\" reason=%2 seconds_after=%3"_s.arg(core::visibleText(recovery->jail),
                            core::recoveryReasonName(recovery->reason),
                            QString::number((recovery->detectedAt - recovery->activatedAt) / 1000));
            }
            break;
        case core::HealthEvent::PendingRecoveryResolved:
            qCInfo(healthLog).noquote() << head();
            break;
        }
    }
}

void RuntimeState::createPendingRecovery(const core::PendingRecovery &recovery)
{
    PerServer *server = find(recovery.server);
    if (!recovery.isOpen())
        return;
    if (!server) { // on its way to the store when the server was removed
        if (Daemon *gone = findRemoved(recovery.server))
            gone->recovery = recovery;
        return;
    }
    server->detected.reset();
    server->recovery = recovery;
    Q_EMIT pendingRecoveryCreated(recovery.server, recovery);
    if ((server = find(recovery.server)))
        refreshState(recovery.server, *server);
}

void RuntimeState::clearPendingRecovery(core::ServerId id, core::RecoveryResolution resolution)
{
    PerServer *server = find(id);
    if (Daemon *gone = server ? nullptr : findRemoved(id))
        gone->recovery.reset();
    if (!server || (!server->recovery && !server->detected))
        return;
    server->detected.reset();
    if (!server->recovery)
        return;
    core::PendingRecovery cleared = *std::exchange(server->recovery, std::nullopt);
    cleared.resolution = resolution;
    Q_EMIT pendingRecoveryCleared(id, cleared);
    if ((server = find(id)))
        refreshState(id, *server);
}

void RuntimeState::refreshState(core::ServerId id, PerServer &server)
{
    if (!server.status.lastOutcome)
        return;
    const core::ServerStatus before = server.status;
    server.status.state = core::stateFor(*before.lastOutcome, before, server.recovery.has_value());
    if (server.status == before)
        return;
    const core::ServerStatus after = server.status;
    Q_EMIT statusChanged(id, before, after);
}

void RuntimeState::noteStoppedOnPurpose(core::ServerId id, const QString &jail)
{
    if (PerServer *server = find(id))
        server->stoppedOnPurpose.insert(jail);
}

void RuntimeState::forgetStoppedOnPurpose(core::ServerId id, const QString &jail)
{
    if (PerServer *server = find(id))
        server->stoppedOnPurpose.remove(jail);
}

bool RuntimeState::notePendingRecoveryStored(const core::PendingRecovery &recovery)
{
    PerServer *server = find(recovery.server);
    if (!server || !server->recovery || server->recovery->id != 0
        || server->recovery->detectedAt != recovery.detectedAt)
        return false;
    server->recovery->id = recovery.id;
    return true;
}

} // namespace services
