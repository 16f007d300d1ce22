// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"

#include <QList>

namespace services {

/// The addresses by which a server may know this computer and its user: every interface's, and the far end of the ssh
/// session that BanGUI itself runs in (SSH_CONNECTION). Loopback is not among them; it is warned about on its own.
[[nodiscard]] QList<core::IpAddress> ownAddresses();

} // namespace services
