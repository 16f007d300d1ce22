// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of the ban store: what a new list of a jail changes. How a row is kept is in ban_store.cpp.
#include "models/ban_store.h"

#include <bit>

namespace models {

namespace {

/// How far the comparison of two lists looks ahead for the next ban that both have.
constexpr size_t lookAhead = 32;

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
    if (m_used == 0) {
        forgetRows();
    } else {
        for (const Row row : removed) {
            if (m_meta[row] != unusedMeta)
                releaseRow(row);
        }
    }
    m_freeLists.insert(m_freeLists.end(), m_retiredLists.begin(), m_retiredLists.end());
    m_retiredLists.clear();
}

} // namespace models
