// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_services.h"

#include "services/audit_service_impl.h"
#include "storage/repositories.h"
#include "storage/store.h"

namespace guitest {

using namespace Qt::StringLiterals;

namespace {

const services::JailSnapshot noJails;
const services::BanSnapshot noBans;

core::Receipt receiptFor(core::ServerId server, const QString &serverName, const QString &jail, const QString &target)
{
    core::Receipt receipt;
    receipt.server = server;
    receipt.serverName = serverName;
    receipt.jail = jail;
    receipt.target = target;
    return receipt;
}

core::Jail jailOf(const QString &name, qint64 failing, qint64 failed, qint64 banned, qint64 totalBanned)
{
    core::Jail jail;
    jail.name = name;
    jail.backend = u"polling"_s;
    jail.currentlyFailed = failing;
    jail.totalFailed = failed;
    jail.currentlyBanned = banned;
    jail.totalBanned = totalBanned;
    jail.files = QStringList { u"/var/log/%1.log"_s.arg(name) };
    return jail;
}

} // namespace

// --- registry
// ------------------------------------------------------------------------------------------------------------

std::optional<core::ServerProfile> FakeServerRegistry::profile(core::ServerId id) const
{
    for (const core::ServerProfile &profile : m_profiles) {
        if (profile.id == id)
            return profile;
    }
    return std::nullopt;
}

std::optional<core::ServerProfile> FakeServerRegistry::profileNamed(const QString &name) const
{
    for (const core::ServerProfile &profile : m_profiles) {
        if (profile.name == name)
            return profile;
    }
    return std::nullopt;
}

QStringList FakeServerRegistry::groups() const
{
    QStringList groups;
    for (const core::ServerProfile &profile : m_profiles) {
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups.append(profile.group);
    }
    return groups;
}

core::RequestHandle FakeServerRegistry::add(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    if (error)
        return answerLater<core::ServerProfile>(context, std::move(handler), tl::unexpected(*error));
    core::ServerProfile stored = profile;
    if (!stored.id.isValid())
        stored.id = { m_lastId + 1 };
    m_lastId = std::max(m_lastId, stored.id.value);
    m_profiles.append(stored);
    Q_EMIT serverAdded(stored.id);
    return answerLater<core::ServerProfile>(context, std::move(handler), stored);
}

core::RequestHandle FakeServerRegistry::update(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    if (error)
        return answerLater<core::ServerProfile>(context, std::move(handler), tl::unexpected(*error));
    for (core::ServerProfile &each : m_profiles) {
        if (each.id == profile.id)
            each = profile;
    }
    Q_EMIT serverChanged(profile.id);
    return answerLater<core::ServerProfile>(context, std::move(handler), profile);
}

core::RequestHandle FakeServerRegistry::remove(core::ServerId id, const QObject *context, core::Handler<bool> handler)
{
    Q_EMIT serverAboutToBeRemoved(id);
    m_profiles.removeIf([id](const core::ServerProfile &profile) { return profile.id == id; });
    Q_EMIT serverRemoved(id);
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakeServerRegistry::setOrder(
    const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler)
{
    std::stable_sort(
        m_profiles.begin(), m_profiles.end(), [&order](const core::ServerProfile &a, const core::ServerProfile &b) {
            return order.indexOf(a.id) < order.indexOf(b.id);
        });
    Q_EMIT orderChanged();
    return answerLater<bool>(context, std::move(handler), true);
}

core::ServerId FakeServerRegistry::addTemporary(core::ServerProfile profile)
{
    profile.id = { -(++m_lastId) };
    m_profiles.append(profile);
    Q_EMIT serverAdded(profile.id);
    return profile.id;
}

// --- jails
// ---------------------------------------------------------------------------------------------------------------

const services::JailSnapshot &FakeJailService::snapshot(core::ServerId server) const
{
    const auto found = snapshots.find(server);
    return found == snapshots.end() ? noJails : found->second;
}

void FakeJailService::refresh(core::ServerId server)
{
    calls.append(u"refresh %1"_s.arg(nameOf(server)));
}

core::RequestHandle FakeJailService::fetchDetail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::JailDetail> handler)
{
    core::JailDetail detail;
    for (const core::Jail &each : snapshot(server).jails) {
        if (each.name == jail)
            detail.jail = each;
    }
    const auto property = [&detail](const QString &name, const QVariant &value) {
        detail.properties.append({ name, value, true, {} });
    };
    property(u"bantime"_s, 600LL);
    property(u"findtime"_s, 600LL);
    property(u"maxretry"_s, 5LL);
    property(u"ignoreself"_s, true);
    property(u"usedns"_s, u"warn"_s);
    property(u"ignoreip"_s, QStringList { u"127.0.0.1/8"_s, u"::1"_s });
    property(u"logpath"_s, QStringList { u"/var/log/%1.log"_s.arg(jail) });
    property(
        u"failregex"_s, QStringList { u"^Failed password for .* from <HOST>$"_s, u"^Invalid user .* from <HOST>$"_s });
    detail.actions.append({ u"dummy"_s, { { u"actionban"_s, u"echo ban <ip>"_s, true, {} } } });
    return answerLater<core::JailDetail>(context, std::move(handler), detail);
}

core::RequestHandle FakeJailService::previewStop(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<services::StopPreview> handler)
{
    services::StopPreview preview;
    preview.jail = jail;
    for (const core::Jail &each : snapshot(server).jails) {
        if (each.name == jail)
            preview.currentBans = each.currentlyBanned;
    }
    preview.lastJail = snapshot(server).jails.size() == 1;
    preview.restart = services::Restart::Yes;
    return answerLater<services::StopPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeJailService::stopJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append(u"stop %1 %2"_s.arg(nameOf(server), jail));
    services::UndoEntry entry;
    entry.kind = services::UndoKind::StopJail;
    entry.subject = jail;
    entry.undo = [this, server, jail](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        calls.append(u"start %1 %2"_s.arg(nameOf(server), jail));
        return answerLater<QList<core::Receipt>>(
            undoContext, std::move(undoHandler), QList<core::Receipt> { receiptFor(server, nameOf(server), jail, {}) });
    };
    undo->push(std::move(entry));
    return answerLater<core::Receipt>(context, std::move(handler), receiptFor(server, nameOf(server), jail, {}));
}

core::RequestHandle FakeJailService::reloadJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append(u"reload %1 %2"_s.arg(nameOf(server), jail));
    m_reload = core::Pending<core::Receipt>(context, std::move(handler));
    m_reloadReceipt = receiptFor(server, nameOf(server), jail, {});
    Q_EMIT reloadProgressed(
        server, jail, { services::ReloadStage::ConfigTest, services::StageResult::Passed, {}, {}, 600 });
    Q_EMIT reloadProgressed(
        server, jail, { services::ReloadStage::ConfigDump, services::StageResult::Running, {}, {}, 0 });
    return m_reload.handle();
}

