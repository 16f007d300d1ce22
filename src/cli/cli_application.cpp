// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_application.h"

#include "cli/change_config_command.h"
#include "cli/check_command.h"
#include "cli/commands.h"
#include "cli/config_command.h"
#include "cli/events_command.h"
#include "cli/fleet_command.h"
#include "cli/json_documents.h"
#include "cli/option_uses.h"
#include "cli/output.h"
#include "cli/pending_command.h"
#include "cli/recover_command.h"
#include "cli/servers_command.h"
#include "cli/terminal_asker.h"
#include "composition/application.h"
#include "composition/start_up.h"
#include "core/visible_text.h"
#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/socket_search.h"
#include "storage/data_folder.h"
#include "texts/error_texts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

struct CommandInfo
{
    QLatin1StringView name;
    void (*run)(const Target &);
    int minimumWords; ///< behind the command
    int maximumWords; ///< -1: any number
    bool needsJail; ///< --jail is required
    bool worksOnFiles = false; ///< the daemon's configuration: takes --config and --client with stored servers, too
};
constexpr std::array commandInfos {
    CommandInfo { "status"_L1, runStatus, 0, 0, false },
    CommandInfo { "jails"_L1, runJails, 0, 0, false },
    CommandInfo { "jail"_L1, runJail, 1, 1, false },
    CommandInfo { "bans"_L1, runBans, 0, 0, false },
    CommandInfo { "events"_L1, runEvents, 0, 0, false },
    CommandInfo { "ban"_L1, runBan, 1, -1, true },
    CommandInfo { "unban"_L1, runUnban, 1, -1, false },
    CommandInfo { "command"_L1, runRawCommand, 1, -1, false },
    CommandInfo { "config"_L1, runConfig, 1, -1, false, true },
    CommandInfo { "check"_L1, runCheck, 0, 1, false, true },
    CommandInfo { "enable"_L1, runEnable, 1, 1, false, true },
    CommandInfo { "disable"_L1, runDisable, 1, 1, false, true },
    CommandInfo { "recover"_L1, runRecover, 1, -1, false, true },
};

const CommandInfo *infoOf(const QString &name)
{
    const auto found = std::ranges::find(commandInfos, name, &CommandInfo::name);
    return found == commandInfos.end() ? nullptr : &*found;
}

/// What only reads the files needs no socket; what changes them must not take another daemon's.
bool needsSocket(const Options &options)
{
    return options.command != "check"_L1 && !(options.command == "config"_L1 && options.words.value(0) == "get"_L1);
}

constexpr size_t jobsAtOnce = 16;

/// How a server that is not stored is called in documents and messages.
QString placeName(const core::ServerProfile &profile)
{
    switch (profile.kind) {
    case core::ConnectionKind::Local:
        return profile.container.isEmpty() ? profile.socketPath : profile.container;
    case core::ConnectionKind::Ssh:
        return profile.container.isEmpty() ? profile.destination : profile.destination + u' ' + profile.container;
    }
    return profile.socketPath;
}

} // namespace

