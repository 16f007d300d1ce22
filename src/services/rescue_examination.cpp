// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rescue_examination.h"

#include "protocol/commands.h"
#include "services/fail2ban_programs.h"
#include "services/host_registry.h"
#include "services/log_target.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"

#include <QTimer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 tailBytes = 16 * 1024;
constexpr qsizetype tailLines = 8;
constexpr int tailWaitMs = 600;

bool meansDown(core::ErrorCode code)
{
    static constexpr std::array down { core::ErrorCode::NoSocket, core::ErrorCode::Refused,
        core::ErrorCode::ConnectionLost, core::ErrorCode::ShuttingDown };
    return std::ranges::find(down, code) != down.end();
}

} // namespace

RescueExamination::RescueExamination(const Context &context, core::Pending<core::RescueReport> pending, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_pending(std::move(pending))
{
    m_report.server = context.profile.id;
}

RescueExamination::~RescueExamination() = default;

void RescueExamination::start()
{
    m_pending.setOnCancel([guard = QPointer<RescueExamination>(this)] {
        if (guard)
            guard->deleteLater();
    });
    const core::ServerStatus &status = m_context.state.status(m_context.profile.id);
    m_facts.recovery = m_context.state.pendingRecovery(m_context.profile.id);
    m_facts.stoppedOnPurpose = m_context.state.stoppedOnPurpose(m_context.profile.id);
    m_facts.known = status.jails;
    for (const QString &jail : m_facts.recovery ? m_facts.recovery->jailsBefore + status.lostJails : status.lostJails) {
        if (!m_facts.known.contains(jail))
            m_facts.known += jail;
    }
    for (const QString &jail : std::as_const(m_context.missed)) {
        if (!m_facts.known.contains(jail))
            m_facts.known += jail;
    }
    m_facts.known.sort();
    askDaemon();
}

void RescueExamination::askDaemon()
{
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        end(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    session->reconnectNow();
    session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (status) {
            m_facts.answers = true;
            m_facts.running = status->jails;
            m_facts.running.sort();
        } else if (meansDown(status.error().code)) {
            m_facts.down = true;
        } else if (status.error().code == core::ErrorCode::Timeout || status.error().code == core::ErrorCode::Busy) {
            m_facts.silent = true;
            const core::ServerStatus &known = m_context.state.status(m_context.profile.id);
            m_facts.busyMs = known.busySince > 0 ? std::max<qint64>(0, m_context.clock.nowMs() - known.busySince) : 0;
            m_facts.frozen
                = m_facts.busyMs > core::busyLimitMs || known.attention == core::AttentionReason::FrozenTooLong;
        } else {
            end(tl::unexpected(status.error()));
            return;
        }
        m_report.answers = m_facts.answers;
        m_report.running = m_facts.running;
        m_report.busyMs = m_facts.busyMs;
        readConfiguration();
    });
}

void RescueExamination::readConfiguration()
{
    m_context.config.read(m_context.profile.id, this, [this](const core::Result<ServerConfiguration> &configuration) {
        if (!configuration) {
            m_report.configError = configuration.error();
            m_facts.configError = configuration.error();
            askActions(m_facts.running);
            return;
        }
        m_facts.configuration = *configuration;
        m_facts.wanted = config::dumpOf(configuration->configuration.stream());
        check();
    });
}

void RescueExamination::check()
{
    const core::Pending<PreflightReport> pending(this, [this](const core::Result<PreflightReport> &report) {
        if (report)
            m_facts.issues = report->issues;
        else
            m_report.configError = report.error();
        askActions(m_facts.running);
    });
    // Without a session: what would be asked of the daemon is of a reload's effect, and it may not answer.
    auto *flow = new Preflight(PreflightContext { .config = m_context.config,
                                   .host = m_context.hosts.reader(m_context.profile),
                                   .session = nullptr,
                                   .clock = m_context.clock,
                                   .profile = m_context.profile,
                                   .own = {},
                                   .daemonVersion = m_context.state.status(m_context.profile.id).version,
                                   .commandDir = {},
                                   .configuration = std::nullopt,
                                   .quick = true },
        {}, pending, this);
    flow->start();
}

void RescueExamination::askActions(QStringList jails)
{
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (jails.isEmpty() || !session) {
        askJournal();
        return;
    }
    const QString jail = jails.takeFirst();
    session->submit(protocol::jailActions(jail), this, [this, jail, jails](const core::Result<QStringList> &actions) {
        if (actions && actions->isEmpty())
            m_facts.withoutActions += jail;
        askActions(jails);
    });
}

void RescueExamination::askJournal()
{
    const bool wanted = std::ranges::any_of(m_facts.issues, [](const PreflightIssue &issue) {
        return issue.kind == PreflightIssueKind::LogMissing && issue.severity == PreflightSeverity::Blocking;
    });
    if (!wanted) {
        findLog();
        return;
    }
    m_context.hosts.reader(m_context.profile)
        .runReader(transport::ReaderCommand::journalTest(regexProgram(m_context.profile), configDir(m_context.profile)),
            this, [this](const core::Result<transport::CommandResult> &result) {
                m_facts.journal = result && result->exitCode == 0;
                findLog();
            });
}

void RescueExamination::findLog()
{
    const QString path = m_facts.configuration
        ? logFileOf(m_facts.configuration->configuration.globals().value(u"logtarget"_s).value)
        : QString();
    if (path.isEmpty()) {
        finish();
        return;
    }
    m_context.hosts.reader(m_context.profile)
        .stat(path, this, [this, path](const core::Result<transport::FileStat> &stat) {
            if (!stat || !stat->isRegular || !stat->readable) {
                finish();
                return;
            }
            m_follower
                = m_context.hosts.reader(m_context.profile).follow(path, std::max<qint64>(0, stat->size - tailBytes));
            readLog(path);
        });
}

void RescueExamination::readLog(const QString &)
{
    connect(m_follower.get(), &transport::FileFollower::bytesReceived, this,
        [this](const QByteArray &bytes) { m_tail = (m_tail + bytes).right(tailBytes); });
    connect(m_follower.get(), &transport::FileFollower::failed, this, [this] { finish(); });
    m_follower->start();
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, &RescueExamination::finish);
    timer->start(tailWaitMs);
}

void RescueExamination::finish()
{
    if (m_ended)
        return;
    const QStringList lines = QString::fromUtf8(m_tail).split(u'\n', Qt::SkipEmptyParts);
    m_report.lastLines = lines.mid(std::max<qsizetype>(0, lines.size() - tailLines)).join(u'\n');
    m_report.findings = rescueFindings(m_facts);
    end(m_report);
}

void RescueExamination::end(const core::Result<core::RescueReport> &result)
{
    if (std::exchange(m_ended, true))
        return;
    deleteLater();
    m_pending.finish(result);
}

} // namespace services
