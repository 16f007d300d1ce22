// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rescue_service_impl.h"

#include "config/config_edit.h"
#include "core/visible_text.h"
#include "services/change_service.h"
#include "services/command_gate.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/transaction_runner.h"
#include "services/undo_stack.h"
#include "storage/rescue_finding_repository.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

core::Receipt undoReceipt(core::Receipt receipt, const core::Result<ChangeOutcome> &outcome)
{
    if (!outcome) {
        receipt.result = core::ReceiptResult::Failed;
        receipt.error = outcome.error();
    } else if (outcome->result != ChangeResult::Active && outcome->result != ChangeResult::Inactive) {
        receipt.result
            = outcome->result == ChangeResult::Refused ? core::ReceiptResult::Refused : core::ReceiptResult::Failed;
        receipt.error = outcome->error;
    }
    return receipt;
}

/// What every look finds again as long as it is so. A daemon that freezes or loses all its jails does so anew.
bool comesBackUnasked(core::RescueKind kind)
{
    return kind == core::RescueKind::LostJails || kind == core::RescueKind::NoActions;
}

} // namespace

RescueServiceImpl::RescueServiceImpl(const RescueServiceContext &context, QObject *parent)
    : RescueService(parent)
    , m_context(context)
{
}

RescueServiceImpl::~RescueServiceImpl() = default;

core::RequestHandle RescueServiceImpl::examine(
    core::ServerId server, const QObject *context, core::Handler<core::RescueReport> handler)
{
    const core::Pending<core::RescueReport> pending(context, std::move(handler));
    const auto profile = m_context.servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    auto *flow = new RescueExamination({ m_context.state, m_context.servers, m_context.hosts, m_context.config,
                                           m_context.clock, *profile, m_restored.value(server) },
        pending, this);
    flow->start();
    return pending.handle();
}

core::RequestHandle RescueServiceImpl::carryOut(core::ServerId server, const core::RescueFinding &finding,
    const QObject *context, core::Handler<core::RescueOutcome> handler)
{
    const core::Pending<core::RescueOutcome> pending(context, std::move(handler));
    const auto profile = m_context.servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    RescueContext rescue { .state = m_context.state,
        .servers = m_context.servers,
        .hosts = m_context.hosts,
        .config = m_context.config,
        .gate = m_context.gate,
        .monitor = m_context.monitor,
        .recoveries = m_context.recoveries,
        .leases = m_context.leases,
        .clock = m_context.clock,
        .profile = *profile,
        .runner = runnerAt(m_context.gate, m_context.servers, *profile),
        .startCommand = profile->startCommand.isEmpty() ? m_startCommand : profile->startCommand,
        .holdMs = m_holdMs,
        .history = m_context.history };
    if (m_wrapRunner)
        rescue.runner = m_wrapRunner(std::move(rescue.runner));
    auto *flow = new RescueFlow(std::move(rescue), finding, pending, this);
    connect(flow, &RescueFlow::progressed, this,
        [this, server](const core::RescueStep &step) { Q_EMIT progressed(server, step); });
    m_carryingOut.insert(server);
    connect(flow, &RescueFlow::ended, this, [this, server, flow](const core::RescueOutcome &outcome) {
        pushUndo(server, outcome, flow->files());
        if (outcome.result == core::RescueResult::Rescued)
            setKnown(server, {});
        // While it ran it was open on the server, as every change is.
        Q_EMIT m_context.changes.openChangesChanged(server);
        Q_EMIT ended(server, outcome);
    });
    connect(flow, &QObject::destroyed, this, [this, server] {
        m_carryingOut.remove(server);
        if (m_known.contains(server) || m_due.contains(server))
            lookSoon(server);
    });
    flow->start();
    return pending.handle();
}

void RescueServiceImpl::watch(qint64 delayMs, const ProtectionWatch::Timing &timing)
{
    if (std::exchange(m_delayMs, delayMs) != 0)
        return;
    connect(&m_context.state, &RuntimeState::statusChanged, this, &RescueServiceImpl::onStatus);
    connect(&m_context.state, &RuntimeState::serverRemoved, this, [this](core::ServerId server) {
        m_dismissed.remove(server);
        m_due.remove(server);
        setKnown(server, {});
    });
    m_protection
        = std::make_unique<ProtectionWatch>(ProtectionWatch::Context { m_context.state, m_context.servers,
                                                m_context.monitor, m_context.config, m_context.clock, m_context.audit },
            std::function<double()>(), timing);
    connect(m_protection.get(), &ProtectionWatch::looked, this, &RescueServiceImpl::onLooked);
    restore();
}

void RescueServiceImpl::noteReload(core::ServerId server)
{
    if (m_protection)
        m_protection->noteReload(server);
}

