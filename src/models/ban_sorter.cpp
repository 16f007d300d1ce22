// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_sorter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <thread>

namespace models {

namespace {

using Row = BanStore::Row;

struct Keyed
{
    std::uint32_t key;
    Row row;
};

/// Every element is written before it is read.
struct Buffer
{
    explicit Buffer(size_t size)
        : data(size)
        , size(size)
    {
    }
    std::vector<Keyed, Unfilled<Keyed>> data;
    size_t size; ///< of what is used
};

/// Stable, by key; 11 bits at a time, only those in which the keys differ.
void radixSort(Buffer &items, std::uint32_t smallest, std::uint32_t largest)
{
    constexpr int digitBits = 11;
    constexpr std::uint32_t digitMask = (1U << digitBits) - 1;
    const int bits = std::bit_width(largest - smallest);
    if (bits == 0 || items.size < 2)
        return;
    Buffer other(items.size);
    for (int shift = 0; shift < bits; shift += digitBits) {
        std::array<std::uint32_t, digitMask + 1> starts {};
        for (size_t i = 0; i < items.size; ++i)
            ++starts[(items.data[i].key - smallest) >> shift & digitMask];
        std::uint32_t sum = 0;
        for (std::uint32_t &start : starts)
            sum += std::exchange(start, sum);
        for (size_t i = 0; i < items.size; ++i)
            other.data[starts[(items.data[i].key - smallest) >> shift & digitMask]++] = items.data[i];
        std::swap(items.data, other.data);
    }
}

struct WideKeyed
{
    Wide address;
    std::uint32_t prefix;
    Row row;
    friend auto operator<=>(const WideKeyed &, const WideKeyed &) = default;
};

/// 32 bits of an address, from the first one that tells these addresses apart.
std::uint32_t window(const Wide &address, int from)
{
    if (from >= 96)
        return static_cast<std::uint32_t>(address.low);
    if (from >= 64)
        return static_cast<std::uint32_t>(address.low >> (96 - from));
    if (from <= 32)
        return static_cast<std::uint32_t>(address.high >> (32 - from));
    return static_cast<std::uint32_t>(address.high << (from - 32) | address.low >> (96 - from));
}

/// How many leading bits all these addresses share.
int sharedBits(const BanStore &store, std::span<const Row> rows)
{
    const Wide first = store.v6(rows.front());
    Wide differing;
    for (const Row row : rows) {
        const Wide address = store.v6(row);
        differing.high |= address.high ^ first.high;
        differing.low |= address.low ^ first.low;
    }
    return differing.high != 0 ? std::countl_zero(differing.high) : 64 + std::countl_zero(differing.low);
}

/// By address, then prefix, then row. Many rows go by 32 bits that differ among them, and only those that agree in
/// these are looked at again; every turn takes at least one bit more, in practice one or two turns are enough.
void sortWide(const BanStore &store, std::span<Row> rows)
{
    constexpr size_t few = 4'096;
    if (rows.size() < 2)
        return;
    const int from = rows.size() < few ? 128 : sharedBits(store, rows);
    if (from == 128) {
        std::vector<WideKeyed> items;
        items.reserve(rows.size());
        for (const Row row : rows)
            items.push_back({ store.v6(row), static_cast<std::uint32_t>(store.prefix(row)), row });
        std::sort(items.begin(), items.end());
        std::transform(items.begin(), items.end(), rows.begin(), [](const WideKeyed &item) { return item.row; });
        return;
    }
    Buffer items(rows.size());
    std::uint32_t smallest = 0xffffffff;
    std::uint32_t largest = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t key = window(store.v6(rows[i]), from);
        items.data[i] = { key, rows[i] };
        smallest = std::min(smallest, key);
        largest = std::max(largest, key);
    }
    radixSort(items, smallest, largest);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] = items.data[i].row;
    for (size_t i = 0; i < rows.size();) {
        size_t end = i + 1;
        while (end < rows.size() && items.data[end].key == items.data[i].key)
            ++end;
        sortWide(store, rows.subspan(i, end - i));
        i = end;
    }
}

/// std::sort on two threads where it is worth it; the order is total, so that the split changes nothing.
template <typename T, typename Less> void sortInTwo(std::vector<T> &items, Less less)
{
    if (items.size() < 50'000 || std::thread::hardware_concurrency() < 2) {
        std::sort(items.begin(), items.end(), less);
        return;
    }
    const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
    std::thread second([&] { std::sort(middle, items.end(), less); });
    std::sort(items.begin(), middle, less);
    second.join();
    std::inplace_merge(items.begin(), middle, items.end(), less);
}

