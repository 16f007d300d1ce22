// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/support/fake_change_history.h"
#include "gui/support/fake_change_service.h"
#include "gui/support/fake_config_services.h"
#include "gui/support/fake_rescue_service.h"
#include "services/audit_service.h"
#include "services/ban_service.h"
#include "services/command_gate.h"
#include "services/connection_test.h"
#include "services/event_feed.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/jail_service.h"
#include "services/log_service.h"
#include "services/notification_service.h"
#include "services/pending_changes.h"
#include "services/prompt_broker.h"
#include "services/rate_history.h"
#include "services/recovery_controller.h"
#include "services/runtime_state.h"
#include "services/server_entry.h"
#include "services/server_registry.h"
#include "services/service_set.h"
#include "services/session_service.h"
#include "services/settings_service.h"
#include "services/setup_service.h"
#include "services/undo_stack.h"
#include "support/fake_clock.h"

#include <map>

namespace guitest {

/// Answers from the event loop, as the real services do.
template <typename T>
core::RequestHandle answerLater(const QObject *context, core::Handler<T> handler, core::Result<T> result)
{
    const core::Pending<T> pending(context, std::move(handler));
    pending.finishLater(std::move(result));
    return pending.handle();
}

class FakeServerRegistry final : public services::ServerRegistry
{
    Q_OBJECT
public:
    using services::ServerRegistry::ServerRegistry;

    [[nodiscard]] QList<core::ServerProfile> profiles() const override { return m_profiles; }
    [[nodiscard]] std::optional<core::ServerProfile> profile(core::ServerId id) const override;
    [[nodiscard]] std::optional<core::ServerProfile> profileNamed(const QString &name) const override;
    [[nodiscard]] services::ServerSession *session(core::ServerId) const override { return nullptr; }
    [[nodiscard]] QStringList groups() const override;
    core::RequestHandle add(const core::ServerProfile &profile, const QObject *context,
        core::Handler<core::ServerProfile> handler) override;
    core::RequestHandle update(const core::ServerProfile &profile, const QObject *context,
        core::Handler<core::ServerProfile> handler) override;
    core::RequestHandle remove(core::ServerId id, const QObject *context, core::Handler<bool> handler) override;
    core::RequestHandle setOrder(
        const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler) override;
    core::ServerId addTemporary(core::ServerProfile profile) override;

    std::optional<core::Error> error; ///< what add and update answer

private:
    QList<core::ServerProfile> m_profiles;
    qint64 m_lastId = 0;
};

class FakeHealthMonitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    using services::HealthMonitor::HealthMonitor;
    void start() override { started = true; }
    void stop() override { started = false; }
    void probeNow(core::ServerId server) override { probed.append(server); }
    void retryNow() override { ++retries; }
    [[nodiscard]] qint64 nextProbeAt(core::ServerId server) const override { return next.value(server); }
    [[nodiscard]] bool isProbing(core::ServerId) const override { return false; }

    bool started = false;
    QList<core::ServerId> probed;
    int retries = 0;
    QHash<core::ServerId, qint64> next;
};

class FakeEventFeed final : public services::EventFeed
{
    Q_OBJECT
public:
    using services::EventFeed::EventFeed;
    void start() override { }
    [[nodiscard]] services::FollowState state(core::ServerId server) const override { return states.value(server); }
    [[nodiscard]] core::Error error(core::ServerId server) const override { return errors.value(server); }
    [[nodiscard]] QList<core::LogEvent> recent(core::ServerId server) const override { return events.value(server); }

    QHash<core::ServerId, services::FollowState> states;
    QHash<core::ServerId, core::Error> errors;
    QHash<core::ServerId, QList<core::LogEvent>> events;
    [[nodiscard]] QList<services::ActionFailures> actionFailures(core::ServerId server) const override
    {
        return failures.value(server);
    }
    void setWatched(const QList<core::ServerId> &servers) override { watched = servers; }
    QHash<core::ServerId, QList<services::ActionFailures>> failures;
    QList<core::ServerId> watched;
};

class FakePendingChanges final : public services::PendingChanges
{
    Q_OBJECT
public:
    using services::PendingChanges::PendingChanges;
    core::RequestHandle load(const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] QList<core::PendingChange> all() const override { return changes; }
    core::RequestHandle keep(
        const QList<core::PendingChange> &kept, const QObject *context, core::Handler<bool> handler) override;
    core::RequestHandle withdraw(const QList<qint64> &ids, const QObject *context, core::Handler<int> handler) override;
    void retryNow(core::ServerId server) override { retried.append(server); }
    void sendNow(const QList<qint64> &ids) override { sent += ids; }
    void follow(const QList<qint64> &ids, const QString &place) override
    {
        for (const qint64 id : ids)
            followed[id] = place;
    }

