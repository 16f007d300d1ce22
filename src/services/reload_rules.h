// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"

#include <QList>
#include <QString>

namespace services {

/// A time of the configuration that core::parseTimeString() does not read, and that fail2ban's own program shall judge
/// ("1h30", "60*60*24").
struct DoubtfulTime
{
    QString name; ///< "bantime", "action.timeout"
    QString text;
};

/// What a look at the dump says about a reload.
struct ReloadCheck
{
    QString problem; ///< "name = value" of the first setting that the daemon would stop at; empty: none
    QList<DoubtfulTime> times;
    bool needsJournal = false; ///< backend systemd: the daemon needs Python's systemd module
};

/// Settings that `fail2ban-client -t` passes and the daemon then stops at, losing the jail (fact sheet 4.2 and 8.2,
/// each tried on 1.0.2 and 1.1.0): the jail's own, and the global ones that every reload sends. Pure.
[[nodiscard]] ReloadCheck checkForReload(const config::StreamDump &dump, const config::DumpedJail &jail);

/// Whether a text holds nothing but numbers, units and signs of arithmetic: what fail2ban may evaluate without running
/// a program. Pure.
[[nodiscard]] bool isTimeArithmetic(QStringView text);

/// Why the daemon would refuse the configuration's dbfile while it has jails; empty where it would not. running: what
/// it says now, empty where it has none (server.py, setDatabase).
[[nodiscard]] QString databaseProblem(const QString &running, const QString &wanted);

} // namespace services
