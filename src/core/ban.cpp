// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ban.h"

namespace core {

QString banTargetText(const BanTarget &target)
{
    if (const auto *network = std::get_if<IpNetwork>(&target))
        return network->toString();
    return std::get<BanIdentifier>(target).text;
}

BanTarget banTargetFromText(const QString &text)
{
    if (const auto network = IpNetwork::parse(text))
        return *network;
    return BanIdentifier { text };
}

} // namespace core
