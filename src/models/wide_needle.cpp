// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wide_needle.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace models {

namespace {

/// How a group is written: without leading zeros.
size_t writtenLength(unsigned group)
{
    return group > 0xfff ? 4 : (group > 0xff ? 3 : (group > 0xf ? 2 : 1));
}

/// A word of the needle, as a number of so many digits.
struct Digits
{
    explicit Digits(std::string_view text)
        : length(text.size())
    {
        std::from_chars(text.data(), text.data() + text.size(), number, 16);
    }
    /// Whether they are written in the group, so many digits before its end.
    [[nodiscard]] bool standIn(unsigned group, size_t before) const
    {
        const unsigned mask = (1U << (4 * length)) - 1;
        return before + length <= writtenLength(group) && (group >> (4 * before) & mask) == number;
    }
    size_t length;
    unsigned number = 0;
};

template <typename Fits> void mark(std::vector<std::uint8_t> &words, size_t bit, Fits fits)
{
    for (unsigned group = 0; group < 0x10000; ++group)
        words[group] = static_cast<std::uint8_t>(words[group] | unsigned { fits(group) } << bit);
}

constexpr std::array<ZeroRun, 256> makeZeroRuns()
{
    std::array<ZeroRun, 256> runs {};
    for (unsigned zeros = 0; zeros < 256; ++zeros) {
        ZeroRun best { 8, 1 };
        int length = 0;
        for (int i = 0; i < 8; ++i) {
            length = (zeros >> i & 1U) != 0 ? length + 1 : 0;
            if (length > best.length)
                best = { i + 1 - length, length };
        }
        runs[zeros] = best.at == 8 ? ZeroRun {} : best;
    }
    return runs;
}

} // namespace

ZeroRun zeroRun(unsigned zeroGroups)
{
    static constexpr std::array<ZeroRun, 256> runs = makeZeroRuns();
    return runs[zeroGroups & 0xffU];
}

WideNeedle::WideNeedle(std::string_view needle)
{
    const size_t slash = needle.find('/');
    if (slash == std::string_view::npos) {
        compile(needle);
        for (size_t n = 0; n < m_prefixes.size(); ++n)
            m_prefixes[n] = std::to_string(n).find(needle) != std::string::npos;
        return;
    }
    // What is before the slash ends the address: only networks are left, and those few are better written.
    m_exact = false;
    for (size_t n = 0; n < m_prefixes.size(); ++n)
        m_prefixes[n] = std::to_string(n).starts_with(needle.substr(slash + 1));
}

void WideNeedle::compile(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (size_t from = 0;;) {
        const size_t colon = text.find(':', from);
        parts.push_back(text.substr(from, colon == std::string_view::npos ? colon : colon - from));
        if (colon == std::string_view::npos)
            break;
        from = colon + 1;
    }
    if (std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() > 4; }))
        return;
    if (parts.size() > mostWords) {
        m_exact = false;
        parts.erase(parts.begin(), parts.end() - static_cast<std::ptrdiff_t>(mostWords));
    }
    m_words.assign(emptyWord + 1, 0);
    m_last = 1U << (parts.size() - 1);
    if (parts.size() == 1) {
        const Digits digits(parts.front());
        mark(m_words, 0, [&](unsigned group) {
            for (size_t before = 0; before < 4; ++before) {
                if (digits.standIn(group, before))
                    return true;
            }
            return false;
        });
        m_zerosMatter = m_words[0] != 0; // else what "::" hides holds nothing of it
        return;
    }
    for (size_t bit = 0; bit < parts.size(); ++bit) {
        const Digits digits(parts[bit]);
        const bool first = bit == 0;
        const bool last = bit + 1 == parts.size();
        if (digits.length == 0) {
            m_words[emptyWord] = static_cast<std::uint8_t>(m_words[emptyWord] | 1U << bit);
            if (first || last)
                mark(m_words, bit, [](unsigned) { return true; });
        } else if (first) {
            mark(m_words, bit, [&](unsigned group) { return digits.standIn(group, 0); });
        } else if (last) {
            mark(m_words, bit, [&](unsigned group) {
                return digits.length <= writtenLength(group)
                    && digits.standIn(group, writtenLength(group) - digits.length);
            });
        } else {
            mark(m_words, bit,
                [&](unsigned group) { return digits.length == writtenLength(group) && digits.standIn(group, 0); });
        }
    }
}

bool WideNeedle::matchesCompressed(const Wide &address) const
{
    unsigned zeros = 0;
    for (int i = 0; i < 8; ++i)
        zeros |= unsigned { group(address, i) == 0 } << i;
    const ZeroRun run = zeroRun(zeros);
    unsigned state = 0;
    for (int i = 0; i < 8;) {
        if (i != run.at) {
            if (meets(state, group(address, i)))
                return true;
            ++i;
            continue;
        }
        // "::" leaves one empty word between its colons, and one more where the address begins or ends with it.
        i += run.length;
        const int words = 1 + (run.at == 0 ? 1 : 0) + (i == 8 ? 1 : 0);
        for (int word = 0; word < words; ++word) {
            if (meets(state, emptyWord))
                return true;
        }
    }
    return false;
}

} // namespace models
