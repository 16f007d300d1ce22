// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/own_addresses.h"

#include <QHostAddress>
#include <QNetworkInterface>

namespace services {

QList<core::IpAddress> ownAddresses()
{
    QList<core::IpAddress> own;
    const auto add = [&own](const QString &text) {
        const auto address = core::IpAddress::parse(QStringView(text).left(text.indexOf(u'%')));
        if (address && !address->isLoopback() && !own.contains(*address))
            own.append(*address);
    };
    for (const QHostAddress &address : QNetworkInterface::allAddresses())
        add(address.toString());
    // "client-address client-port server-address server-port" (ssh(1), ENVIRONMENT)
    const QStringList words = qEnvironmentVariable("SSH_CONNECTION").split(u' ');
    add(words.value(0));
    add(words.value(2));
    return own;
}

} // namespace services
