// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rescue_flow.h"

#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/change_words.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/telling_actions.h"
#include "transport/channel.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QSysInfo>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

Q_LOGGING_CATEGORY(rescueLog, "rescue")

using core::RescueRemedy;
using core::RescueResult;
using core::RescueStage;

constexpr qint64 leaseMs = 15 * 60'000;
constexpr int armSeconds = 300; ///< longer than the slowest start of a service and the looks after it
constexpr int patienceSeconds = 8; ///< for one answer of a daemon that may be frozen
constexpr qint64 actMs = 240'000;

QString stageWord(RescueStage stage)
{
    switch (stage) {
    case RescueStage::Snapshot:
        return u"snapshot"_s;
    case RescueStage::Arm:
        return u"arm"_s;
    case RescueStage::Write:
        return u"write"_s;
    case RescueStage::Act:
        return u"act"_s;
    case RescueStage::Verify:
        return u"verify"_s;
    case RescueStage::Confirm:
        return u"confirm"_s;
    case RescueStage::Restore:
        return u"restore"_s;
    }
    return {};
}

bool hasUsualSocket(const core::ServerProfile &profile)
{
    const QString path = QDir::cleanPath(profile.socketPath);
    return path == "/var/run/fail2ban/fail2ban.sock"_L1 || path == "/run/fail2ban/fail2ban.sock"_L1;
}

bool endsDaemon(RescueRemedy remedy)
{
    return remedy == RescueRemedy::Start || remedy == RescueRemedy::Restart;
}

} // namespace

RescueFlow::RescueFlow(
    RescueContext context, core::RescueFinding finding, core::Pending<core::RescueOutcome> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_finding(std::move(finding))
    , m_pending(std::move(pending))
    , m_id(newRescueId(m_context.profile.socketPath))
{
    m_outcome.kind = m_finding.kind;
    m_outcome.remedy = m_finding.remedy;
}

RescueFlow::~RescueFlow()
{
    if (m_lease)
        m_context.leases.release(*m_lease, nullptr, {});
}

QString RescueFlow::owner() const
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME", u"?"_s));
    return core::visibleText(u"%1@%2 (%3 %4)"_s.arg(user, QSysInfo::machineHostName(),
        QCoreApplication::applicationName(), QString::number(QCoreApplication::applicationPid())));
}

void RescueFlow::later(qint64 ms, std::function<void()> then)
{
    QTimer::singleShot(std::chrono::milliseconds(ms), this, std::move(then));
}

void RescueFlow::begin(RescueStage stage)
{
    m_elapsed.start();
    m_outcome.stage = stage;
    m_outcome.steps.append(core::RescueStep { .stage = stage, .error = {}, .detail = {} });
    Q_EMIT progressed(m_outcome.steps.constLast());
}

void RescueFlow::pass(const QString &detail)
{
    core::RescueStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Passed;
    step.detail = detail;
    step.tookMs = m_elapsed.elapsed();
    Q_EMIT progressed(step);
}

void RescueFlow::failStep(const core::Error &error)
{
    core::RescueStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Failed;
    step.error = error;
    step.detail = error.detail;
    step.tookMs = m_elapsed.elapsed();
    qCWarning(rescueLog).noquote() << u"rescue_failed server=\"%1\" stage=%2 error=%3 detail=\"%4\""_s.arg(
        core::visibleText(m_context.profile.name), stageWord(step.stage), core::errorCodeName(error.code),
        core::visibleText(error.detail.left(500)));
    Q_EMIT progressed(step);
}

void RescueFlow::refuse(const core::Error &error)
{
    failStep(error);
    end(RescueResult::Refused, error);
}

