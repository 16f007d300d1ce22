// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace services {

/// The limit of hosts in one inventory, ranges counted out.
inline constexpr qsizetype maxFleetServers = 5000;

/// What an inventory says, before groups and variables are brought together. Values are text; "" is a value.
struct AnsibleInventory
{
    struct Variable
    {
        QString name;
        QString value;
        int line = 0;
    };
    struct Host
    {
        QString name;
        QList<Variable> variables;
        int line = 0;
    };
    struct Group
    {
        QString name;
        QStringList hosts;
        QStringList children;
        QList<Variable> variables;
    };
    QList<Host> hosts; ///< in the order of the file
    QList<Group> groups;
    QList<core::FleetNote> notes;
    std::optional<core::FleetNote> refused;

    Host &host(const QString &name, int line); ///< found or made
    Group &group(const QString &name); ///< found or made

private:
    QHash<QString, qsizetype> m_hostAt;
    QHash<QString, qsizetype> m_groupAt;
};

/// "web[01:03].example.com" as its names; [a:c] and a step [1:9:2] too, several of them in one name. Error:
/// InvalidArgument where a range is none, or where there would be more than maxFleetServers.
[[nodiscard]] core::Result<QStringList> expandAnsibleRange(const QString &pattern);

/// Reads the INI form. Nothing of it is executed, no template computed.
[[nodiscard]] AnsibleInventory readAnsibleIni(const QByteArray &content);
/// Reads the YAML form (and with it JSON of that shape).
[[nodiscard]] AnsibleInventory readAnsibleYaml(const QByteArray &content);

/// Groups and variables brought together: a profile for each host that ssh can be given. The deepest group becomes the
/// profile's group, the others its tags. Passwords and vaults are passed over.
[[nodiscard]] core::FleetImport fleetOf(const AnsibleInventory &inventory);

} // namespace services
