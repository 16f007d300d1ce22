// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"

#include <QStringList>

namespace services {

/// The files that [INCLUDES] of the tree's files name, each with its .local, whether they are in the tree or not:
/// absolute and normalised, without doubles. Names of variables in them are put in, as fail2ban does.
[[nodiscard]] QStringList includedFiles(const config::ConfigTree &tree);

/// The base names, absolute, of the filters and actions that jails call: "/etc/fail2ban/filter.d/sshd". Of jails that
/// are not enabled, only where one is named by a path.
[[nodiscard]] QStringList calledBases(const config::Configuration &configuration);

} // namespace services
