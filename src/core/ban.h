// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"

#include <QMetaType>
#include <QString>

#include <compare>
#include <limits>
#include <optional>
#include <variant>
#include <vector>

namespace core {

/// An identifier that is banned and is no address: a jail with an F-ID group bans any string, and the string is an
/// attacker's text (fact sheet 8.2.11). A type of its own, so that nobody takes it for an address.
struct BanIdentifier
{
    QString text;
    friend auto operator<=>(const BanIdentifier &a, const BanIdentifier &b)
    {
        return QString::compare(a.text, b.text) <=> 0;
    }
    friend bool operator==(const BanIdentifier &, const BanIdentifier &) = default;
};

using BanTarget = std::variant<IpNetwork, BanIdentifier>;

/// The text that fail2ban itself uses for the target.
[[nodiscard]] QString banTargetText(const BanTarget &target);
/// An address or network where the text is one, an identifier otherwise.
[[nodiscard]] BanTarget banTargetFromText(const QString &text);

/// Marks a time that the daemon did not report (fail2ban < 0.11 has no `banip --with-time`).
inline constexpr qint64 unknownTime = std::numeric_limits<qint64>::min();
/// Duration of a permanent ban.
inline constexpr qint64 permanentBan = -1;

/// One current ban of one jail. Times: UTC seconds, already converted from the server's zone.
struct Ban
{
    BanTarget target;
    qint64 bannedAt = unknownTime;
    qint64 banTime = unknownTime; ///< seconds; permanentBan; or unknownTime

    [[nodiscard]] bool isPermanent() const { return banTime == permanentBan; }
    /// UTC seconds; std::nullopt where permanent or unknown.
    [[nodiscard]] std::optional<qint64> expiresAt() const
    {
        if (bannedAt == unknownTime || banTime == unknownTime || banTime == permanentBan)
            return std::nullopt;
        return bannedAt + banTime;
    }
    friend bool operator==(const Ban &, const Ban &) = default;
};

using BanList = std::vector<Ban>;

} // namespace core
