// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/protection_watch.h"

#include "protocol/commands.h"
#include "services/gather.h"
#include "services/health_monitor.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/stopped_jails.h"
#include "storage/repositories.h"

#include <QRandomGenerator>

#include <algorithm>
#include <memory>

namespace services {
namespace {

constexpr qint64 recordMs = 90LL * 24 * 3600 * 1000; ///< older commands say nothing of what is meant today

/// What the daemon says of one jail, as opposed to what happened to the link.
bool isAboutOneJail(core::ErrorCode code)
{
    return code == core::ErrorCode::UnknownJail || code == core::ErrorCode::ServerRefused
        || code == core::ErrorCode::InvalidCommand || code == core::ErrorCode::UnexpectedReply;
}

qint64 countedBy(const core::Jail &jail)
{
    return jail.totalBanned.value_or(0) + jail.totalFailed.value_or(0);
}

/// Jails that the configuration starts; its dump passes over those that it cannot read.
QStringList enabledIn(const ServerConfiguration &configuration, const config::StreamDump &dump)
{
    QStringList enabled;
    for (const config::DumpedJail &jail : dump.jails) {
        if (jail.started)
            enabled += jail.name;
    }
    for (const config::ConfiguredJail *jail : configuration.configuration.jails()) {
        if (jail->enabled && !enabled.contains(jail->name))
            enabled += jail->name;
    }
    return enabled;
}

} // namespace

struct ProtectionWatch::Look
{
    core::ServerId server;
    QStringList running;
    QStringList empty; ///< of these
    QStringList suspects; ///< of these, by what was judged earlier
    QStringList unjudged; ///< of these
    bool compares = false;
    QStringList missing;
};

ProtectionWatch::ProtectionWatch(const Context &context, std::function<double()> random, QObject *parent)
    : ProtectionWatch(context, std::move(random), Timing {}, parent)
{
}

ProtectionWatch::ProtectionWatch(
    const Context &context, std::function<double()> random, const Timing &timing, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_random(std::move(random))
    , m_timing(timing)
{
    if (!m_random)
        m_random = [] { return QRandomGenerator::global()->generateDouble(); };
    for (const core::ServerId server : m_context.state.servers()) {
        const QStringList &jails = m_context.state.status(server).jails;
        m_watched[server].before = QSet<QString>(jails.cbegin(), jails.cend());
    }
    const auto forget = [this](core::ServerId server) { m_watched.erase(server); };
    connect(&m_context.state, &RuntimeState::serverRemoved, this, forget);
    connect(&m_context.state, &RuntimeState::daemonReplaced, this, forget);
    connect(&m_context.servers, &ServerRegistry::serverChanged, this, forget); // perhaps with another folder
    connect(&m_context.monitor, &HealthMonitor::jailsObserved, this, &ProtectionWatch::onJails);
}

ProtectionWatch::~ProtectionWatch() = default;

ProtectionWatch::Watched *ProtectionWatch::find(core::ServerId server)
{
    const auto at = m_watched.find(server);
    return at == m_watched.end() ? nullptr : &at->second;
}

void ProtectionWatch::noteReload(core::ServerId server)
{
    Watched *watched = find(server);
    if (!watched || watched->dueAt == 0)
        return; // it is looked at anyhow
    watched->judged.clear();
    watched->dueAt = m_context.clock.monotonicMs();
    watched->isAgain = watched->isLooking;
}

/// A reload as it is leaves no trace in a probe; one that starts a jail anew does.
bool ProtectionWatch::hasSign(const Watched &watched, const QList<core::Jail> &jails)
{
    if (watched.jails.size() != jails.size())
        return true;
    for (qsizetype i = 0; i < jails.size(); ++i) {
        if (watched.jails.at(i) != jails.at(i).name || countedBy(jails.at(i)) < watched.counted.at(i))
            return true;
    }
    return false;
}

void ProtectionWatch::onJails(core::ServerId server, const QList<core::Jail> &jails)
{
    const qint64 now = m_context.clock.monotonicMs();
    const core::ProcessIdentity &process = m_context.state.status(server).identity;
    Watched &watched = m_watched[server];
    if (watched.dueAt == 0) {
        watched.dueAt = now + qRound64(m_random() * double(m_timing.firstSpreadMs));
        watched.isCompared = !mayCompare(server);
        watched.compareAt = std::max(watched.dueAt, m_nextCompareAt);
        if (!watched.isCompared)
            m_nextCompareAt = std::max(now, m_nextCompareAt) + m_timing.compareSpacingMs;
    } else if (process != watched.process || hasSign(watched, jails)) {
        watched.judged.clear();
        watched.dueAt = std::min(watched.dueAt, now + m_timing.soonMs);
        watched.isAgain = watched.isLooking;
    }
    watched.process = process;
    watched.jails.clear();
    watched.counted.clear();
    for (const core::Jail &jail : jails) {
        watched.jails.append(jail.name);
        watched.counted.append(countedBy(jail));
    }
    if (now >= watched.dueAt && !watched.isLooking)
        look(server, watched);
}

/// What would ask somebody for a password is not done unasked.
bool ProtectionWatch::mayCompare(core::ServerId server) const
{
    const auto profile = m_context.servers.profile(server);
    return profile && profile->elevation != core::Elevation::Pkexec;
}

void ProtectionWatch::look(core::ServerId server, Watched &watched)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session)
        return;
    const qint64 now = m_context.clock.monotonicMs();
    watched.isLooking = true;
    watched.isAgain = false;
    watched.dueAt = now + qRound64(double(m_timing.everyMs) * (0.9 + 0.2 * m_random()));
    const auto seen = std::make_shared<Look>();
    seen->server = server;
    seen->running = watched.jails;
    seen->compares = !watched.isCompared && now >= watched.compareAt;
    if (!watched.isCompared && !seen->compares)
        watched.dueAt = std::min(watched.dueAt, watched.compareAt);
    const auto isBroken = std::make_shared<bool>(false);
    const auto gather = Gather::create(this, [this, seen, isBroken] {
        if (*isBroken)
            retry(seen->server);
        else
            judge(*seen);
    });
    for (const QString &jail : std::as_const(watched.jails)) {
        session->submit(protocol::jailActions(jail), this,
            [seen, isBroken, jail, ticket = gather->ticket()](const core::Result<QStringList> &actions) {
                if (actions && actions->isEmpty())
                    seen->empty += jail;
                else if (!actions && !isAboutOneJail(actions.error().code))
                    *isBroken = true;
                ticket->done();
            });
    }
    gather->seal();
}