bool rankedBefore(const QString &a, const QString &b)
{
    const int folded = QString::compare(a, b, Qt::CaseInsensitive);
    return folded != 0 ? folded < 0 : a < b;
}

} // namespace

BanSorter::BanSorter(const BanStore &store, BanColumn column, Qt::SortOrder order)
    : m_store(store)
    , m_column(column)
    , m_descending(order == Qt::DescendingOrder)
{
    if (column != BanColumn::Jail && column != BanColumn::Server)
        return;
    const auto nameOf = [&](size_t id) {
        const BanStore::List &list = store.list(static_cast<std::uint16_t>(id));
        return column == BanColumn::Jail ? list.jail : store.serverName(list.server);
    };
    std::vector<size_t> ids(store.listCount());
    std::iota(ids.begin(), ids.end(), size_t { 0 });
    std::sort(ids.begin(), ids.end(), [&](size_t a, size_t b) { return rankedBefore(nameOf(a), nameOf(b)); });
    m_ranks.resize(ids.size());
    std::uint32_t rank = 0;
    for (size_t i = 0; i < ids.size(); ++i) {
        if (i > 0 && nameOf(ids[i]) != nameOf(ids[i - 1]))
            ++rank;
        m_ranks[ids[i]] = rank;
    }
}

bool BanSorter::dependsOnTimes(BanColumn column)
{
    switch (column) {
    case BanColumn::Since:
    case BanColumn::Until:
    case BanColumn::Left:
        return true;
    case BanColumn::Address:
    case BanColumn::Jail:
    case BanColumn::Server:
    case BanColumn::Count_:
        break;
    }
    return false;
}

std::uint32_t BanSorter::key(Row row) const
{
    std::uint32_t ascending = 0;
    switch (m_column) {
    case BanColumn::Since:
        ascending = m_store.since(row);
        break;
    case BanColumn::Until:
    case BanColumn::Left:
        ascending = m_store.endKey(row);
        break;
    case BanColumn::Jail:
    case BanColumn::Server:
        ascending = m_ranks[m_store.listOf(row)];
        break;
    case BanColumn::Address:
    case BanColumn::Count_:
        break;
    }
    return m_descending ? ~ascending : ascending;
}

int BanSorter::compareAddress(Row a, Row b) const
{
    const BanStore::Kind kind = m_store.kind(a);
    if (kind != m_store.kind(b))
        return kind < m_store.kind(b) ? -1 : 1;
    const auto sign = [](auto order) { return order < 0 ? -1 : (order > 0 ? 1 : 0); };
    int order = 0;
    switch (kind) {
    case BanStore::Kind::V4:
        order = sign(m_store.values()[a] <=> m_store.values()[b]);
        break;
    case BanStore::Kind::V6:
        order = sign(m_store.v6(a) <=> m_store.v6(b));
        break;
    case BanStore::Kind::Identifier:
        return sign(QString::compare(m_store.identifier(a), m_store.identifier(b)));
    }
    return order != 0 ? order : m_store.prefix(a) - m_store.prefix(b);
}

bool BanSorter::less(Row a, Row b) const
{
    if (byAddress()) {
        const int order = m_descending ? compareAddress(b, a) : compareAddress(a, b);
        return order != 0 ? order < 0 : (m_descending ? b < a : a < b);
    }
    const std::uint32_t keyA = key(a);
    const std::uint32_t keyB = key(b);
    if (keyA != keyB)
        return keyA < keyB;
    if (!dependsOnTimes(m_column)) {
        if (const int order = compareAddress(a, b); order != 0)
            return order < 0;
    }
    return a < b;
}

void BanSorter::sort(std::vector<Row> &rows) const
{
    std::sort(rows.begin(), rows.end(), [this](Row a, Row b) { return less(a, b); });
}

