// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_store.h"

#include "models/in_parts.h"

#include <algorithm>
#include <numeric>

namespace models {

namespace {

std::uint32_t v4Of(const core::IpNetwork &network)
{
    const auto &b = network.address().bytes();
    return std::uint32_t { b[12] } << 24 | std::uint32_t { b[13] } << 16 | std::uint32_t { b[14] } << 8 | b[15];
}

std::uint32_t metaOf(std::uint16_t list, BanStore::Kind kind, int prefix)
{
    return std::uint32_t { list } << 16 | static_cast<std::uint32_t>(prefix) << 8 | static_cast<std::uint32_t>(kind);
}

bool isWide(const core::Ban &ban)
{
    const auto *network = std::get_if<core::IpNetwork>(&ban.target);
    return network && !network->address().isV4();
}

template <typename T> std::uint32_t pooled(std::vector<T> &pool, std::vector<std::uint32_t> &free, const T &value)
{
    if (!free.empty()) {
        const std::uint32_t at = free.back();
        free.pop_back();
        pool[at] = value;
        return at;
    }
    pool.push_back(value);
    return static_cast<std::uint32_t>(pool.size() - 1);
}

} // namespace

BanStore::Packed BanStore::pack(const core::Ban &ban)
{
    Packed packed { unknownSeconds, unknownDuration };
    if (ban.bannedAt != core::unknownTime)
        packed.since = static_cast<std::uint32_t>(std::clamp<qint64>(ban.bannedAt, 1, 0xffffffff));
    if (ban.banTime == core::permanentBan)
        packed.duration = permanentDuration;
    else if (ban.banTime >= 0)
        packed.duration = static_cast<std::uint32_t>(std::min<qint64>(ban.banTime, longestDuration));
    return packed;
}

bool BanStore::sameTarget(Row row, const core::BanTarget &target) const
{
    const auto *network = std::get_if<core::IpNetwork>(&target);
    switch (kind(row)) {
    case Kind::V4:
        return network && network->address().isV4() && v4Of(*network) == m_value[row]
            && network->prefix() == prefix(row);
    case Kind::V6:
        return network && !network->address().isV4() && wideOf(network->address().bytes()) == v6(row)
            && network->prefix() == prefix(row);
    case Kind::Identifier:
        return !network && std::get<core::BanIdentifier>(target).text == identifier(row);
    }
    return false;
}

template <typename KeepWide, typename Identifier>
void BanStore::fill(Row row, std::uint16_t list, const core::Ban &ban, KeepWide keepWide, Identifier keepIdentifier)
{
    const Packed times = pack(ban);
    m_since[row] = times.since;
    m_duration[row] = times.duration;
    if (const auto *network = std::get_if<core::IpNetwork>(&ban.target)) {
        if (network->address().isV4()) {
            m_meta[row] = metaOf(list, Kind::V4, network->prefix());
            m_value[row] = v4Of(*network);
        } else {
            m_meta[row] = metaOf(list, Kind::V6, network->prefix());
            const Wide address = wideOf(network->address().bytes());
            m_value[row] = static_cast<std::uint32_t>(address.high >> 32);
            keepWide({ static_cast<std::uint32_t>(address.high), static_cast<std::uint32_t>(address.low >> 32),
                static_cast<std::uint32_t>(address.low) });
        }
    } else {
        m_meta[row] = metaOf(list, Kind::Identifier, 0);
        m_value[row] = keepIdentifier(std::get<core::BanIdentifier>(ban.target).text);
    }
}

/// Grows by an eighth: a doubled vector would cost more than the index that it holds.
void BanStore::resizeRows(size_t size)
{
    for (Column *column : { &m_meta, &m_value, &m_since, &m_duration }) {
        if (size > column->capacity())
            column->reserve(column->empty() ? size : size + size / 8);
        column->resize(size);
    }
    m_wide.resize(size);
}

BanStore::Row BanStore::add(std::uint16_t list, const core::Ban &ban)
{
    Row row = 0;
    if (!m_free.empty()) {
        row = m_free.back();
        m_free.pop_back();
    } else {
        row = static_cast<Row>(m_meta.size());
        resizeRows(m_meta.size() + 1);
    }
    fill(
        row, list, ban, [this, row](const WideColumn::Rest &rest) { m_wide.insert(row, rest); },
        [this](const QString &text) { return pooled(m_identifiers, m_freeIdentifiers, text); });
    ++m_used;
    return row;
}

/// Two threads write rows far apart; a block of 64 rows, of which the wide column keeps the IPv6 ones, is one thread's.
void BanStore::appendMany(std::uint16_t list, const core::BanList &bans, std::vector<Row> &rows)
{
    rows.reserve(bans.size());
    size_t next = 0;
    while (next < bans.size() && (!m_free.empty() || m_meta.size() % 64 != 0))
        rows.push_back(add(list, bans[next++]));
    const size_t first = m_meta.size();
    const size_t count = bans.size() - next;
    const core::Ban *source = bans.data() + next;
    resizeRows(first + count);
    std::array<std::vector<QString>, 2> identifiers;
    std::array<std::pair<Row, Row>, 2> borders {};
    inParts(count, [&](size_t begin, size_t end) {
        const size_t part = begin == 0 ? 0 : 1;
        borders[part] = { static_cast<Row>(first + begin), static_cast<Row>(first + end) };
        for (size_t block = begin; block < end; block += 64) {
            const size_t blockEnd = std::min(block + 64, end);
            std::uint64_t wide = 0;
            for (size_t i = block; i < blockEnd; ++i)
                wide |= std::uint64_t { isWide(source[i]) } << (i - block);
            WideColumn::Rest *rests = m_wide.open((first + block) / 64, wide);
            for (size_t i = block; i < blockEnd; ++i) {
                fill(
                    static_cast<Row>(first + i), list, source[i],
                    [&rests](const WideColumn::Rest &rest) { *rests++ = rest; },
                    [&kept = identifiers[part]](const QString &text) {
                        kept.push_back(text);
                        return static_cast<std::uint32_t>(kept.size() - 1);
                    });
            }
        }
    });
    for (size_t part = 0; part < identifiers.size(); ++part)
        joinIdentifiers(identifiers[part], borders[part].first, borders[part].second);
    const size_t known = rows.size();
    rows.resize(known + count);
    std::iota(rows.begin() + static_cast<std::ptrdiff_t>(known), rows.end(), static_cast<Row>(first));
    m_used += count;
}

void BanStore::joinIdentifiers(const std::vector<QString> &part, Row begin, Row end)
{
    if (part.empty())
        return;
    const auto base = static_cast<std::uint32_t>(m_identifiers.size());
    for (Row row = begin; base != 0 && row < end; ++row) {
        if (kind(row) == Kind::Identifier)
            m_value[row] += base;
    }
    m_identifiers.insert(m_identifiers.end(), part.begin(), part.end());
}

void BanStore::releaseRow(Row row)
{
    if (kind(row) == Kind::V6) {
        m_wide.erase(row);
    } else if (kind(row) == Kind::Identifier) {
        m_identifiers[m_value[row]].clear();
        m_freeIdentifiers.push_back(m_value[row]);
    }
    m_meta[row] = unusedMeta;
    m_free.push_back(row);
}

/// Nothing stands: the memory of a million bans goes back.
void BanStore::forgetRows()
{
    for (Column *column : { &m_meta, &m_value, &m_since, &m_duration })
        *column = {};
    m_free = {};
    m_freeIdentifiers = {};
    m_wide.clear();
    m_identifiers = {};
}

core::BanTarget BanStore::target(Row row) const
{
    switch (kind(row)) {
    case Kind::V4:
        return core::IpNetwork(core::IpAddress::fromV4(m_value[row]), prefix(row));
    case Kind::V6:
        return core::IpNetwork(core::IpAddress::fromV6(bytesOf(v6(row))), prefix(row));
    case Kind::Identifier:
        return core::BanIdentifier { identifier(row) };
    }
    return core::BanIdentifier {};
}

core::Ban BanStore::ban(Row row) const
{
    core::Ban ban { target(row), core::unknownTime, core::unknownTime };
    if (m_since[row] != unknownSeconds)
        ban.bannedAt = m_since[row];
    if (m_duration[row] == permanentDuration)
        ban.banTime = core::permanentBan;
    else if (m_duration[row] != unknownDuration)
        ban.banTime = m_duration[row];
    return ban;
}

std::int64_t BanStore::find(core::ServerId server, const QString &jail, const core::BanTarget &target) const
{
    const int id = listId(server, jail);
    if (id < 0)
        return -1;
    const auto &rows = m_lists[static_cast<size_t>(id)].rows;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](Row row) { return sameTarget(row, target); });
    return found == rows.end() ? -1 : std::int64_t { *found };
}

size_t BanStore::allocatedBytes() const
{
    size_t bytes = (m_meta.capacity() + m_value.capacity() + m_since.capacity() + m_duration.capacity()
                       + m_free.capacity() + m_freeIdentifiers.capacity())
        * sizeof(std::uint32_t);
    bytes += m_wide.allocatedBytes() + m_identifiers.capacity() * sizeof(QString);
    for (const QString &text : m_identifiers)
        bytes += static_cast<size_t>(text.capacity()) * sizeof(QChar);
    for (const List &list : m_lists)
        bytes += sizeof(List) + list.rows.capacity() * sizeof(Row);
    return bytes;
}

} // namespace models
