// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wide_column.h"

#include <QtEndian>

#include <algorithm>

namespace models {

Wide wideOf(const std::array<quint8, 16> &bytes)
{
    return { qFromBigEndian<quint64>(bytes.data()), qFromBigEndian<quint64>(bytes.data() + 8) };
}

std::array<quint8, 16> bytesOf(const Wide &wide)
{
    std::array<quint8, 16> bytes;
    qToBigEndian<quint64>(wide.high, bytes.data());
    qToBigEndian<quint64>(wide.low, bytes.data() + 8);
    return bytes;
}

void WideColumn::insert(std::uint32_t row, const Rest &rest)
{
    Block &block = m_blocks[row / 64];
    const size_t count = ones(block.rows);
    const size_t at = ones(block.rows & below(row));
    Rest *const rests = block.rests.get();
    if (count == room(count)) {
        auto larger = std::make_unique_for_overwrite<Rest[]>(room(count + 1));
        std::copy_n(rests, at, larger.get());
        std::copy(rests + at, rests + count, larger.get() + at + 1);
        block.rests = std::move(larger);
    } else {
        std::copy_backward(rests + at, rests + count, rests + count + 1);
    }
    block.rests[at] = rest;
    block.rows |= below(row) + 1;
}

void WideColumn::erase(std::uint32_t row)
{
    Block &block = m_blocks[row / 64];
    const size_t count = ones(block.rows);
    const size_t at = ones(block.rows & below(row));
    Rest *const rests = block.rests.get();
    block.rows &= ~(below(row) + 1);
    std::copy(rests + at + 1, rests + count, rests + at);
    if (count == 1) {
        block.rests = nullptr;
    } else if (room(count - 1) != room(count)) {
        auto smaller = std::make_unique_for_overwrite<Rest[]>(room(count - 1));
        std::copy_n(rests, count - 1, smaller.get());
        block.rests = std::move(smaller);
    }
}

void WideColumn::resize(size_t rows)
{
    m_blocks.resize((rows + 63) / 64);
}

WideColumn::Rest *WideColumn::open(size_t block, std::uint64_t rows)
{
    if (rows == 0)
        return nullptr;
    Block &opened = m_blocks[block];
    opened.rows = rows;
    opened.rests = std::make_unique_for_overwrite<Rest[]>(room(ones(rows)));
    return opened.rests.get();
}

bool WideColumn::isEmpty() const
{
    return std::all_of(m_blocks.begin(), m_blocks.end(), [](const Block &block) { return block.rows == 0; });
}

size_t WideColumn::allocatedBytes() const
{
    size_t bytes = m_blocks.capacity() * sizeof(Block);
    for (const Block &block : m_blocks)
        bytes += room(ones(block.rows)) * sizeof(Rest);
    return bytes;
}

} // namespace models
