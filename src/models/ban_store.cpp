// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_store.h"

#include "models/in_parts.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace models {

namespace {

/// How far the comparison of two lists looks ahead for the next ban that both have.
constexpr size_t lookAhead = 32;

std::uint32_t v4Of(const core::IpNetwork &network)
{
    const auto &b = network.address().bytes();
    return std::uint32_t { b[12] } << 24 | std::uint32_t { b[13] } << 16 | std::uint32_t { b[14] } << 8 | b[15];
}

std::uint32_t metaOf(std::uint16_t list, BanStore::Kind kind, int prefix)
{
    return std::uint32_t { list } << 16 | static_cast<std::uint32_t>(prefix) << 8 | static_cast<std::uint32_t>(kind);
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

size_t hashOf(const core::BanTarget &target)
{
    if (const auto *network = std::get_if<core::IpNetwork>(&target))
        return qHash(*network);
    return qHash(std::get<core::BanIdentifier>(target).text);
}

} // namespace

void BanStore::Changes::append(Changes other)
{
    const auto join = [](std::vector<Row> &to, std::vector<Row> &from) {
        if (to.empty())
            to = std::move(from);
        else
            to.insert(to.end(), from.begin(), from.end());
    };
    join(added, other.added);
    join(removed, other.removed);
    join(changed, other.changed);
}

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
        return network && !network->address().isV4() && network->address().bytes() == v6(row)
            && network->prefix() == prefix(row);
    case Kind::Identifier:
        return !network && std::get<core::BanIdentifier>(target).text == identifier(row);
    }
    return false;
}

template <typename V6, typename Identifier>
void BanStore::fill(Row row, std::uint16_t list, const core::Ban &ban, V6 keepV6, Identifier keepIdentifier)
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
            m_value[row] = keepV6(network->address().bytes());
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
        row, list, ban, [this](const auto &bytes) { return pooled(m_v6, m_freeV6, bytes); },
        [this](const QString &text) { return pooled(m_identifiers, m_freeIdentifiers, text); });
    ++m_used;
    return row;
}

void BanStore::appendMany(std::uint16_t list, const core::BanList &bans, std::vector<Row> &rows)
{
    rows.reserve(bans.size());
    size_t next = 0;
    while (next < bans.size() && !m_free.empty())
        rows.push_back(add(list, bans[next++]));
    const size_t first = m_meta.size();
    const size_t count = bans.size() - next;
    const core::Ban *source = bans.data() + next;
    resizeRows(first + count);
    std::array<Part, 2> parts;
    std::array<std::pair<Row, Row>, 2> borders {};
    inParts(count, [&](size_t begin, size_t end) {
        const size_t number = begin == 0 ? 0 : 1;
        Part &part = parts[number];
        borders[number] = { static_cast<Row>(first + begin), static_cast<Row>(first + end) };
        for (size_t i = begin; i < end; ++i) {
            fill(
                static_cast<Row>(first + i), list, source[i],
                [&part](const auto &bytes) {
                    part.v6.push_back(bytes);
                    return static_cast<std::uint32_t>(part.v6.size() - 1);
                },
                [&part](const QString &text) {
                    part.identifiers.push_back(text);
                    return static_cast<std::uint32_t>(part.identifiers.size() - 1);
                });
        }
    });
    for (size_t number = 0; number < parts.size(); ++number)
        join(parts[number], borders[number].first, borders[number].second);
    const size_t known = rows.size();
    rows.resize(known + count);
    std::iota(rows.begin() + static_cast<std::ptrdiff_t>(known), rows.end(), static_cast<Row>(first));
    m_used += count;
}

void BanStore::join(Part &part, Row begin, Row end)
{
    const auto v6Base = static_cast<std::uint32_t>(m_v6.size());
    const auto identifierBase = static_cast<std::uint32_t>(m_identifiers.size());
    const bool moves = (v6Base != 0 && !part.v6.empty()) || (identifierBase != 0 && !part.identifiers.empty());
    for (Row row = begin; moves && row < end; ++row) {
        if (kind(row) == Kind::V6)
            m_value[row] += v6Base;
        else if (kind(row) == Kind::Identifier)
            m_value[row] += identifierBase;
    }
    m_v6.reserve(m_v6.size() + part.v6.size());
    m_v6.insert(m_v6.end(), part.v6.begin(), part.v6.end());
    m_identifiers.insert(m_identifiers.end(), part.identifiers.begin(), part.identifiers.end());
}

