// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_warnings.h"

using namespace Qt::StringLiterals;

namespace services {

QList<BanWarning> addressWarnings(const core::IpNetwork &target, const QList<core::IpAddress> &own)
{
    using Kind = BanWarning::Kind;
    QList<BanWarning> warnings;
    const QString text = target.toString();
    for (const auto &loopback : { u"127.0.0.0/8"_s, u"::1"_s }) {
        const core::IpNetwork network = *core::IpNetwork::parse(loopback);
        if (network.contains(target))
            warnings.append({ .kind = Kind::Loopback, .target = text, .detail = loopback });
        else if (target.contains(network))
            warnings.append({ .kind = Kind::CoversLoopback, .target = text, .detail = loopback });
    }
    for (const core::IpAddress &address : own) {
        if (target.contains(address)) {
            warnings.append({ .kind = target.isSingle() ? Kind::OwnAddress : Kind::CoversOwn,
                .target = text,
                .detail = address.toString() });
        }
    }
    return warnings;
}

QList<IgnoredNetwork> ignoredNetworks(const QStringList &ignoreip)
{
    QList<IgnoredNetwork> networks;
    for (const QString &entry : ignoreip) {
        const auto network = core::IpNetwork::parse(entry);
        // Loopback is in every jail's list by default and is warned about once, on its own.
        if (network && !network->address().isLoopback())
            networks.append({ *network, entry });
    }
    return networks;
}

QList<BanWarning> ignoreWarnings(
    const core::IpNetwork &target, core::ServerId server, const QString &jail, const QList<IgnoredNetwork> &ignored)
{
    using Kind = BanWarning::Kind;
    QList<BanWarning> warnings;
    for (const IgnoredNetwork &entry : ignored) {
        if (entry.network.contains(target))
            warnings.append({ Kind::Ignored, server, jail, target.toString(), entry.text });
        else if (target.contains(entry.network))
            warnings.append({ Kind::CoversIgnored, server, jail, target.toString(), entry.text });
    }
    return warnings;
}

QList<BanWarning> ignoreWarnings(
    const core::IpNetwork &target, core::ServerId server, const QString &jail, const QStringList &ignoreip)
{
    return ignoreWarnings(target, server, jail, ignoredNetworks(ignoreip));
}

} // namespace services
