// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_flow.h"

#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/canary_rule.h"
#include "services/change_preflight.h"
#include "services/change_words.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/transaction_runner.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

Q_LOGGING_CATEGORY(changeLog, "change")

constexpr qint64 leaseMs = 15 * 60'000; ///< renewed with every stage

} // namespace

ChangeFlow::ChangeFlow(
    ChangeContext context, ChangeRequest request, core::Pending<ChangeOutcome> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_request(std::move(request))
    , m_pending(std::move(pending))
    , m_id(newChangeId(m_request.kind, m_context.profile.socketPath))
{
}

ChangeFlow::~ChangeFlow()
{
    // BanGUI ends in the middle. Nothing that lasts was made yet: nobody needs to wait until the lease has run out.
    if (m_lease && !m_armed)
        m_context.leases.release(*m_lease, nullptr, {});
}

void ChangeFlow::start()
{
    core::Result<bool> may = m_context.gate.mayChange(m_context.profile.id);
    if (const auto name = protocol::checkedJailName(m_request.jail); may && !name)
        may = tl::unexpected(name.error());
    if (may
        && (m_request.undoAfterSeconds < 5 || m_request.undoAfterSeconds > 3600 || m_request.confirmAfterSeconds < 0
            || m_request.confirmAfterSeconds > 24 * 3600))
        may = core::failure(core::ErrorCode::InvalidArgument, u"seconds"_s);
    if (!may) {
        m_pending.finishLater(tl::unexpected(may.error()));
        deleteLater();
        return;
    }
    m_pending.setOnCancel([guard = QPointer<ChangeFlow>(this)] {
        if (guard)
            guard->cancelSoon();
    });
    // Each flow is an owner of its own, as each reload is.
    m_context.leases.acquire(u"change:"_s + core::daemonKey(m_context.profile), owner() + u' ' + m_id, leaseMs, this,
        [this](const core::Result<storage::Lease> &lease) {
            if (!lease) {
                deleteLater();
                m_pending.finish(tl::unexpected(lease.error()));
                return;
            }
            m_lease = *lease;
            preflight();
        });
}

void ChangeFlow::confirmSoon(const core::Pending<ChangeOutcome> &told)
{
    m_alsoTold.append(told);
    m_confirmNow = true;
}

void ChangeFlow::takeBackSoon(const core::Pending<ChangeOutcome> &told)
{
    m_alsoTold.append(told);
    m_takeBackNow = true;
    cancelSoon();
}

void ChangeFlow::cancelSoon()
{
    m_cancelled = true;
    if (m_planner) // it may wait long for a program that hangs; told later, since nobody is answered from inside a call
        QMetaObject::invokeMethod(m_planner, &ChangePreflight::stop, Qt::QueuedConnection);
}

QString ChangeFlow::owner() const
{
    return u"%1 (%2 %3)"_s.arg(whoIsHere(), core::visibleText(QCoreApplication::applicationName()),
        QString::number(QCoreApplication::applicationPid()));
}

ServerSession *ChangeFlow::session() const
{
    return leadsThere(m_context.servers, m_context.profile) ? m_context.servers.session(m_context.profile.id) : nullptr;
}

void ChangeFlow::later(qint64 ms, Then then)
{
    QTimer::singleShot(std::chrono::milliseconds(ms), this, std::move(then));
}

void ChangeFlow::renewLease(Then then)
{
    m_context.leases.acquire(m_lease->name, m_lease->owner, leaseMs, this,
        [this, then = std::move(then)](const core::Result<storage::Lease> &lease) {
            if (lease)
                m_lease = *lease;
            then(); // the server's own lock still holds
        });
}

void ChangeFlow::begin(ChangeStage stage)
{
    m_elapsed.start();
    m_outcome.stage = stage;
    m_outcome.steps.append(ChangeStep { .stage = stage });
    Q_EMIT progressed(m_outcome.steps.constLast());
}

void ChangeFlow::pass(const QString &detail)
{
    ChangeStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Passed;
    step.detail = detail;
    step.tookMs = m_elapsed.elapsed();
    Q_EMIT progressed(step);
}

void ChangeFlow::skip(ChangeStage stage)
{
    m_outcome.steps.append(ChangeStep { .stage = stage, .result = ChangeStageResult::Skipped });
    Q_EMIT progressed(m_outcome.steps.constLast());
}

void ChangeFlow::failStep(const core::Error &error)
{
    ChangeStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Failed;
    step.error = error;
    step.detail = error.detail;
    step.tookMs = m_elapsed.elapsed();
    qCWarning(changeLog).noquote() << u"change_failed id=%1 stage=%2 error=%3 detail=\"%4\""_s.arg(
        m_id, changeStageName(step.stage), core::errorCodeName(error.code), core::visibleText(error.detail.left(500)));
    Q_EMIT progressed(step);
}

void ChangeFlow::refuse(const core::Error &error)
{
    failStep(error);
    end(ChangeResult::Refused, error);
}

void ChangeFlow::end(ChangeResult result, const core::Error &error)
{
    if (std::exchange(m_noted, false)) {
        noteEnd(result, error); // comes back
        return;
    }
    m_over = true;
    m_outcome.result = result;
    m_outcome.error = error;
    qCInfo(changeLog).noquote() << u"change_ended id=%1 server=\"%2\" jail=\"%3\" result=\"%4\""_s.arg(
        m_id, core::visibleText(m_context.profile.name), core::visibleText(m_request.jail), changeResultName(result));
    if (m_lease)
        m_context.leases.release(*std::exchange(m_lease, std::nullopt), nullptr, {});
    if (result == ChangeResult::Inactive && m_plan.runs)
        m_context.state.noteStoppedOnPurpose(m_context.profile.id, m_request.jail);
    if (m_applied)
        m_context.monitor.probeNow(m_context.profile.id);
    deleteLater();
    Q_EMIT ended(result);
    m_pending.finish(m_outcome);
    for (const core::Pending<ChangeOutcome> &told : std::as_const(m_alsoTold))
        told.finish(m_outcome);
}

void ChangeFlow::preflight()
{
    begin(ChangeStage::Preflight);
    const core::Pending<ChangePlan> pending(this, [this](const core::Result<ChangePlan> &plan) { onPlanned(plan); });
    m_planner = new ChangePreflight(m_context, m_request, pending, this);
    m_planner->start();
}

void ChangeFlow::onPlanned(const core::Result<ChangePlan> &plan)
{
    if (!plan) {
        refuse(plan.error());
        return;
    }
    m_plan = *plan;
    m_outcome.issues = plan->report.issues;
    Q_EMIT planned(plan->preview());
    if (m_request.canary && m_plan.report.passed() && m_plan.canary.kind != CanaryOffer::Kind::Offered)
        refuse({ core::ErrorCode::PreflightFailed, canaryDetail(m_plan.canary) });
    else if (m_plan.nothingToDo)
        lookBeforehand();
    else
        goOn();
}

void ChangeFlow::lookBeforehand()
{
    // The files say what is wanted. Whether the daemon does it, too, is looked at as after a change.
    ServerSession *looking = session();
    if (!looking) {
        refuse({ core::ErrorCode::NoSuchServer, {} });
        return;
    }
    m_jailsBefore = m_plan.jailsBefore;
    look(*looking, [this](const core::Result<QString> &result) {
        if (result) {
            askWhoseItIs();
        } else if (result.error().code == core::ErrorCode::VerifyFailed) {
            goOn(); // nothing is written; it is told to read its files once more
        } else {
            refuse(result.error());
        }
    });
}

/// It may be as it is by a change that nobody has confirmed yet: the server would take it back.
void ChangeFlow::askWhoseItIs()
{
    ServerTransaction::list(m_context.runner, m_context.profile.socketPath, this,
        [this](const core::Result<QList<TransactionStatus>> &statuses) {
            const auto isOpen = [this](const TransactionStatus &status) {
                return isChangeOf(status.id, m_context.profile.socketPath) && !status.isSettled();
            };
            if (statuses) {
                const auto open = std::ranges::find_if(*statuses, isOpen);
                if (open != statuses->cend()) {
                    pass();
                    begin(ChangeStage::Snapshot); // where another change is in the way of any that has something to do
                    refuse({ core::ErrorCode::Busy, open->owner });
                    return;
                }
            } else if (isLinkError(statuses.error().code)) {
                refuse(statuses.error());
                return;
            } // else nobody may change anything there whom we could ask as

            pass();
            end(m_plan.wanted ? ChangeResult::Active : ChangeResult::Inactive);
        });
}

void ChangeFlow::goOn()
{
    if (!m_plan.report.passed()) {
        refuse({ core::ErrorCode::PreflightFailed, {} });
        return;
    }
    if (const auto news = unshownWarning()) { // nobody has been told what it costs
        refuse({ core::ErrorCode::ChangedMeanwhile, *news });
        return;
    }
    if (isCancelled()) {
        refuse({ core::ErrorCode::Cancelled, {} });
        return;
    }
    pass(QString::number(m_plan.report.checks.size()));
    renewLease([this] { snapshot(); });
}

std::optional<QString> ChangeFlow::unshownWarning() const
{
    if (!m_request.shown)
        return std::nullopt;
    for (const PreflightIssue &issue : std::as_const(m_plan.report.issues)) {
        const auto isSame
            = [&issue](const PreflightIssue &known) { return known.kind == issue.kind && known.jail == issue.jail; };
        if (std::ranges::none_of(*m_request.shown, isSame))
            return QString(issue.jail + u' ' + issue.subject).trimmed();
    }
    return std::nullopt;
}

void ChangeFlow::snapshot()
{
    begin(ChangeStage::Snapshot);
    prepareRecord([this] { noteBegin([this] { findProcess(); }); });
}

void ChangeFlow::findProcess()
{
    m_context.hosts.reader(m_context.profile)
        .peer(m_context.profile.socketPath, this, [this](const core::Result<core::ProcessIdentity> &peer) {
            if (!peer) {
                refuse(peer.error());
                return;
            }
            m_process = *peer;
            findPlace();
        });
}

void ChangeFlow::findPlace()
{
    if (m_plan.root) {
        beginTransaction(rootTransactionBase());
        return;
    }
    ServerTransaction::place(
        m_context.runner, m_context.profile.socketPath, this, [this](const core::Result<QString> &base) {
            if (base)
                beginTransaction(*base);
            else
                refuse(base.error());
        });
}

void ChangeFlow::beginTransaction(const QString &base)
{
    TransactionPlan plan;
    plan.folder = base + u'/' + m_id;
    plan.owner = owner();
    plan.jails = { m_request.jail };
    for (const config::DumpedJail &other : std::as_const(m_plan.others))
        plan.jails += other.name;
    plan.files = { m_plan.file.path };
    plan.rebanBefore = m_plan.rebanBefore;
    plan.rebanAfter = m_plan.rebanAfter;
    plan.socket = m_context.profile.socketPath;
    plan.pidFile = m_plan.pidFile.startsWith(u'/') ? m_plan.pidFile : QString();
    plan.configDir = configDir(m_context.profile);
    plan.client = clientProgram(m_context.profile);
    plan.startCommand = m_context.startCommand;
    plan.restartJails = (m_plan.runs || !m_plan.others.isEmpty()) && !m_plan.restartReason.isEmpty();
    plan.survivesReboot = m_plan.root;
    m_transaction = new ServerTransaction(m_context.runner, plan, this);
    m_transaction->begin(this, [this](const TransactionResult<TransactionBegun> &begun) { onBegun(begun); });
}

void ChangeFlow::onBegun(const TransactionResult<TransactionBegun> &begun)
{
    // What is not armed clears itself away on the server; sooner with this.
    const auto clearAway = [this](const core::Error &error) {
        m_transaction->rollback(
            owner(), this, [this, error](const TransactionResult<TransactionOutcome> &) { refuse(error); });
    };
    if (!begun) {
        if (begun.error().answer)
            refuse(begun.error().error);
        else
            clearAway(begun.error().error);
        return;
    }
    m_jailsBefore = begun->jailsBefore;
    if (!begun->daemonAnswers) {
        clearAway({ core::ErrorCode::Timeout, u"fail2ban-client"_s });
    } else if (!begun->daemon.isKnown()) {
        // Without its process the timer there could neither end nor start it.
        clearAway({ core::ErrorCode::NotSupported, u"pidfile "_s + m_plan.pidFile });
    } else if (m_process.isKnown() && begun->daemon != m_process) {
        // Another daemon's, or a new one: its end or its start would not be that of the one that is looked at.
        clearAway({ core::ErrorCode::ChangedMeanwhile, u"process %1, %2"_s.arg(m_process.pid).arg(begun->daemon.pid) });
    } else if (std::ranges::any_of(
                   m_plan.jailsBefore, [this](const QString &jail) { return !m_jailsBefore.contains(jail); })
        || m_jailsBefore.contains(m_request.jail) != m_plan.runs) {
        clearAway({ core::ErrorCode::ChangedMeanwhile, m_jailsBefore.join(u", "_s) });
    } else if (isCancelled()) {
        clearAway({ core::ErrorCode::Cancelled, {} });
    } else {
        pass(QString::number(m_jailsBefore.size()));
        arm();
    }
}

} // namespace services
