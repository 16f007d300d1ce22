// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_service_impl.h"

#include "protocol/commands.h"
#include "services/ban_receipts.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/gather.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/jail_detail_fetch.h"
#include "services/jail_reload.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/tuning.h"
#include "services/undo_stack.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// What a cheap poll does not tell stays as it was known.
void keepKnown(core::Jail &jail, const core::Jail &before)
{
    if (!jail.backend)
        jail.backend = before.backend;
    if (!jail.files)
        jail.files = before.files;
    if (!jail.journalMatches)
        jail.journalMatches = before.journalMatches;
}

const core::Jail *find(const QList<core::Jail> &jails, const QString &name)
{
    const auto found = std::ranges::find(jails, name, &core::Jail::name);
    return found == jails.end() ? nullptr : &*found;
}

} // namespace

JailServiceImpl::JailServiceImpl(const JailServiceContext &context, QObject *parent)
    : JailService(parent)
    , m_context(context)
{
    connect(&m_context.monitor, &HealthMonitor::jailsObserved, this, &JailServiceImpl::observe);
    connect(&m_context.state, &RuntimeState::statusChanged, this,
        [this](core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after) {
            if (before.identity == after.identity && before.version == after.version)
                return;
            // Another process or version: nothing that was tuned or learnt of the old one holds.
            m_data[id].runtimeChanges.clear();
            m_data[id].unsupported->clear();
            for (core::Jail &jail : m_data[id].snapshot.jails) { // see keepKnown()
                jail.backend.reset();
                jail.files.reset();
                jail.journalMatches.reset();
            }
        });
    connect(&m_context.servers, &ServerRegistry::serverAboutToBeRemoved, this,
        [this](core::ServerId id) { m_data.erase(id); });
}

JailServiceImpl::~JailServiceImpl() = default;

const JailSnapshot &JailServiceImpl::snapshot(core::ServerId server) const
{
    static const JailSnapshot none;
    const auto found = m_data.find(server);
    return found == m_data.end() ? none : found->second.snapshot;
}

void JailServiceImpl::observe(core::ServerId server, const QList<core::Jail> &jails)
{
    PerServer &data = m_data[server];
    QList<core::Jail> merged = jails;
    for (core::Jail &jail : merged) {
        if (const core::Jail *before = find(data.snapshot.jails, jail.name))
            keepKnown(jail, *before);
    }
    std::ranges::sort(merged, {}, &core::Jail::name);
    data.snapshot.jails = merged;
    data.snapshot.fetchedAt = m_context.clock.nowMs();
    data.snapshot.error.reset();
    Q_EMIT jailsChanged(server);
}

void JailServiceImpl::refresh(core::ServerId server)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session)
        return;
    PerServer &data = m_data[server];
    data.snapshot.loading = true;
    Q_EMIT jailsChanged(server);
    session->submit(protocol::status(), this, [this, server](const core::Result<protocol::StatusReply> &status) {
        if (status)
            fetchJails(server, status->jails);
        else
            refreshFailed(server, status.error());
    });
}

void JailServiceImpl::refreshFailed(core::ServerId server, const core::Error &error)
{
    PerServer &data = m_data[server];
    data.snapshot.loading = false;
    data.snapshot.error = error;
    Q_EMIT jailsChanged(server);
}

void JailServiceImpl::fetchJails(core::ServerId server, const QStringList &names)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session)
        return;
    const quint64 run = ++m_data[server].refreshRun;
    const auto fetched = std::make_shared<QList<core::Jail>>();
    const auto error = std::make_shared<std::optional<core::Error>>();
    const auto gather = Gather::create(this, [this, server, run, fetched, error] {
        PerServer &data = m_data[server];
        if (run != data.refreshRun)
            return; // a newer refresh answers
        if (*error) {
            refreshFailed(server, **error);
            return;
        }
        data.snapshot.loading = false;
        // `status J` does not name the backend; what `stats` told stays.
        observe(server, *fetched);
    });
    for (const QString &name : names) {
        session->submit(protocol::jailStatus(name, protocol::StatusFlavour::Short), this,
            [fetched, error, name, ticket = gather->ticket()](const core::Result<protocol::JailStatusReply> &status) {
                if (status) {
                    fetched->append(status->jail);
                    fetched->last().name = name;
                } else if (status.error().code != core::ErrorCode::UnknownJail) { // stopped meanwhile: simply not there
                    *error = status.error();
                }
                ticket->done();
            });
    }
    gather->seal();
}