std::vector<Row> BanSorter::sortedByAddress() const
{
    const size_t capacity = m_store.capacity();
    Buffer v4(m_store.size());
    std::vector<Row> v6;
    std::vector<Row> identifiers;
    size_t count = 0;
    std::uint32_t smallest = 0xffffffff;
    std::uint32_t largest = 0;
    bool networks = false;
    for (Row row = 0; row < capacity; ++row) {
        if (!m_store.isStanding(row))
            continue;
        switch (m_store.kind(row)) {
        case BanStore::Kind::V4: {
            const std::uint32_t address = m_store.values()[row];
            v4.data[count++] = { address, row };
            smallest = std::min(smallest, address);
            largest = std::max(largest, address);
            networks = networks || m_store.prefix(row) != 32;
            break;
        }
        case BanStore::Kind::V6:
            v6.push_back(row);
            break;
        case BanStore::Kind::Identifier:
            identifiers.push_back(row);
            break;
        }
    }
    v4.size = count;
    if (count > 0)
        radixSort(v4, smallest, largest);
    const auto before = [this](Row a, Row b) {
        const int order = compareAddress(a, b);
        return order != 0 ? order < 0 : a < b;
    };
    std::vector<Row> sorted;
    sorted.reserve(m_store.size());
    for (size_t i = 0; i < count; ++i)
        sorted.push_back(v4.data[i].row);
    if (networks) {
        // The radix pass knows the address only; a network and its first address still have to change places.
        for (size_t i = 0; i < count;) {
            size_t end = i + 1;
            while (end < count && v4.data[end].key == v4.data[i].key)
                ++end;
            if (end - i > 1)
                std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(i),
                    sorted.begin() + static_cast<std::ptrdiff_t>(end), before);
            i = end;
        }
    }
    sortWide(m_store, v6);
    sorted.insert(sorted.end(), v6.begin(), v6.end());
    sortInTwo(identifiers, before);
    sorted.insert(sorted.end(), identifiers.begin(), identifiers.end());
    return sorted;
}

std::vector<Row> BanSorter::allSorted() const
{
    if (byAddress()) {
        std::vector<Row> sorted = sortedByAddress();
        if (m_descending)
            std::reverse(sorted.begin(), sorted.end());
        return sorted;
    }
    const bool times = dependsOnTimes(m_column);
    std::vector<Row> sorted;
    if (!times)
        sorted = sortedByAddress();
    Buffer items(m_store.size());
    std::uint32_t smallest = 0xffffffff;
    std::uint32_t largest = 0;
    size_t count = 0;
    const auto take = [&](Row row) {
        const std::uint32_t rowKey = key(row);
        items.data[count++] = { rowKey, row };
        smallest = std::min(smallest, rowKey);
        largest = std::max(largest, rowKey);
    };
    if (times) {
        const size_t capacity = m_store.capacity();
        for (Row row = 0; row < capacity; ++row) {
            if (m_store.isStanding(row))
                take(row);
        }
    } else {
        for (const Row row : sorted)
            take(row);
    }
    if (count > 0)
        radixSort(items, smallest, largest);
    sorted.resize(count);
    for (size_t i = 0; i < count; ++i)
        sorted[i] = items.data[i].row;
    return sorted;
}

std::int64_t BanSorter::positionOf(Row row, std::span<const Row> sorted) const
{
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), row, [this](Row a, Row b) { return less(a, b); });
    return found != sorted.end() && *found == row ? found - sorted.begin() : -1;
}

std::vector<Row> BanSorter::merged(
    std::span<const Row> sorted, const std::vector<std::uint64_t> &dropped, const std::vector<Row> &fresh) const
{
    // First only what stays: a row that is lifted out because its times changed stands where its old key put it, and a
    // search must not compare with it.
    std::vector<Row> kept(sorted.size());
    size_t keptCount = 0;
    for (const Row row : sorted) {
        kept[keptCount] = row;
        keptCount += (dropped[row / 64] >> (row % 64) & 1) == 0;
    }
    kept.resize(keptCount);
    if (fresh.empty())
        return kept;
    std::vector<Row> result(kept.size() + fresh.size());
    size_t out = 0;
    size_t from = 0;
    for (const Row row : fresh) {
        const auto at = std::lower_bound(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.end(), row,
            [this](Row a, Row b) { return less(a, b); });
        const auto to = static_cast<size_t>(at - kept.begin());
        std::copy(
            kept.begin() + static_cast<std::ptrdiff_t>(from), at, result.begin() + static_cast<std::ptrdiff_t>(out));
        out += to - from;
        result[out++] = row;
        from = to;
    }
    std::copy(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.end(),
        result.begin() + static_cast<std::ptrdiff_t>(out));
    return result;
}

} // namespace models
