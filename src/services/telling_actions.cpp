// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/telling_actions.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {

bool tellsOthers(const config::DumpedAction &action)
{
    if (!action.pythonFile.isEmpty())
        return true;
    // As the daemon has it: "norestored = 0" is a text or a number, and false where it was read as a truth value.
    static constexpr std::array noWords { ""_L1, "0"_L1, "false"_L1, "no"_L1, "off"_L1, "none"_L1 };
    const QString word = action.properties.value(u"norestored"_s).trimmed().toLower();
    return std::ranges::find(noWords, word) == noWords.end();
}

QString tellingAction(const config::DumpedJail &jail)
{
    const auto found = std::ranges::find_if(jail.actions, tellsOthers);
    return found == jail.actions.end() ? QString() : found->name;
}

QStringList jailsThatTellNobody(const config::StreamDump &dump)
{
    QStringList names;
    for (const config::DumpedJail &jail : dump.jails) {
        if (jail.started && !jail.actions.isEmpty() && tellingAction(jail).isEmpty())
            names += jail.name;
    }
    return names;
}

} // namespace services
