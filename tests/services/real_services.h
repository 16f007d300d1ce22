// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/audit_service_impl.h"
#include "services/ban_service_impl.h"
#include "services/command_gate.h"
#include "services/health_monitor_impl.h"
#include "services/host_registry.h"
#include "services/jail_service_impl.h"
#include "services/recovery_controller_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "services/server_session.h"
#include "services/session_service.h"
#include "services/undo_stack.h"
#include "storage/repositories.h"
#include "support/test_fail2ban.h"
#include "transport/local_socket_channel.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// The services by hand, on a store of their own and one real daemon. Members in order of construction.
struct RealServices
{
    explicit RealServices(TestFail2ban::Version version, const services::HostOptions &options = {})
        : daemon(version)
        , hosts(options)
    {
    }

    /// Starts the daemon and the services. The test fails where this answers false.
    [[nodiscard]] bool start()
    {
        if (!daemon.start())
            return false;
        bool opened = false;
        store.open(folder.filePath(QStringLiteral("bangui.db")), &context,
            [&](const core::Result<storage::OpenReport> &report) { opened = report.has_value(); });
        if (!QTest::qWaitFor([&] { return opened; }, 30'000))
            return false;
        core::ServerProfile profile;
        profile.name = QStringLiteral("test");
        profile.socketPath = daemon.socketPath();
        profile.configDir = daemon.configDir();
        profile.clientProgram = daemon.clientProgram();
        if (adjustProfile)
            adjustProfile(profile);
        const auto stored = wait<core::ServerProfile>([&](auto handler) { registry.add(profile, &context, handler); });
        if (!stored)
            return false;
        id = stored->id;
        monitor.start();
        return QTest::qWaitFor([&] { return state.status(id).state == core::ServerState::Online; }, 30'000);
    }

    /// Waits for the one answer of an asynchronous call.
    template <typename T, typename Call> core::Result<T> wait(Call call)
    {
        std::optional<core::Result<T>> answer;
        call([&](core::Result<T> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 120'000))
            return core::failure(core::ErrorCode::Internal, QStringLiteral("no answer"));
        return *answer;
    }

    std::function<void(core::ServerProfile &)> adjustProfile; ///< before start(): another way to the daemon
    TestFail2ban daemon;
    QTemporaryDir folder;
    QObject context;
    core::SystemClock clock;
    storage::Store store { clock };
    storage::ProfileRepository profiles { store };
    storage::RecoveryRepository recoveries { store };
    storage::AuditRepository auditRows { store };
    storage::LeaseRepository leases { store };
    services::RuntimeState state;
    services::HostRegistry hosts;
    services::ServerRegistryImpl registry { profiles, state,
        [this](const core::ServerProfile &profile) -> std::unique_ptr<transport::Channel> {
            if (profile.kind == core::ConnectionKind::Ssh || profile.elevation != core::Elevation::None
                || !profile.container.isEmpty())
                return hosts.makeChannel(profile);
            return std::make_unique<transport::LocalSocketChannel>(profile.socketPath);
        },
        clock };
    services::AuditServiceImpl audit { auditRows, clock };
    services::SessionService sessions;
    services::CommandGate gate { registry, hosts, audit, sessions, clock, QStringLiteral("test") };
    services::HealthMonitorImpl monitor { state, registry, hosts, recoveries, clock };
    services::UndoStack undo;
    QList<core::IpAddress> own { *core::IpAddress::parse(u"198.51.100.77") };
    services::BanServiceImpl bans { state, registry, gate, monitor, undo, clock, [this] { return own; } };
    services::JailServiceImpl jails { { state, registry, hosts, gate, monitor, bans, undo, recoveries, leases,
        clock } };
    services::RecoveryControllerImpl recovery { state, registry, recoveries, undo, clock };
    core::ServerId id;
};
