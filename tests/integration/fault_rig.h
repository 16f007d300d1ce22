// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composition/application.h"
#include "composition/start_up.h"
#include "models/ban_table_model.h"
#include "models/feeds.h"
#include "models/jail_table_model.h"
#include "models/server_tree_model.h"
#include "services/audit_service.h"
#include "services/ban_service.h"
#include "services/health_monitor.h"
#include "services/jail_service.h"
#include "services/recovery_controller.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "storage/store_fixture.h"
#include "texts/state_texts.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

namespace faults {

inline constexpr int intervalMs = 2'000;
/// Two probe intervals, the jitter, the one second that a read may take here, twice (a connection and an answer), and
/// what a machine that is busy with other tests may take besides.
inline constexpr int soon = 2 * intervalMs + 400 + 2'000 + 10'000;

/// The machine's clock, which the test can put forward.
class ShiftedClock final : public core::Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_clock.nowMs() + shift; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_clock.monotonicMs() + shift; }
    qint64 shift = 0;

private:
    core::SystemClock m_clock;
};

inline composition::ApplicationOptions optionsFor(const QString &dataDir)
{
    composition::ApplicationOptions options;
    options.dataDir = dataDir;
    options.origin = QStringLiteral("window");
    options.checkSsh = false;
    options.settingsSources = services::SettingsSources {};
    options.settingsSources->environment = { { QStringLiteral("BANGUI_PROBE_INTERVAL_SECONDS"), QStringLiteral("2") },
        { QStringLiteral("BANGUI_COMMAND_TIMEOUT_SECONDS"), QStringLiteral("1") } };
    return options;
}

/// A whole BanGUI without its widgets: every service on a store of its own, and the models that a window would show.
struct Window
{
    Window(const QString &dataDir, const core::Clock &clock)
        : application(optionsFor(dataDir), clock)
        , startUp(application)
        , set(application.set())
    {
        QObject::connect(&startUp, &composition::StartUp::finished, &startUp, [this](bool ok) { finished = ok; });
        QObject::connect(&set.recoveryController, &services::RecoveryController::recoveryAppeared, &startUp,
            [this](const core::PendingRecovery &recovery) { appeared.append(recovery); });
        QObject::connect(&set.recoveryController, &services::RecoveryController::recoveryResolved, &startUp,
            [this](const core::PendingRecovery &recovery) { resolved.append(recovery); });
    }

    [[nodiscard]] bool start()
    {
        finished.reset();
        startUp.start();
        return QTest::qWaitFor([this] { return finished.has_value(); }, 60'000) && *finished;
    }
    /// The last stage that ended: "store StoreLocked".
    [[nodiscard]] QString lastStage() const
    {
        if (startUp.reports().isEmpty())
            return QStringLiteral("none");
        const composition::StageReport report = startUp.reports().constLast();
        return composition::startStageName(report.stage) + QLatin1Char(' ')
            + (report.error ? core::errorCodeName(report.error->code) : QStringLiteral("passed"));
    }

    [[nodiscard]] core::ServerId add(
        const QString &name, const QString &socket, const QString &configDir = {}, const QString &client = {})
    {
        core::ServerProfile profile;
        profile.name = name;
        profile.socketPath = socket;
        profile.configDir = configDir;
        profile.clientProgram = client;
        const auto stored = fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                set.serverRegistry.add(profile, context, std::move(handler));
            });
        return stored ? stored->id : core::ServerId();
    }

    [[nodiscard]] const core::ServerStatus &status(core::ServerId id) const { return set.runtimeState.status(id); }
    [[nodiscard]] core::ServerState state(core::ServerId id) const { return status(id).state; }
    /// What the sidebar shows: "offline: offline", "needs attention: permission denied".
    [[nodiscard]] QString shown(core::ServerId id) const
    {
        const QModelIndex index = tree.indexOf(id);
        return index.data(models::StateWordRole).toString() + QStringLiteral(": ")
            + index.data(models::SecondaryRole).toString();
    }
    [[nodiscard]] bool isStale(core::ServerId id) const { return tree.indexOf(id).data(models::StaleRole).toBool(); }
    /// What the jails page shows of one column; invalid where the jail has no row.
    [[nodiscard]] QVariant jailFigure(core::ServerId id, const QString &jail, models::JailColumn column) const
    {
        const QModelIndex index = jails.indexOf(id, jail);
        return index.isValid() ? index.siblingAtColumn(static_cast<int>(column)).data(models::RawRole) : QVariant();
    }
    [[nodiscard]] bool isJailStale(core::ServerId id, const QString &jail) const
    {
        return jails.indexOf(id, jail).data(models::StaleRole).toBool();
    }

    [[nodiscard]] core::Result<QList<core::Receipt>> ban(
        core::ServerId id, const QString &jail, const QStringList &targets)
    {
        services::BanRequest request;
        request.servers = { id };
        request.jails = { jail };
        for (const QString &target : targets) {
            if (const auto network = core::IpNetwork::parse(target))
                request.targets.append(*network);
        }
        return fixture::await<QList<core::Receipt>>(
            [&](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
                set.banService.ban(request, context, std::move(handler));
            },
            60'000);
    }
    /// As after a reload that BanGUI made: stored, then in force.
    [[nodiscard]] bool activate(core::ServerId id, const QString &jail)
    {
        core::ActivationRecord record;
        record.server = id;
        record.jail = jail;
        record.at = set.clock.nowMs();
        record.jailsBefore = status(id).jails;
        record.identityBefore = status(id).identity;
        storage::RecoveryRepository repository(application.store());
        const auto stored = fixture::await<core::ActivationRecord>(
            [&](const QObject *context, core::Handler<core::ActivationRecord> handler) {
                repository.recordActivation(record, context, std::move(handler));
            });
        if (stored)
            set.runtimeState.recordActivation(*stored);
        return stored.has_value();
    }
    [[nodiscard]] QList<core::AuditEntry> audit()
    {
        return fixture::await<QList<core::AuditEntry>>([this](const QObject *context,
                                                           core::Handler<QList<core::AuditEntry>> handler) {
            set.auditService.page({}, context, std::move(handler));
        }).value_or(QList<core::AuditEntry>());
    }

    composition::Application application;
    composition::StartUp startUp;
    services::ServiceSet set;
    std::optional<bool> finished;
    QList<core::PendingRecovery> appeared;
    QList<core::PendingRecovery> resolved;
    models::ServerTreeModel tree;
    models::JailTableModel jails;
    models::BanTableModel bans;
    QAbstractItemModelTester treeTester { &tree, QAbstractItemModelTester::FailureReportingMode::QtTest };
    QAbstractItemModelTester jailsTester { &jails, QAbstractItemModelTester::FailureReportingMode::QtTest };
    models::ServerFeed treeFeed { set.serverRegistry, set.runtimeState, tree };
    models::JailFeed jailFeed { set.serverRegistry, set.runtimeState, set.jailService, jails };
    models::BanFeed banFeed { set.serverRegistry, set.runtimeState, set.banService, bans };
};

} // namespace faults
