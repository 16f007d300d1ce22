// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_tracker.h"

#include "core/clock.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int askedAtOnce = 3;
constexpr qint64 askAgainMs = 30'000; ///< while a change is open: somebody else may have decided it
constexpr qint64 overdueMs = 3'000; ///< the server has undone it by then

QString changeKey(core::ServerId server, const QString &id)
{
    return u"%1/%2"_s.arg(server.value).arg(id);
}

} // namespace

bool operator==(const UndecidedChange &a, const UndecidedChange &b)
{
    // What is left runs down by itself.
    return a.change.id == b.change.id && a.change.server == b.change.server && a.change.jail == b.change.jail
        && a.change.kind == b.change.kind && a.change.owner == b.change.owner
        && a.change.undecided == b.change.undecided && a.change.stale == b.change.stale
        && a.change.leftover == b.change.leftover && a.change.keptIn == b.change.keptIn && a.own == b.own
        && a.underWay == b.underWay && a.unanswered == b.unanswered && (a.undoneBy == 0) == (b.undoneBy == 0);
}

bool ChangeRun::hasReached(services::ChangeStage stage) const
{
    return std::ranges::any_of(steps, [stage](const services::ChangeStep &step) { return step.stage == stage; });
}

ChangeTracker::ChangeTracker(services::ServerRegistry &registry, services::RuntimeState &state,
    services::ChangeService &changes, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_state(state)
    , m_changes(changes)
    , m_clock(clock)
{
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &ChangeTracker::onTick);
    connect(&changes, &services::ChangeService::progressed, this, &ChangeTracker::onProgress);
    connect(&changes, &services::ChangeService::openChangesChanged, this, &ChangeTracker::refresh);
    connect(&state, &services::RuntimeState::statusChanged, this, &ChangeTracker::onStatus);
    connect(&registry, &services::ServerRegistry::serverRemoved, this, &ChangeTracker::forget);
    for (const core::ServerProfile &profile : registry.profiles()) {
        const core::ServerState now = state.status(profile.id).state;
        if (now == core::ServerState::Online || now == core::ServerState::Degraded)
            refresh(profile.id);
    }
    readRecorded();
}

void ChangeTracker::onStatus(core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after)
{
    if (before.state == after.state)
        return;
    switch (after.state) {
    case core::ServerState::Online:
    case core::ServerState::Degraded:
        refresh(server);
        return;
    case core::ServerState::Offline:
        // The machine can be asked without its daemon; unasked, nobody is to be asked for a password for it.
        if (const auto profile = m_registry.profile(server);
            m_recorded.contains(server) || hasKnown(server) || (profile && profile->elevation == core::Elevation::None))
            refresh(server);
        return;
    case core::ServerState::NeedsAttention:
        if (after.lastOutcome == core::ProbeOutcome::Answered) {
            refresh(server); // without jails, say: it can be asked
            return;
        }
        [[fallthrough]];
    case core::ServerState::Unreachable:
        readRecorded(); // also what bangui-cli has begun meanwhile
        return;
    case core::ServerState::Unknown:
    case core::ServerState::Busy:
        break;
    }
    tell();
}

void ChangeTracker::readRecorded()
{
    m_changes.recorded(this, [this](const core::Result<QList<services::RecordedChange>> &all) {
        if (!all)
            return; // the store's trouble is told elsewhere
        m_recorded.clear();
        for (const services::RecordedChange &one : *all)
            m_recorded[one.change.server].append(one);
        tell();
    });
}

bool ChangeTracker::hasKnown(core::ServerId server) const
{
    const auto known = m_known.find(server);
    return known != m_known.end() && !known->second.changes.isEmpty();
}

bool ChangeTracker::isUnanswered(core::ServerId server) const
{
    const core::ServerStatus &status = m_state.status(server);
    return m_silent.contains(server) || status.state == core::ServerState::Unreachable
        || (status.state == core::ServerState::NeedsAttention && status.lastOutcome
            && *status.lastOutcome != core::ProbeOutcome::Answered);
}

void ChangeTracker::appendUnanswered(core::ServerId server, QList<UndecidedChange> *result) const
{
    const auto recorded = m_recorded.find(server);
    const auto since = m_known.find(server);
    const ChangeRun *own = run(server);
    QStringList told;
    if (since != m_known.end()) { // what it said last
        const qint64 askedAt = m_clock.nowMs() - (m_clock.monotonicMs() - since->second.askedAt);
        for (const services::OpenChange &change : since->second.changes) {
            const bool isOwn = own && own->id == change.id;
            const bool counts = change.undecided && !change.stale && change.remainingSeconds >= 0;
            told += change.id;
            result->append({ .change = change,
                .own = isOwn,
                .underWay = isOwn && own->isUnderWay(),
                .unanswered = true,
                .undoneBy = counts ? askedAt + change.remainingSeconds * 1000 : 0 });
        }
    }
    if (recorded == m_recorded.end())
        return;
    for (const services::RecordedChange &one : recorded->second) {
        const bool isOwn = own && own->id == one.change.id;
        if (!told.contains(one.change.id) && !(isOwn && own->isUnderWay()))
            result->append({ .change = one.change,
                .own = isOwn,
                .underWay = false,
                .unanswered = true,
                .undoneBy = one.undoneBy });
    }
}

