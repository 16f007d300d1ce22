// SPDX-License-Identifier: GPL-3.0-or-later
// Written by hand, over the characters themselves: a snapshot of 100,000 bans passes here on the main thread.
#include "core/ip_address.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace core {

namespace {

using Bytes = std::array<quint8, 16>;

/// Dotted quad that fills [p, end) whole, as inet_pton takes it: four decimal octets without leading zeros.
bool parseQuad(const char16_t *p, const char16_t *end, quint32 &value)
{
    value = 0;
    for (int octet = 0; octet < 4; ++octet) {
        if (octet > 0) {
            if (p == end || *p != u'.')
                return false;
            ++p;
        }
        const char16_t *first = p;
        quint32 number = 0;
        while (p != end && *p >= u'0' && *p <= u'9' && p - first < 3) {
            number = number * 10 + (*p - u'0');
            ++p;
        }
        if (p == first || number > 255 || (p - first > 1 && *first == u'0'))
            return false;
        value = value << 8 | number;
    }
    return p == end;
}

int hexDigit(char16_t c)
{
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return -1;
}

/// Eight groups, one "::" for at least one zero group, a dotted quad in place of the last two. RFC 4291 2.2.
bool parseV6(const char16_t *p, const char16_t *end, Bytes &bytes)
{
    Bytes out {};
    int filled = 0;
    int gap = -1;
    if (p == end)
        return false;
    if (*p == u':') {
        if (end - p < 2 || p[1] != u':')
            return false;
        gap = 0;
        p += 2;
    }
    while (p != end) {
        if (filled == 16)
            return false;
        const char16_t *first = p;
        unsigned group = 0;
        int digit = 0;
        while (p != end && p - first < 4 && (digit = hexDigit(*p)) >= 0) {
            group = group << 4 | unsigned(digit);
            ++p;
        }
        if (p == first)
            return false;
        if (p != end && *p == u'.') {
            quint32 quad = 0;
            if (filled > 12 || !parseQuad(first, end, quad))
                return false;
            for (int shift = 24; shift >= 0; shift -= 8)
                out[filled++] = quint8(quad >> shift);
            p = end;
            break;
        }
        out[filled++] = quint8(group >> 8);
        out[filled++] = quint8(group);
        if (p == end)
            break;
        if (*p != u':')
            return false;
        ++p;
        if (p == end)
            return false; // a single colon at the end
        if (*p == u':') {
            if (gap >= 0)
                return false;
            gap = filled;
            ++p;
        }
    }
    if (gap >= 0) {
        if (filled == 16)
            return false;
        std::move_backward(out.begin() + gap, out.begin() + filled, out.end());
        std::fill(out.begin() + gap, out.begin() + gap + (16 - filled), quint8(0));
    } else if (filled != 16) {
        return false;
    }
    bytes = out;
    return true;
}

bool isMapped(const Bytes &bytes)
{
    static constexpr std::array<quint8, 12> prefix { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

quint32 lastFour(const Bytes &bytes)
{
    return quint32(bytes[12]) << 24 | quint32(bytes[13]) << 16 | quint32(bytes[14]) << 8 | bytes[15];
}

/// Clears (or sets) every bit behind the first `prefix` of 128.
void fillHostBits(Bytes &bytes, int prefix, bool set)
{
    for (int i = prefix / 8; i < 16; ++i) {
        const auto host = quint8(i == prefix / 8 ? 0xff >> prefix % 8 : 0xff);
        bytes[i] = quint8(set ? bytes[i] | host : bytes[i] & ~host);
    }
}

char *appendDecimal(char *out, unsigned octet)
{
    if (octet >= 100)
        *out++ = char('0' + octet / 100);
    if (octet >= 10)
        *out++ = char('0' + octet / 10 % 10);
    *out++ = char('0' + octet % 10);
    return out;
}

char *appendQuad(char *out, quint32 value)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        out = appendDecimal(out, value >> shift & 0xff);
        if (shift > 0)
            *out++ = '.';
    }
    return out;
}

char *appendV6(char *out, const Bytes &bytes)
{
    std::array<unsigned, 8> groups {};
    for (size_t i = 0; i < groups.size(); ++i)
        groups[i] = unsigned(bytes[2 * i]) << 8 | bytes[2 * i + 1];
    int bestAt = -1;
    int bestLength = 1; // RFC 5952 4.2.2: a single zero group is written out
    for (int i = 0; i < 8;) {
        int length = 0;
        while (i + length < 8 && groups[i + length] == 0)
            ++length;
        if (length > bestLength) { // 4.2.3: the first of equals
            bestAt = i;
            bestLength = length;
        }
        i += std::max(length, 1);
    }
    // inet_ntop, and therefore fail2ban, writes the old IPv4-compatible addresses (::/96) with a dotted quad.
    const bool mapped = bestLength == 5 && groups[5] == 0xffff;
    if (bestAt == 0 && (bestLength == 6 || mapped)) {
        out = std::copy_n(mapped ? "::ffff:" : "::", mapped ? 7 : 2, out);
        return appendQuad(out, lastFour(bytes));
    }
    for (int i = 0; i < 8; ++i) {
        if (i == bestAt) {
            *out++ = ':';
            *out++ = ':';
            i += bestLength - 1;
            continue;
        }
        if (i > 0 && i != bestAt + bestLength)
            *out++ = ':';
        bool started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            const unsigned digit = groups[i] >> shift & 0xf;
            started = started || digit != 0 || shift == 0;
            if (started)
                *out++ = "0123456789abcdef"[digit];
        }
    }
    return out;
}

