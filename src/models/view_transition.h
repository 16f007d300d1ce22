// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ban_sorter.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace models {

/// What is known about the way from the shown rows to the next ones; the more is known, the less has to be compared.
struct ViewChange
{
    const BanSorter *sorter = nullptr; ///< of the next order
    std::int64_t added = -1; ///< rows that are new to the view; -1: to be counted
    std::int64_t removed = -1;
    bool reordered = false; ///< rows that stay do not keep their order
    std::span<const BanStore::Row> changed; ///< rows whose times differ
};

/// One stretch of rows to take out or put in, in the positions of the moment.
struct SpanStep
{
    bool insertion = false;
    size_t at = 0;
    size_t count = 0;
    size_t from = 0; ///< insertion: position in the next rows
};

/// The steps from one to the other, last position first, so that earlier ones stay valid. Nothing where the rows that
/// stay change their order, or where it takes more than mostSteps.
[[nodiscard]] std::optional<std::vector<SpanStep>> spanSteps(
    std::span<const BanStore::Row> now, std::span<const BanStore::Row> next, size_t capacity, size_t mostSteps);

/// Counts what only one of the two holds.
struct Difference
{
    size_t added = 0;
    size_t removed = 0;
};
[[nodiscard]] Difference difference(
    std::span<const BanStore::Row> now, std::span<const BanStore::Row> next, size_t capacity);

} // namespace models
