// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/view_transition.h"

#include "models/ban_table_model.h"

#include <algorithm>

namespace models {

namespace {

using Row = BanStore::Row;

/// A set of row numbers, one bit each.
class RowSet
{
public:
    RowSet(std::span<const Row> rows, size_t capacity)
        : m_words((capacity + 63) / 64, 0)
    {
        for (const Row row : rows)
            m_words[row / 64] |= std::uint64_t { 1 } << (row % 64);
    }
    [[nodiscard]] bool contains(Row row) const { return (m_words[row / 64] >> (row % 64) & 1) != 0; }

private:
    std::vector<std::uint64_t> m_words;
};

/// Below this many rows the exact steps are looked for in any case.
constexpr size_t smallView = 20'000;
/// Above this many steps one layout change costs a view less.
constexpr size_t mostSpanSteps = 48;
/// Up to this many changed rows are announced as exact spans.
constexpr size_t mostExactChanges = 2'000;
/// Up to this many persistent indexes are looked up one by one.
constexpr qsizetype fewIndexes = 4'096;

} // namespace

std::optional<std::vector<SpanStep>> spanSteps(
    std::span<const Row> now, std::span<const Row> next, size_t capacity, size_t mostSteps)
{
    const RowSet inNow(now, capacity);
    const RowSet inNext(next, capacity);
    std::vector<SpanStep> steps;
    size_t i = 0;
    size_t j = 0;
    while (i < now.size() || j < next.size()) {
        if (i < now.size() && j < next.size() && now[i] == next[j]) {
            ++i;
            ++j;
            continue;
        }
        if (steps.size() >= mostSteps)
            return std::nullopt;
        if (i < now.size() && !inNext.contains(now[i])) {
            const size_t first = i;
            while (i < now.size() && !inNext.contains(now[i]))
                ++i;
            steps.push_back({ false, first, i - first, 0 });
        } else if (j < next.size() && !inNow.contains(next[j])) {
            const size_t first = j;
            while (j < next.size() && !inNow.contains(next[j]))
                ++j;
            steps.push_back({ true, i, j - first, first });
        } else {
            return std::nullopt; // a row that stays has moved
        }
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

Difference difference(std::span<const Row> now, std::span<const Row> next, size_t capacity)
{
    const RowSet inNow(now, capacity);
    const auto both
        = static_cast<size_t>(std::count_if(next.begin(), next.end(), [&](Row row) { return inNow.contains(row); }));
    return { next.size() - both, now.size() - both };
}

void BanTableModel::become(std::vector<Row> next, ViewChange change)
{
    if (m_shown.empty() || next.empty()) {
        if (!next.empty()) {
            beginInsertRows({}, 0, static_cast<int>(next.size()) - 1);
            m_shown = std::move(next);
            endInsertRows();
        } else if (!m_shown.empty()) {
            beginRemoveRows({}, 0, static_cast<int>(m_shown.size()) - 1);
            m_shown = {};
            endRemoveRows();
        }
        return;
    }
    const bool fewChanges = change.added >= 0 && change.removed >= 0
        && static_cast<size_t>(change.added + change.removed) <= mostSpanSteps * 16;
    const bool small = m_shown.size() + next.size() < smallView;
    if (!change.reordered && (small || fewChanges)) {
        if (const auto steps = spanSteps(m_shown, next, m_store.capacity(), mostSpanSteps)) {
            becomeBySteps(next, *steps);
            announceChanged(change.changed);
            return;
        }
    }
    if (change.added < 0 || change.removed < 0) {
        const Difference counted = difference(m_shown, next, m_store.capacity());
        change.added = static_cast<std::int64_t>(counted.added);
        change.removed = static_cast<std::int64_t>(counted.removed);
    }
    becomeByLayout(std::move(next), change);
    announceChanged(change.changed);
}

void BanTableModel::becomeBySteps(const std::vector<Row> &next, const std::vector<SpanStep> &steps)
{
    for (const SpanStep &step : steps) {
        const int first = static_cast<int>(step.at);
        const int last = static_cast<int>(step.at + step.count) - 1;
        const auto at = m_shown.begin() + static_cast<std::ptrdiff_t>(step.at);
        if (step.insertion) {
            beginInsertRows({}, first, last);
            const auto from = next.begin() + static_cast<std::ptrdiff_t>(step.from);
            m_shown.insert(at, from, from + static_cast<std::ptrdiff_t>(step.count));
            endInsertRows();
        } else {
            beginRemoveRows({}, first, last);
            m_shown.erase(at, at + static_cast<std::ptrdiff_t>(step.count));
            endRemoveRows();
        }
    }
}

/// New rows are appended, one layout change puts every row in its place and those that go to the end, the end is cut
/// off. What lies in the tail in between is never looked at by content, only its number of rows counts.
void BanTableModel::becomeByLayout(std::vector<Row> next, const ViewChange &change)
{
    const size_t before = m_shown.size();
    const size_t after = next.size();
    const auto added = static_cast<size_t>(change.added);
    const auto removed = static_cast<size_t>(change.removed);
    if (added > 0) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(before + added) - 1);
        m_shown.resize(before + added, next.front());
        endInsertRows();
    }

    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    const std::vector<Row> old = std::exchange(m_shown, std::move(next));
    if (removed > 0)
        m_shown.resize(after + removed, m_shown.front());
    if (!from.isEmpty()) {
        const std::span<const Row> placed(m_shown.data(), after);
        std::vector<std::uint32_t> places;
        if (from.size() > fewIndexes) {
            places.assign(m_store.capacity(), 0xffffffff);
            for (size_t i = 0; i < after; ++i)
                places[placed[i]] = static_cast<std::uint32_t>(i);
        }
        QHash<Row, int> tail; // one place per removed row, also where several columns of it are held
        QModelIndexList to;
        to.reserve(from.size());
        for (const QModelIndex &index : from) {
            const auto position = static_cast<size_t>(index.row());
            std::int64_t place = -1;
            if (position < before) {
                const Row row = old[position];
                if (places.empty())
                    place = change.sorter->positionOf(row, placed);
                else if (places[row] != 0xffffffff)
                    place = places[row];
                if (place < 0 && removed > 0) {
                    const auto known = tail.constFind(row);
                    const int offset
                        = known != tail.constEnd() ? *known : *tail.insert(row, static_cast<int>(tail.size()));
                    if (static_cast<size_t>(offset) < removed)
                        place = static_cast<std::int64_t>(after) + offset;
                }
            }
            to.append(place < 0 ? QModelIndex() : createIndex(static_cast<int>(place), index.column()));
        }
        changePersistentIndexList(from, to);
    }
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);

    if (removed > 0) {
        beginRemoveRows({}, static_cast<int>(after), static_cast<int>(after + removed) - 1);
        m_shown.resize(after);
        endRemoveRows();
    }
}

void BanTableModel::announceChanged(std::span<const Row> changed)
{
    if (changed.empty() || m_shown.empty())
        return;
    const QList<int> roles { Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, RawRole, PermanentRole };
    const auto announce = [&](int first, int last) {
        Q_EMIT dataChanged(index(first, int(BanColumn::Since)), index(last, int(BanColumn::Left)), roles);
    };
    if (changed.size() > mostExactChanges) {
        announce(0, rowCount() - 1);
        return;
    }
    const BanSorter sorter(m_store, m_sortColumn, m_sortOrder);
    std::vector<int> places;
    for (const Row row : changed) {
        if (const std::int64_t place = sorter.positionOf(row, m_shown); place >= 0)
            places.push_back(static_cast<int>(place));
    }
    std::sort(places.begin(), places.end());
    eachSpan(places, announce);
}

} // namespace models
