// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"

#include <QList>
#include <QString>

namespace config {

/// How a value of the dump is wrong.
enum class ValueFault {
    Time, ///< no time: the daemon's Python stops at it
    TimeIsCode, ///< the daemon's Python would run it
    TimeInDoubt, ///< arithmetic that core::parseTimeString() does not read; fail2ban's own program shall judge ("1h30")
    Number,
    Backend, ///< no such one
    Value ///< an encoding, a formula, an option of ignorecache
};

struct FaultyValue
{
    ValueFault fault = ValueFault::Value;
    QString name; ///< "bantime", "dbpurgeage", "iptables.timeout"
    QString text;

    friend bool operator==(const FaultyValue &, const FaultyValue &) = default;
};

/// Values that `fail2ban-client -t` passes and the daemon then stops at, losing the jail (fact sheet 4.2 and 8.2, each
/// tried on 1.0.2 and 1.1.0): of the jail. In the order in which they are sent.
[[nodiscard]] QList<FaultyValue> faultyValues(const DumpedJail &jail);
/// Of the global settings, which every reload sends.
[[nodiscard]] QList<FaultyValue> faultyGlobals(const StreamDump &dump);

/// Backend without its options, in lower case: "systemd" of "systemd[journalflags=1]".
[[nodiscard]] QString backendName(const QString &backend);

/// Whether a text holds nothing but numbers, units and signs of arithmetic: what fail2ban may evaluate without running
/// a program.
[[nodiscard]] bool isTimeArithmetic(QStringView text);

} // namespace config
