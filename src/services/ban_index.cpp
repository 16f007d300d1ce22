// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_index.h"

#include <algorithm>

namespace services {

BanIndex::BanIndex(const core::BanList &bans)
{
    m_networks.reserve(bans.size());
    for (const core::Ban &ban : bans) {
        if (const auto *network = std::get_if<core::IpNetwork>(&ban.target)) {
            m_networks.push_back({ *network, &ban });
            m_prefixes.emplace(network->address().family(), network->prefix());
        } else {
            m_identifiers.insert(core::banTargetText(ban.target), &ban);
        }
    }
    std::ranges::sort(m_networks, {}, &Entry::network);
}

const core::Ban *BanIndex::find(const core::IpNetwork &network) const
{
    const auto at = std::ranges::lower_bound(m_networks, network, {}, &Entry::network);
    return at != m_networks.end() && at->network == network ? at->ban : nullptr;
}

const core::Ban *BanIndex::named(const QString &text) const
{
    const auto network = core::IpNetwork::parse(text);
    if (network && network->toString() == text)
        return find(*network);
    return m_identifiers.value(text);
}

std::vector<const core::Ban *> BanIndex::meant(const QString &text) const
{
    std::vector<const core::Ban *> found;
    const auto wanted = core::IpNetwork::parse(text);
    if (!wanted) {
        if (const core::Ban *ban = m_identifiers.value(text))
            found.push_back(ban);
        return found;
    }
    // What it contains lies in one stretch, since networks are sorted by their first address.
    const core::IpAddress last = wanted->last();
    auto at = std::ranges::lower_bound(
        m_networks, wanted->address(), {}, [](const Entry &entry) { return entry.network.address(); });
    for (; at != m_networks.end() && at->network.address() <= last; ++at) {
        if (wanted->contains(at->network))
            found.push_back(at->ban);
    }
    // What contains it is wider, and begins where its own address does under that prefix.
    for (const auto &[family, prefix] : m_prefixes) {
        if (family != wanted->address().family() || prefix >= wanted->prefix())
            continue;
        if (const core::Ban *ban = find(core::IpNetwork(wanted->address(), prefix)))
            found.push_back(ban);
    }
    std::ranges::sort(found);
    return found;
}

} // namespace services
