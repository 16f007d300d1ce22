// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/network_watcher.h"
#include "platform/wake_watcher.h"

namespace services {
class HealthMonitor;
}

namespace app {

/// Servers are tried again at once when the network returns or the computer wakes, and not after their backoff.
class LinkWatcher final
{
public:
    /// monitor: outlives it. bus: where NetworkManager and logind speak.
    explicit LinkWatcher(services::HealthMonitor &monitor, const QDBusConnection &bus = QDBusConnection::systemBus(),
        platform::NetworkTiming timing = {});
    Q_DISABLE_COPY_MOVE(LinkWatcher)

private:
    platform::NetworkWatcher m_network;
    platform::WakeWatcher m_wake;
};

} // namespace app
