// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace config {

/// Whether a file is a filter that comes with fail2ban 1.0.2 or 1.1.0: filter.d/NAME.conf of one of its names. Several
/// of them hold a regex that runs away on a line made for it (apache-modsecurity, courier-auth, domino-smtp, exim,
/// grafana, selinux-ssh): their users live with that, and cannot change those files.
[[nodiscard]] bool isStockFilter(const QString &path);

} // namespace config