bool ChangeTracker::start(const services::ChangeRequest &request)
{
    const ChangeRun *before = run(request.server);
    if (before && before->isUnderWay())
        return false;
    m_runs.insert_or_assign(request.server, ChangeRun { .request = request, .id = {}, .steps = {}, .outcome = {} });
    m_changes.make(
        request, this, [this, server = request.server](const core::Result<services::ChangeOutcome> &outcome) {
            onOutcome(server, outcome);
        });
    Q_EMIT runChanged(request.server);
    tell();
    return true;
}

const ChangeRun *ChangeTracker::run(core::ServerId server) const
{
    const auto found = m_runs.find(server);
    return found == m_runs.end() ? nullptr : &found->second;
}

const ChangeRun *ChangeTracker::run(core::ServerId server, const QString &id) const
{
    const ChangeRun *found = run(server);
    return found && found->id == id ? found : nullptr;
}

void ChangeTracker::onProgress(core::ServerId server, const QString &id, const services::ChangeStep &step)
{
    const auto found = m_runs.find(server);
    if (found == m_runs.end() || !found->second.isUnderWay())
        return;
    ChangeRun &run = found->second;
    // Two of one server do not run side by side, and ours begins with this.
    if (run.id.isEmpty() && step.stage == services::ChangeStage::Preflight)
        run.id = id;
    if (run.id != id)
        return;
    const auto known = std::ranges::find(run.steps, step.stage, &services::ChangeStep::stage);
    if (known == run.steps.end())
        run.steps.append(step);
    else
        *known = step;
    Q_EMIT runChanged(server);
    tell();
}

void ChangeTracker::onOutcome(core::ServerId server, const core::Result<services::ChangeOutcome> &outcome)
{
    const auto found = m_runs.find(server);
    if (found == m_runs.end() || !found->second.isUnderWay())
        return;
    ChangeRun &run = found->second;
    run.outcome = outcome;
    if (outcome && !outcome->steps.isEmpty())
        run.steps = outcome->steps;
    Q_EMIT runChanged(server);
    Q_EMIT runEnded(server);
    refresh(server);
    tell();
}

void ChangeTracker::confirm(core::ServerId server, const QString &id)
{
    if (isDeciding(server, id))
        return;
    m_deciding.insert(changeKey(server, id));
    if (const auto found = m_runs.find(server); found != m_runs.end() && found->second.id == id) {
        found->second.deciding = true;
        found->second.confirming = true;
    }
    m_changes.confirm(server, id, this,
        [this, server, id](const core::Result<services::ChangeOutcome> &outcome) { onDecided(server, id, outcome); });
    Q_EMIT runChanged(server);
}

void ChangeTracker::rollBack(core::ServerId server, const QString &id)
{
    if (isDeciding(server, id))
        return;
    m_deciding.insert(changeKey(server, id));
    if (const auto found = m_runs.find(server); found != m_runs.end() && found->second.id == id) {
        found->second.deciding = true;
        found->second.confirming = false;
    }
    m_changes.rollBack(server, id, this,
        [this, server, id](const core::Result<services::ChangeOutcome> &outcome) { onDecided(server, id, outcome); });
    Q_EMIT runChanged(server);
}

void ChangeTracker::onDecided(
    core::ServerId server, const QString &id, const core::Result<services::ChangeOutcome> &outcome)
{
    m_deciding.remove(changeKey(server, id));
    if (const auto found = m_runs.find(server); found != m_runs.end() && found->second.id == id) {
        ChangeRun &run = found->second;
        run.deciding = false;
        // It waited for this word. What failed leaves it as it was: undecided.
        if (run.outcome && outcome) {
            QList<services::ChangeStep> steps = run.steps;
            for (const services::ChangeStep &step : outcome->steps) {
                steps.removeIf([&step](const services::ChangeStep &known) { return known.stage == step.stage; });
                steps.append(step);
            }
            run.steps = steps;
            QList<services::PreflightIssue> issues = run.outcome->value_or(services::ChangeOutcome {}).issues;
            run.outcome = outcome;
            (*run.outcome)->issues = issues;
        }
    }
    Q_EMIT runChanged(server);
    if (outcome)
        Q_EMIT decided(server, id, *outcome);
    else
        Q_EMIT decisionFailed(server, id, outcome.error());
    refresh(server);
    tell();
}