std::uint16_t BanStore::makeList(core::ServerId server, const QString &jail)
{
    if (const int known = listId(server, jail); known >= 0)
        return static_cast<std::uint16_t>(known);
    size_t id = m_lists.size();
    if (!m_freeLists.empty()) {
        id = m_freeLists.back();
        m_freeLists.pop_back();
    } else {
        m_lists.emplace_back();
    }
    List &list = m_lists[id];
    list = List { server, jail, true, true, {} };
    m_listIds.insert({ server, jail }, static_cast<int>(id));
    return static_cast<std::uint16_t>(id);
}

BanStore::Changes BanStore::setBans(
    core::ServerId server, const QString &jail, const core::BanList &bans, bool timesKnown)
{
    if (bans.empty())
        return removeList(server, jail);
    if (m_lists.size() >= mostLists && m_freeLists.empty() && listId(server, jail) < 0)
        return {};
    const std::uint16_t id = makeList(server, jail);
    List &list = m_lists[id];
    list.timesKnown = timesKnown;
    Changes changes;
    if (list.rows.empty()) {
        appendMany(id, bans, list.rows);
        changes.added = list.rows;
        return changes;
    }

    const std::vector<Row> old = std::move(list.rows);
    std::vector<Row> next;
    next.reserve(bans.size());
    std::vector<std::uint32_t> newOnes; // positions in bans without a partner
    std::vector<Row> oldOnes; // rows without a partner
    // Both lists come in the daemon's order, so that nearly every ban meets itself on a walk through both.
    size_t i = 0;
    size_t j = 0;
    size_t misses = 0;
    const size_t patience = bans.size() / 8 + 256;
    const auto skipOld = [&](size_t count) {
        for (; count > 0; --count)
            oldOnes.push_back(old[i++]);
    };
    const auto skipNew = [&](size_t count) {
        for (; count > 0; --count) {
            newOnes.push_back(static_cast<std::uint32_t>(j++));
            next.push_back(0);
        }
    };
    while (i < old.size() && j < bans.size() && misses <= patience) {
        if (sameTarget(old[i], bans[j].target)) {
            updateTimes(old[i], bans[j], changes);
            next.push_back(old[i]);
            ++i;
            ++j;
            continue;
        }
        ++misses;
        bool found = false;
        for (size_t k = 1; k <= lookAhead && !found; ++k) {
            if (i + k < old.size() && sameTarget(old[i + k], bans[j].target)) {
                skipOld(k);
                found = true;
            } else if (j + k < bans.size() && sameTarget(old[i], bans[j + k].target)) {
                skipNew(k);
                found = true;
            }
        }
        if (!found) {
            skipOld(1);
            skipNew(1);
        }
    }
    skipOld(old.size() - i);
    skipNew(bans.size() - j);
    matchRest(id, bans, next, newOnes, oldOnes, changes);
    m_lists[id].rows = std::move(next);
    m_used -= changes.removed.size();
    return changes;
}

void BanStore::matchRest(std::uint16_t list, const core::BanList &bans, std::vector<Row> &next,
    const std::vector<std::uint32_t> &newOnes, const std::vector<Row> &oldOnes, Changes &changes)
{
    // What the walk left over meets through a hash table: open addressing, entry = position in oldOnes + 1.
    const size_t mask = std::bit_ceil(oldOnes.size() * 2 + 2) - 1;
    std::vector<std::uint32_t> table(newOnes.empty() ? 0 : mask + 1, 0);
    std::vector<bool> matched(oldOnes.size(), false);
    if (!newOnes.empty()) {
        for (size_t k = 0; k < oldOnes.size(); ++k) {
            size_t slot = hashOf(target(oldOnes[k])) & mask;
            while (table[slot] != 0)
                slot = (slot + 1) & mask;
            table[slot] = static_cast<std::uint32_t>(k + 1);
        }
    }
    std::vector<std::uint32_t> fresh;
    for (const std::uint32_t position : newOnes) {
        const core::Ban &ban = bans[position];
        bool found = false;
        for (size_t slot = hashOf(ban.target) & mask; table[slot] != 0 && !found; slot = (slot + 1) & mask) {
            const size_t k = table[slot] - 1;
            if (!matched[k] && sameTarget(oldOnes[k], ban.target)) {
                matched[k] = true;
                next[position] = oldOnes[k];
                updateTimes(oldOnes[k], ban, changes);
                found = true;
            }
        }
        if (!found)
            fresh.push_back(position);
    }
    for (size_t k = 0; k < oldOnes.size(); ++k) {
        if (!matched[k])
            changes.removed.push_back(oldOnes[k]);
    }
    markRemoved(changes.removed);
    changes.added.reserve(fresh.size());
    for (const std::uint32_t position : fresh) {
        next[position] = add(list, bans[position]);
        changes.added.push_back(next[position]);
    }
}

