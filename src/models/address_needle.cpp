// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_matcher.h"

#include <algorithm>
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

char *writeQuad(char *out, std::uint32_t address)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        out = writeNumber(out, address >> shift & 0xff);
        if (shift > 0)
            *out++ = '.';
    }
    return out;
}

/// inet_ntop, and therefore fail2ban, writes the old IPv4-compatible addresses, and the mapped ones, with a dotted
/// quad.
bool isDotted(const Wide &address)
{
    return address.high == 0 && (address.low >> 32 == 0xffff || (address.low >> 32 == 0 && address.low > 0xffff));
}

/// As RFC 5952 has it.
char *writeV6(const Wide &address, char *out)
{
    if (isDotted(address)) {
        const std::string_view start = address.low >> 32 == 0 ? "::" : "::ffff:";
        return writeQuad(std::copy(start.begin(), start.end(), out), static_cast<std::uint32_t>(address.low));
    }
    std::array<unsigned, 8> groups {};
    unsigned zeros = 0;
    for (size_t i = 0; i < 8; ++i) {
        groups[i] = (i < 4 ? address.high : address.low) >> (48 - 16 * (i % 4)) & 0xffffU;
        zeros |= unsigned { groups[i] == 0 } << i;
    }
    const ZeroRun run = zeroRun(zeros);
    for (int i = 0; i < 8;) {
        if (i == run.at) {
            *out++ = ':';
            *out++ = ':';
            i += run.length;
            continue;
        }
        if (i > 0 && i != run.at + run.length)
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
        out = writeQuad(out, store.values()[row]);
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
    if (withV6 && m_latin.find_first_not_of("0123456789abcdef:/") == std::string::npos)
        m_wide.emplace(m_latin);
    if (m_v4Possible)
        compileV4();
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
        const Wide address = store.v6(row);
        if (isDotted(address))
            return !m_latin.empty() && matchesWritten(store, row);
        return m_wide && m_wide->matches(address, store.prefix(row))
            && (m_wide->isExact() || matchesWritten(store, row));
    }
    case BanStore::Kind::Identifier:
        return store.identifier(row).contains(m_text, Qt::CaseInsensitive);
    }
    return false;
}

} // namespace models
