// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include <array>
#include <compare>
#include <optional>

namespace core {

/// An IPv4 or IPv6 address. 17 bytes, ordered (IPv4 before IPv6, then numerically), canonical text as fail2ban prints
/// it: IPv6 lower-case and compressed (RFC 5952), ::ffff:a.b.c.d folded to IPv4 (fail2ban ipdns.py).
class IpAddress
{
public:
    enum class Family : quint8 { V4, V6 };

    constexpr IpAddress() = default;
    [[nodiscard]] static constexpr IpAddress fromV4(quint32 hostOrder) { return IpAddress(hostOrder); }
    [[nodiscard]] static IpAddress fromV6(const std::array<quint8, 16> &bytes);
    /// Strict: no blanks, no zone, no port, no octal, no short forms. Nothing but an address.
    [[nodiscard]] static std::optional<IpAddress> parse(QStringView text);

    [[nodiscard]] Family family() const { return m_family; }
    [[nodiscard]] bool isV4() const { return m_family == Family::V4; }
    [[nodiscard]] quint32 toV4() const; ///< host order; only where isV4()
    /// V4 addresses occupy the last four bytes, the others are 0.
    [[nodiscard]] const std::array<quint8, 16> &bytes() const { return m_bytes; }
    [[nodiscard]] QString toString() const;
    [[nodiscard]] int bits() const { return isV4() ? 32 : 128; }

    [[nodiscard]] bool isLoopback() const;
    [[nodiscard]] bool isUnspecified() const;
    [[nodiscard]] bool isPrivate() const; ///< RFC 1918, link-local, fc00::/7
    [[nodiscard]] bool isMulticast() const;

    friend auto operator<=>(const IpAddress &a, const IpAddress &b)
    {
        if (const auto c = a.m_family <=> b.m_family; c != 0)
            return c;
        return a.m_bytes <=> b.m_bytes;
    }
    friend bool operator==(const IpAddress &, const IpAddress &) = default;

private:
    friend class IpNetwork;
    constexpr explicit IpAddress(quint32 v4)
        : m_bytes { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, quint8(v4 >> 24), quint8(v4 >> 16), quint8(v4 >> 8),
            quint8(v4) }
    {
    }
    /// Without the folding: the last address of ::/80 is ::ffff:255.255.255.255 and no IPv4 address.
    [[nodiscard]] static IpAddress fromV6Unfolded(const std::array<quint8, 16> &bytes);

    Family m_family = Family::V4;
    std::array<quint8, 16> m_bytes {};
};

size_t qHash(const IpAddress &address, size_t seed = 0) noexcept;

/// A network (or one address, with the full prefix). Host bits are cleared on construction, as fail2ban does.
class IpNetwork
{
public:
    constexpr IpNetwork() = default;
    IpNetwork(const IpAddress &address, int prefix);
    /// Marks the constructor of one IPv4 address.
    struct V4
    {
        quint32 hostOrder;
    };
    /// One IPv4 address, written where the network lies: long lists of bans consist of these, and a copy of bytes that
    /// have only just been written stalls the processor (it cannot forward four stores to one wide load).
    constexpr explicit IpNetwork(V4 v4)
        : m_address(v4.hostOrder)
    {
    }
    /// "a.b.c.d", "a.b.c.d/n", "a.b.c.d/m.m.m.m", "x::", "x::/n". Strict otherwise.
    [[nodiscard]] static std::optional<IpNetwork> parse(QStringView text);

    [[nodiscard]] const IpAddress &address() const { return m_address; }
    [[nodiscard]] int prefix() const { return m_prefix; }
    [[nodiscard]] bool isSingle() const { return m_prefix == m_address.bits(); }
    [[nodiscard]] IpAddress last() const;
    [[nodiscard]] bool contains(const IpAddress &address) const;
    [[nodiscard]] bool contains(const IpNetwork &other) const;
    [[nodiscard]] bool overlaps(const IpNetwork &other) const;
    /// A single address without "/32", as fail2ban prints it.
    [[nodiscard]] QString toString() const;

    friend auto operator<=>(const IpNetwork &, const IpNetwork &) = default;
    friend bool operator==(const IpNetwork &, const IpNetwork &) = default;

private:
    IpAddress m_address;
    quint8 m_prefix = 32; ///< at most 128
};

size_t qHash(const IpNetwork &network, size_t seed = 0) noexcept;

} // namespace core

Q_DECLARE_METATYPE(core::IpAddress)
Q_DECLARE_METATYPE(core::IpNetwork)
