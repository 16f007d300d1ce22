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
    bool strictJump = false; ///< the same for any jump host
    bool repeats = false; ///< asks again after a wrong answer
    bool proxied = false; ///< there is a jump host or another program on the way
    QByteArray knownKeys; ///< KnownHostsCommand of SshTrustOnce; empty: the user's, where there is one
    bool trustsOnce = false; ///< there are keys in it
};

/// argv behind the program of a master; what stands there cannot be changed by a configuration, since ssh takes the
/// first value that it meets. configFile: holds masterConfig().
[[nodiscard]] QStringList masterArguments(const SshDestination &destination, const QString &configFile,
    const QString &control, const SshOptions &options, const SshStrictness &strictness);

/// A configuration that says first what a jump host's ssh must obey too (it gets the configuration of the outer one,
/// not its options): nobody is asked, no empty password is tried, no key is taken unseen. Where somebody is asked, an
/// unknown key of a jump host is a question too, however lax its section is, unless that of any is strict. Then the
/// user's own. InvalidArgument: there is no such file.
[[nodiscard]] core::Result<QByteArray> masterConfig(
    const SshDestination &destination, const SshOptions &options, const SshStrictness &strictness);

/// Of what `ssh -G` has printed.
[[nodiscard]] bool isStrict(const QByteArray &configuration);
/// The same: the jump hosts, without their ports, as -G takes them.
[[nodiscard]] QStringList jumpHosts(const QByteArray &configuration);
/// The same: whether another program makes the connection.
[[nodiscard]] bool isProxied(const QByteArray &configuration);
/// The same: whether the user has a KnownHostsCommand, whose place ours would take.
[[nodiscard]] bool hasKnownHostsCommand(const QByteArray &configuration);

} // namespace transport