    QList<core::PendingChange> changes;
    QList<qint64> sent; ///< by their ids
    QList<core::ServerId> retried;
    std::map<qint64, QString> followed; ///< by their ids: the place that each goes to with its server
};

class FakeJailService final : public services::JailService
{
    Q_OBJECT
public:
    using services::JailService::JailService;

    [[nodiscard]] const services::JailSnapshot &snapshot(core::ServerId server) const override;
    void refresh(core::ServerId server) override;
    core::RequestHandle fetchDetail(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<core::JailDetail> handler) override;
    core::RequestHandle previewStop(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<services::StopPreview> handler) override;
    core::RequestHandle stopJail(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<core::Receipt> handler) override;
    core::RequestHandle previewReload(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<services::ReloadPreview> handler) override;
    core::RequestHandle reloadJail(core::ServerId server, const QString &jail, services::RestartConsent consent,
        const QObject *context, core::Handler<core::Receipt> handler) override;
    core::RequestHandle previewTune(core::ServerId server, const QString &jail, const QString &name,
        const QString &value, const QObject *context, core::Handler<services::TunePreview> handler) override;
    core::RequestHandle configuredJails(
        core::ServerId server, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
        const QObject *context, core::Handler<services::BantimePreview> handler) override;
    core::RequestHandle tune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QObject *context, core::Handler<core::Receipt> handler) override;
    [[nodiscard]] QStringList runtimeChanges(core::ServerId server, const QString &jail) const override;

    [[nodiscard]] bool isBusy() const override { return busy; }
    bool busy = false;
    void setJails(core::ServerId server, const QList<core::Jail> &jails, qint64 fetchedAt);
    void setError(core::ServerId server, const core::Error &error);
    void setLoading(core::ServerId server);
    /// Ends the reload that is under way, with its last stages.
    void finishReload(bool ok);
    /// Ends it because it would have had to restart the jail without having been allowed to.
    void refuseRestart(const QString &reason);

    services::UndoStack *undo = nullptr;
    services::ServerRegistry *registry = nullptr;
    QStringList calls; ///< "stop web-1 sshd"
    services::Restart restart = services::Restart::Yes; ///< what a stop's preview tells
    core::Result<services::ReloadPreview> reload = services::ReloadPreview {}; ///< what a reload's preview tells
    services::TunePreview tuned; ///< what a change's preview tells
    std::map<core::ServerId, services::JailSnapshot> snapshots;
    QHash<QString, QStringList> changes; ///< "SERVERID/jail"
    std::optional<core::Error> tuneError; ///< what tune answers

private:
    [[nodiscard]] QString nameOf(core::ServerId id) const { return registry ? registry->nameOf(id) : QString(); }
    core::Pending<core::Receipt> m_reload;
    core::Receipt m_reloadReceipt;
};

class FakeBanService final : public services::BanService
{
    Q_OBJECT
public:
    using services::BanService::BanService;

    [[nodiscard]] const services::BanSnapshot &snapshot(core::ServerId server) const override;
    void refresh(core::ServerId server) override { refreshed.append(server); }
    void setWatched(const QList<core::ServerId> &servers) override { watched = servers; }
    core::RequestHandle previewBan(const services::BanRequest &request, const QObject *context,
        core::Handler<services::BanPreview> handler) override;
    core::RequestHandle ban(const services::BanRequest &request, const QObject *context,
        core::Handler<QList<core::Receipt>> handler) override;
    core::RequestHandle previewUnban(const services::UnbanRequest &request, const QObject *context,
        core::Handler<services::UnbanPreview> handler) override;
    core::RequestHandle unban(const services::UnbanRequest &request, const QObject *context,
        core::Handler<QList<core::Receipt>> handler) override;

    void setBans(core::ServerId server, const QString &jail, const core::BanList &bans, qint64 fetchedAt);
    void setError(core::ServerId server, const core::Error &error);
    void setLoading(core::ServerId server);

    services::UndoStack *undo = nullptr;
    services::ServerRegistry *registry = nullptr;
    QList<core::ServerId> refreshed;
    QList<core::ServerId> watched;
    QList<core::ServerId> unreachable; ///< what previewBan warns of
    [[nodiscard]] bool isBusy() const override { return busy; }
    bool busy = false;
    QList<services::BanRequest> bans;
    QList<services::UnbanRequest> unbans;
    QList<services::UnbanItem> undone;
    std::map<core::ServerId, services::BanSnapshot> snapshots;
};

class FakeRecoveryController final : public services::RecoveryController
{
    Q_OBJECT
public:
    using services::RecoveryController::RecoveryController;
    [[nodiscard]] QList<core::PendingRecovery> open() const override { return recoveries; }
    core::RequestHandle dismiss(core::ServerId server, const QObject *context, core::Handler<bool> handler) override;
    void appear(const core::PendingRecovery &recovery);

