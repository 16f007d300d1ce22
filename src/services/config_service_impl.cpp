// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_service_impl.h"

#include "services/fail2ban_programs.h"
#include "services/host_registry.h"
#include "services/server_registry.h"

#include <QCryptographicHash>
#include <QDir>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace services {

namespace {

/// Whether two profiles have one configuration folder, read in the same way.
bool sameFolder(const core::ServerProfile &a, const core::ServerProfile &b)
{
    return hostKey(a) == hostKey(b) && configDir(a) == configDir(b) && a.clientProgram == b.clientProgram
        && a.elevation == b.elevation;
}

/// Absolute and without a slash at its end. Programs on the machine run in its root folder.
QString folderOf(const core::ServerProfile &profile)
{
    const QString folder = configDir(profile);
    return QDir::cleanPath(folder.startsWith(u'/') ? folder : u'/' + folder);
}

} // namespace

QByteArray fingerprintOf(const config::ConfigTree &tree)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // Each with its length, so that no two trees run into the same bytes. A name may hold bytes that are no UTF-8, as
    // lone surrogates: UTF-16 keeps them.
    const auto add = [&hash](QByteArrayView bytes) {
        hash.addData(QByteArray::number(bytes.size()) + ':');
        hash.addData(bytes);
    };
    const auto addText = [&add](const QString &text) {
        add(QByteArrayView(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
    };
    addText(tree.folder);
    for (auto file = tree.files.cbegin(); file != tree.files.cend(); ++file) {
        addText(file.key());
        add(file.value());
    }
    add("unreadable");
    for (auto file = tree.unreadable.cbegin(); file != tree.unreadable.cend(); ++file)
        addText(file.key());
    return hash.result().toHex();
}

ConfigServiceImpl::ConfigServiceImpl(
    ServerRegistry &servers, HostRegistry &hosts, const core::Clock &clock, QObject *parent)
    : ConfigService(parent)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_clock(clock)
{
    connect(&m_servers, &ServerRegistry::serverChanged, this, &ConfigServiceImpl::onServerChanged);
    connect(&m_servers, &ServerRegistry::serverRemoved, this, &ConfigServiceImpl::onServerRemoved);
}

ConfigServiceImpl::~ConfigServiceImpl() = default;

core::RequestHandle ConfigServiceImpl::read(
    core::ServerId server, const QObject *context, core::Handler<ServerConfiguration> handler)
{
    const core::Pending<ServerConfiguration> pending(context, std::move(handler));
    if (!m_servers.profile(server)) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    pending.setOnCancel([guard = QPointer<ConfigServiceImpl>(this), server] {
        if (guard)
            guard->onCallerCancelled(server);
    });
    Run &run = m_runs[server];
    run.callers.push_back(pending);
    if (!run.reading)
        begin(server);
    return pending.handle();
}

std::optional<ServerConfiguration> ConfigServiceImpl::last(core::ServerId server) const
{
    const auto found = m_last.find(server);
    return found == m_last.end() ? std::nullopt : std::optional(found->second.configuration);
}

void ConfigServiceImpl::begin(core::ServerId server)
{
    Run &run = m_runs[server];
    run.profile = *m_servers.profile(server);
    run.reading = std::make_unique<ConfigReading>(
        m_hosts.reader(run.profile), folderOf(run.profile), clientProgram(run.profile));
    // Its own context: one that is given up says nothing any more, not even to the next of that server.
    run.reading->start(run.reading.get(),
        [this, server](const core::Result<ConfigReading::Finding> &finding) { onRead(server, finding); });
}

ConfigServiceImpl::Run ConfigServiceImpl::takeRun(core::ServerId server)
{
    const auto found = m_runs.find(server);
    if (found == m_runs.end())
        return {};
    Run run = std::move(found->second);
    m_runs.erase(found);
    // Its own handler may be what runs now.
    if (run.reading)
        run.reading.release()->deleteLater();
    return run;
}

void ConfigServiceImpl::onCallerCancelled(core::ServerId server)
{
    const auto found = m_runs.find(server);
    if (found == m_runs.end())
        return;
    const auto &callers = found->second.callers;
    if (std::none_of(callers.cbegin(), callers.cend(), [](const auto &caller) { return caller.isActive(); }))
        m_runs.erase(found); // nobody waits any more: what it asks for ends with it
}

void ConfigServiceImpl::onRead(core::ServerId server, const core::Result<ConfigReading::Finding> &finding)
{
    const Run run = takeRun(server);
    const QPointer<ConfigServiceImpl> guard(this);
    core::Result<ServerConfiguration> result = core::failure(core::ErrorCode::Cancelled);
    if (finding) {
        ServerConfiguration read { .server = server,
            .version = finding->version,
            .readAt = m_clock.nowMs(),
            .fingerprint = fingerprintOf(finding->configuration.tree()),
            .configuration = finding->configuration };
        const auto before = m_last.find(server);
        const bool differs = before == m_last.end() || before->second.configuration.fingerprint != read.fingerprint;
        m_last.insert_or_assign(server, Last { run.profile, read });
        result = std::move(read);
        if (differs)
            Q_EMIT changed(server);
    } else {
        result = tl::unexpected(finding.error());
    }
    for (const auto &caller : run.callers) {
        if (guard) // what is left gets Cancelled
            caller.finish(result);
    }
}

void ConfigServiceImpl::onServerChanged(core::ServerId server)
{
    const auto profile = m_servers.profile(server);
    if (!profile)
        return;
    if (const auto last = m_last.find(server); last != m_last.end() && !sameFolder(last->second.profile, *profile))
        m_last.erase(last);
    if (const auto run = m_runs.find(server); run != m_runs.end() && !sameFolder(run->second.profile, *profile))
        begin(server); // who waits wants the new one
}

void ConfigServiceImpl::onServerRemoved(core::ServerId server)
{
    m_last.erase(server);
    const Run run = takeRun(server);
    for (const auto &caller : run.callers)
        caller.finishLater(core::failure(core::ErrorCode::NoSuchServer));
}

} // namespace services
