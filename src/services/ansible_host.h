// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ansible_inventory.h"

#include <QMap>

namespace services {

/// What an inventory's variables make of one host.
struct AnsibleHost
{
    std::optional<core::ServerProfile> profile; ///< absent: ssh cannot be given this host
    QList<core::FleetNote> notes;
};

/// variables: those in force for the host, by name. Only what names the way to the machine is read.
[[nodiscard]] AnsibleHost ansibleHost(
    const QString &name, int line, const QMap<QString, AnsibleInventory::Variable> &variables);

/// The jump host ("user@host:port", several with commas) that options of ssh name, and nothing else: "-J jump",
/// "-o ProxyJump=jump" or "-o ProxyCommand='ssh -W %h:%p jump'". What else stands there comes back in rest.
[[nodiscard]] QString jumpHostOf(const QString &arguments, QString *rest);

} // namespace services
