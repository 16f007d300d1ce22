// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wide_column.h"

#include <array>
#include <bit>
#include <string_view>
#include <vector>

namespace models {

/// The zero groups that RFC 5952 writes as "::": the longest run of at least two, the first of equals.
struct ZeroRun
{
    int at = 8;
    int length = 0;
};
[[nodiscard]] ZeroRun zeroRun(unsigned zeroGroups); ///< a bit for each group that is 0, the first group lowest

/// A text to look for in the written form of IPv6 addresses, compiled so that a million of them need not be written.
/// Between its colons a written address is a row of words: its groups, and empty ones where zeros are left out. The
/// needle is such a row, too: its first word may begin and its last one may end within a word of the address. A table
/// says which of the needle's words a group could be, a bit for each; a bit that moves on by one with each word of the
/// address has found the needle when it arrives at its last word.
class WideNeedle
{
public:
    /// needle: of hexadecimal digits in lower case, ':' and '/'.
    explicit WideNeedle(std::string_view needle);

    /// Whether an address, written with "/prefix" below 128, holds the needle; where isExact() is false, whether it
    /// could.
    [[nodiscard]] bool matches(const Wide &address, int prefix) const
    {
        if (prefix < 128 && m_prefixes[static_cast<size_t>(prefix)])
            return true;
        if (m_words.empty())
            return false;
        const bool zeros = hasZeroGroup(address.high) || hasZeroGroup(address.low);
        return zeros && m_zerosMatter ? matchesCompressed(address) : matchesGroups(address);
    }
    [[nodiscard]] bool isExact() const { return m_exact; }

private:
    static constexpr size_t emptyWord = 0x10000;
    static constexpr size_t mostWords = 8; ///< bits of an entry of the table

    void compile(std::string_view text);
    [[nodiscard]] static bool hasZeroGroup(std::uint64_t groups)
    {
        return ((groups - 0x0001000100010001U) & ~groups & 0x8000800080008000U) != 0;
    }
    [[nodiscard]] static size_t group(const Wide &address, int number)
    {
        return (number < 4 ? address.high : address.low) >> (48 - 16 * (number & 3)) & 0xffffU;
    }
    /// Moves on by one word; true: the needle ends here.
    [[nodiscard]] bool meets(unsigned &state, size_t word) const
    {
        state = (state << 1 | 1U) & m_words[word];
        return (state & m_last) != 0;
    }
    [[nodiscard]] bool matchesGroups(const Wide &address) const
    {
        unsigned state = 0;
        for (int i = 0; i < 8; ++i) {
            if (meets(state, group(address, i)))
                return true;
        }
        return false;
    }
    [[nodiscard]] bool matchesCompressed(const Wide &address) const;

    std::vector<std::uint8_t> m_words; ///< by group value, and emptyWord; empty: no address holds the needle
    unsigned m_last = 0;
    bool m_exact = true;
    bool m_zerosMatter = true;
    std::array<bool, 128> m_prefixes {}; ///< the needle lies in (or, not exact, reaches into) the network's "/n"
};

} // namespace models