void RescueServiceImpl::restore()
{
    if (!m_context.findings)
        return;
    m_context.findings->all(this, [this](const core::Result<QHash<core::ServerId, QString>> &stored) {
        const QHash<core::ServerId, QString> all = stored.value_or(QHash<core::ServerId, QString>());
        for (auto at = all.cbegin(); at != all.cend(); ++at) {
            if (!m_context.servers.profile(at.key()))
                continue;
            if (!m_stored.contains(at.key()))
                m_stored.insert(at.key(), at.value());
            remember(at.key(), memoryFromStore(at.value()));
        }
    });
}

void RescueServiceImpl::remember(core::ServerId server, const RescueMemory &memory)
{
    if (!memory.dismissed.isEmpty() && !m_dismissed.contains(server))
        m_dismissed.insert(server, memory.dismissed);
    if (memory.lookDue) {
        m_due.insert(server);
        m_lookAgain.insert(server);
    }
    // What was seen meanwhile is newer.
    if (memory.known.isEmpty() || m_known.contains(server))
        return;
    for (const core::RescueFinding &finding : memory.known)
        m_restored[server] += finding.jails;
    m_lookAgain.insert(server);
    m_known.insert(server, memory.known);
    Q_EMIT knownChanged(server);
}

void RescueServiceImpl::dismiss(core::ServerId server)
{
    QList<core::RescueFinding> &dismissed = m_dismissed[server];
    for (const core::RescueFinding &finding : m_known.value(server)) {
        if (!comesBackUnasked(finding.kind))
            continue;
        dismissed.removeIf([&finding](const core::RescueFinding &one) { return one.kind == finding.kind; });
        dismissed.append(finding);
    }
    if (dismissed.isEmpty())
        m_dismissed.remove(server);
    m_due.remove(server);
    setKnown(server, {});
}

bool RescueServiceImpl::isDismissed(core::ServerId server, const core::RescueFinding &finding) const
{
    const QList<core::RescueFinding> dismissed = m_dismissed.value(server);
    return std::ranges::any_of(dismissed, [&finding](const core::RescueFinding &one) {
        return one.kind == finding.kind
            && std::ranges::all_of(finding.jails, [&one](const QString &jail) { return one.jails.contains(jail); });
    });
}

/// Of what was dismissed, that which is still so: it must be told when it happens again.
void RescueServiceImpl::keepDismissed(
    core::ServerId server, core::RescueKind kind, const std::function<bool(const QString &)> &isSo)
{
    const auto found = m_dismissed.find(server);
    if (found == m_dismissed.end())
        return;
    bool isLess = false;
    for (core::RescueFinding &finding : *found) {
        if (finding.kind == kind)
            isLess = finding.jails.removeIf([&isSo](const QString &jail) { return !isSo(jail); }) > 0 || isLess;
    }
    if (!isLess)
        return;
    found->removeIf([](const core::RescueFinding &finding) { return finding.jails.isEmpty(); });
    if (found->isEmpty())
        m_dismissed.erase(found);
    store(server);
}

void RescueServiceImpl::store(core::ServerId server)
{
    // The servers of one process only have no row.
    if (!m_context.findings || server.value <= 0)
        return;
    const QString text = storedMemory({ m_known.value(server), m_dismissed.value(server), m_due.contains(server) });
    if (text == m_stored.value(server))
        return;
    if (text.isEmpty())
        m_stored.remove(server);
    else
        m_stored.insert(server, text);
    m_context.findings->set(server, text, nullptr, {});
}

void RescueServiceImpl::setKnown(core::ServerId server, const QList<core::RescueFinding> &findings)
{
    const QList<core::RescueFinding> before = m_known.take(server);
    if (!findings.isEmpty())
        m_known.insert(server, findings);
    const bool same = before.isEmpty() || findings.isEmpty()
        ? before.isEmpty() && findings.isEmpty()
        : before.size() == findings.size() && before.constFirst().kind == findings.constFirst().kind
            && before.constFirst().jails == findings.constFirst().jails;
    if (findings.isEmpty()) {
        m_lookAgain.remove(server);
        m_restored.remove(server);
    }
    store(server);
    if (!same)
        Q_EMIT knownChanged(server);
}

void RescueServiceImpl::onStatus(
    core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after)
{
    const auto became
        = [&](core::AttentionReason reason) { return after.attention == reason && before.attention != reason; };
    const QSet<QString> onPurpose = m_context.state.stoppedOnPurpose(server);
    const bool lost = std::ranges::any_of(
        before.jails, [&](const QString &jail) { return !after.jails.contains(jail) && !onPurpose.contains(jail); });
    const bool other = m_known.contains(server) && (before.jails != after.jails || before.state != after.state);
    if (before.jails != after.jails)
        keepDismissed(
            server, core::RescueKind::LostJails, [&after](const QString &jail) { return !after.jails.contains(jail); });
    // What an earlier process has found may be over long since.
    const bool again = m_lookAgain.contains(server) && after.lastOutcome == core::ProbeOutcome::Answered
        && after.checkedAt != before.checkedAt;
    if (again)
        m_lookAgain.remove(server);
    if (lost)
        noticeLoss(server);
    else if (other || again || became(core::AttentionReason::NoJails) || became(core::AttentionReason::FrozenTooLong))
        lookSoon(server);
}

