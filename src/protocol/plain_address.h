// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace protocol {

/// "a.b.c.d" and nothing else: the form that nearly every banned target has. Strict as core::IpAddress::parse().
[[nodiscard]] inline std::optional<quint32> plainV4(QByteArrayView text)
{
    const char *p = text.data();
    const char *end = p + text.size();
    quint32 value = 0;
    for (int octet = 0; octet < 4; ++octet) {
        if (octet > 0) {
            if (p == end || *p != '.')
                return std::nullopt;
            ++p;
        }
        const char *first = p;
        quint32 number = 0;
        while (p != end && *p >= '0' && *p <= '9' && p - first < 3) {
            number = number * 10 + static_cast<quint32>(*p - '0');
            ++p;
        }
        if (p == first || number > 255 || (p - first > 1 && *first == '0'))
            return std::nullopt;
        value = (value << 8) | number;
    }
    return p == end ? std::optional(value) : std::nullopt;
}

#ifdef __SSE2__
/// How far plainV4Inside() may read from the beginning of a text.
inline constexpr qsizetype plainV4Reach = 20;

/// The same for a text with plainV4Reach readable bytes from its beginning, without a branch per character: the lengths
/// of the octets are random, and a mispredicted branch costs more than all of this.
[[nodiscard]] inline bool plainV4Inside(QByteArrayView text, quint32 &address)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    if (size < 7 || size > 15)
        return false;
    // Sets of positions, one bit per character.
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data()));
    const std::uint32_t used = (1U << size) - 1;
    const auto mask = [used](__m128i lanes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(lanes)) & used; };
    const std::uint32_t dots = mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')));
    const std::uint32_t zeros = mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('0')));
    // '0'..'9' become the ten lowest signed numbers.
    const std::uint32_t digits
        = mask(_mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8('0' - 128)), _mm_set1_epi8(-128 + 10)));
    const std::uint32_t starts = (dots << 1) | 1; // of octets; behind the end where the last character is a dot
    const std::uint32_t pairs = digits & (digits >> 1);
    const std::uint32_t afterFirst = dots & (dots - 1); // the dots without the first one
    const std::uint32_t lastDot = afterFirst & (afterFirst - 1);
    const std::uint32_t wrong = ((dots | digits) ^ used) // something else
        | (starts & ~digits) // an empty octet
        | (starts & zeros & (digits >> 1)) // a leading zero
        | (pairs & (pairs >> 2)) // four digits
        | (lastDot & (lastDot - 1)); // four dots
    if (wrong != 0 || lastDot == 0)
        return false;
    const auto first = static_cast<std::uint32_t>(std::countr_zero(dots));
    const auto second = static_cast<std::uint32_t>(std::countr_zero(afterFirst));
    const auto third = static_cast<std::uint32_t>(std::countr_zero(lastDot));
    // Four bytes from the octet's beginning, moved up until what is no part of it has gone: units on top.
    const auto octet = [&text](std::uint32_t from, std::uint32_t to) {
        std::uint32_t word = 0;
        std::memcpy(&word, text.data() + from, 4);
        return static_cast<int>(word << (32 - 8 * (to - from)));
    };
    const __m128i words = _mm_and_si128(
        _mm_set_epi32(octet(third + 1, size), octet(second + 1, third), octet(first + 1, second), octet(0, first)),
        _mm_set1_epi8(0x0f));
    const __m128i tens = _mm_madd_epi16(_mm_and_si128(words, _mm_set1_epi16(0xff)), _mm_set1_epi32(10 << 16));
    const __m128i others = _mm_madd_epi16(_mm_srli_epi16(words, 8), _mm_set1_epi32((1 << 16) | 100));
    const __m128i octets = _mm_packs_epi32(_mm_add_epi32(tens, others), _mm_setzero_si128());
    address = qFromBigEndian(static_cast<quint32>(_mm_cvtsi128_si32(_mm_packus_epi16(octets, octets))));
    return _mm_movemask_epi8(_mm_cmpgt_epi16(octets, _mm_set1_epi16(255))) == 0;
}
static_assert(std::endian::native == std::endian::little);
#endif

} // namespace protocol