void FakeJailService::finishReload(bool ok)
{
    const core::Receipt receipt = m_reloadReceipt;
    if (!ok) {
        const core::Error error { core::ErrorCode::PreflightFailed, u"No failure-id group in regex"_s };
        Q_EMIT reloadProgressed(receipt.server, receipt.jail,
            { services::ReloadStage::Regexes, services::StageResult::Failed, error, u"^bad$"_s, 100 });
        m_reload.finishLater(tl::unexpected(error));
        return;
    }
    for (const services::ReloadStage stage : { services::ReloadStage::ConfigDump, services::ReloadStage::Regexes,
             services::ReloadStage::Record, services::ReloadStage::Reload, services::ReloadStage::CompareJails,
             services::ReloadStage::CompareActions, services::ReloadStage::Done })
        Q_EMIT reloadProgressed(receipt.server, receipt.jail, { stage, services::StageResult::Passed, {}, {}, 100 });
    m_reload.finishLater(receipt);
}

core::RequestHandle FakeJailService::configuredJails(
    core::ServerId, const QObject *context, core::Handler<QStringList> handler)
{
    return answerLater<QStringList>(context, std::move(handler), QStringList { u"nginx-bad"_s, u"recidive"_s });
}

core::RequestHandle FakeJailService::previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
    const QObject *context, core::Handler<services::BantimePreview> handler)
{
    calls.append(u"previewBantime %1 %2 %3"_s.arg(nameOf(server), jail, timeText));
    services::BantimePreview preview;
    preview.moved = 31;
    preview.endAtOnce = 4;
    return answerLater<services::BantimePreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeJailService::tune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append(u"tune %1 %2 %3=%4"_s.arg(nameOf(server), jail, name, value));
    if (tuneError)
        return answerLater<core::Receipt>(context, std::move(handler), tl::unexpected(*tuneError));
    changes[u"%1/%2"_s.arg(server.value).arg(jail)].append(name);
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Tune;
    entry.subject = jail;
    entry.value = name;
    entry.undo = [](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
    };
    undo->push(std::move(entry));
    return answerLater<core::Receipt>(context, std::move(handler), receiptFor(server, nameOf(server), jail, {}));
}

