// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/ssh_destination.h"

#include <QByteArray>
#include <QStringList>

namespace transport {

struct SshOptions;

/// Whether somebody may be asked, and what the user's configuration says about host keys.
struct SshStrictness
{
    bool asks = false;
    bool strictByUser = true; ///< StrictHostKeyChecking yes: a question would be weaker
};

/// argv behind the program of a master; what stands there cannot be changed by a configuration, since ssh takes the
/// first value that it meets. configFile: holds masterConfig().
[[nodiscard]] QStringList masterArguments(const SshDestination &destination, const QString &configFile,
    const QString &control, const SshOptions &options, SshStrictness strictness);

/// A configuration that says first what a jump host's ssh must obey too (it gets the configuration of the outer one,
/// not its options): nobody is asked, no empty password is tried, no key is taken unseen. Then the user's own.
/// InvalidArgument: there is no such file.
[[nodiscard]] core::Result<QByteArray> masterConfig(
    const SshDestination &destination, const SshOptions &options, SshStrictness strictness);

/// Of what `ssh -G` has printed.
[[nodiscard]] bool isStrict(const QByteArray &configuration);

} // namespace transport
