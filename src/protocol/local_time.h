// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTimeZone>

namespace protocol {

/// Turns wall times of a server, which name no zone, into UTC. Remembers the zone's offsets by quarter of an hour:
/// clocks change at no other moments, and the times of one list or log are close together.
class LocalTime
{
public:
    explicit LocalTime(const QTimeZone &zone);

    /// The moment (UTC seconds) at which the zone's clocks show local (seconds since 1970 as if the wall time were
    /// UTC). Where they show it twice: the later one that is not after now. Where they never show it (clocks skip it):
    /// as if they had not been put forward yet.
    [[nodiscard]] qint64 utcOf(qint64 local, qint64 now);

private:
    [[nodiscard]] qint64 offsetAt(qint64 utc); ///< seconds east of UTC

    QTimeZone m_zone;
    QHash<qint64, qint64> m_known;
};

} // namespace protocol
