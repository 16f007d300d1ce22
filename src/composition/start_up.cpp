// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/start_up.h"

#include "composition/application_parts.h"
#include "composition/ssh_check.h"
#include "services/stopped_jails.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace composition {

namespace {

Q_LOGGING_CATEGORY(startLog, "start")

constexpr qint64 dayMs = 24LL * 3600 * 1000;

} // namespace

QString startStageName(StartStage stage)
{
    switch (stage) {
    case StartStage::DataFolder:
        return u"data_folder"_s;
    case StartStage::Lock:
        return u"lock"_s;
    case StartStage::Store:
        return u"store"_s;
    case StartStage::Schema:
        return u"schema"_s;
    case StartStage::Settings:
        return u"settings"_s;
    case StartStage::Servers:
        return u"servers"_s;
    case StartStage::Tray:
        return u"tray"_s;
    case StartStage::Ssh:
        return u"ssh"_s;
    }
    return {};
}

StartUp::StartUp(Application &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
}

StartUp::~StartUp() = default;

void StartUp::start()
{
    if (std::exchange(m_running, true))
        return;
    m_reports.clear();
    later(&StartUp::prepareFolder);
}

void StartUp::later(void (StartUp::*step)())
{
    QMetaObject::invokeMethod(this, step, Qt::QueuedConnection);
}

/// A handler that goes on with the value, or ends the start with the error.
template <typename T, typename Next> auto StartUp::orFail(Next next)
{
    return [this, next](const core::Result<T> &result) {
        if (result)
            next(*result);
        else
            fail(result.error());
    };
}

void StartUp::prepareFolder()
{
    begin(StartStage::DataFolder);
    storage::DataFolder &folder = m_application.dataFolder();
    if (const auto prepared = folder.prepare(); !prepared) {
        fail(prepared.error());
        return;
    }
    pass(folder.path());
    later(m_application.options().takeLock ? &StartUp::takeLock : &StartUp::openStore);
}

void StartUp::takeLock()
{
    begin(StartStage::Lock);
    if (const auto locked = m_application.dataFolder().lock(); !locked) {
        fail(locked.error());
        return;
    }
    pass({});
    later(&StartUp::openStore);
}

void StartUp::openStore()
{
    // Only now: the folder is private and, for a window, ours.
    const ApplicationOptions &options = m_application.options();
    storage::DataFolder &folder = m_application.dataFolder();
    const QString logFile = m_application.m_parts->settings.effective().text(core::SettingKey::LogFile);
    m_application.log().openFile(logFile.isEmpty() || options.temporary ? folder.logPath() : logFile);

    begin(StartStage::Store);
    m_application.store().open(
        folder.storePath(), this, [this](const core::Result<storage::OpenReport> &report) { onStoreOpened(report); });
}

void StartUp::onStoreOpened(const core::Result<storage::OpenReport> &report)
{
    const QString path = m_application.dataFolder().storePath();
    if (!report && report.error().code == core::ErrorCode::StoreNewer) {
        pass(path); // it is a store, and it can be read
        begin(StartStage::Schema);
        fail(report.error());
        return;
    }
    if (!report) {
        fail(report.error());
        return;
    }
    if (report->keptAside.isEmpty())
        pass(path);
    else
        pass(report->keptAside, core::Error { core::ErrorCode::StoreCorrupt, report->keptAside });
    begin(StartStage::Schema);
    pass(QString::number(report->schemaVersion));
    later(&StartUp::loadSettings);
}

void StartUp::loadSettings()
{
    begin(StartStage::Settings);
    m_application.m_parts->settings.load(this, orFail<bool>([this](bool) { loadSetupComplete(); }));
}

void StartUp::loadSetupComplete()
{
    Application::Parts &parts = *m_application.m_parts;
    parts.settingsRepository.setupComplete(this, orFail<bool>([this, &parts](bool complete) {
        if (complete || m_application.options().temporary)
            parts.state.setSetupComplete();
        const auto problems = parts.settings.problems();
        QStringList lines;
        for (const auto &problem : problems) {
            lines.append(problem.name.isEmpty() ? u"%1: %2"_s.arg(problem.source, problem.text)
                                                : u"%1: %2 = %3"_s.arg(problem.source, problem.name, problem.text));
            qCWarning(startLog).noquote()
                << u"setting_ignored source=%1 name=%2 text=%3"_s.arg(problem.source, problem.name, problem.text);
        }
        pass(QString::number(problems.size()),
            problems.isEmpty() ? std::nullopt
                               : std::optional(core::Error { core::ErrorCode::InvalidArgument, lines.join(u'\n') }));
        later(&StartUp::loadStatuses);
    }));
}

void StartUp::loadStatuses()
{
    begin(StartStage::Servers);
    using Statuses = QHash<core::ServerId, core::ServerStatus>;
    m_application.m_parts->statuses.all(
        this, orFail<Statuses>([this](const Statuses &lastKnown) { loadServers(lastKnown); }));
}

