// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QHash>
#include <QObject>

#include <algorithm>

namespace services {

/// Bans and failures per minute since start, from the growth of the daemon's total counters. A counter that shrinks
/// (restart) or a server that was away begins anew; nothing is invented for the gap.
class RateHistory : public QObject
{
    Q_OBJECT
public:
    struct Minute
    {
        qint64 minute = 0; ///< UTC seconds / 60
        qint64 bans = 0;
        qint64 failures = 0;
        bool complete = true; ///< false: a server of the scope was not heard in that minute
    };
    using QObject::QObject;
    /// The last `count` minutes over the servers given, oldest first.
    [[nodiscard]] virtual QList<Minute> minutes(const QList<core::ServerId> &servers, int count) const = 0;
    /// How many of the last `count` minutes have passed since the first in which one of the servers was heard, that
    /// one included.
    [[nodiscard]] virtual int heardFor(const QList<core::ServerId> &servers, int count) const
    {
        int heard = 0;
        for (const core::ServerId id : servers) {
            const QList<Minute> own = minutes({ id }, count);
            const auto first
                = std::find_if(own.begin(), own.end(), [](const Minute &minute) { return minute.complete; });
            heard = std::max(heard, static_cast<int>(own.end() - first));
        }
        return heard;
    }

Q_SIGNALS:
    void changed(); ///< with every observation of every server; hundreds of them come all the time
};

} // namespace services
