// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace models {

/// Memory for millions of elements, in huge pages where the system has them (madvise(2), MADV_HUGEPAGE): the first
/// touch of every 4 kB costs more than what is written there. Where there are none it is memory as any other. Throws
/// std::bad_alloc.
[[nodiscard]] void *allocateLarge(std::size_t bytes);
void freeLarge(void *memory, std::size_t bytes) noexcept; ///< bytes: as when it was allocated
constexpr std::size_t largeBytes = std::size_t { 4 } << 20; ///< from here on it pays: two of a processor's huge pages

/// Leaves new elements as they are: a million of them are written once, by whoever fills them.
template <typename T> struct Unfilled
{
    using value_type = T;
    Unfilled() = default;
    template <typename U> Unfilled(const Unfilled<U> &) { }

    [[nodiscard]] T *allocate(std::size_t count)
    {
        if (count >= largeBytes / sizeof(T))
            return static_cast<T *>(allocateLarge(count * sizeof(T)));
        return std::allocator<T>().allocate(count);
    }
    void deallocate(T *memory, std::size_t count) noexcept
    {
        if (count >= largeBytes / sizeof(T))
            freeLarge(memory, count * sizeof(T));
        else
            std::allocator<T>().deallocate(memory, count);
    }
    template <typename U> void construct(U *at) { ::new (static_cast<void *>(at)) U; }
    template <typename U, typename... Args> void construct(U *at, Args &&...args)
    {
        std::construct_at(at, std::forward<Args>(args)...);
    }
    friend bool operator==(const Unfilled &, const Unfilled &) { return true; }
};

} // namespace models
