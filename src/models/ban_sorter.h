// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ban_store.h"
#include "models/ban_table_roles.h"

#include <span>
#include <vector>

namespace models {

/// One order of the rows of a store: total and repeatable. Ties of jail and server go by address, the rest by row
/// number. Built for one state of the store.
class BanSorter
{
public:
    BanSorter(const BanStore &store, BanColumn column, Qt::SortOrder order);

    /// Every row that stands, in order. A radix sort: linear in the rows.
    [[nodiscard]] std::vector<BanStore::Row> allSorted() const;
    void sort(std::vector<BanStore::Row> &rows) const;
    [[nodiscard]] bool less(BanStore::Row a, BanStore::Row b) const;
    /// Position of row in a list that is in this order; -1: it is not there.
    [[nodiscard]] std::int64_t positionOf(BanStore::Row row, std::span<const BanStore::Row> sorted) const;
    /// sorted without the rows whose bit in dropped is set, and with fresh (in order) merged in.
    [[nodiscard]] std::vector<BanStore::Row> merged(std::span<const BanStore::Row> sorted,
        const std::vector<std::uint64_t> &dropped, const std::vector<BanStore::Row> &fresh) const;
    [[nodiscard]] static bool dependsOnTimes(BanColumn column);

private:
    [[nodiscard]] std::uint32_t key(BanStore::Row row) const;
    [[nodiscard]] int compareAddress(BanStore::Row a, BanStore::Row b) const;
    [[nodiscard]] std::vector<BanStore::Row> sortedByAddress() const;
    [[nodiscard]] bool byAddress() const { return m_column == BanColumn::Address; }

    const BanStore &m_store;
    BanColumn m_column;
    bool m_descending;
    std::vector<std::uint32_t> m_ranks; ///< by list id, for Jail and Server
};

} // namespace models
