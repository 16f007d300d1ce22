// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"

#include <QDateTime>
#include <QTimeZone>

namespace protocol {

namespace {

/// A zone's offsets, remembered by quarter of an hour: clocks change at no other moments, and the bans of one list are
/// close together.
class Offsets
{
public:
    explicit Offsets(const QTimeZone &zone)
        : m_zone(zone.isValid() ? zone : QTimeZone::utc())
    {
    }

    /// Seconds east of UTC at a moment.
    qint64 at(qint64 utc)
    {
        constexpr qint64 quarter = 900;
        const qint64 key = utc >= 0 ? utc / quarter : (utc - quarter + 1) / quarter;
        const auto known = m_known.constFind(key);
        if (known != m_known.constEnd())
            return *known;
        const qint64 offset = m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(key * quarter, Qt::UTC));
        m_known.insert(key, offset);
        return offset;
    }

    /// The moment at which the zone's clocks show local. Where they show it twice: the later one that is not after now.
    /// Where they never show it (clocks skip it): as if they had not been put forward yet.
    qint64 utcOf(qint64 local, qint64 now)
    {
        constexpr qint64 day = 86'400;
        const qint64 before = at(local - day);
        const qint64 after = at(local + day);
        if (before == after)
            return local - before;
        const qint64 first = local - std::max(before, after);
        const qint64 second = local - std::min(before, after);
        const bool firstShows = first + at(first) == local;
        const bool secondShows = second + at(second) == local;
        if (firstShows && secondShows)
            return second <= now ? second : first;
        if (firstShows != secondShows)
            return firstShows ? first : second;
        return local - before;
    }

private:
    QTimeZone m_zone;
    QHash<qint64, qint64> m_known;
};

} // namespace

core::BanList withZone(const TimedBanList &bans, const QTimeZone &zone, qint64 nowSeconds)
{
    Offsets offsets(zone);
    core::BanList out;
    out.reserve(bans.size());
    for (const TimedBan &ban : bans) {
        const bool known = ban.localSince != core::unknownTime;
        out.push_back(
            { ban.target, known ? offsets.utcOf(ban.localSince, nowSeconds) : core::unknownTime, ban.banTime });
    }
    return out;
}

} // namespace protocol