core::RequestHandle JailServiceImpl::fetchDetail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::JailDetail> handler)
{
    const core::Pending<core::JailDetail> pending(context, std::move(handler));
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    const core::Pending<core::JailDetail> inner(
        this, [this, server, jail, pending](core::Result<core::JailDetail> detail) {
            if (detail) {
                if (const core::Jail *known = find(m_data[server].snapshot.jails, jail))
                    keepKnown(detail->jail, *known);
            }
            pending.finish(std::move(detail));
        });
    // Parented to the session: it dies with the server.
    auto *fetch = new JailDetailFetch(*session, jail, m_data[server].unsupported, m_context.clock, inner, session);
    fetch->start();
    return pending.handle();
}

core::Receipt JailServiceImpl::receiptFor(core::ServerId server, const QString &jail) const
{
    core::Receipt receipt;
    receipt.server = server;
    receipt.serverName = m_context.servers.nameOf(server);
    receipt.jail = jail;
    return receipt;
}

core::RequestHandle JailServiceImpl::previewStop(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<StopPreview> handler)
{
    const core::Pending<StopPreview> pending(context, std::move(handler));
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    session->submit(protocol::status(), this,
        [pending, server, jail, guarded = QPointer<ServerSession>(session), this](
            const core::Result<protocol::StatusReply> &status) {
            if (!status || !guarded) {
                pending.finish(status ? core::failure(core::ErrorCode::Cancelled) : tl::unexpected(status.error()));
                return;
            }
            if (!status->jails.contains(jail)) {
                pending.finish(core::failure(core::ErrorCode::UnknownJail, jail));
                return;
            }
            const bool last = status->jails.size() == 1;
            guarded->submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), this,
                [this, server, pending, jail, last](const core::Result<protocol::JailStatusReply> &reply) {
                    if (!reply)
                        pending.finish(tl::unexpected(reply.error()));
                    else
                        rehearseStart(server, { jail, reply->jail.currentlyBanned, last }, pending);
                });
        });
    return pending.handle();
}