void RescueFlow::end(RescueResult result, const std::optional<core::Error> &error)
{
    if (m_noted > 0) {
        noteEnd(result, error); // comes back
        return;
    }
    m_outcome.result = result;
    m_outcome.error = error;
    if (result == RescueResult::Rescued || result == RescueResult::Partly) {
        for (const core::RescueEdit &edit : std::as_const(m_finding.edits)) {
            if (edit.kind == core::RescueEdit::Kind::Disable) {
                m_outcome.disabled += edit.jail;
                m_context.state.noteStoppedOnPurpose(m_context.profile.id, edit.jail);
            }
        }
    }
    qCInfo(rescueLog).noquote() << u"rescue_ended server=\"%1\" kind=%2 result=%3"_s
                                       .arg(core::visibleText(m_context.profile.name))
                                       .arg(int(m_finding.kind))
                                       .arg(int(result));
    if (m_lease)
        m_context.leases.release(*std::exchange(m_lease, std::nullopt), nullptr, {});
    m_context.monitor.probeNow(m_context.profile.id);
    deleteLater();
    Q_EMIT ended(m_outcome);
    m_pending.finish(m_outcome);
}

void RescueFlow::start()
{
    core::Result<bool> may = m_context.gate.mayChange(m_context.profile.id);
    if (may && !m_finding.hasRemedy())
        may = core::failure(core::ErrorCode::NotSupported);
    if (!may) {
        m_pending.finishLater(tl::unexpected(may.error()));
        deleteLater();
        return;
    }
    m_context.leases.acquire(u"change:"_s + core::daemonKey(m_context.profile), owner() + u' ' + m_id, leaseMs, this,
        [this](const core::Result<storage::Lease> &lease) {
            if (!lease) {
                deleteLater();
                m_pending.finish(tl::unexpected(lease.error()));
                return;
            }
            m_lease = *lease;
            begin(RescueStage::Snapshot);
            planFiles();
        });
}

void RescueFlow::planFiles()
{
    m_context.config.read(m_context.profile.id, this, [this](const core::Result<ServerConfiguration> &configuration) {
        if (!configuration) {
            // A daemon can be ended and started without a look at its files; nothing can be written then. But which pid
            // file is its own is known of the usual one only: by a copied one another would be started over the first.
            if (m_finding.edits.isEmpty() && endsDaemon(m_finding.remedy) && hasUsualSocket(m_context.profile))
                findPlace();
            else
                refuse(configuration.error());
            return;
        }
        const config::Configuration &now = configuration->configuration;
        m_pidFile = now.globals().value(u"pidfile"_s).value;
        m_wanted = config::dumpOf(now.stream());
        const auto files = rescueFiles(now.tree(), m_finding.edits);
        if (!files) {
            refuse(files.error());
            return;
        }
        // What was shown is what is written.
        for (const core::RescueEdit &edit : std::as_const(m_finding.edits)) {
            const auto file = std::ranges::find(*files, edit.path, &config::FileEdit::path);
            if (file == files->end() || file->diff != edit.diff) {
                refuse({ core::ErrorCode::ChangedMeanwhile, edit.path });
                return;
            }
        }
        for (const config::FileEdit &file : *files) {
            if (file.changes())
                m_files.append(file);
        }
        findPlace();
    });
}

void RescueFlow::findPlace()
{
    ServerTransaction::place(
        m_context.runner, m_context.profile.socketPath, this, [this](const core::Result<QString> &base) {
            if (!base) {
                refuse(base.error());
                return;
            }
            m_root = *base == rootTransactionBase();
            beginTransaction(*base);
        });
}

void RescueFlow::beginTransaction(const QString &base)
{
    TransactionPlan plan;
    plan.folder = base + u'/' + m_id;
    plan.owner = owner();
    for (const config::FileEdit &file : std::as_const(m_files))
        plan.files += file.path;
    if (m_wanted) { // what it writes changes no action
        plan.rebanBefore = jailsThatTellNobody(*m_wanted);
        plan.rebanAfter = plan.rebanBefore;
    }
    plan.socket = m_context.profile.socketPath;
    plan.pidFile = m_pidFile.startsWith(u'/') ? m_pidFile : QString();
    plan.configDir = configDir(m_context.profile);
    plan.client = clientProgram(m_context.profile);
    plan.startCommand = m_context.startCommand;
    plan.survivesReboot = m_root;
    plan.patienceSeconds = patienceSeconds;
    m_transaction = new ServerTransaction(m_context.runner, plan, this);
    m_transaction->begin(this, [this](const TransactionResult<TransactionBegun> &begun) {
        if (begun)
            onBegun(*begun);
        else
            refuse(begun.error().error); // what is not armed clears itself away
    });
}

