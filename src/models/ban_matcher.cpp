// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_matcher.h"

#include "models/in_parts.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// The low half of the meta of a standing IPv4 address that is no network.
constexpr std::uint32_t single = 32U << 8 | static_cast<std::uint32_t>(BanStore::Kind::V4);

/// The mask of a network of so many bits.
Wide leadingBits(int count)
{
    const auto ones = [](int bits) { return bits <= 0 ? 0 : ~std::uint64_t { 0 } << (64 - std::min(bits, 64)); };
    return { ones(count), ones(count - 64) };
}

bool within(const Wide &address, const Wide &network, const Wide &bits)
{
    return (((address.high ^ network.high) & bits.high) | ((address.low ^ network.low) & bits.low)) == 0;
}

} // namespace

std::optional<core::IpNetwork> BanFilter::network() const
{
    const QString trimmed = text.trimmed();
    if (!trimmed.contains(u'/'))
        return std::nullopt;
    return core::IpNetwork::parse(trimmed);
}

BanMatcher::BanMatcher(
    const BanStore &store, const BanFilter &filter, const QSet<core::ServerId> *scope, qint64 nowSeconds)
    : m_store(store)
    , m_end(filter.end)
{
    const QString text = filter.text.trimmed().toLower();
    const QSet<QString> jails(filter.jails.begin(), filter.jails.end());
    const QSet<core::ServerId> servers(filter.servers.begin(), filter.servers.end());
    m_listAccepted.assign(store.listCount(), 1);
    m_listNamed.assign(store.listCount(), 0);
    bool anyV6 = false;
    for (size_t id = 0; id < store.listCount(); ++id) {
        const BanStore::List &list = store.list(static_cast<std::uint16_t>(id));
        const bool accepted = (!scope || scope->contains(list.server)) && (jails.isEmpty() || jails.contains(list.jail))
            && (servers.isEmpty() || servers.contains(list.server));
        m_listAccepted[id] = accepted;
        if (!accepted && list.used)
            m_allLists = false;
        if (!text.isEmpty()) {
            m_listNamed[id] = list.jail.contains(text, Qt::CaseInsensitive)
                || store.serverName(list.server).contains(text, Qt::CaseInsensitive);
        }
    }
    if (!text.isEmpty()) {
        const auto network = core::IpNetwork::parse(text);
        m_hasNetwork = network.has_value();
        m_network = network.value_or(core::IpNetwork());
        m_wideNetwork = wideOf(m_network.address().bytes());
        m_target = m_hasNetwork && text.contains(u'/') ? Target::Network : Target::Text;
        anyV6 = store.hasV6();
        if (m_target == Target::Text)
            m_needle.emplace(text, anyV6);
    }
    if (m_end == BanEnd::EndsWithin)
        m_endLimit = static_cast<std::uint32_t>(
            std::clamp<qint64>(nowSeconds + filter.endsWithinSeconds, 0, BanStore::permanentEnd - 1));
    m_acceptsAll = m_allLists && m_target == Target::Any && m_end == BanEnd::Any;
}

bool BanMatcher::networkAccepts(BanStore::Row row) const
{
    const bool v4 = m_network.address().isV4();
    const BanStore::Kind kind = m_store.kind(row);
    if (kind != (v4 ? BanStore::Kind::V4 : BanStore::Kind::V6))
        return false;
    const int shared = std::min(m_store.prefix(row), m_network.prefix());
    if (v4) {
        const std::uint64_t bits = ~std::uint64_t { 0 } << (32 - shared);
        return ((m_store.values()[row] ^ m_network.address().toV4()) & static_cast<std::uint32_t>(bits)) == 0;
    }
    const Wide bits = leadingBits(shared);
    return within(m_store.v6(row), m_wideNetwork, bits);
}

bool BanMatcher::targetAccepts(BanStore::Row row) const
{
    switch (m_target) {
    case Target::Any:
        return true;
    case Target::Network:
        return networkAccepts(row);
    case Target::Text:
        // An address that was typed whole also finds the networks that contain it.
        return m_listNamed[m_store.listOf(row)] != 0 || m_needle->matches(m_store, row)
            || (m_hasNetwork && networkAccepts(row));
    }
    return true;
}

bool BanMatcher::endAccepts(BanStore::Row row) const
{
    switch (m_end) {
    case BanEnd::Any:
        return true;
    case BanEnd::Permanent:
        return m_store.durations()[row] == BanStore::permanentDuration;
    case BanEnd::Temporary:
        return m_store.durations()[row] != BanStore::permanentDuration;
    case BanEnd::EndsWithin:
        return m_store.endKey(row) <= m_endLimit;
    }
    return true;
}

