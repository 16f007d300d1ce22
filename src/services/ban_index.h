// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"

#include <QHash>

#include <set>
#include <vector>

namespace services {

/// Finds bans of one list by address: many questions against many bans, each in the time of a binary search. Refers to
/// the list, which outlives it.
class BanIndex
{
public:
    explicit BanIndex(const core::BanList &bans);

    /// The ban whose text this is; nothing where there is none.
    [[nodiscard]] const core::Ban *named(const QString &text) const;
    /// Every ban that is meant by the text: what an address or network contains and what contains it, an identifier by
    /// its very text. In the order of the list.
    [[nodiscard]] std::vector<const core::Ban *> meant(const QString &text) const;

private:
    struct Entry
    {
        core::IpNetwork network;
        const core::Ban *ban;
    };
    [[nodiscard]] const core::Ban *find(const core::IpNetwork &network) const;

    std::vector<Entry> m_networks; ///< sorted
    std::set<std::pair<core::IpAddress::Family, int>> m_prefixes; ///< those that occur
    QHash<QString, const core::Ban *> m_identifiers;
};

} // namespace services