void BanStore::markRemoved(const std::vector<Row> &rows)
{
    for (const Row row : rows)
        m_meta[row] |= removedFlag;
}

void BanStore::updateTimes(Row row, const core::Ban &ban, Changes &changes)
{
    const Packed times = pack(ban);
    if (times.since == m_since[row] && times.duration == m_duration[row])
        return;
    m_since[row] = times.since;
    m_duration[row] = times.duration;
    changes.changed.push_back(row);
}

BanStore::Changes BanStore::removeList(core::ServerId server, const QString &jail)
{
    Changes changes;
    const int id = listId(server, jail);
    if (id < 0)
        return changes;
    List &list = m_lists[static_cast<size_t>(id)];
    changes.removed = std::move(list.rows);
    markRemoved(changes.removed);
    list.rows = {};
    list.used = false;
    m_used -= changes.removed.size();
    m_listIds.remove({ server, jail });
    m_retiredLists.push_back(static_cast<std::uint16_t>(id));
    return changes;
}

BanStore::Changes BanStore::removeServer(core::ServerId server)
{
    Changes changes;
    for (size_t id = 0; id < m_lists.size(); ++id) {
        if (m_lists[id].used && m_lists[id].server == server)
            changes.append(removeList(server, QString(m_lists[id].jail)));
    }
    m_serverNames.remove(server);
    return changes;
}

void BanStore::release(const std::vector<Row> &removed)
{
    for (const Row row : removed) {
        if (m_meta[row] == unusedMeta)
            continue;
        if (kind(row) == Kind::V6) {
            m_freeV6.push_back(m_value[row]);
        } else if (kind(row) == Kind::Identifier) {
            m_identifiers[m_value[row]].clear();
            m_freeIdentifiers.push_back(m_value[row]);
        }
        m_meta[row] = unusedMeta;
        m_free.push_back(row);
    }
    m_freeLists.insert(m_freeLists.end(), m_retiredLists.begin(), m_retiredLists.end());
    m_retiredLists.clear();
    if (m_used == 0) {
        // Nothing stands: the memory of a million bans goes back.
        for (Column *column : { &m_meta, &m_value, &m_since, &m_duration })
            *column = {};
        for (auto *vector : { &m_free, &m_freeV6, &m_freeIdentifiers })
            *vector = {};
        m_v6 = {};
        m_identifiers = {};
    }
}

core::BanTarget BanStore::target(Row row) const
{
    switch (kind(row)) {
    case Kind::V4:
        return core::IpNetwork(core::IpAddress::fromV4(m_value[row]), prefix(row));
    case Kind::V6:
        return core::IpNetwork(core::IpAddress::fromV6(v6(row)), prefix(row));
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
                       + m_free.capacity() + m_freeV6.capacity() + m_freeIdentifiers.capacity())
        * sizeof(std::uint32_t);
    bytes += m_v6.capacity() * sizeof(std::array<quint8, 16>) + m_identifiers.capacity() * sizeof(QString);
    for (const QString &text : m_identifiers)
        bytes += static_cast<size_t>(text.capacity()) * sizeof(QChar);
    for (const List &list : m_lists)
        bytes += sizeof(List) + list.rows.capacity() * sizeof(Row);
    return bytes;
}

} // namespace models
