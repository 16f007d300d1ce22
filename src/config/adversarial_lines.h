// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace config {

/// Log lines made for one failregex, ignoreregex or prefregex (in fail2ban's notation): each leads up to a repetition
/// of something that repeats or branches itself, goes round it forty times, and ends in what does not match. A regex
/// that tries every way to divide such a line runs without end (fact sheet 8.2.3). Empty where it has no such place;
/// without dates. prefregex: what the line has to pass before the regex sees it. Pure.
[[nodiscard]] QStringList adversarialLines(const QString &regex, const QString &prefregex = {});

} // namespace config
