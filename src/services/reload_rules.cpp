// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/reload_rules.h"

#include "config/value_rules.h"

using namespace Qt::StringLiterals;

namespace services {

ReloadCheck checkForReload(const config::StreamDump &dump, const config::DumpedJail &jail)
{
    ReloadCheck check;
    for (const config::FaultyValue &value : config::faultyGlobals(dump) + config::faultyValues(jail)) {
        if (value.fault == config::ValueFault::TimeInDoubt)
            check.times.append({ value.name, value.text });
        else if (check.problem.isEmpty())
            check.problem = value.name + " = "_L1 + value.text;
    }
    check.needsJournal = config::backendName(jail.backend) == "systemd"_L1;
    return check;
}

bool isTimeArithmetic(QStringView text)
{
    return config::isTimeArithmetic(text);
}

QString databaseProblem(const QString &running, const QString &wanted)
{
    if (wanted.isEmpty() || running == wanted)
        return {};
    const bool none = wanted.compare("none"_L1, Qt::CaseInsensitive) == 0;
    if (none && running.isEmpty())
        return {};
    return u"dbfile: %1 -> %2"_s.arg(running.isEmpty() ? u"None"_s : running, wanted);
}

} // namespace services