void RescueFlow::onBegun(const TransactionBegun &begun)
{
    // A daemon that runs again, or answers again, is not ended: whoever wants that looks anew.
    if (endsDaemon(m_finding.remedy) == begun.daemonAnswers) {
        const core::ErrorCode code = begun.daemonAnswers ? core::ErrorCode::ChangedMeanwhile : core::ErrorCode::Timeout;
        m_transaction->rollback(owner(), this, [this, code](const TransactionResult<TransactionOutcome> &) {
            refuse({ code, u"fail2ban"_s });
        });
        return;
    }
    m_jailsBefore = begun.jailsBefore;
    noteBegin(0);
}

void RescueFlow::arm()
{
    pass(QString::number(m_files.size()));
    begin(RescueStage::Arm);
    m_armedAt = m_context.clock.monotonicMs();
    m_transaction->arm(armSeconds, this, [this](const TransactionResult<TransactionArmed> &armed) {
        if (!armed || armed->remainingSeconds <= 0) {
            takeBack(armed ? core::Error { core::ErrorCode::VerifyFailed, armed->way } : armed.error().error);
            return;
        }
        pass(u"%1 s"_s.arg(armed->remainingSeconds));
        begin(RescueStage::Write);
        write(0);
    });
}

void RescueFlow::write(qsizetype at)
{
    if (at == m_files.size()) {
        QStringList paths;
        for (const config::FileEdit &file : std::as_const(m_files))
            paths += file.path;
        pass(paths.join(u", "_s));
        act();
        return;
    }
    const config::FileEdit &edit = m_files.at(at);
    transport::FileWrite file { .path = edit.path, .content = edit.after.value_or(QByteArray()), .expected = {} };
    file.expected = edit.expectedHash;
    m_written = true;
    m_transaction->write(file, this, [this, at](const TransactionResult<bool> &written) {
        if (written)
            write(at + 1);
        else
            takeBack(written.error().error);
    });
}

void RescueFlow::act()
{
    begin(RescueStage::Act);
    QStringList words;
    if (m_finding.remedy == RescueRemedy::RestartJails) {
        for (const QString &jail : std::as_const(m_finding.comesBack))
            words += u'!' + jail;
    } else if (!endsDaemon(m_finding.remedy)) {
        for (const QString &jail : std::as_const(m_finding.stops))
            words += u'-' + jail;
        for (const QString &jail : std::as_const(m_finding.comesBack))
            words += u'+' + jail;
    }
    const QString verb = endsDaemon(m_finding.remedy) ? u"restart"_s : u"revive"_s;
    // Neither a daemon that is started nor a jail that comes back is to be put down to an activation.
    m_context.recoveries.clearActivation(m_context.profile.id, this, {});
    m_context.state.clearActivationRecord(m_context.profile.id);
    m_context.runner(transactionStep(m_transaction->plan().folder, verb, words, {}, actMs), this,
        [this](const core::Result<transport::CommandResult> &result) { onActed(result); });
}

void RescueFlow::onActed(const core::Result<transport::CommandResult> &result)
{
    const auto answer = result ? transactionAnswer(*result) : tl::unexpected(result.error());
    if (!answer) {
        takeBack(answer.error());
        return;
    }
    if (answer->verdict != TransactionVerdict::Done) {
        const bool isFirst = answer->verdict == TransactionVerdict::WrongArguments && answer->word == "init"_L1;
        takeBack(isFirst ? core::Error { core::ErrorCode::NotSupported, u"PID 1"_s } : transactionError(*answer));
        return;
    }
    m_failedJails = answer->list("failed"_L1);
    m_said = answer->value("output"_L1);
    QString detail = endsDaemon(m_finding.remedy) ? answer->value("how"_L1) + u' ' + answer->value("manager"_L1)
                                                  : m_finding.comesBack.join(u", "_s);
    // Where no database has them: what would be reported anew, and what the time was too short for; "3 of web" each.
    if (const QStringList gone = answer->list("unset"_L1) + answer->list("lifted"_L1); !gone.isEmpty())
        detail += u'\n' + gone.join(u'\n');
    pass(detail);
    begin(RescueStage::Verify);
    m_lookingSince = m_context.clock.monotonicMs();
    nextLook();
}

} // namespace services
