// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_service_impl.h"

#include "protocol/commands.h"
#include "services/ban_warnings.h"
#include "services/command_gate.h"
#include "services/gather.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/step_list.h"
#include "services/undo_stack.h"

namespace services {

BanServiceImpl::BanServiceImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, HealthMonitor &monitor,
    UndoStack &undo, const core::Clock &clock, OwnAddresses own, QObject *parent)
    : BanService(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
    , m_undo(undo)
    , m_clock(clock)
    , m_own(std::move(own))
    , m_lists(state, servers, monitor, clock)
{
    connect(&m_lists, &BanLists::bansChanged, this, &BanService::bansChanged);
    connect(&m_lists, &BanLists::snapshotChanged, this, &BanService::snapshotChanged);
}

BanServiceImpl::~BanServiceImpl() = default;

void BanServiceImpl::refresh(core::ServerId server)
{
    m_lists.refresh(server, this, {});
}

core::RequestHandle BanServiceImpl::fetch(
    const QList<core::ServerId> &servers, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const auto gather = Gather::create(this, [pending] { pending.finish(true); });
    for (const core::ServerId server : servers)
        m_lists.refresh(server, this, [ticket = gather->ticket()](const core::Result<bool> &) { ticket->done(); });
    gather->seal();
    return pending.handle();
}

QStringList BanServiceImpl::jailsOn(core::ServerId server, const QStringList &wanted) const
{
    const QStringList known = m_state.status(server).jails;
    QStringList jails;
    for (const QString &jail : wanted) {
        if (known.contains(jail))
            jails += jail;
    }
    // Nothing known, or none of them there: the server itself shall say so.
    return jails.isEmpty() ? wanted : jails;
}

core::RequestHandle BanServiceImpl::previewBan(
    const BanRequest &request, const QObject *context, core::Handler<BanPreview> handler)
{
    const core::Pending<BanPreview> pending(context, std::move(handler));
    const auto preview = std::make_shared<BanPreview>();
    const QSet<core::IpNetwork> wanted(request.targets.begin(), request.targets.end());
    preview->servers = static_cast<int>(request.servers.size());
    const auto gather = Gather::create(this, [this, pending, preview, targets = request.targets] {
        // Last: by which address a server behind ssh knows us is told by the connection that its answers came over.
        const QList<core::IpAddress> own = m_own();
        QList<BanWarning> warnings;
        for (const core::IpNetwork &target : targets)
            warnings += addressWarnings(target, own);
        preview->warnings = warnings + preview->warnings;
        pending.finish(*preview);
    });
    QSet<QString> jails;
    for (const core::ServerId server : request.servers) {
        const core::ServerStatus &status = m_state.status(server);
        ServerSession *session = m_servers.session(server);
        if (!session || status.online == std::optional(false))
            preview->warnings.append({ .kind = BanWarning::Kind::Unreachable, .server = server });
        for (const QString &jail : request.jails) {
            if (status.lastGoodAt != 0 && !status.jails.contains(jail)) {
                preview->warnings.append({ .kind = BanWarning::Kind::JailMissing, .server = server, .jail = jail });
                continue;
            }
            jails.insert(jail);
            preview->bans += request.targets.size();
            const JailBans &known = m_lists.snapshot(server).jails.value(jail);
            if (known.bans) {
                for (const core::Ban &ban : *known.bans) {
                    const auto *network = std::get_if<core::IpNetwork>(&ban.target);
                    if (network && wanted.contains(*network))
                        preview->warnings.append(
                            { BanWarning::Kind::AlreadyBanned, server, jail, network->toString(), {} });
                }
            }
            if (!session)
                continue;
            session->submit(protocol::jailProperty(jail, QStringLiteral("ignoreip")), this,
                [ticket = gather->ticket(), preview, request, server, jail](const core::Result<QVariant> &ignored) {
                    if (ignored) {
                        const QList<IgnoredNetwork> networks = ignoredNetworks(ignored->toStringList());
                        for (const core::IpNetwork &target : request.targets)
                            preview->warnings += ignoreWarnings(target, server, jail, networks);
                    }
                    ticket->done();
                });
        }
    }
    preview->jails = static_cast<int>(jails.size());
    gather->seal();
    return pending.handle();
}

core::RequestHandle BanServiceImpl::ban(
    const BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
    const bool prefixZero
        = std::ranges::any_of(request.targets, [](const core::IpNetwork &t) { return t.prefix() == 0; });
    if (prefixZero || request.targets.isEmpty() || request.jails.isEmpty()) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument));
        return pending.handle();
    }
    StepList list(BanStep::Kind::Ban);
    for (const core::ServerId server : request.servers) {
        for (const QString &jail : jailsOn(server, request.jails)) {
            for (const core::IpNetwork &target : request.targets)
                list.add(server, jail, target.toString());
        }
    }
    const core::Pending<QList<core::Receipt>> inner(this, [this, pending](core::Result<QList<core::Receipt>> receipts) {
        if (receipts) {
            StepList undo(BanStep::Kind::Unban);
            for (const core::Receipt &receipt : *receipts) {
                if (receipt.result == core::ReceiptResult::Done)
                    undo.add(receipt.server, receipt.jail, receipt.target);
            }
            pushUndo(true, *receipts, undo.steps());
        }
        pending.finish(std::move(receipts));
    });
    run(list.steps(), inner);
    return pending.handle();
}