void JailServiceImpl::rehearseStart(
    core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending)
{
    ServerSession *session = m_context.servers.session(server);
    const auto profile = m_context.servers.profile(server);
    if (!session || !profile) {
        pending.finish(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    const core::Pending<core::Receipt> inner(
        this, [this, server, preview, pending](const core::Result<core::Receipt> &found) {
            StopPreview told = preview;
            if (found) {
                told.restart = Restart::Yes;
            } else {
                told.restartError = found.error();
                if (found.error().code == core::ErrorCode::UnknownJail)
                    told.restart = Restart::NotEnabled;
                else if (found.error().code == core::ErrorCode::PreflightFailed)
                    told.restart = Restart::Refused;
            }
            m_data[server].restarts.insert(told.jail, told.restart);
            pending.finish(told);
        });
    auto *flow
        = new JailReload({ m_context.state, *session, m_context.hosts.reader(*profile), m_context.gate,
                             m_context.monitor, m_context.recoveries, m_context.leases, m_context.clock, *profile },
            preview.jail, inner, this); // deletes itself
    flow->rehearse();
}

core::RequestHandle JailServiceImpl::stopJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> pending(context, std::move(handler));
    const auto activation = m_context.state.activation(server);
    if (!m_context.gate.mayChange(server) || !activation || !activation->jailsBefore.contains(jail)) {
        sendStop(server, jail, std::nullopt, pending);
        return pending.handle();
    }
    // Stored first: after a crash, too, the jail must not be taken for one that the activation cost; nor the ones that
    // were stopped before it, which are in the record of this process still.
    core::ActivationRecord before = *activation;
    for (const QString &stopped : m_context.state.stoppedOnPurpose(server))
        before.jailsBefore.removeAll(stopped);
    core::ActivationRecord without = before;
    without.jailsBefore.removeAll(jail);
    m_context.recoveries.recordActivation(
        without, this, [this, server, jail, before, pending](const core::Result<core::ActivationRecord> &stored) {
            if (stored)
                sendStop(server, jail, before, pending);
            else
                pending.finish(tl::unexpected(stored.error()));
        });
    return pending.handle();
}

void JailServiceImpl::sendStop(core::ServerId server, const QString &jail,
    const std::optional<core::ActivationRecord> &before, const core::Pending<core::Receipt> &pending)
{
    // Said before it is done: a probe between the command and its answer must not take the jail for lost.
    if (m_context.gate.mayChange(server))
        m_context.state.noteStoppedOnPurpose(server, jail);
    m_context.gate.submit(server, protocol::stopJail(jail), this,
        [this, pending, server, jail, before](const core::Result<QVariant> &reply) {
            if (!reply) {
                if (reply.error().code != core::ErrorCode::Cancelled && !mayHaveHappened(reply.error().code)) {
                    // It runs on, and its loss would be one.
                    m_context.state.forgetStoppedOnPurpose(server, jail);
                    const auto now = m_context.state.activation(server);
                    if (before && now && now->at == before->at)
                        m_context.recoveries.recordActivation(*before, this, {});
                }
                pending.finish(tl::unexpected(reply.error()));
                return;
            }
            m_data[server].runtimeChanges.remove(jail);
            pushStopUndo(server, jail);
            refresh(server);
            m_context.monitor.probeNow(server);
            pending.finish(receiptFor(server, jail));
        });
}

void JailServiceImpl::pushStopUndo(core::ServerId server, const QString &jail)
{
    const Restart restart = m_data[server].restarts.take(jail);
    if (restart == Restart::NotEnabled || restart == Restart::Refused)
        return; // the preview has said so; an undo that cannot work is none
    QList<UndoLimit> limits { UndoLimit::BanStart };
    if (restart == Restart::Unknown)
        limits.prepend(UndoLimit::Restart);
    m_context.undo.push({ .kind = UndoKind::StopJail,
        .subject = jail,
        .servers = 1,
        .jails = 1,
        .limits = limits,
        .at = m_context.clock.nowMs(),
        .undo = [this, server, jail](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
            reloadJail(server, jail, this, [pending](const core::Result<core::Receipt> &receipt) {
                if (receipt)
                    pending.finish(QList<core::Receipt> { *receipt });
                else
                    pending.finish(tl::unexpected(receipt.error()));
            });
            return pending.handle();
        } });
}

core::RequestHandle JailServiceImpl::reloadJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> pending(context, std::move(handler));
    ServerSession *session = m_context.servers.session(server);
    const auto profile = m_context.servers.profile(server);
    if (!session || !profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    auto *flow
        = new JailReload({ m_context.state, *session, m_context.hosts.reader(*profile), m_context.gate,
                             m_context.monitor, m_context.recoveries, m_context.leases, m_context.clock, *profile },
            jail, pending, this); // deletes itself
    connect(flow, &JailReload::progressed, this,
        [this, server, jail](const ReloadStep &step) { Q_EMIT reloadProgressed(server, jail, step); });
    connect(flow, &JailReload::reloaded, this, [this, server, jail] {
        m_data[server].runtimeChanges.remove(jail);
        refresh(server);
        Q_EMIT jailDetailChanged(server, jail);
    });
    // From the event loop: no stage is reported from inside this call.
    QMetaObject::invokeMethod(flow, &JailReload::start, Qt::QueuedConnection);
    return pending.handle();
}

core::RequestHandle JailServiceImpl::configuredJails(
    core::ServerId server, const QObject *context, core::Handler<QStringList> handler)
{
    const core::Pending<QStringList> pending(context, std::move(handler));
    const auto profile = m_context.servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    m_context.hosts.reader(*profile).runReader(
        transport::ReaderCommand::configDump(clientProgram(*profile), configDir(*profile)), this,
        [this, pending, server](const core::Result<transport::CommandResult> &output) {
            if (!output) {
                pending.finish(tl::unexpected(output.error()));
                return;
            }
            const auto dump = config::parseStreamDump(output->standardOutput);
            if (output->exitCode != 0 || !dump) {
                pending.finish(
                    core::failure(core::ErrorCode::CommandFailed, QString::fromUtf8(output->standardError).trimmed()));
                return;
            }
            QStringList names;
            for (const config::DumpedJail &jail : dump->jails) {
                if (jail.started && !find(snapshot(server).jails, jail.name))
                    names += jail.name;
            }
            pending.finish(names);
        });
    return pending.handle();
}

QStringList JailServiceImpl::runtimeChanges(core::ServerId server, const QString &jail) const
{
    const auto found = m_data.find(server);
    if (found == m_data.end())
        return {};
    QStringList names = found->second.runtimeChanges.value(jail).keys();
    names.sort();
    return names;
}

} // namespace services
