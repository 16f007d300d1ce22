// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/ip_address.h"
#include "services/change_service.h"

namespace services {

// The canary of a change (DESIGN 5): whether it may be offered, with which address, and where it should be seen. Pure.

/// What keeps an action from being tried out.
struct CanaryBar
{
    CanaryOffer::Kind kind = CanaryOffer::Kind::Offered; ///< Offered: nothing; else TellsOthers or Unknown
    QString program; ///< by which it tells: a program, "norestored"; of Unknown the program that nobody knows, or empty

    friend bool operator==(const CanaryBar &, const CanaryBar &) = default;
};

/// An action that mails, reports or blocks elsewhere would tell others of an address that did nothing; fail2ban marks
/// most of its own with "norestored". What runs a program that is not known to stay on its machine counts as unknown.
[[nodiscard]] CanaryBar canaryBar(const config::DumpedAction &action);

/// Of a jail as it is to be. changed: one of its actions is new, or not what runs. own: as the server knows us.
[[nodiscard]] CanaryOffer canaryOffer(
    const std::optional<config::DumpedJail> &wanted, bool changed, const QList<core::IpAddress> &own);

/// An address of RFC 5737 that the jail does not ignore and that is none of ours, another one each time; but: tried
/// already.
[[nodiscard]] std::optional<core::IpAddress> canaryAddress(
    const config::DumpedJail &jail, const QList<core::IpAddress> &own, const QStringList &but = {});

/// The rule sets in which the jail's bans must be seen where they can be read: "nftables", "iptables", "ipset".
[[nodiscard]] QStringList canaryRuleSets(const config::DumpedJail &jail);

/// Why it is not offered, for logs, JSON and ChangeTexts: "canary: tells: sendmail-whois: norestored".
[[nodiscard]] QString canaryDetail(const CanaryOffer &offer);

} // namespace services