void ProtectionWatch::retry(core::ServerId server)
{
    Watched *watched = find(server);
    if (!watched)
        return;
    watched->isLooking = false;
    watched->dueAt = m_context.clock.monotonicMs() + m_timing.retryMs;
}

void ProtectionWatch::judge(const Look &look)
{
    Watched *watched = find(look.server);
    if (!watched)
        return;
    Look seen = look;
    seen.empty.sort();
    const qint64 now = m_context.clock.monotonicMs();
    watched->judged.removeIf([&](QHash<QString, Judged>::iterator at) {
        return !seen.empty.contains(at.key()) || now - at->at >= m_timing.judgedMs;
    });
    for (const QString &jail : std::as_const(seen.empty)) {
        const auto known = watched->judged.constFind(jail);
        if (known == watched->judged.cend())
            seen.unjudged += jail;
        else if (!known->isMeant)
            seen.suspects += jail;
    }
    if (seen.unjudged.isEmpty() && !seen.compares) {
        tell(seen);
        return;
    }
    m_context.config.read(look.server, this,
        [this, seen](const core::Result<ServerConfiguration> &configuration) { judgeBy(seen, configuration); });
}

void ProtectionWatch::judgeBy(const Look &look, const core::Result<ServerConfiguration> &configuration)
{
    Watched *watched = find(look.server);
    if (!watched)
        return;
    Look seen = look;
    const qint64 now = m_context.clock.monotonicMs();
    const config::StreamDump dump
        = configuration ? config::dumpOf(configuration->configuration.stream()) : config::StreamDump();
    for (const QString &jail : std::as_const(seen.unjudged)) {
        const config::DumpedJail *wanted = dump.jail(jail);
        // One that no file knows has what somebody gave it by hand.
        const bool isMeant = configuration && (!wanted || wanted->actions.isEmpty());
        watched->judged.insert(jail, { now, isMeant });
        if (!isMeant)
            seen.suspects += jail;
    }
    seen.suspects.sort();
    if (configuration && seen.compares) {
        watched->isCompared = true;
        const QSet<QString> onPurpose = m_context.state.stoppedOnPurpose(look.server);
        for (const QString &jail : enabledIn(*configuration, dump)) {
            if (!seen.running.contains(jail) && !onPurpose.contains(jail))
                seen.missing += jail;
        }
        seen.missing.sort();
    } else if (seen.compares) {
        watched->compareAt = now + m_timing.judgedMs; // it may be readable some day
    }
    if (seen.missing.isEmpty())
        tell(seen);
    else
        askRecord(seen);
}

/// What was stopped through BanGUI before this process began is in the record of its commands only.
void ProtectionWatch::askRecord(const Look &look)
{
    if (!m_context.audit) {
        tell(look);
        return;
    }
    jailsStoppedSince(*m_context.audit, look.server, m_context.clock.nowMs() - recordMs, this,
        [this, look](const core::Result<QSet<QString>> &stopped) {
            const Watched *watched = find(look.server);
            Look seen = look;
            for (const QString &jail : stopped.value_or(QSet<QString>())) {
                // It has run since where it ran when BanGUI last knew.
                if (!watched || watched->before.contains(jail) || !seen.missing.removeOne(jail))
                    continue;
                m_context.state.noteStoppedOnPurpose(look.server, jail);
            }
            tell(seen);
        });
}

void ProtectionWatch::tell(const Look &look)
{
    Watched *watched = find(look.server);
    if (!watched)
        return;
    watched->isLooking = false;
    if (watched->isAgain)
        watched->dueAt = m_context.clock.monotonicMs();
    Q_EMIT looked(look.server, look.suspects, look.missing);
}

} // namespace services