QStringList FakeJailService::runtimeChanges(core::ServerId server, const QString &jail) const
{
    return changes.value(u"%1/%2"_s.arg(server.value).arg(jail));
}

void FakeJailService::setJails(core::ServerId server, const QList<core::Jail> &jails, qint64 fetchedAt)
{
    snapshots[server] = { jails, fetchedAt, std::nullopt, false };
    Q_EMIT jailsChanged(server);
}

void FakeJailService::setError(core::ServerId server, const core::Error &error)
{
    snapshots[server].error = error;
    snapshots[server].loading = false;
    Q_EMIT jailsChanged(server);
}

void FakeJailService::setLoading(core::ServerId server)
{
    snapshots[server].loading = true;
    Q_EMIT jailsChanged(server);
}

// --- bans
// ----------------------------------------------------------------------------------------------------------------

const services::BanSnapshot &FakeBanService::snapshot(core::ServerId server) const
{
    const auto found = snapshots.find(server);
    return found == snapshots.end() ? noBans : found->second;
}

core::RequestHandle FakeBanService::previewBan(
    const services::BanRequest &request, const QObject *context, core::Handler<services::BanPreview> handler)
{
    services::BanPreview preview;
    preview.servers = static_cast<int>(request.servers.size());
    preview.jails = static_cast<int>(request.jails.size());
    preview.bans = request.targets.size() * preview.servers * preview.jails;
    for (const core::IpNetwork &target : request.targets) {
        if (target.address().isLoopback())
            preview.warnings.append({ services::BanWarning::Kind::Loopback, {}, {}, target.toString(), {} });
    }
    return answerLater<services::BanPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeBanService::ban(
    const services::BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    bans.append(request);
    QList<core::Receipt> receipts;
    for (const core::ServerId server : request.servers) {
        for (const QString &jail : request.jails) {
            for (const core::IpNetwork &target : request.targets)
                receipts.append(receiptFor(server, registry->nameOf(server), jail, target.toString()));
        }
    }
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Ban;
    entry.bans = receipts.size();
    entry.undo = [](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
    };
    undo->push(std::move(entry));
    return answerLater<QList<core::Receipt>>(context, std::move(handler), receipts);
}

core::RequestHandle FakeBanService::previewUnban(
    const services::UnbanRequest &request, const QObject *context, core::Handler<services::UnbanPreview> handler)
{
    services::UnbanPreview preview;
    QSet<core::ServerId> servers;
    QSet<QString> jails;
    for (const services::UnbanItem &item : request.items) {
        preview.lines.append({ item.server, item.jail, item.target, std::nullopt, false });
        servers.insert(item.server);
        jails.insert(item.jail);
    }
    for (const core::ServerId server : request.allOf) {
        servers.insert(server);
        const auto &found = snapshot(server);
        for (auto it = found.jails.cbegin(); it != found.jails.cend(); ++it) {
            jails.insert(it.key());
            for (const core::Ban &ban : *it->bans)
                preview.lines.append(
                    { server, it.key(), core::banTargetText(ban.target), ban.bannedAt, ban.isPermanent() });
        }
    }
    preview.bans = preview.lines.size();
    preview.servers = static_cast<int>(servers.size());
    preview.jails = static_cast<int>(jails.size());
    return answerLater<services::UnbanPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeBanService::unban(
    const services::UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    unbans.append(request);
    QList<core::Receipt> receipts;
    for (const services::UnbanItem &item : request.items)
        receipts.append(receiptFor(item.server, registry->nameOf(item.server), item.jail, item.target));
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Unban;
    entry.subject = request.items.size() == 1 ? request.items.constFirst().target : QString();
    entry.bans = receipts.size();
    entry.servers = 1;
    entry.jails = 1;
    entry.limits = { services::UndoLimit::Escalation };
    entry.undo
        = [this, request, receipts](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
              undone += request.items;
              return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), receipts);
          };
    undo->push(std::move(entry));
    return answerLater<QList<core::Receipt>>(context, std::move(handler), receipts);
}