void BanServiceImpl::run(QList<BanStep> steps, const core::Pending<QList<core::Receipt>> &pending)
{
    for (BanStep &step : steps) {
        const auto profile = m_servers.profile(step.server);
        if (step.place.isEmpty() && profile)
            step.place = core::daemonKey(*profile);
    }
    auto *change = new BanChange(m_state, m_servers, m_gate, std::move(steps), pending, this); // deletes itself
    connect(change, &BanChange::progressed, this, &BanService::progressed);
    connect(change, &BanChange::jailsTouched, this, [this](core::ServerId server, const QStringList &jails) {
        if (jails.isEmpty())
            refresh(server);
        else
            m_lists.refreshJails(server, jails);
    });
    change->start();
}

void BanServiceImpl::pushUndo(bool ban, const QList<core::Receipt> &receipts, const QList<BanStep> &undoSteps)
{
    // Only what the server really did can be taken back.
    QSet<QString> done;
    QSet<core::ServerId> servers;
    QSet<QString> jails;
    bool all = false;
    qint64 bans = 0;
    for (const core::Receipt &receipt : receipts) {
        // An unban of all whose answer got lost may have happened; bans that stand after all are only prolonged.
        const bool perhaps = !ban && receipt.target.isEmpty() && outcomeUnknown(receipt);
        if (receipt.result != core::ReceiptResult::Done && !perhaps)
            continue;
        all = all || receipt.target.isEmpty();
        done.insert(QString::number(receipt.server.value) + QChar(0) + receipt.jail + QChar(0) + receipt.target);
        servers.insert(receipt.server);
        if (!receipt.jail.isEmpty())
            jails.insert(receipt.jail);
        ++bans;
    }
    QList<BanStep> steps;
    qint64 listed = 0;
    for (BanStep step : undoSteps) {
        const QString prefix = QString::number(step.server.value) + QChar(0);
        if (!done.contains(prefix + QChar(0))) { // not an unban of all: target by target
            step.targets.removeIf(
                [&](const QString &target) { return !done.contains(prefix + step.jail + QChar(0) + target); });
        }
        listed += step.targets.size();
        if (const auto profile = m_servers.profile(step.server))
            step.place = core::daemonKey(*profile);
        jails.insert(step.jail);
        if (!step.targets.isEmpty())
            steps.append(step);
    }
    if (steps.isEmpty())
        return;
    const bool one = listed == 1;
    m_undo.push({ .kind = ban ? UndoKind::Ban : (all ? UndoKind::UnbanAll : UndoKind::Unban),
        .subject = one ? steps.first().targets.first() : QString(),
        .bans = listed,
        .servers = static_cast<int>(servers.size()),
        .jails = static_cast<int>(jails.size()),
        .limits = ban ? QList<UndoLimit> { UndoLimit::Escalation, UndoLimit::History }
                      : QList<UndoLimit> { UndoLimit::BanStart, UndoLimit::Escalation, UndoLimit::History },
        .at = m_clock.nowMs(),
        .undo = [this, steps](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
            run(steps, pending);
            return pending.handle();
        } });
}

} // namespace services
