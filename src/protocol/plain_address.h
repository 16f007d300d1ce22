// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

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
/// The same for a text with 4 readable bytes before and 16 from its beginning, without a branch per character: the
/// lengths of the octets are random, and a mispredicted branch costs more than all of this.
[[nodiscard]] inline bool plainV4Inside(QByteArrayView text, quint32 &address)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    if (size < 7 || size > 15)
        return false;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data()));
    const std::uint32_t used = (1U << size) - 1;
    const auto mask = [used](__m128i lanes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(lanes)) & used; };
    std::uint32_t dots = mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')));
    // '0'..'9' become the ten lowest signed numbers.
    const std::uint32_t digits
        = mask(_mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8('0' - 128)), _mm_set1_epi8(-128 + 10)));
    const std::uint32_t lastDot = dots & (dots - 1) & ((dots & (dots - 1)) - 1);
    if ((dots | digits) != used || lastDot == 0 || (lastDot & (lastDot - 1)) != 0) // three dots, counted without POPCNT
        return false;
    const auto cut = [&dots] {
        const auto at = static_cast<std::uint32_t>(std::countr_zero(dots));
        dots &= dots - 1;
        return at;
    };
    const std::uint32_t first = cut();
    const std::uint32_t second = cut();
    const std::uint32_t third = cut();
    bool good = true;
    // The octet that ends before `end`: its digits are the upper bytes of the word there.
    const auto octet = [&good, &text](std::uint32_t end, std::uint32_t length) {
        static constexpr std::uint32_t keep[] = { 0, 0xff00'0000U, 0xffff'0000U, 0xffff'ff00U };
        static constexpr std::uint32_t least[] = { 0, 0, 10, 100 }; // no leading zero
        const std::uint32_t known = length <= 3 ? length : 0;
        std::uint32_t word = 0;
        std::memcpy(&word, text.data() + end - 4, 4);
        word = (word & keep[known]) - (0x3030'3030U & keep[known]);
        const std::uint32_t value = (word >> 24) + 10 * ((word >> 16) & 0xff) + 100 * ((word >> 8) & 0xff);
        good &= known != 0 && value >= least[known] && value <= 255;
        return value;
    };
    const std::uint32_t a = octet(first, first);
    const std::uint32_t b = octet(second, second - first - 1);
    const std::uint32_t c = octet(third, third - second - 1);
    const std::uint32_t d = octet(size, size - third - 1);
    address = (a << 24) | (b << 16) | (c << 8) | d;
    return good;
}
static_assert(std::endian::native == std::endian::little);
#endif

} // namespace protocol