void FakeBanService::setBans(core::ServerId server, const QString &jail, const core::BanList &list, qint64 fetchedAt)
{
    services::BanSnapshot &snapshot = snapshots[server];
    snapshot.jails.insert(jail, { std::make_shared<const core::BanList>(list), fetchedAt, true });
    snapshot.fetchedAt = fetchedAt;
    snapshot.loading = false;
    Q_EMIT bansChanged(server, jail);
    Q_EMIT snapshotChanged(server);
}

void FakeBanService::setError(core::ServerId server, const core::Error &error)
{
    snapshots[server].error = error;
    snapshots[server].loading = false;
    Q_EMIT snapshotChanged(server);
}

void FakeBanService::setLoading(core::ServerId server)
{
    snapshots[server].loading = true;
    Q_EMIT snapshotChanged(server);
}

// --- the others
// ----------------------------------------------------------------------------------------------------------

core::RequestHandle FakeRecoveryController::dismiss(
    core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    for (qsizetype i = 0; i < recoveries.size(); ++i) {
        if (recoveries.at(i).server != server)
            continue;
        core::PendingRecovery recovery = recoveries.takeAt(i);
        services::UndoEntry entry;
        entry.kind = services::UndoKind::DismissRecovery;
        entry.subject = u"web-1"_s;
        entry.undo = [this, recovery](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
            appear(recovery);
            return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
        };
        recovery.resolution = core::RecoveryResolution::Dismissed;
        state->clearPendingRecovery(server, core::RecoveryResolution::Dismissed);
        Q_EMIT recoveryResolved(recovery);
        undo->push(std::move(entry));
        break;
    }
    return answerLater<bool>(context, std::move(handler), true);
}

void FakeRecoveryController::appear(const core::PendingRecovery &recovery)
{
    recoveries.prepend(recovery);
    state->createPendingRecovery(recovery);
    Q_EMIT recoveryAppeared(recovery);
}

