// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/link_watcher.h"

#include "services/health_monitor.h"

namespace app {

LinkWatcher::LinkWatcher(services::HealthMonitor &monitor, const QDBusConnection &bus, platform::NetworkTiming timing)
    : m_network(bus, timing)
    , m_wake(bus)
{
    // After a sleep both come: what failed because the network was not there yet is tried once more when it is.
    QObject::connect(
        &m_network, &platform::NetworkWatcher::networkReturned, &monitor, &services::HealthMonitor::retryNow);
    QObject::connect(&m_wake, &platform::WakeWatcher::woke, &monitor, &services::HealthMonitor::retryNow);
}

} // namespace app
