// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

/// What the two ends of an askpass socket say, both of one program: a size of four bytes, the highest first, and as
/// many bytes. The question: hint, NUL, the asking ssh's process id, NUL, ssh's words. The answer: the bytes alone; a
/// connection that is closed without one is a refusal.
namespace transport::askpass {

inline constexpr size_t headerSize = 4;
inline constexpr size_t questionLimit = 32 * 1024; ///< of what a server makes ssh ask, nobody could read more
inline constexpr size_t answerLimit = 1022; ///< ssh reads no more, with the line feed

[[nodiscard]] constexpr std::array<unsigned char, headerSize> header(size_t size)
{
    return { static_cast<unsigned char>(size >> 24), static_cast<unsigned char>(size >> 16),
        static_cast<unsigned char>(size >> 8), static_cast<unsigned char>(size) };
}

[[nodiscard]] constexpr size_t sizeOf(const std::array<unsigned char, headerSize> &header)
{
    return size_t(header[0]) << 24 | size_t(header[1]) << 16 | size_t(header[2]) << 8 | size_t(header[3]);
}

} // namespace transport::askpass