CliApplication::CliApplication(Options options, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
{
}

CliApplication::~CliApplication()
{
    // They hold what belongs to the services.
    qDeleteAll(findChildren<EventsRun *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<ChangeRun *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<CheckRun *>(Qt::FindDirectChildrenOnly));
}

/// What keeps its hands off our store, too; before a command is run on any server that goes for all that are.
bool CliApplication::readsOnly() const
{
    const QString verb = m_options.words.value(0);
    return infoOf(m_options.command) || verb == "list"_L1 || verb == "test"_L1;
}

QString CliApplication::usageProblem() const
{
    const CommandInfo *info = infoOf(m_options.command);
    const bool known = info || m_options.command == "servers"_L1 || m_options.command == "pending"_L1;
    if (const QString problem = uselessOption(m_options); known && !problem.isEmpty())
        return problem;
    if (m_options.command == "servers"_L1) {
        if (const QString problem = fleetProblem(m_options); !problem.isEmpty())
            return problem;
        const bool adds = m_options.words.value(0) == "add"_L1;
        return adds ? targetProblem(m_options, true) : QString();
    }
    if (m_options.command == "pending"_L1)
        return pendingProblem(m_options);
    if (!info)
        return m_options.command.isEmpty() ? tr("a command is missing")
                                           : tr("unknown command %1").arg(m_options.command);
    const qsizetype count = m_options.words.size();
    if (count < info->minimumWords)
        return tr("%1 needs more words").arg(m_options.command);
    if (info->maximumWords >= 0 && count > info->maximumWords)
        return tr("%1 does not take \"%2\"").arg(m_options.command, m_options.words.last());
    if (info->needsJail && m_options.jail.isEmpty())
        return tr("%1 needs --jail").arg(m_options.command);
    // What a script's empty variable leaves is no jail, and least of all every jail.
    const bool namesJail
        = m_options.command == "check"_L1 || m_options.command == "enable"_L1 || m_options.command == "disable"_L1;
    if (namesJail && count > 0 && m_options.words.constFirst().isEmpty())
        return tr("the name of the jail is empty");
    if (m_options.command == "config"_L1) {
        if (const QString problem = configProblem(m_options); !problem.isEmpty())
            return problem;
    }
    if (m_options.command == "recover"_L1) {
        if (const QString problem = recoverProblem(m_options); !problem.isEmpty())
            return problem;
    }
    if (const QString problem = changeTimesProblem(m_options); !problem.isEmpty())
        return problem;
    return targetProblem(m_options, false);
}

void CliApplication::start()
{
    if (const QString problem = usageProblem(); !problem.isEmpty()) {
        finishUsage(problem);
        return;
    }
    composition::ApplicationOptions options;
    options.dataDir = m_options.dataDir;
    for (auto it = m_options.settings.cbegin(); it != m_options.settings.cend(); ++it)
        options.settings.insert(QString::fromLatin1(core::settingInfo(it.key()).name), it.value());
    options.origin = u"cli"_s;
    options.takeLock = false;
    options.startMonitor = false;
    options.checkSsh = false;
    options.keepUnreached = m_options.keep;
    m_application = std::make_unique<composition::Application>(options, m_clock);
    m_services.emplace(m_application->set());
    askOnTerminal();
    m_startUp = std::make_unique<composition::StartUp>(*m_application);
    connect(m_startUp.get(), &composition::StartUp::finished, this, &CliApplication::onStarted);
    m_startUp->start();
}

/// Where somebody sits; otherwise nothing ever asks.
void CliApplication::askOnTerminal()
{
    m_asker = TerminalAsker::create();
    if (!m_asker)
        return;
    m_services->prompts.setAsker(
        [asker = m_asker.get()](const core::Prompt &prompt, const QObject *context,
            core::Handler<core::PromptAnswer> handler) { return asker->ask(prompt, context, std::move(handler)); });
}

void CliApplication::onStarted(bool ok)
{
    if (m_ended)
        return;
    if (!ok) {
        const QList<composition::StageReport> &reports = m_startUp->reports();
        const core::Error error = reports.isEmpty() ? core::Error {} : reports.last().error.value_or(core::Error {});
        texts::ErrorPlace place { .activity = texts::ErrorPlace::Activity::Start };
        place.subject = m_application->dataFolder().path();
        complain(texts::errorText(error, place).sentence());
        if (m_options.json)
            printDocument(QJsonObject { { u"error"_s, errorJson(error) } });
        Q_EMIT finished(static_cast<int>(ExitCode::Refused));
        return;
    }
    Q_EMIT languageKnown(m_services->runtimeState.settings().text(core::SettingKey::Language));
    for (const composition::StageReport &report : m_startUp->reports()) {
        // It did start; a store that was damaged is kept under another name, which nobody else will tell.
        if (report.ok && report.error && report.stage == composition::StartStage::Store)
            complain(texts::errorText(*report.error, { .activity = texts::ErrorPlace::Activity::Read }).sentence());
    }
    if (m_options.command == "servers"_L1) {
        runServers(*m_services, m_options, this, [this](const Outcome &outcome) { finishOne(outcome); });
        return;
    }
    if (m_options.command == "pending"_L1) {
        runPending(*m_services, m_options, this, [this](const Outcome &outcome) { finishOne(outcome); });
        return;
    }
    const bool stored = !m_options.server.isEmpty() || !m_options.group.isEmpty() || m_options.all;
    if (!stored && (namesPlace(m_options) || m_services->serverRegistry.profiles().isEmpty())) {
        runTemporary();
        return;
    }
    const auto servers = storedTargets();
    if (!servers) {
        finishUsage(servers.error().detail);
        return;
    }
    const bool other = !m_options.configDir.isEmpty() || !m_options.client.isEmpty();
    run(infoOf(m_options.command)->worksOnFiles && other ? withOtherPaths(*servers) : *servers);
}

/// The same servers with the configuration folder of --config and the program of --client, for this run only.
QList<core::ServerId> CliApplication::withOtherPaths(const QList<core::ServerId> &servers)
{
    QList<core::ServerId> others;
    for (const core::ServerId id : servers) {
        core::ServerProfile profile = *m_services->serverRegistry.profile(id);
        const bool here = profile.kind == core::ConnectionKind::Local && profile.container.isEmpty();
        if (!m_options.configDir.isEmpty())
            profile.configDir = here ? QFileInfo(m_options.configDir).absoluteFilePath() : m_options.configDir;
        if (!m_options.client.isEmpty())
            profile.clientProgram = m_options.client;
        others.append(m_services->serverRegistry.addTemporary(profile));
    }
    return others;
}

void CliApplication::runTemporary()
{
    core::ServerProfile profile = describedProfile(m_options);
    const bool plain = profile.kind == core::ConnectionKind::Local && profile.container.isEmpty()
        && profile.elevation == core::Elevation::None;
    if (profile.socketPath.isEmpty() && !(plain && m_options.configDir.isEmpty())) {
        m_wayTried = true;
        openWay(*m_services, profile, this, [this, profile] { findSocket(profile); });
        return;
    }
    if (profile.socketPath.isEmpty())
        profile.socketPath = services::SocketSearch::usualSocket();
    profile.name = placeName(profile);
    run({ m_services->serverRegistry.addTemporary(profile) });
}

void CliApplication::findSocket(core::ServerProfile profile)
{
    auto *search = new services::SocketSearch(m_services->hosts.reader(profile), profile.configDir, this);
    search->start(this, [this, search, profile](const core::Result<services::SocketFinding> &found) mutable {
        search->deleteLater();
        if (m_ended)
            return;
        const bool plain = profile.kind == core::ConnectionKind::Local && profile.container.isEmpty()
            && profile.elevation == core::Elevation::None;
        if (found && profile.configDir.isEmpty())
            profile.configDir = found->configDir;
        if (plain && found && found->namedBy.isEmpty() && needsSocket(m_options)) {
            finishUsage(tr("no socket is named in %1").arg(m_options.configDir));
            return;
        }
        // What is wrong with the way there is told by the command itself, in its own document: the connection knows its
        // last error and does not knock again at once.
        profile.socketPath = found ? found->path : services::SocketSearch::usualSocket();
        profile.name = placeName(profile);
        run({ m_services->serverRegistry.addTemporary(profile) });
    });
}

core::Result<QList<core::ServerId>> CliApplication::storedTargets()
{
    services::ServerRegistry &registry = m_services->serverRegistry;
    if (!m_options.server.isEmpty()) {
        const auto profile = registry.profileNamed(m_options.server);
        if (!profile)
            return core::failure(core::ErrorCode::NoSuchServer, tr("no server is named %1").arg(m_options.server));
        return QList { profile->id };
    }
    m_many = m_options.all || !m_options.group.isEmpty();
    if (m_options.all)
        return registry.serversIn({ .kind = core::Scope::Kind::All });
    if (!m_options.group.isEmpty()) {
        const auto servers = registry.serversIn({ .kind = core::Scope::Kind::Group, .group = m_options.group });
        if (servers.isEmpty())
            return core::failure(
                core::ErrorCode::NoSuchServer, tr("no server is in the group %1").arg(m_options.group));
        return servers;
    }
    const QList<core::ServerProfile> known = registry.profiles();
    if (known.size() != 1)
        return core::failure(core::ErrorCode::InvalidArgument, tr("which server: --server NAME, --group G or --all"));
    return QList { known.first().id };
}

CliApplication::Command CliApplication::command() const
{
    return infoOf(m_options.command)->run;
}

void CliApplication::run(const QList<core::ServerId> &servers)
{
    if (m_ended)
        return; // it was interrupted while the way was being opened
    if (const QString problem = productionProblem(*m_services, m_options, servers); !problem.isEmpty()) {
        finishUsage(problem);
        return;
    }
    m_jobs.clear();
    for (const core::ServerId id : servers)
        m_jobs.push_back({ id, m_services->serverRegistry.nameOf(id), std::nullopt });
    m_open = servers.size();
    if (m_open == 0) {
        printAll();
        return;
    }
    m_nextJob = 0;
    // What follows a log does not make room for another.
    for (size_t i = 0; i < (m_options.follow ? m_jobs.size() : jobsAtOnce); ++i)
        startJob();
}

/// A few at a time, each ended one making room for the next.
void CliApplication::startJob()
{
    if (m_nextJob >= m_jobs.size())
        return;
    const auto i = static_cast<qsizetype>(m_nextJob);
    ++m_nextJob;
    if (m_signal != 0) { // nothing new begins
        onOutcome(i, failed({ core::ErrorCode::Cancelled, {} }));
        return;
    }
    const auto profile = m_services->serverRegistry.profile(m_jobs[static_cast<size_t>(i)].server);
    const bool polkit = profile && profile->elevation == core::Elevation::Pkexec;
    if (m_wayTried || (!m_services->prompts.canAsk() && !polkit)) {
        runJob(i);
        return;
    }
    m_ways.push_back(i);
    if (m_ways.size() == 1)
        openNextWay();
}

/// One at a time: a question that stands behind others would be over before anybody has seen it.
void CliApplication::openNextWay()
{
    const qsizetype i = m_ways.front();
    const auto go = [this, i] {
        m_ways.pop_front();
        if (!m_ways.empty())
            openNextWay();
        runJob(i);
    };
    if (const auto profile = m_services->serverRegistry.profile(m_jobs[static_cast<size_t>(i)].server))
        openWay(*m_services, *profile, this, go);
    else
        go();
}

void CliApplication::runJob(qsizetype index)
{
    if (m_signal != 0) {
        onOutcome(index, failed({ core::ErrorCode::Cancelled, {} }));
        return;
    }
    m_jobs[static_cast<size_t>(index)].begun = true;
    command()(targetOf(index));
}

Target CliApplication::targetOf(qsizetype index)
{
    const Job &job = m_jobs[static_cast<size_t>(index)];
    return { *m_services, m_options, job.server, job.name, this,
        [this, index](const Outcome &outcome) { onOutcome(index, outcome); } };
}

void CliApplication::onOutcome(qsizetype index, Outcome outcome)
{
    Job &job = m_jobs[static_cast<size_t>(index)];
    if (job.outcome)
        return;
    job.outcome = std::move(outcome);
    if (--m_open == 0)
        printAll();
    else
        startJob();
}

} // namespace cli
