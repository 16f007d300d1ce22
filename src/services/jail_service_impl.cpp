// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_service_impl.h"

#include "core/visible_text.h"
#include "protocol/commands.h"
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

JailReload *JailServiceImpl::makeReload(
    core::ServerId server, const QString &jail, const core::Pending<core::Receipt> &pending)
{
    ServerSession *session = m_context.servers.session(server);
    const auto profile = m_context.servers.profile(server);
    if (!session || !profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return nullptr;
    }
    return new JailReload({ m_context.state, *session, m_context.hosts.reader(*profile), m_context.gate,
                              m_context.monitor, m_context.recoveries, m_context.leases, m_context.clock, *profile },
        jail, pending, this); // deletes itself
}

JailServiceImpl::ReceiptPending JailServiceImpl::counted(const ReceiptPending &outer)
{
    ++m_underWay;
    return ReceiptPending(this, [this, outer](core::Result<core::Receipt> result) {
        --m_underWay;
        outer.finish(std::move(result));
        if (m_underWay > 0)
            return;
        for (const core::Pending<bool> &resting : std::exchange(m_resting, {}))
            resting.finish(true);
    });
}

core::RequestHandle JailServiceImpl::rest(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (isBusy())
        m_resting.append(pending);
    else
        pending.finishLater(true);
    return pending.handle();
}

core::RequestHandle JailServiceImpl::reloadJail(core::ServerId server, const QString &jail, RestartConsent consent,
    const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> pending(context, std::move(handler));
    JailReload *flow = makeReload(server, jail, counted(pending));
    if (!flow)
        return pending.handle();
    flow->setConsent(consent);
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

QString JailServiceImpl::placeOf(core::ServerId server) const
{
    const auto profile = m_context.servers.profile(server);
    return profile ? core::daemonKey(*profile) : QString();
}

core::Result<bool> JailServiceImpl::stillAt(core::ServerId server, const QString &place) const
{
    const auto profile = m_context.servers.profile(server);
    if (!profile)
        return core::failure(core::ErrorCode::NoSuchServer);
    if (core::daemonKey(*profile) != place)
        return core::failure(core::ErrorCode::ChangedMeanwhile, core::visibleText(profile->socketPath));
    return true;
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
