// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_services.h"

#include "services/audit_service_impl.h"
#include "storage/repositories.h"
#include "storage/store.h"

namespace guitest {

using namespace Qt::StringLiterals;

/// The real gate over a store that is never opened: it can be asked, and would send nothing.
struct FakeServices::Gate
{
    Gate(services::ServerRegistry &registry, const core::Clock &clock, services::PromptBroker &prompts,
        services::HealthMonitor &monitor, services::HostRegistry::HostFactory makeHost)
        : store(clock)
        , repository(store)
        , audit(repository, clock, u"tester"_s)
        , hosts(std::move(makeHost))
        , gate(registry, hosts, audit, sessions, clock, u"window"_s)
        , entry(registry, hosts, prompts, monitor)
    {
    }
    storage::Store store;
    storage::AuditRepository repository;
    services::AuditServiceImpl audit;
    services::HostRegistry hosts;
    services::SessionService sessions;
    services::CommandGate gate;
    services::ServerEntry entry;
};

FakeServices::FakeServices(services::HostRegistry::HostFactory makeHost)
    : settingsService(runtimeState)
    , m_gate(std::make_unique<Gate>(registry, clock, prompts, healthMonitor, std::move(makeHost)))
{
    jailService.undo = &undoStack;
    jailService.registry = &registry;
    banService.undo = &undoStack;
    banService.registry = &registry;
    recoveryController.undo = &undoStack;
    recoveryController.state = &runtimeState;
    // The runtime state knows every server of the registry, as it does in the program.
    QObject::connect(&registry, &services::ServerRegistry::serverAdded, &runtimeState, [this](core::ServerId id) {
        if (!runtimeState.hasServer(id))
            runtimeState.addServer(id);
    });
}

FakeServices::~FakeServices() = default;

services::ServiceSet FakeServices::set()
{
    return { clock, runtimeState, registry, healthMonitor, jailService, banService, recoveryController, settingsService,
        setupService, connectionTests, auditService, logService, rateHistory, notificationService, undoStack,
        m_gate->gate, m_gate->hosts, prompts, m_gate->entry, eventFeed, pendingChanges, configService, preflightService,
        changeService, changeHistory, rescueService };
}

core::RequestHandle FakePendingChanges::load(const QObject *context, core::Handler<bool> handler)
{
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakePendingChanges::keep(
    const QList<core::PendingChange> &kept, const QObject *context, core::Handler<bool> handler)
{
    changes += kept;
    Q_EMIT changed();
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakePendingChanges::withdraw(
    const QList<qint64> &ids, const QObject *context, core::Handler<int> handler)
{
    const qsizetype before = changes.size();
    changes.removeIf([&ids](const core::PendingChange &change) { return ids.contains(change.id); });
    Q_EMIT changed();
    return answerLater<int>(context, std::move(handler), static_cast<int>(before - changes.size()));
}

core::ServerId FakeServices::addServer(
    const QString &name, const QString &group, core::ServerState state, const QString &version)
{
    core::ServerProfile profile;
    profile.name = name;
    profile.group = group;
    profile.socketPath = u"/run/%1/fail2ban.sock"_s.arg(name);
    profile.position = static_cast<int>(registry.profiles().size());
    // The id is what the registry will give.
    const core::ServerId id { static_cast<qint64>(registry.profiles().size()) + 1 };
    profile.id = id;
    core::ServerStatus status;
    status.state = state;
    status.version = version;
    status.checkedAt = clock.nowMs() - 4000;
    status.lastGoodAt = status.checkedAt;
    status.stateSince = clock.nowMs() - 3'600'000;
    status.latencyUs = 800;
    status.online = state == core::ServerState::Online || state == core::ServerState::Degraded;
    status.lastOutcome = core::ProbeOutcome::Answered;
    status.jails = { u"postfix-sasl"_s, u"sshd"_s };
    status.counters = { 27, 1311, 14, 6701 };
    runtimeState.addServer(id, status);
    registry.add(profile, &registry, [](const core::Result<core::ServerProfile> &) {});
    return id;
}

void FakeServices::setStatus(core::ServerId id, const core::ServerStatus &status)
{
    runtimeState.removeServer(id);
    runtimeState.addServer(id, status);
}

} // namespace guitest
