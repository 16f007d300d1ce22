// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_matcher.h"

#include <charconv>
#include <string_view>

namespace models {

namespace {

char *writeNumber(char *out, unsigned number)
{
    return std::to_chars(out, out + 4, number).ptr;
}

char *writeHex(char *out, unsigned group)
{
    constexpr char digits[] = "0123456789abcdef";
    if (group > 0xfff)
        *out++ = digits[group >> 12];
    if (group > 0xff)
        *out++ = digits[group >> 8 & 15];
    if (group > 0xf)
        *out++ = digits[group >> 4 & 15];
    *out++ = digits[group & 15];
    return out;
}

/// RFC 5952: the longest run of at least two zero groups, the first of equals, becomes "::".
char *writeV6(const std::array<quint8, 16> &bytes, char *out)
{
    const char *start = out;
    std::array<unsigned, 8> groups {};
    int bestAt = -1;
    int bestLength = 1;
    int runAt = 0;
    for (int i = 0; i < 8; ++i) {
        const auto g = static_cast<size_t>(i);
        groups[g] = unsigned { bytes[2 * g] } << 8 | bytes[2 * g + 1];
        if (groups[g] != 0)
            runAt = i + 1;
        else if (i + 1 - runAt > bestLength) {
            bestLength = i + 1 - runAt;
            bestAt = runAt;
        }
    }
    for (int i = 0; i < 8;) {
        if (i == bestAt) {
            *out++ = ':';
            *out++ = ':';
            i += bestLength;
            continue;
        }
        if (out != start && out[-1] != ':')
            *out++ = ':';
        out = writeHex(out, groups[static_cast<size_t>(i)]);
        ++i;
    }
    return out;
}

} // namespace

char *writeAddress(const BanStore &store, BanStore::Row row, char *buffer)
{
    char *out = buffer;
    const bool v4 = store.kind(row) == BanStore::Kind::V4;
    if (v4) {
        const std::uint32_t address = store.values()[row];
        for (int shift = 24; shift >= 0; shift -= 8) {
            out = writeNumber(out, address >> shift & 0xff);
            if (shift > 0)
                *out++ = '.';
        }
    } else {
        out = writeV6(store.v6(row), out);
    }
    if (!store.isSingle(row)) {
        *out++ = '/';
        out = writeNumber(out, static_cast<unsigned>(store.prefix(row)));
    }
    return out;
}

AddressNeedle::AddressNeedle(const QString &lowered, bool withV6)
    : m_text(lowered)
{
    for (const QChar c : lowered) {
        if (c.unicode() > 0x7f)
            return;
    }
    m_latin = lowered.toStdString();
    m_v4Possible = m_latin.find_first_not_of("0123456789./") == std::string::npos;
    m_v6Possible = withV6 && m_latin.find_first_not_of("0123456789abcdef:/") == std::string::npos;
    if (m_v4Possible)
        compileV4();
    if (m_v6Possible)
        compileV6();
}

void AddressNeedle::compileV4()
{
    std::vector<std::string_view> parts;
    const std::string_view needle = m_latin;
    for (size_t from = 0;;) {
        const size_t dot = needle.find('.', from);
        parts.push_back(needle.substr(from, dot == std::string_view::npos ? dot : dot - from));
        if (dot == std::string_view::npos)
            break;
        from = dot + 1;
    }
    if (parts.size() > 4 || needle.find('/') != std::string_view::npos)
        return; // only a network's written form could hold it
    for (unsigned value = 0; value < 256; ++value) {
        char digits[4];
        const std::string_view octet(digits, static_cast<size_t>(writeNumber(digits, value) - digits));
        for (size_t start = 0; start + parts.size() <= 4; ++start) {
            for (size_t position = 0; position < 4; ++position) {
                bool fits = true;
                if (position >= start && position < start + parts.size()) {
                    const std::string_view part = parts[position - start];
                    const bool first = position == start;
                    const bool last = position + 1 == start + parts.size();
                    if (first && last)
                        fits = octet.find(part) != std::string_view::npos;
                    else if (first)
                        fits = octet.ends_with(part);
                    else if (last)
                        fits = octet.starts_with(part);
                    else
                        fits = octet == part;
                }
                if (fits)
                    m_octets[position][value] |= static_cast<std::uint8_t>(1U << start);
            }
        }
    }
}

void AddressNeedle::compileV6()
{
    // A needle of digits alone lies within one group, unless it also lies in "0", which "::" may hide.
    if (m_latin.find_first_of(":./") != std::string::npos || m_latin == "0")
        return;
    m_groups.assign(0x10000, false);
    if (m_latin.size() > 4)
        return;
    for (unsigned value = 1; value < 0x10000; ++value) {
        char digits[4];
        const std::string_view group(digits, static_cast<size_t>(writeHex(digits, value) - digits));
        m_groups[value] = group.find(m_latin) != std::string_view::npos;
    }
}

bool AddressNeedle::matchesWritten(const BanStore &store, BanStore::Row row) const
{
    char buffer[64];
    const char *end = writeAddress(store, row, buffer);
    return std::string_view(buffer, static_cast<size_t>(end - buffer)).find(m_latin) != std::string_view::npos;
}

bool AddressNeedle::matches(const BanStore &store, BanStore::Row row) const
{
    switch (store.kind(row)) {
    case BanStore::Kind::V4:
        if (!m_v4Possible)
            return false;
        return store.isSingle(row) ? matchesV4(store.values()[row]) : matchesWritten(store, row);
    case BanStore::Kind::V6: {
        if (!m_v6Possible)
            return false;
        if (m_groups.empty() || !store.isSingle(row))
            return matchesWritten(store, row);
        const auto &bytes = store.v6(row);
        for (size_t i = 0; i < 16; i += 2) {
            if (m_groups[size_t { bytes[i] } << 8 | bytes[i + 1]])
                return true;
        }
        return false;
    }
    case BanStore::Kind::Identifier:
        return store.identifier(row).contains(m_text, Qt::CaseInsensitive);
    }
    return false;
}

} // namespace models
