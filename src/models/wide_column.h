// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

namespace models {

/// An IPv6 address as two numbers, in the order of addresses.
struct Wide
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend auto operator<=>(const Wide &, const Wide &) = default;
};
[[nodiscard]] Wide wideOf(const std::array<quint8, 16> &bytes);
[[nodiscard]] std::array<quint8, 16> bytesOf(const Wide &wide);

/// The last 96 bits of those rows that hold an IPv6 address. 64 rows share a block that keeps these rows only, found by
/// counting bits: an IPv6 row costs no index into a pool, and any other a quarter of a byte.
class WideColumn
{
public:
    struct Rest
    {
        std::uint32_t second;
        std::uint32_t third;
        std::uint32_t fourth;
    };

    /// The rest of a row that has one.
    [[nodiscard]] const Rest &at(std::uint32_t row) const
    {
        const Block &block = m_blocks[row / 64];
        return block.rests[block.rows == allRows ? row % 64 : ones(block.rows & below(row))];
    }
    /// Calls visit(row, rest) for the rows of one block that have a rest, in order.
    template <typename Visit> void each(size_t block, Visit visit) const
    {
        const Rest *rest = m_blocks[block].rests.get();
        for (std::uint64_t rows = m_blocks[block].rows; rows != 0; rows &= rows - 1)
            visit(static_cast<std::uint32_t>(block * 64) + static_cast<std::uint32_t>(std::countr_zero(rows)), *rest++);
    }
    void insert(std::uint32_t row, const Rest &rest); ///< row: below the size, without a rest so far
    void erase(std::uint32_t row); ///< row: one with a rest
    void resize(size_t rows);
    void clear() { *this = {}; }
    /// Room for the rests of a block that has none yet, in the order of its rows (a bit each); the caller writes them.
    /// Different blocks may be opened on different threads.
    [[nodiscard]] Rest *open(size_t block, std::uint64_t rows);
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] size_t allocatedBytes() const;

private:
    static constexpr std::uint64_t allRows = ~std::uint64_t { 0 };
    struct Block
    {
        std::uint64_t rows = 0; ///< a bit for each row that has a rest
        std::unique_ptr<Rest[]> rests;
    };
    [[nodiscard]] static constexpr std::uint64_t below(std::uint32_t row)
    {
        return (std::uint64_t { 1 } << (row % 64)) - 1;
    }
    /// As std::popcount(), which is a call into a library where the processor is not named.
    [[nodiscard]] static constexpr size_t ones(std::uint64_t bits)
    {
        bits -= bits >> 1 & 0x5555555555555555U;
        bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
        bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fU;
        return bits * 0x0101010101010101U >> 56;
    }
    /// How many rests a block of that many has room for; derived, so that it need not be kept.
    [[nodiscard]] static constexpr size_t room(size_t rests) { return (rests + 3) / 4 * 4; }

    std::vector<Block> m_blocks;
};

} // namespace models
