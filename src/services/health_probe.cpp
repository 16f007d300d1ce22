// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/health_probe.h"

#include "services/server_session.h"
#include "transport/ssh_master.h"

namespace services {

namespace {

using Counter = std::optional<qint64> core::Jail::*;

/// A figure that no jail told is absent, not 0. A server without jails has counted nothing.
std::optional<qint64> sumOf(const QList<core::Jail> &jails, Counter counter)
{
    std::optional<qint64> sum;
    if (jails.isEmpty())
        sum = 0;
    for (const core::Jail &jail : jails) {
        if (jail.*counter)
            sum = sum.value_or(0) + *(jail.*counter);
    }
    return sum;
}

bool isAboutOneJail(core::ErrorCode code)
{
    return code == core::ErrorCode::UnknownJail || code == core::ErrorCode::ServerRefused
        || code == core::ErrorCode::InvalidCommand || code == core::ErrorCode::UnexpectedReply;
}

} // namespace

core::ProbeOutcome probeOutcomeFor(core::ErrorCode code)
{
    using core::ErrorCode;
    using core::ProbeOutcome;
    switch (code) {
    case ErrorCode::NoSocket:
    case ErrorCode::NotASocket:
    case ErrorCode::PathTooLong:
        return ProbeOutcome::NoSocket;
    case ErrorCode::Refused:
    case ErrorCode::ConnectionLost:
    case ErrorCode::ShuttingDown: // it answers for the last time
        return ProbeOutcome::Refused;
    case ErrorCode::PermissionDenied:
    case ErrorCode::ElevationRefused:
    case ErrorCode::ElevationPassword:
        return ProbeOutcome::PermissionDenied;
    case ErrorCode::Busy:
    case ErrorCode::Timeout:
        return ProbeOutcome::Busy;
    case ErrorCode::TunnelDown:
    // No ssh here, no Python there, an ssh configuration that ssh refuses, no folder for its sockets: the way is
    // missing, and nothing is known about the daemon behind it.
    case ErrorCode::CommandNotFound:
    case ErrorCode::CommandFailed:
    case ErrorCode::InvalidArgument:
    case ErrorCode::DataFolderUnusable:
        return ProbeOutcome::TunnelDown;
    case ErrorCode::TunnelFrozen:
        return ProbeOutcome::TunnelFrozen;
    case ErrorCode::AuthenticationRequired:
    case ErrorCode::HostKeyUnknown:
        return ProbeOutcome::AuthenticationRequired;
    case ErrorCode::HostKeyChanged:
        return ProbeOutcome::HostKeyChanged;
    // A daemon that refuses `status` or `version` is none that we know.
    case ErrorCode::ProtocolError:
    case ErrorCode::ServerRefused:
    case ErrorCode::UnknownJail:
    case ErrorCode::DuplicateJail:
    case ErrorCode::InvalidCommand:
    case ErrorCode::UnexpectedReply:
    // No command of a probe ends so.
    case ErrorCode::Cancelled:
    case ErrorCode::ReadOnlyProfile:
    case ErrorCode::SessionLocked:
    case ErrorCode::RateLimited:
    case ErrorCode::NotSupported:
    case ErrorCode::NoSuchServer:
    case ErrorCode::PreflightFailed:
    case ErrorCode::ChangedMeanwhile:
    case ErrorCode::VerifyFailed:
    case ErrorCode::FileNotFound:
    case ErrorCode::FileUnreadable:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreLocked:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreFull:
    case ErrorCode::DataFolderInUse:
    case ErrorCode::Internal:
        return ProbeOutcome::ProtocolError;
    }
    return ProbeOutcome::ProtocolError;
}

HealthProbe::HealthProbe(QObject *parent)
    : QObject(parent)
{
}

HealthProbe::~HealthProbe() = default;

void HealthProbe::start(const Target &target)
{
    if (isRunning())
        return;
    if (m_session != &target.session) {
        if (m_session)
            m_session->disconnect(this);
        m_session = &target.session;
        connect(m_session, &ServerSession::connected, this, &HealthProbe::onConnected);
        connect(m_session, &ServerSession::disconnected, this, &HealthProbe::onDisconnected);
        m_versionKnown = false;
    }
    m_capabilities = &target.capabilities;
    m_host = &target.host;
    m_identity = target.session.identity().value_or(target.lastKnown);
    m_socketPath = target.socketPath;
    m_versionKnown = m_versionKnown && target.versionKnown && target.session.isConnected();
    m_retried = false;
    begin();
}

void HealthProbe::cancel()
{
    ++m_run;
    m_stage = Stage::Idle;
}

void HealthProbe::onConnected()
{
    m_versionKnown = false;
    m_identity = m_session->identity().value_or(core::ProcessIdentity());
}

void HealthProbe::onDisconnected()
{
    if (!isRunning() && std::exchange(m_wasAnswered, false))
        Q_EMIT connectionLostBetweenProbes();
}

void HealthProbe::begin()
{
    ++m_run;
    m_report = {};
    m_jails.clear();
    // A probe is what finds out whether a server is back: it does not wait for the backoff of earlier failures.
    if (!m_session->isConnected())
        m_session->reconnectNow();
    if (m_versionKnown)
        readJails();
    else
        readVersion();
}

void HealthProbe::readVersion()
{
    m_stage = Stage::Version;
    m_session->submit<QString>(protocol::version(), this, [this, run = m_run](const core::Result<QString> &version) {
        if (!isCurrent(run))
            return;
        if (!version) {
            onError(version.error());
            return;
        }
        noteAnswer();
        m_report.version = *version;
        m_versionKnown = true;
        readJails();
    });
}

void HealthProbe::readJails()
{
    switch (m_capabilities->known(protocol::Capability::Stats)) {
    case protocol::TriState::Yes:
        readStats();
        return;
    case protocol::TriState::No:
        readStatus();
        return;
    case protocol::TriState::Unknown:
        break;
    }
    m_stage = Stage::Capability;
    m_capabilities->ask(
        protocol::Capability::Stats, *m_session, {}, this, [this, run = m_run](const core::Result<bool> &supported) {
            if (!isCurrent(run))
                return;
            if (!supported)
                onError(supported.error());
            else if (*supported)
                readStats();
            else
                readStatus();
        });
}

void HealthProbe::readStats()
{
    m_stage = Stage::Stats;
    m_session->submit<protocol::StatsReply>(
        protocol::stats(), this, [this, run = m_run](const core::Result<protocol::StatsReply> &stats) {
            if (!isCurrent(run))
                return;
            if (!stats && stats.error().code == core::ErrorCode::InvalidCommand) {
                // An older daemon took its place on this socket since the capability was learned.
                m_capabilities->reset();
                readStatus();
                return;
            }
            if (!stats) {
                onError(stats.error());
                return;
            }
            noteAnswer();
            m_jails = *stats;
            answered();
        });
}

void HealthProbe::readStatus()
{
    m_stage = Stage::Status;
    m_session->submit<protocol::StatusReply>(
        protocol::status(), this, [this, run = m_run](const core::Result<protocol::StatusReply> &status) {
            if (!isCurrent(run))
                return;
            if (!status) {
                onError(status.error());
                return;
            }
            noteAnswer();
            readCounters(status->jails);
        });
}

void HealthProbe::readCounters(const QStringList &jails)
{
    m_stage = Stage::Counters;
    if (jails.isEmpty()) {
        answered();
        return;
    }
    m_capabilities->ask(protocol::Capability::StatusShort, *m_session, jails.constFirst(), this,
        [this, jails, run = m_run](const core::Result<bool> &isShort) {
            if (!isCurrent(run))
                return;
            const bool basic = isShort && !*isShort;
            submitCounters(jails, basic ? protocol::StatusFlavour::Basic : protocol::StatusFlavour::Short);
        });
}

void HealthProbe::submitCounters(const QStringList &jails, protocol::StatusFlavour flavour)
{
    m_waiting = jails.size();
    m_jails.reserve(jails.size());
    for (qsizetype i = 0; i < jails.size(); ++i) {
        core::Jail jail;
        jail.name = jails.at(i);
        m_jails.append(jail);
        m_session->submit<protocol::JailStatusReply>(protocol::jailStatus(jails.at(i), flavour), this,
            [this, i, run = m_run](
                const core::Result<protocol::JailStatusReply> &reply) { onCounters(i, run, reply); });
    }
}

void HealthProbe::onCounters(qsizetype index, quint64 run, const core::Result<protocol::JailStatusReply> &reply)
{
    if (!isCurrent(run))
        return;
    if (reply) {
        const QString name = m_jails.at(index).name;
        m_jails[index] = reply->jail;
        m_jails[index].name = name;
    } else if (isAboutOneJail(reply.error().code)) {
        // It has no figures, or went away between the two commands.
    } else {
        ++m_run; // the other jails' answers belong to a run that is over
        onError(reply.error());
        return;
    }
    if (--m_waiting == 0)
        answered();
}

void HealthProbe::noteAnswer()
{
    if (m_report.latencyUs < 0)
        m_report.latencyUs = m_session->lastLatencyUs();
    if (const auto identity = m_session->identity()) {
        m_report.identity = identity;
        m_identity = *identity;
    }
}

void HealthProbe::onError(const core::Error &error)
{
    if (error.code == core::ErrorCode::ConnectionLost)
        retryOr(core::ProbeOutcome::Refused, error); // that process ended; perhaps another is there already
    else if (error.detail.contains(transport::SshMaster::noSessionLeft, Qt::CaseInsensitive))
        finish(core::ProbeOutcome::TunnelDown, error); // ssh's own limit says nothing about the daemon
    else if (probeOutcomeFor(error.code) == core::ProbeOutcome::Busy)
        checkProcess(error);
    else
        finish(probeOutcomeFor(error.code), error);
}

void HealthProbe::checkProcess(const core::Error &error)
{
    m_stage = Stage::Process;
    // Without a start time nothing can be told (hidepid); somebody holds the socket open, or it would have been
    // refused.
    if (m_identity.startTime == 0 || !m_host) {
        finish(core::ProbeOutcome::Busy, error);
        return;
    }
    m_host->processIdentity(
        m_identity.pid, this, [this, error, run = m_run](const core::Result<core::ProcessIdentity> &found) {
            if (!isCurrent(run))
                return;
            if (found && *found != m_identity)
                retryOr(core::ProbeOutcome::Refused, error);
            else
                finish(core::ProbeOutcome::Busy, error);
        });
}

void HealthProbe::retryOr(core::ProbeOutcome outcome, const core::Error &error)
{
    if (std::exchange(m_retried, true)) {
        finish(outcome, error);
        return;
    }
    m_identity = {};
    m_versionKnown = false;
    begin();
}

void HealthProbe::answered()
{
    std::sort(m_jails.begin(), m_jails.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    QStringList names;
    names.reserve(m_jails.size());
    for (const core::Jail &jail : std::as_const(m_jails))
        names.append(jail.name);
    m_report.jails = names;
    core::ServerCounters counters;
    counters.currentBans = sumOf(m_jails, &core::Jail::currentlyBanned);
    counters.totalBans = sumOf(m_jails, &core::Jail::totalBanned);
    counters.currentFailures = sumOf(m_jails, &core::Jail::currentlyFailed);
    counters.totalFailures = sumOf(m_jails, &core::Jail::totalFailed);
    m_report.counters = counters;
    checkSocket();
}

/// The connection that is held outlives its socket's name, and would hide that nobody else gets in any more.
void HealthProbe::checkSocket()
{
    m_stage = Stage::Socket;
    if (m_socketPath.isEmpty() || !m_host) {
        finish(core::ProbeOutcome::Answered, {});
        return;
    }
    m_host->stat(m_socketPath, this, [this, run = m_run](const core::Result<transport::FileStat> &stat) {
        if (!isCurrent(run))
            return;
        // An error says nothing: the folder may be closed to us since.
        m_report.socketGone = stat && !(stat->exists && stat->isSocket);
        finish(core::ProbeOutcome::Answered, {});
    });
}

void HealthProbe::finish(core::ProbeOutcome outcome, const core::Error &error)
{
    ++m_run;
    m_stage = Stage::Idle;
    m_wasAnswered = outcome == core::ProbeOutcome::Answered;
    m_report.outcome = outcome;
    m_report.error = error;
    if (outcome != core::ProbeOutcome::Answered) {
        m_report.jails.reset();
        m_report.counters.reset();
        m_jails.clear();
    }
    const core::ProbeReport report = std::exchange(m_report, {});
    const QList<core::Jail> jails = std::exchange(m_jails, {});
    Q_EMIT finished(report, jails);
}

} // namespace services
