// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>

namespace protocol {

/// A growing array of plain data on realloc(): large blocks grow by moving pages instead of bytes, and new elements are
/// not initialised. Only what the decoder needs of std::vector. Throws std::bad_alloc.
template <typename T> class PodVector
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    PodVector() = default;
    ~PodVector() { std::free(m_data); }
    PodVector(const PodVector &) = delete;
    PodVector &operator=(const PodVector &) = delete;

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] T *data() { return m_data; }
    [[nodiscard]] const T *data() const { return m_data; }
    [[nodiscard]] T &operator[](std::size_t i) { return m_data[i]; }
    [[nodiscard]] const T &operator[](std::size_t i) const { return m_data[i]; }
    [[nodiscard]] T &back() { return m_data[m_size - 1]; }

    void push_back(T value)
    {
        if (m_size == m_capacity)
            grow(m_size + 1);
        m_data[m_size++] = value;
    }
    void pop_back() { --m_size; }
    void clear() { m_size = 0; }
    /// Room for `extra` more elements; they begin at the returned place and count once commit() says so.
    [[nodiscard]] T *room(std::size_t extra)
    {
        if (m_size + extra > m_capacity)
            grow(m_size + extra);
        return m_data + m_size;
    }
    void commit(std::size_t count) { m_size += count; }
    /// Shrinks, or grows by uninitialised elements.
    void resize(std::size_t size)
    {
        if (size > m_capacity)
            grow(size);
        m_size = size;
    }
    void append(const T *from, std::size_t count)
    {
        std::copy_n(from, count, room(count));
        m_size += count;
    }
    /// Gives memory back that is beyond `keep` elements. Empties.
    void recycle(std::size_t keep)
    {
        m_size = 0;
        if (m_capacity > keep) {
            std::free(std::exchange(m_data, nullptr));
            m_capacity = 0;
        }
    }

private:
    void grow(std::size_t wanted)
    {
        const std::size_t capacity = std::max({ wanted, m_capacity * 2, std::size_t { 64 } });
        void *data = std::realloc(m_data, capacity * sizeof(T)); // NOLINT: plain data
        if (data == nullptr)
            throw std::bad_alloc();
        m_data = static_cast<T *>(data);
        m_capacity = capacity;
    }

    T *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace protocol
