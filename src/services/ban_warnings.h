// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ban_service.h"

namespace services {

/// What is dangerous about banning one target, from what is known without asking a server. Pure.
[[nodiscard]] QList<BanWarning> addressWarnings(const core::IpNetwork &target, const QList<core::IpAddress> &own);

/// One entry of an ignore list that is an address or network, with its text.
struct IgnoredNetwork
{
    core::IpNetwork network;
    QString text;
};
[[nodiscard]] QList<IgnoredNetwork> ignoredNetworks(const QStringList &ignoreip);

/// The same for the ignore list, read once for many targets.
[[nodiscard]] QList<BanWarning> ignoreWarnings(
    const core::IpNetwork &target, core::ServerId server, const QString &jail, const QList<IgnoredNetwork> &ignored);

/// The same for the ignore list of one jail (`get J ignoreip`; names that are no address are passed over). Pure.
[[nodiscard]] QList<BanWarning> ignoreWarnings(
    const core::IpNetwork &target, core::ServerId server, const QString &jail, const QStringList &ignoreip);

} // namespace services