void StartUp::loadServers(const QHash<core::ServerId, core::ServerStatus> &lastKnown)
{
    m_application.m_parts->servers.load(this, orFail<bool>([this](bool) { loadActivations(); }), lastKnown);
}

void StartUp::loadActivations()
{
    Application::Parts &parts = *m_application.m_parts;
    using Records = QList<core::ActivationRecord>;
    parts.recoveries.lastActivations(this, orFail<Records>([this, &parts](const Records &records) {
        for (const core::ActivationRecord &record : records)
            parts.state.recordActivation(record);
        loadRecoveries();
    }));
}

void StartUp::loadRecoveries()
{
    Application::Parts &parts = *m_application.m_parts;
    using Recoveries = QList<core::PendingRecovery>;
    parts.recoveries.open(this, orFail<Recoveries>([this, &parts](const Recoveries &recoveries) {
        for (const core::PendingRecovery &recovery : recoveries)
            parts.state.createPendingRecovery(recovery);
        loadStops(recoveries);
    }));
}

/// A recovery remembers the jails from before the loss. One of them that was stopped on purpose since will not come
/// back by itself, and the recovery would stay open for ever.
void StartUp::loadStops(QList<core::PendingRecovery> recoveries)
{
    Application::Parts &parts = *m_application.m_parts;
    if (recoveries.isEmpty()) {
        pass(QString::number(parts.servers.profiles().size()));
        later(&StartUp::complete);
        return;
    }
    const core::PendingRecovery recovery = recoveries.takeFirst();
    services::jailsStoppedSince(parts.auditRepository, recovery.server, recovery.activatedAt, this,
        orFail<QSet<QString>>([this, &parts, recovery, recoveries](const QSet<QString> &stopped) {
            for (const QString &jail : stopped)
                parts.state.noteStoppedOnPurpose(recovery.server, jail);
            loadStops(recoveries);
        }));
}

void StartUp::complete()
{
    Application::Parts &parts = *m_application.m_parts;
    const bool owner = m_application.options().takeLock || m_application.options().temporary;
    parts.pendingChanges.load(&parts.pendingDelivery, [&parts, owner](const core::Result<bool> &) {
        if (owner)
            parts.pendingDelivery.start();
    });
    if (m_application.options().takeLock)
        keepHouse();
    if (m_application.options().startMonitor) {
        parts.statusKeeper.start();
        parts.monitor.start();
        parts.rescue.watch();
        parts.eventFeed.start();
    }
    m_running = false;
    if (m_application.options().checkSsh)
        later(&StartUp::checkSsh);
    Q_EMIT finished(true);
}

void StartUp::keepHouse()
{
    Application::Parts &parts = *m_application.m_parts;
    parts.auditRepository.settleOrphans(this, [](const core::Result<int> &settled) {
        if (settled.value_or(0) > 0)
            qCWarning(startLog, "audit_orphans_settled count=%d", *settled);
    });
    const qint64 days = parts.settings.effective().number(core::SettingKey::AuditRetentionDays);
    parts.auditRepository.prune(parts.clock.nowMs() - days * dayMs, this, [](const core::Result<int> &pruned) {
        if (pruned.value_or(0) > 0)
            qCInfo(startLog, "audit_pruned count=%d", *pruned);
    });
}

void StartUp::checkSsh()
{
    if (std::exchange(m_sshChecked, true))
        return;
    report({ StartStage::Ssh, true, false, false, std::nullopt, {} });
    auto *check = new SshCheck(this);
    connect(check, &SshCheck::finished, this, [this, check](const core::Result<QString> &version) {
        check->deleteLater();
        if (version)
            report({ StartStage::Ssh, false, true, false, std::nullopt, *version });
        else
            report({ StartStage::Ssh, false, false, false, version.error(), version.error().detail });
    });
    check->start();
}

void StartUp::reportTray(bool available)
{
    report({ StartStage::Tray, false, available, false,
        available ? std::nullopt : std::optional(core::Error { core::ErrorCode::NotSupported, {} }), {} });
}

void StartUp::begin(StartStage stage)
{
    m_stage = stage;
    report({ stage, true, false, false, std::nullopt, {} });
}

void StartUp::pass(const QString &detail, const std::optional<core::Error> &told)
{
    report({ m_stage, false, true, false, told, detail });
}

void StartUp::fail(const core::Error &error)
{
    report({ m_stage, false, false, true, error, error.detail });
    m_running = false;
    Q_EMIT finished(false);
}

void StartUp::report(const StageReport &report)
{
    if (!report.running) {
        m_reports.append(report);
        const QString line = u"stage_ended stage=%1 ok=%2 error=%3 detail=%4"_s.arg(startStageName(report.stage),
            report.ok ? u"true"_s : u"false"_s, report.error ? core::errorCodeName(report.error->code) : u"none"_s,
            report.detail);
        if (report.error)
            qCWarning(startLog).noquote() << line;
        else
            qCInfo(startLog).noquote() << line;
    }
    Q_EMIT stageChanged(report);
}

} // namespace composition