/// Longest: 39 for an IPv6 address, then "/128".
using TextBuffer = std::array<char, 48>;

char *appendAddress(char *out, const IpAddress &address)
{
    return address.isV4() ? appendQuad(out, address.toV4()) : appendV6(out, address.bytes());
}

/// Decimal without a leading zero, at most `limit`; -1 otherwise.
int parsePrefix(const char16_t *p, const char16_t *end, int limit)
{
    if (p == end || end - p > 3 || (end - p > 1 && *p == u'0'))
        return -1;
    int value = 0;
    for (; p != end; ++p) {
        if (*p < u'0' || *p > u'9')
            return -1;
        value = value * 10 + (*p - u'0');
    }
    return value <= limit ? value : -1;
}

} // namespace

IpAddress IpAddress::fromV6(const std::array<quint8, 16> &bytes)
{
    return isMapped(bytes) ? fromV4(lastFour(bytes)) : fromV6Unfolded(bytes);
}

IpAddress IpAddress::fromV6Unfolded(const std::array<quint8, 16> &bytes)
{
    IpAddress address;
    address.m_family = Family::V6;
    address.m_bytes = bytes;
    return address;
}

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    const char16_t *p = text.utf16();
    const char16_t *end = p + text.size();
    // The longest text is "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".
    if (text.size() < 2 || text.size() > 45)
        return std::nullopt;
    quint32 quad = 0;
    if (parseQuad(p, end, quad))
        return fromV4(quad);
    Bytes bytes;
    if (parseV6(p, end, bytes))
        return fromV6(bytes);
    return std::nullopt;
}

quint32 IpAddress::toV4() const
{
    return lastFour(m_bytes);
}

QString IpAddress::toString() const
{
    TextBuffer buffer;
    return QString::fromLatin1(buffer.data(), appendAddress(buffer.data(), *this) - buffer.data());
}

bool IpAddress::isLoopback() const
{
    if (isV4())
        return m_bytes[12] == 127;
    return std::all_of(m_bytes.begin(), m_bytes.end() - 1, [](quint8 b) { return b == 0; }) && m_bytes[15] == 1;
}

bool IpAddress::isUnspecified() const
{
    return std::all_of(m_bytes.begin(), m_bytes.end(), [](quint8 b) { return b == 0; });
}

bool IpAddress::isPrivate() const
{
    if (isV4()) {
        const quint32 v = toV4();
        return v >> 24 == 10 || v >> 20 == 0xac1 || v >> 16 == 0xc0a8 || v >> 16 == 0xa9fe;
    }
    return (m_bytes[0] & 0xfe) == 0xfc || (m_bytes[0] == 0xfe && (m_bytes[1] & 0xc0) == 0x80);
}