void RescueServiceImpl::onLooked(core::ServerId server, const QStringList &withoutActions, const QStringList &missing)
{
    keepDismissed(server, core::RescueKind::NoActions,
        [&withoutActions](const QString &jail) { return withoutActions.contains(jail); });
    QStringList told;
    QStringList toldMissing;
    for (const core::RescueFinding &finding : m_known.value(server))
        (finding.kind == core::RescueKind::NoActions ? told : toldMissing) += finding.jails;
    const auto isNews = [](const QStringList &jails, const QStringList &known) {
        return std::ranges::any_of(jails, [&known](const QString &jail) { return !known.contains(jail); });
    };
    core::RescueFinding inert;
    inert.kind = core::RescueKind::NoActions;
    inert.jails = withoutActions;
    core::RescueFinding lost;
    lost.kind = core::RescueKind::LostJails;
    lost.jails = missing;
    if ((isNews(withoutActions, told) && !isDismissed(server, inert))
        || (isNews(missing, toldMissing) && !isDismissed(server, lost)))
        noticeLoss(server);
    else if (isNews(told, withoutActions))
        lookSoon(server); // some have them again
}

/// Kept until a look has told what it is: BanGUI may end before.
void RescueServiceImpl::noticeLoss(core::ServerId server)
{
    if (m_delayMs != 0 && !m_due.contains(server)) {
        m_due.insert(server);
        store(server);
    }
    lookSoon(server);
}

void RescueServiceImpl::lookSoon(core::ServerId server)
{
    if (m_examining.contains(server))
        m_again.insert(server);
    if (m_delayMs == 0 || m_looking.contains(server))
        return;
    m_looking.insert(server);
    QTimer::singleShot(std::chrono::milliseconds(m_delayMs), this, [this, server] { look(server); });
}

void RescueServiceImpl::look(core::ServerId server)
{
    if (m_carryingOut.contains(server) || m_context.state.pendingRecovery(server)) {
        m_looking.remove(server);
        return;
    }
    m_examining.insert(server);
    examine(server, this, [this, server](const core::Result<core::RescueReport> &report) {
        m_looking.remove(server);
        m_examining.remove(server);
        if (m_again.remove(server)) {
            lookSoon(server);
            return;
        }
        if (m_carryingOut.contains(server))
            return;
        if (!report || (!report->answers && report->findings.isEmpty())) { // busy says nothing of what is missing
            if (m_due.contains(server))
                m_lookAgain.insert(server);
            return;
        }
        m_restored.remove(server);
        m_due.remove(server);
        QList<core::RescueFinding> findings = report->findings;
        findings.removeIf([this, server](const core::RescueFinding &finding) {
            return finding.kind == core::RescueKind::Down || finding.kind == core::RescueKind::Crashed
                || isDismissed(server, finding);
        });
        setKnown(server, findings);
    });
}

/// What was written can be taken back: as a change with a preflight of its own, so that an undo that would stop the
/// daemon again is refused. That the daemon runs again is not taken back.
void RescueServiceImpl::pushUndo(
    core::ServerId server, const core::RescueOutcome &outcome, const QList<config::FileEdit> &files)
{
    if (outcome.result != core::RescueResult::Rescued && outcome.result != core::RescueResult::Partly)
        return;
    for (const config::FileEdit &file : files) {
        core::Receipt receipt;
        receipt.server = server;
        receipt.serverName = m_context.servers.nameOf(server);
        const QString name = file.path.section(u'/', -1);
        receipt.jail = name.sliced(QLatin1StringView("zz-bangui-").size()).chopped(QLatin1StringView(".local").size());
        ChangeRequest request;
        request.server = server;
        request.jail = receipt.jail;
        request.kind = ChangeKind::Edit;
        request.confirmAfterSeconds = m_undoConfirmSeconds;
        request.text = file.before.value_or(QByteArray());
        request.expected = config::fileHash(file.after);
        m_context.undo.push({ .kind = UndoKind::Rescue,
            .subject = receipt.jail,
            .value = receipt.serverName,
            .servers = 1,
            .changes = { server },
            .jails = 1,
            .limits = {},
            .at = m_context.clock.nowMs(),
            .change = request,
            .undo
            = [this, request, receipt](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
                  const core::Pending<QList<core::Receipt>> pending(undoContext, std::move(undoHandler));
                  m_context.changes.make(request, this, [pending, receipt](const core::Result<ChangeOutcome> &result) {
                      pending.finish(QList<core::Receipt> { undoReceipt(receipt, result) });
                  });
                  return pending.handle();
              } });
    }
}

} // namespace services