    services::UndoStack *undo = nullptr;
    services::RuntimeState *state = nullptr;
    QList<core::PendingRecovery> recoveries;
};

class FakeSettingsService final : public services::SettingsService
{
    Q_OBJECT
public:
    explicit FakeSettingsService(services::RuntimeState &state)
        : m_state(state)
    {
    }
    [[nodiscard]] const core::Settings &effective() const override { return m_state.settings(); }
    core::RequestHandle setOverride(core::SettingKey key, const std::optional<QVariant> &value, const QObject *context,
        core::Handler<bool> handler) override;
    [[nodiscard]] QList<Problem> problems() const override { return found; }

    QList<Problem> found;
    std::optional<core::Error> error; ///< what setOverride answers

private:
    services::RuntimeState &m_state;
};

class FakeSetupService final : public services::SetupService
{
    Q_OBJECT
public:
    using services::SetupService::SetupService;
    core::RequestHandle findLocalServers(
        const QObject *context, core::Handler<QList<services::LocalServerFinding>> handler) override;
    core::RequestHandle finish(const std::optional<core::ServerProfile> &firstServer,
        const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler) override;

    QList<services::LocalServerFinding> findings;
    std::optional<core::ServerProfile> finishedWith;
    QHash<QString, QString> finishedOverrides;
    std::optional<core::Error> error; ///< what finish answers
    int finishes = 0;
};

/// A test whose steps the test case emits itself through last.
class FakeConnectionTest final : public services::ConnectionTest
{
    Q_OBJECT
public:
    using services::ConnectionTest::ConnectionTest;
    void start() override { started = true; }
    bool started = false;
};

class FakeConnectionTestFactory final : public services::ConnectionTestFactory
{
public:
    [[nodiscard]] std::unique_ptr<services::ConnectionTest> create(const core::ServerProfile &profile) override;
    QPointer<FakeConnectionTest> last;
    core::ServerProfile lastProfile;
};

class FakeAuditService final : public services::AuditService
{
    Q_OBJECT
public:
    using services::AuditService::AuditService;
    core::RequestHandle page(const storage::AuditFilter &filter, const QObject *context,
        core::Handler<QList<core::AuditEntry>> handler) override;
    QList<core::AuditEntry> entries; ///< newest first
    QList<storage::AuditFilter> asked;
    std::optional<core::Error> error;
};

class FakeLogService final : public services::LogService
{
    Q_OBJECT
public:
    using services::LogService::LogService;
    [[nodiscard]] QList<services::LogLine> lines() const override { return logLines; }
    [[nodiscard]] QString filePath() const override { return QStringLiteral("/tmp/bangui.log"); }
    void add(const services::LogLine &line);
    QList<services::LogLine> logLines;
};

class FakeRateHistory final : public services::RateHistory
{
    Q_OBJECT
public:
    using services::RateHistory::RateHistory;
    [[nodiscard]] QList<Minute> minutes(const QList<core::ServerId> &servers, int count) const override;
    QList<Minute> history;
};

/// Every service of a window, scripted: no socket, no store, no clock of the machine.
struct FakeServices
{
    /// makeHost: the machines behind the servers; empty: this computer's.
    explicit FakeServices(services::HostRegistry::HostFactory makeHost = {});
    ~FakeServices();
    [[nodiscard]] services::ServiceSet set();

    core::ServerId addServer(const QString &name, const QString &group, core::ServerState state,
        const QString &version = QStringLiteral("1.1.0"));
    void setStatus(core::ServerId id, const core::ServerStatus &status);
    /// The servers of the sketches, in every state, with jails, bans, a recovery and a history.
    void fill();

    support::FakeClock clock;
    services::RuntimeState runtimeState;
    services::UndoStack undoStack;
    FakeServerRegistry registry;
    FakeHealthMonitor healthMonitor;
    FakeJailService jailService;
    FakeBanService banService;
    FakeRecoveryController recoveryController;
    FakeSettingsService settingsService;
    FakeSetupService setupService;
    FakeConnectionTestFactory connectionTests;
    FakeAuditService auditService;
    FakeLogService logService;
    FakeRateHistory rateHistory;
    services::NotificationService notificationService;
    services::PromptBroker prompts;
    FakeEventFeed eventFeed;
    FakePendingChanges pendingChanges;
    FakeConfigService configService;
    FakePreflightService preflightService;
    FakeChangeService changeService;
    FakeChangeHistory changeHistory;
    FakeRescueService rescueService;

private:
    struct Gate;
    std::unique_ptr<Gate> m_gate;
};

} // namespace guitest
