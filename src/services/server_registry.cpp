// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_registry.h"

#include <QSet>

namespace services {

QList<core::ServerId> ServerRegistry::serversIn(const core::Scope &scope) const
{
    QList<core::ServerId> servers;
    const QSet<core::ServerId> chosen(scope.servers.cbegin(), scope.servers.cend());
    const auto matches = [&scope, &chosen](const core::ServerProfile &profile) {
        switch (scope.kind) {
        case core::Scope::Kind::All:
            return true;
        case core::Scope::Kind::Group:
            return profile.group == scope.group;
        case core::Scope::Kind::Server:
            return profile.id == scope.server;
        case core::Scope::Kind::Selection:
            return chosen.contains(profile.id);
        }
        return false;
    };
    for (const core::ServerProfile &profile : profiles()) {
        if (matches(profile))
            servers.append(profile.id);
    }
    return servers;
}

QString ServerRegistry::nameOf(core::ServerId id) const
{
    const auto known = profile(id);
    return known ? known->name : QString();
}

} // namespace services
