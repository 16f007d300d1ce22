// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "protocol/local_time.h"

namespace protocol {

core::BanList withZone(const TimedBanList &bans, const QTimeZone &zone, qint64 nowSeconds)
{
    LocalTime localTime(zone);
    core::BanList out;
    out.reserve(bans.size());
    for (const TimedBan &ban : bans) {
        const bool known = ban.localSince != core::unknownTime;
        out.push_back(
            { ban.target, known ? localTime.utcOf(ban.localSince, nowSeconds) : core::unknownTime, ban.banTime });
    }
    return out;
}

} // namespace protocol
