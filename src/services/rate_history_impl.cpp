// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rate_history_impl.h"

#include "services/health_monitor.h"

#include <algorithm>
#include <tuple>

namespace services {
namespace {

constexpr qint64 minuteMs = 60'000;
/// A longer silence is a gap: what the counters grew by meanwhile belongs to no known minute.
constexpr qint64 longestSilenceMs = 10 * minuteMs;
constexpr qint64 keptMinutes = 180;

/// What was last known of a jail; most often it stands where it stands now. null: nothing.
template <typename All> auto *entryOf(All &all, const QString &jail, size_t near)
{
    if (near < all.size() && all[near].jail == jail)
        return &all[near];
    const auto at = std::find_if(all.begin(), all.end(), [&jail](const auto &entry) { return entry.jail == jail; });
    return at == all.end() ? nullptr : &*at;
}

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
    const auto size = [&data] { return static_cast<qint64>(data.perMinute.size()); };
    // A clock that was set back or far ahead leaves nothing to go on with.
    if (first < data.firstMinute || first >= data.firstMinute + size() + keptMinutes) {
        data.perMinute.clear();
        data.firstMinute = first;
    }
    if (last >= data.firstMinute + size())
        data.perMinute.resize(static_cast<size_t>(last - data.firstMinute + 1));
    if (const qint64 old = size() - keptMinutes; old > 0) {
        data.perMinute.erase(data.perMinute.begin(), data.perMinute.begin() + old);
        data.firstMinute += old;
    }
    const auto add = [&data](qint64 minute, qint64 newBans, qint64 newFailures) {
        if (minute < data.firstMinute)
            return;
        Slot &slot = data.perMinute[static_cast<size_t>(minute - data.firstMinute)];
        if (!slot.isHeard())
            slot.bans = 0;
        constexpr qint64 largest = Slot::unheard - 1;
        slot.bans = static_cast<quint32>(std::min(largest, slot.bans + newBans));
        slot.failures = static_cast<quint32>(std::min(largest, slot.failures + newFailures));
    };
    // Several minutes passed between two observations: evenly over them, the remainder to the newest.
    const qint64 span = std::max<qint64>(1, last - first);
    add(first, 0, 0);
    for (qint64 minute = last - span + 1; minute <= last; ++minute)
        add(minute, bans / span, failures / span);
    add(last, bans % span, failures % span);
}

void RateHistoryImpl::observe(core::ServerId server, const QList<core::Jail> &jails)
{
    PerServer &data = m_servers[server];
    const qint64 now = m_clock.nowMs();
    const bool continuous = data.observedAt != 0 && now >= data.observedAt && now - data.observedAt <= longestSilenceMs;
    qint64 bans = 0;
    qint64 failures = 0;
    std::vector<Totals> totals;
    totals.reserve(static_cast<size_t>(jails.size()));
    for (const core::Jail &jail : jails) {
        if (!jail.totalBanned && !jail.totalFailed)
            continue;
        const Totals *before = entryOf(data.last, jail.name, totals.size());
        // The name as it was: the copies of hundreds of servers with every probe would be many.
        totals.push_back(
            { before ? before->jail : jail.name, jail.totalBanned.value_or(0), jail.totalFailed.value_or(0) });
        if (continuous && before) {
            bans += std::max<qint64>(0, totals.back().bans - before->bans);
            failures += std::max<qint64>(0, totals.back().failures - before->failures);
        }
    }
    spread(data, continuous ? data.observedAt : now, now, bans, failures);
    data.last = std::move(totals);
    data.observedAt = now;
    Q_EMIT changed();
}

QList<RateHistory::Minute> RateHistoryImpl::minutes(const QList<core::ServerId> &servers, int count) const
{
    const qint64 first = m_clock.nowMs() / minuteMs - count + 1;
    QList<Minute> out;
    out.reserve(count);
    for (qint64 minute = first; minute < first + count; ++minute)
        out.append(Minute { .minute = minute });
    for (const core::ServerId id : servers) {
        const auto server = m_servers.find(id);
        for (int i = 0; i < count; ++i) {
            Minute &sum = out[i];
            const qint64 at = server == m_servers.end() ? -1 : sum.minute - server->second.firstMinute;
            if (at < 0 || at >= static_cast<qint64>(server->second.perMinute.size())
                || !server->second.perMinute[static_cast<size_t>(at)].isHeard()) {
                sum.complete = false;
                continue;
            }
            const Slot &slot = server->second.perMinute[static_cast<size_t>(at)];
            sum.bans += slot.bans;
            sum.failures += slot.failures;
        }
    }
    return out;
}

int RateHistoryImpl::heardFor(const QList<core::ServerId> &servers, int count) const
{
    const qint64 end = m_clock.nowMs() / minuteMs + 1;
    qint64 first = end;
    for (const core::ServerId id : servers) {
        const auto server = m_servers.find(id);
        if (server == m_servers.end())
            continue;
        const auto &[firstMinute, perMinute] = std::tie(server->second.firstMinute, server->second.perMinute);
        for (qint64 minute = std::max(firstMinute, end - count); minute < first; ++minute) {
            const auto at = static_cast<size_t>(minute - firstMinute);
            if (at >= perMinute.size())
                break;
            if (perMinute[at].isHeard())
                first = minute;
        }
    }
    return static_cast<int>(end - first);
}

} // namespace services