bool IpAddress::isMulticast() const
{
    return isV4() ? m_bytes[12] >> 4 == 0xe : m_bytes[0] == 0xff;
}

size_t qHash(const IpAddress &address, size_t seed) noexcept
{
    return qHashBits(address.bytes().data(), address.bytes().size(), seed ^ (address.isV4() ? 0 : 1));
}

IpNetwork::IpNetwork(const IpAddress &address, int prefix)
    : m_prefix(quint8(std::clamp(prefix, 0, address.bits())))
{
    Bytes bytes = address.bytes();
    const bool v4 = address.isV4();
    fillHostBits(bytes, v4 ? 96 + m_prefix : m_prefix, false);
    m_address = v4 ? IpAddress::fromV4(lastFour(bytes)) : IpAddress::fromV6(bytes);
}

std::optional<IpNetwork> IpNetwork::parse(QStringView text)
{
    const char16_t *begin = text.utf16();
    const char16_t *end = begin + text.size();
    const char16_t *slash = std::find(begin, end, u'/');
    if (slash == end) {
        const auto address = IpAddress::parse(text);
        return address ? std::optional(IpNetwork(*address, address->bits())) : std::nullopt;
    }
    quint32 quad = 0;
    if (parseQuad(begin, slash, quad)) {
        int prefix = parsePrefix(slash + 1, end, 32);
        quint32 mask = 0;
        if (prefix < 0 && parseQuad(slash + 1, end, mask) && std::countl_one(mask) + std::countr_zero(mask) == 32)
            prefix = std::countl_one(mask);
        return prefix < 0 ? std::nullopt : std::optional(IpNetwork(IpAddress::fromV4(quad), prefix));
    }
    Bytes bytes;
    const int prefix = parsePrefix(slash + 1, end, 128);
    if (prefix < 0 || !parseV6(begin, slash, bytes))
        return std::nullopt;
    // ::ffff:a.b.c.d is IPv4 only where the prefix covers all of ::ffff:0:0/96.
    if (isMapped(bytes) && prefix >= 96)
        return IpNetwork(IpAddress::fromV4(lastFour(bytes)), prefix - 96);
    fillHostBits(bytes, prefix, false);
    return IpNetwork(IpAddress::fromV6(bytes), prefix);
}

IpAddress IpNetwork::last() const
{
    Bytes bytes = m_address.bytes();
    fillHostBits(bytes, m_address.isV4() ? 96 + m_prefix : m_prefix, true);
    return m_address.isV4() ? IpAddress::fromV4(lastFour(bytes)) : IpAddress::fromV6Unfolded(bytes);
}

bool IpNetwork::contains(const IpAddress &address) const
{
    if (address.family() != m_address.family())
        return false;
    const int bits = address.isV4() ? 96 + m_prefix : m_prefix;
    const Bytes &a = address.bytes();
    const Bytes &b = m_address.bytes();
    const auto whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin()))
        return false;
    return bits % 8 == 0 || ((a[whole] ^ b[whole]) >> (8 - bits % 8)) == 0;
}

bool IpNetwork::contains(const IpNetwork &other) const
{
    return other.m_prefix >= m_prefix && contains(other.m_address);
}

bool IpNetwork::overlaps(const IpNetwork &other) const
{
    return contains(other) || other.contains(*this);
}

QString IpNetwork::toString() const
{
    TextBuffer buffer;
    char *out = appendAddress(buffer.data(), m_address);
    if (!isSingle()) {
        *out++ = '/';
        out = appendDecimal(out, unsigned(m_prefix));
    }
    return QString::fromLatin1(buffer.data(), out - buffer.data());
}

size_t qHash(const IpNetwork &network, size_t seed) noexcept
{
    return qHash(network.address(), seed) ^ (size_t(network.prefix()) * 0x9e3779b97f4a7c15U);
}

} // namespace core