bool BanMatcher::accepts(BanStore::Row row) const
{
    return m_store.isStanding(row) && m_listAccepted[m_store.listOf(row)] != 0 && endAccepts(row) && targetAccepts(row);
}

template <typename Test> void BanMatcher::intersect(Mask &mask, Test test) const
{
    const size_t rows = m_store.capacity();
    inParts(rows, [&mask, &test](size_t begin, size_t end) {
        for (size_t base = begin; base < end; base += 64) {
            std::uint64_t word = 0;
            if (mask[base / 64] == 0)
                continue;
            const size_t count = std::min<size_t>(64, end - base);
            for (size_t bit = 0; bit < count; ++bit)
                word |= std::uint64_t { test(static_cast<BanStore::Row>(base + bit)) } << bit;
            mask[base / 64] &= word;
        }
    });
}

void BanMatcher::intersectNetwork(Mask &mask) const
{
    const std::uint32_t *metas = m_store.metas().data();
    const std::uint32_t *values = m_store.values().data();
    const std::uint32_t address = m_network.address().toV4();
    const auto bits = static_cast<std::uint32_t>(~std::uint64_t { 0 } << (32 - m_network.prefix()));
    intersect(mask, [=, this](BanStore::Row row) {
        // Where addresses of both families stand mixed, a branch on the family would cost more than the comparison.
        const std::uint32_t meta = metas[row] & 0xffffU;
        const bool network = (meta & 0xffU) == static_cast<std::uint32_t>(BanStore::Kind::V4) && meta != single;
        if (network)
            return networkAccepts(row);
        return static_cast<bool>((meta == single) & (((values[row] ^ address) & bits) == 0));
    });
}

void BanMatcher::intersectWideNetwork(Mask &mask) const
{
    const Wide bits = leadingBits(m_network.prefix());
    inParts(m_store.capacity(), [&](size_t begin, size_t end) {
        for (size_t base = begin; base < end; base += 64) {
            std::uint64_t word = 0;
            if (mask[base / 64] == 0)
                continue;
            m_store.eachV6(base / 64, [&](BanStore::Row row, const Wide &address) {
                const bool fits
                    = m_store.prefix(row) == 128 ? within(address, m_wideNetwork, bits) : networkAccepts(row);
                word |= std::uint64_t { fits && m_store.isStanding(row) } << (row % 64);
            });
            mask[base / 64] &= word;
        }
    });
}

BanMatcher::Mask BanMatcher::mask() const
{
    Mask mask((m_store.capacity() + 63) / 64, ~std::uint64_t { 0 });
    const std::uint32_t *metas = m_store.metas().data();
    const std::uint32_t *values = m_store.values().data();
    if (!m_allLists) {
        // Rows that are free have the list id 0xffff; a table that covers it needs no test for them.
        std::vector<std::uint8_t> accepted(0x10000, 0);
        std::copy(m_listAccepted.begin(), m_listAccepted.end(), accepted.begin());
        intersect(mask, [metas, &accepted](BanStore::Row row) { return accepted[metas[row] >> 16] != 0; });
    }
    if (m_end != BanEnd::Any)
        intersect(mask, [this](BanStore::Row row) { return endAccepts(row); });
    switch (m_target) {
    case Target::Any:
        break;
    case Target::Network:
        if (m_network.address().isV4())
            intersectNetwork(mask);
        else
            intersectWideNetwork(mask);
        break;
    case Target::Text: {
        std::vector<std::uint8_t> named(0x10000, 0);
        std::copy(m_listNamed.begin(), m_listNamed.end(), named.begin());
        intersect(mask, [=, this, &named](BanStore::Row row) {
            if ((metas[row] & 0xffffU) == single)
                return m_needle->matchesV4(values[row]) || named[metas[row] >> 16] != 0;
            return m_store.isStanding(row) && targetAccepts(row);
        });
        break;
    }
    }
    return mask;
}

std::vector<BanStore::Row> BanMatcher::first(size_t limit) const
{
    std::vector<BanStore::Row> rows;
    const Mask bits = mask();
    for (size_t word = 0; word < bits.size() && rows.size() < limit; ++word) {
        for (std::uint64_t left = bits[word]; left != 0 && rows.size() < limit; left &= left - 1) {
            const auto row = static_cast<BanStore::Row>(word * 64 + static_cast<size_t>(std::countr_zero(left)));
            if (row < m_store.capacity() && m_store.isStanding(row))
                rows.push_back(row);
        }
    }
    return rows;
}

} // namespace models