bool ChangeTracker::isDeciding(core::ServerId server, const QString &id) const
{
    return m_deciding.contains(changeKey(server, id));
}

QList<UndecidedChange> ChangeTracker::undecided() const
{
    QList<UndecidedChange> result;
    for (const core::ServerProfile &profile : m_registry.profiles()) {
        const ChangeRun *own = run(profile.id);
        bool ownIsListed = false;
        if (isUnanswered(profile.id)) {
            const qsizetype before = result.size();
            appendUnanswered(profile.id, &result);
            for (const UndecidedChange &one : result.sliced(before))
                ownIsListed = ownIsListed || (one.own && one.underWay);
        } else if (const auto known = m_known.find(profile.id); known != m_known.end()) {
            for (const services::OpenChange &change : known->second.changes) {
                const bool isOwn = own && own->id == change.id;
                ownIsListed = ownIsListed || isOwn;
                result.append({ change, isOwn, isOwn && own->isUnderWay() });
            }
        }
        if (own && own->isUnderWay() && !ownIsListed) {
            services::OpenChange change;
            change.id = own->id;
            change.server = profile.id;
            change.jail = own->request.jail;
            change.kind = own->request.kind;
            result.append({ change, true, true });
        }
    }
    return result;
}

std::optional<services::OpenChange> ChangeTracker::open(core::ServerId server, const QString &id) const
{
    const auto known = m_known.find(server);
    if (known == m_known.end())
        return {};
    const auto found = std::ranges::find(known->second.changes, id, &services::OpenChange::id);
    return found == known->second.changes.end() ? std::nullopt : std::optional(*found);
}

qint64 ChangeTracker::remainingSeconds(core::ServerId server, const QString &id) const
{
    const auto change = open(server, id);
    if (!change || change->remainingSeconds < 0)
        return -1;
    const qint64 gone = (m_clock.monotonicMs() - m_known.at(server).askedAt) / 1000;
    return std::max<qint64>(0, change->remainingSeconds - gone);
}

void ChangeTracker::refresh(core::ServerId server)
{
    if (!m_waiting.contains(server))
        m_waiting.append(server);
    ask();
}

void ChangeTracker::ask()
{
    while (m_asking < askedAtOnce && !m_waiting.isEmpty()) {
        const core::ServerId server = m_waiting.takeFirst();
        if (!m_registry.profile(server))
            continue;
        ++m_asking;
        if (const auto known = m_known.find(server); known != m_known.end())
            known->second.triedAt = m_clock.monotonicMs();
        m_changes.findOpen(server, this, [this, server](const core::Result<QList<services::OpenChange>> &open) {
            --m_asking;
            // A server that does not answer still holds what it held.
            if (open && m_registry.profile(server)) {
                m_known.insert_or_assign(server,
                    Known { .changes = *open, .askedAt = m_clock.monotonicMs(), .triedAt = m_clock.monotonicMs() });
                m_recorded.erase(server);
                m_silent.erase(server);
            } else if (!open && open.error().code != core::ErrorCode::NoSuchServer) {
                m_silent.insert_or_assign(server, m_clock.monotonicMs());
                readRecorded();
            }
            tell();
            ask();
        });
    }
}

void ChangeTracker::forget(core::ServerId server)
{
    m_waiting.removeAll(server);
    m_known.erase(server);
    m_recorded.erase(server);
    m_silent.erase(server);
    m_runs.erase(server);
    tell();
}

void ChangeTracker::onTick()
{
    const qint64 now = m_clock.monotonicMs();
    for (auto &[server, known] : m_known) {
        if (known.changes.isEmpty())
            continue;
        const qint64 since = now - known.askedAt;
        const bool overdue = std::ranges::any_of(known.changes, [since](const services::OpenChange &change) {
            return change.remainingSeconds >= 0 && since > change.remainingSeconds * 1000 + overdueMs;
        });
        if ((since >= askAgainMs || overdue) && now - known.triedAt >= overdueMs
            && m_state.status(server).state != core::ServerState::Unreachable)
            refresh(server);
    }
    for (auto &[server, triedAt] : m_silent) {
        const core::ServerState state = m_state.status(server).state;
        if (now - triedAt < askAgainMs || state == core::ServerState::Unreachable
            || state == core::ServerState::NeedsAttention)
            continue;
        triedAt = now;
        refresh(server);
    }
    Q_EMIT ticked();
}

void ChangeTracker::tell()
{
    const QList<UndecidedChange> now = undecided();
    if (now.isEmpty())
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    if (std::exchange(m_told, now) != now)
        Q_EMIT undecidedChanged();
}

} // namespace models