core::RequestHandle FakeSettingsService::setOverride(
    core::SettingKey key, const std::optional<QVariant> &value, const QObject *context, core::Handler<bool> handler)
{
    if (error)
        return answerLater<bool>(context, std::move(handler), tl::unexpected(*error));
    const core::Settings before = m_state.settings();
    core::Settings after;
    for (int i = 0; i < core::settingCount; ++i) {
        const auto each = static_cast<core::SettingKey>(i);
        const core::Settings::Entry &entry = before.entry(each);
        if (each != key || entry.origin > core::SettingOrigin::RuntimeOverride)
            after = after.with(each, entry.value, entry.origin, entry.source);
    }
    if (value)
        after = after.with(key, *value, core::SettingOrigin::RuntimeOverride);
    m_state.setSettings(after);
    Q_EMIT effectiveChanged(before, m_state.settings());
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakeSetupService::findLocalServers(
    const QObject *context, core::Handler<QList<services::LocalServerFinding>> handler)
{
    return answerLater<QList<services::LocalServerFinding>>(context, std::move(handler), findings);
}

core::RequestHandle FakeSetupService::finish(const std::optional<core::ServerProfile> &firstServer,
    const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler)
{
    ++finishes;
    if (error)
        return answerLater<bool>(context, std::move(handler), tl::unexpected(*error));
    finishedWith = firstServer;
    finishedOverrides = overrides;
    return answerLater<bool>(context, std::move(handler), true);
}

std::unique_ptr<services::ConnectionTest> FakeConnectionTestFactory::create(const core::ServerProfile &profile)
{
    auto test = std::make_unique<FakeConnectionTest>();
    last = test.get();
    lastProfile = profile;
    return test;
}

core::RequestHandle FakeAuditService::page(
    const storage::AuditFilter &filter, const QObject *context, core::Handler<QList<core::AuditEntry>> handler)
{
    asked.append(filter);
    if (error)
        return answerLater<QList<core::AuditEntry>>(context, std::move(handler), tl::unexpected(*error));
    QList<core::AuditEntry> page;
    for (const core::AuditEntry &entry : entries) {
        const bool matches = (!filter.server.isValid() || entry.server == filter.server)
            && (filter.text.isEmpty() || entry.words.join(u' ').contains(filter.text))
            && (filter.beforeId == 0 || entry.id < filter.beforeId);
        if (matches && page.size() < filter.limit)
            page.append(entry);
    }
    return answerLater<QList<core::AuditEntry>>(context, std::move(handler), page);
}

void FakeLogService::add(const services::LogLine &line)
{
    logLines.append(line);
    Q_EMIT lineAdded(line);
}

QList<services::RateHistory::Minute> FakeRateHistory::minutes(const QList<core::ServerId> &, int count) const
{
    return history.last(std::min<qsizetype>(history.size(), count));
}

// --- the set
// -------------------------------------------------------------------------------------------------------------

/// The real gate over a store that is never opened: it can be asked, and would send nothing.
struct FakeServices::Gate
{
    Gate(services::ServerRegistry &registry, const core::Clock &clock)
        : store(clock)
        , repository(store)
        , audit(repository, clock, u"tester"_s)
        , gate(registry, hosts, audit, sessions, clock, u"window"_s)
    {
    }
    storage::Store store;
    storage::AuditRepository repository;
    services::AuditServiceImpl audit;
    services::HostRegistry hosts;
    services::SessionService sessions;
    services::CommandGate gate;
};

FakeServices::FakeServices()
    : settingsService(runtimeState)
    , m_gate(std::make_unique<Gate>(registry, clock))
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
        m_gate->gate, m_gate->hosts };
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

