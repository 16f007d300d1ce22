// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rate_history_impl.h"

#include "services/health_monitor.h"

namespace services {
namespace {

constexpr qint64 minuteMs = 60'000;
/// A longer silence is a gap: what the counters grew by meanwhile belongs to no known minute.
constexpr qint64 longestSilenceMs = 10 * minuteMs;
constexpr qint64 keptMinutes = 24 * 60;

} // namespace

RateHistoryImpl::RateHistoryImpl(HealthMonitor &monitor, const core::Clock &clock, QObject *parent)
    : RateHistory(parent)
    , m_clock(clock)
{
    connect(&monitor, &HealthMonitor::jailsObserved, this, &RateHistoryImpl::observe);
}

void RateHistoryImpl::removeServer(core::ServerId server)
{
    if (m_servers.erase(server) > 0)
        Q_EMIT changed();
}

void RateHistoryImpl::spread(PerServer &data, qint64 fromMs, qint64 toMs, qint64 bans, qint64 failures)
{
    const qint64 first = fromMs / minuteMs;
    const qint64 last = toMs / minuteMs;
    for (qint64 minute = first; minute <= last; ++minute)
        data.minutes[minute].minute = minute;
    // Several minutes passed between two observations: evenly over them, the remainder to the newest.
    const qint64 span = std::max<qint64>(1, last - first);
    const qint64 begin = last - span + 1;
    for (qint64 minute = begin; minute <= last; ++minute) {
        data.minutes[minute].bans += bans / span;
        data.minutes[minute].failures += failures / span;
    }
    data.minutes[last].bans += bans % span;
    data.minutes[last].failures += failures % span;
    while (!data.minutes.empty() && data.minutes.begin()->first <= last - keptMinutes)
        data.minutes.erase(data.minutes.begin());
}

void RateHistoryImpl::observe(core::ServerId server, const QList<core::Jail> &jails)
{
    PerServer &data = m_servers[server];
    const qint64 now = m_clock.nowMs();
    const bool continuous = data.observedAt != 0 && now >= data.observedAt && now - data.observedAt <= longestSilenceMs;
    qint64 bans = 0;
    qint64 failures = 0;
    QHash<QString, Totals> totals;
    for (const core::Jail &jail : jails) {
        if (!jail.totalBanned && !jail.totalFailed)
            continue;
        const Totals now_ { jail.totalBanned.value_or(0), jail.totalFailed.value_or(0) };
        const auto before = data.last.constFind(jail.name);
        if (continuous && before != data.last.cend()) {
            bans += std::max<qint64>(0, now_.bans - before->bans);
            failures += std::max<qint64>(0, now_.failures - before->failures);
        }
        totals.insert(jail.name, now_);
    }
    spread(data, continuous ? data.observedAt : now, now, bans, failures);
    data.last = std::move(totals);
    data.observedAt = now;
    Q_EMIT changed();
}

QList<RateHistory::Minute> RateHistoryImpl::minutes(const QList<core::ServerId> &servers, int count) const
{
    const qint64 last = m_clock.nowMs() / minuteMs;
    QList<Minute> out;
    out.reserve(count);
    for (qint64 minute = last - count + 1; minute <= last; ++minute) {
        Minute sum { .minute = minute };
        for (const core::ServerId id : servers) {
            const auto server = m_servers.find(id);
            const auto heard = server == m_servers.end() ? decltype(server->second.minutes.begin()) {}
                                                         : server->second.minutes.find(minute);
            if (server == m_servers.end() || heard == server->second.minutes.end()) {
                sum.complete = false;
                continue;
            }
            sum.bans += heard->second.bans;
            sum.failures += heard->second.failures;
        }
        out.append(sum);
    }
    return out;
}

} // namespace services
