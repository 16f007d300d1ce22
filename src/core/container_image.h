// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

/// Images that keep fail2ban's files elsewhere (fact sheet 3).
enum class ContainerImage {
    None, ///< no container, or any other image
    LinuxServer, ///< linuxserver/fail2ban: configuration, database and log below /config
    Crazymax ///< crazymax/fail2ban: jails, filters, actions and database below /data, log on standard output
};

} // namespace core
