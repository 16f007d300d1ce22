// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ban_filter.h"
#include "models/ban_store.h"
#include "models/wide_needle.h"

#include <QSet>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace models {

/// A text to look for in addresses, compiled so that a million IPv4 rows need no text: the needle's digits become one
/// table per octet, in which a bit stands for each place where the needle could begin.
class AddressNeedle
{
public:
    /// lowered: trimmed and in lower case.
    explicit AddressNeedle(const QString &lowered, bool withV6);
    [[nodiscard]] bool matchesV4(std::uint32_t address) const
    {
        return (m_octets[0][address >> 24] & m_octets[1][address >> 16 & 0xff] & m_octets[2][address >> 8 & 0xff]
                   & m_octets[3][address & 0xff])
            != 0;
    }
    [[nodiscard]] bool matches(const BanStore &store, BanStore::Row row) const;
    [[nodiscard]] const QString &text() const { return m_text; }

private:
    void compileV4();
    [[nodiscard]] bool matchesWritten(const BanStore &store, BanStore::Row row) const;

    QString m_text;
    std::string m_latin; ///< empty where the text is not ASCII: then no address matches
    std::array<std::array<std::uint8_t, 256>, 4> m_octets {};
    bool m_v4Possible = false;
    std::optional<WideNeedle> m_wide; ///< nothing: no IPv6 address holds the text, or there is none
};

/// Writes an address as fail2ban does (with "/n" for a network) into buffer, which has room for 64 characters. Answers
/// the end.
[[nodiscard]] char *writeAddress(const BanStore &store, BanStore::Row row, char *buffer);

/// One filter and one scope, compiled against a store. Valid until the store changes. Answers with a bit per row.
class BanMatcher
{
public:
    using Mask = std::vector<std::uint64_t>;

    /// scope: nullptr for all servers. nowSeconds: for EndsWithin.
    BanMatcher(const BanStore &store, const BanFilter &filter, const QSet<core::ServerId> *scope, qint64 nowSeconds);

    [[nodiscard]] bool acceptsAll() const { return m_acceptsAll; }
    [[nodiscard]] Mask mask() const;
    /// The first rows that match, at most limit; for the search.
    [[nodiscard]] std::vector<BanStore::Row> first(size_t limit) const;
    [[nodiscard]] bool accepts(BanStore::Row row) const;

private:
    enum class Target { Any, Text, Network };
    [[nodiscard]] bool targetAccepts(BanStore::Row row) const;
    [[nodiscard]] bool networkAccepts(BanStore::Row row) const;
    [[nodiscard]] bool endAccepts(BanStore::Row row) const;
    void intersectNetwork(Mask &mask) const;
    void intersectWideNetwork(Mask &mask) const;
    template <typename Test> void intersect(Mask &mask, Test test) const;

    const BanStore &m_store;
    bool m_acceptsAll = true;
    bool m_allLists = true;
    std::vector<std::uint8_t> m_listAccepted; ///< by list id; the last entry stands for unused rows
    Target m_target = Target::Any;
    std::optional<AddressNeedle> m_needle;
    std::vector<std::uint8_t> m_listNamed; ///< by list id: jail or server holds the text
    core::IpNetwork m_network;
    Wide m_wideNetwork;
    bool m_hasNetwork = false;
    BanEnd m_end = BanEnd::Any;
    std::uint32_t m_endLimit = 0;
};

} // namespace models
