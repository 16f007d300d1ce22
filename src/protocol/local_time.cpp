// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/local_time.h"

#include <QDateTime>

#include <algorithm>

namespace protocol {

namespace {
constexpr qsizetype largestCache = 10'000; ///< hostile times must not fill the memory
}

LocalTime::LocalTime(const QTimeZone &zone)
    : m_zone(zone.isValid() ? zone : QTimeZone::utc())
{
}

qint64 LocalTime::offsetAt(qint64 utc)
{
    constexpr qint64 quarter = 900;
    const qint64 key = utc >= 0 ? utc / quarter : (utc - quarter + 1) / quarter;
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd())
        return *known;
    const qint64 offset = m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(key * quarter, Qt::UTC));
    if (m_known.size() >= largestCache)
        m_known.clear();
    m_known.insert(key, offset);
    return offset;
}

qint64 LocalTime::utcOf(qint64 local, qint64 now)
{
    constexpr qint64 day = 86'400;
    const qint64 before = offsetAt(local - day);
    const qint64 after = offsetAt(local + day);
    if (before == after)
        return local - before;
    const qint64 first = local - std::max(before, after);
    const qint64 second = local - std::min(before, after);
    const bool firstShows = first + offsetAt(first) == local;
    const bool secondShows = second + offsetAt(second) == local;
    if (firstShows && secondShows)
        return second <= now ? second : first;
    if (firstShows != secondShows)
        return firstShows ? first : second;
    return local - before;
}

} // namespace protocol
