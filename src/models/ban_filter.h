// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/ip_address.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace models {

enum class BanEnd { Any, Permanent, Temporary, EndsWithin };

/// What of the bans is shown. Text is matched against address, jail and server, case-insensitively; where it is an
/// address with a prefix ("203.0.113.0/24") it means the network: what lies in it and the networks that contain it.
struct BanFilter
{
    QString text;
    QStringList jails; ///< any of these; empty: all
    QList<core::ServerId> servers; ///< any of these; empty: all of the scope
    BanEnd end = BanEnd::Any;
    qint64 endsWithinSeconds = 3600; ///< for EndsWithin

    [[nodiscard]] bool isEmpty() const
    {
        return text.trimmed().isEmpty() && jails.isEmpty() && servers.isEmpty() && end == BanEnd::Any;
    }
    /// The network that the text stands for, where it is one.
    [[nodiscard]] std::optional<core::IpNetwork> network() const;
    friend bool operator==(const BanFilter &, const BanFilter &) = default;
};

} // namespace models
