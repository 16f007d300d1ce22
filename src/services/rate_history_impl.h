// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/jail.h"
#include "services/rate_history.h"

#include <map>
#include <vector>

namespace services {

class HealthMonitor;

/// Counts from HealthMonitor::jailsObserved. Keeps the last three hours per server, 8 bytes a minute.
class RateHistoryImpl final : public RateHistory
{
    Q_OBJECT
public:
    RateHistoryImpl(HealthMonitor &monitor, const core::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QList<Minute> minutes(const QList<core::ServerId> &servers, int count) const override;
    [[nodiscard]] int heardFor(const QList<core::ServerId> &servers, int count) const override;
    /// Forgets a server that was removed.
    void removeServer(core::ServerId server);

private:
    struct Totals
    {
        QString jail;
        qint64 bans = 0;
        qint64 failures = 0;
    };
    struct Slot
    {
        quint32 bans = unheard;
        quint32 failures = 0;
        [[nodiscard]] bool isHeard() const { return bans != unheard; }
        static constexpr quint32 unheard = 0xffffffff;
    };
    struct PerServer
    {
        std::vector<Totals> last; ///< by jail
        qint64 observedAt = 0; ///< UTC ms
        qint64 firstMinute = 0; ///< of perMinute
        std::vector<Slot> perMinute; ///< one a minute without a gap
    };
    void observe(core::ServerId server, const QList<core::Jail> &jails);
    static void spread(PerServer &data, qint64 fromMs, qint64 toMs, qint64 bans, qint64 failures);

    const core::Clock &m_clock;
    std::map<core::ServerId, PerServer> m_servers;
};

} // namespace services
