// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <thread>

namespace models {

/// Calls work(begin, end) for the whole of [0, count), on two threads where that is worth a thread's start (about 50
/// us). The border is a multiple of 64, so that no two threads write one word of a mask.
template <typename Work> void inParts(size_t count, Work work)
{
    constexpr size_t worthIt = 200'000;
    if (count < worthIt || std::thread::hardware_concurrency() < 2) {
        work(size_t { 0 }, count);
        return;
    }
    const size_t border = count / 2 / 64 * 64;
    std::thread second([&work, border, count] { work(border, count); });
    work(size_t { 0 }, border);
    second.join();
}

} // namespace models
