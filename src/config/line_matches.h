// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace config {

/// One line that two texts have in common.
struct LineMatch
{
    qsizetype before = 0; ///< index in the first
    qsizetype after = 0; ///< index in the second

    friend bool operator==(const LineMatch &, const LineMatch &) = default;
};

/// A longest common subsequence of lines (E. Myers, "An O(ND) Difference Algorithm and Its Variations"), in order.
/// Where texts differ in thousands of lines, their common beginning and end only.
[[nodiscard]] QList<LineMatch> matchLines(const QStringList &before, const QStringList &after);

} // namespace config