void FakeServices::fill()
{
    using core::ServerState;
    const auto changed = [this](core::ServerId id, auto change) {
        core::ServerStatus status = runtimeState.status(id);
        change(status);
        setStatus(id, status);
    };
    const core::ServerId web1 = addServer(u"web-1"_s, u"production"_s, ServerState::Degraded);
    const core::ServerId web2 = addServer(u"web-2"_s, u"production"_s, ServerState::Online);
    const core::ServerId web3 = addServer(u"web-3"_s, u"production"_s, ServerState::Online);
    const core::ServerId mail = addServer(u"mail"_s, u"production"_s, ServerState::Online, u"1.0.2"_s);
    const core::ServerId db1 = addServer(u"db-1"_s, u"production"_s, ServerState::Busy, u"1.0.2"_s);
    addServer(u"gateway"_s, u"office"_s, ServerState::Online, u"1.1.1"_s);
    const core::ServerId nas = addServer(u"nas"_s, u"office"_s, ServerState::Unreachable);
    const core::ServerId backup = addServer(u"backup"_s, u"office"_s, ServerState::NeedsAttention);
    addServer(u"this computer"_s, {}, ServerState::Online, u"1.0.2"_s);
    changed(web1, [](core::ServerStatus &s) {
        s.jails = { u"sshd"_s };
        s.lostJails = { u"nginx-bad"_s, u"nginx-botsearch"_s, u"recidive"_s };
    });
    changed(db1, [this](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::Busy;
        s.busySince = clock.nowMs() - 40'000;
        s.checkedAt = clock.nowMs() - 44'000;
    });
    changed(nas, [](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::TunnelDown;
        s.counters = {};
        s.latencyUs = -1;
    });
    changed(backup, [](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::PermissionDenied;
        s.attention = core::AttentionReason::PermissionDenied;
        s.counters = {};
    });

    const qint64 now = clock.nowMs() / 1000;
    int seed = 1;
    for (const core::ServerId id : { web1, web2, web3, mail, db1 }) {
        QList<core::Jail> jails { jailOf(u"sshd"_s, 14 + seed, 6701, 12, 4210 + seed) };
        if (id != web1)
            jails.prepend(jailOf(u"postfix-sasl"_s, 9 + seed, 804, 9, 12904));
        jailService.setJails(id, jails, clock.nowMs() - 4000);
        for (const core::Jail &jail : jails) {
            core::BanList bans;
            for (int i = 0; i < *jail.currentlyBanned; ++i) {
                core::Ban ban;
                const auto address = i % 3 == 0
                    ? core::IpNetwork::parse(u"2001:db8:%1::%2"_s.arg(seed * 100 + i, 0, 16).arg(i + 1, 0, 16))
                    : core::IpNetwork::parse(u"203.0.113.%1"_s.arg((seed * 20 + i) % 250 + 1));
                ban.target = *address;
                ban.bannedAt = now - 60 * (i + seed);
                ban.banTime = i % 7 == 3 ? core::permanentBan : 3600 + 600 * i;
                bans.push_back(ban);
            }
            banService.setBans(id, jail.name, bans, clock.nowMs() - 4000);
        }
        ++seed;
    }
    for (int minute = 0; minute < 72; ++minute)
        rateHistory.history.append({ now / 60 - 71 + minute, (minute * 7) % 11, 6 + (minute * 13) % 29, true });

    const auto record = [this](qint64 id, core::ServerId server, const QStringList &words, core::AuditResult result,
                            const QString &detail) {
        core::AuditEntry entry;
        entry.id = id;
        entry.at = clock.nowMs() - (8 - id) * 95'000;
        entry.finishedAt = result == core::AuditResult::Pending ? 0 : entry.at + 12;
        entry.server = server;
        entry.serverName = registry.nameOf(server);
        entry.user = u"deploy"_s;
        entry.origin = id % 3 == 0 ? u"cli"_s : u"window"_s;
        entry.words = words;
        entry.result = result;
        entry.detail = detail;
        auditService.entries.prepend(entry);
    };
    using core::AuditResult;
    record(1, web2, { u"set"_s, u"sshd"_s, u"banip"_s, u"203.0.113.7"_s }, AuditResult::Done, u"1"_s);
    record(2, web2, { u"set"_s, u"sshd"_s, u"unbanip"_s, u"203.0.113.7"_s }, AuditResult::Done, u"1"_s);
    record(3, mail, { u"set"_s, u"postfix-sasl"_s, u"bantime"_s, u"3600"_s }, AuditResult::Done, u"3600"_s);
    record(4, nas, { u"set"_s, u"sshd"_s, u"banip"_s, u"198.51.100.4"_s }, AuditResult::Refused, u"read-only"_s);
    record(5, web1, { u"stop"_s, u"nginx-bad"_s }, AuditResult::Failed,
        u"Sorry but the jail 'nginx-bad' does not exist"_s);
    record(6, db1, { u"set"_s, u"sshd"_s, u"banip"_s, u"2001:db8::17"_s }, AuditResult::Pending, {});
    quint64 sequence = 0;
    const auto logged = [this, &sequence](QtMsgType level, const QString &part, const QString &text) {
        ++sequence;
        logService.add({ sequence, clock.nowMs() - (20 - static_cast<qint64>(sequence)) * 4000, level, part, text });
    };
    logged(QtInfoMsg, u"start"_s, u"stage_ended stage=store ok=true"_s);
    logged(QtInfoMsg, u"health"_s, u"fail2ban_came_online server=\"web-1\" version=1.1.0"_s);
    logged(QtWarningMsg, u"health"_s,
        u"activation_crash_detected server=\"web-1\" jail=\"nginx-bad\" reason=jails_lost"_s);
    logged(QtCriticalMsg, u"store"_s, u"write_failed table=audit error=StoreFull"_s);

    core::PendingRecovery recovery;
    recovery.id = 1;
    recovery.server = web1;
    recovery.jail = u"nginx-bad"_s;
    recovery.activatedAt = clock.nowMs() - 72'000;
    recovery.detectedAt = clock.nowMs() - 60'000;
    recovery.reason = core::RecoveryReason::JailsLost;
    recovery.jailsBefore = { u"nginx-bad"_s, u"nginx-botsearch"_s, u"recidive"_s, u"sshd"_s };
    recovery.jailsAfter = { u"sshd"_s };
    recoveryController.appear(recovery);
}

} // namespace guitest
