// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/jail.h"
#include "services/rate_history.h"

#include <map>

namespace services {

class HealthMonitor;

/// Counts from HealthMonitor::jailsObserved. Keeps the last 24 hours per server.
class RateHistoryImpl final : public RateHistory
{
    Q_OBJECT
public:
    RateHistoryImpl(HealthMonitor &monitor, const core::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QList<Minute> minutes(const QList<core::ServerId> &servers, int count) const override;
    /// Forgets a server that was removed.
    void removeServer(core::ServerId server);

private:
    struct Totals
    {
        qint64 bans = 0;
        qint64 failures = 0;
    };
    struct PerServer
    {
        QHash<QString, Totals> last; ///< by jail
        qint64 observedAt = 0; ///< UTC ms
        std::map<qint64, Minute> minutes; ///< by minute; present = heard
    };
    void observe(core::ServerId server, const QList<core::Jail> &jails);
    static void spread(PerServer &data, qint64 fromMs, qint64 toMs, qint64 bans, qint64 failures);

    const core::Clock &m_clock;
    std::map<core::ServerId, PerServer> m_servers;
};

} // namespace services
