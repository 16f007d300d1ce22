// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/large_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <new>

namespace models {

namespace {

constexpr std::size_t hugePage = std::size_t { 2 } << 20;

std::size_t wholePages(std::size_t bytes)
{
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return (bytes + page - 1) / page * page;
}

} // namespace

void *allocateLarge(std::size_t bytes)
{
    const std::size_t length = wholePages(bytes);
    void *mapped = ::mmap(nullptr, length + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        throw std::bad_alloc();
    // Huge pages lie at multiples of their size; what is left over on both sides goes back.
    auto *const begin = static_cast<char *>(mapped);
    const std::size_t before = (hugePage - reinterpret_cast<std::uintptr_t>(begin) % hugePage) % hugePage;
    if (before > 0)
        (void)::munmap(begin, before);
    (void)::munmap(begin + before + length, hugePage - before);
    (void)::madvise(begin + before, length, MADV_HUGEPAGE); // advice: nothing depends on it
    return begin + before;
}

void freeLarge(void *memory, std::size_t bytes) noexcept
{
    (void)::munmap(memory, wholePages(bytes));
}

} // namespace models
