// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_table_model.h"

#include "core/visible_text.h"
#include "models/ban_matcher.h"
#include "models/ban_sorter.h"
#include "models/freshness.h"
#include "models/view_transition.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Row = BanStore::Row;

/// From this share of new rows on, sorting everything anew costs less than finding each one's place.
constexpr size_t resortShare = 8;

std::vector<Row> chosen(std::span<const Row> sorted, const BanMatcher::Mask &mask)
{
    std::vector<Row> rows(sorted.size());
    size_t count = 0;
    for (const Row row : sorted) {
        rows[count] = row;
        count += mask[row / 64] >> (row % 64) & 1;
    }
    rows.resize(count);
    return rows;
}

} // namespace

BanTableModel::BanTableModel(QObject *parent)
    : ColumnTable(parent)
{
}

BanTableModel::~BanTableModel() = default;

void BanTableModel::setBans(
    core::ServerId server, const QString &jail, const std::shared_ptr<const core::BanList> &bans, bool timesKnown)
{
    const bool known = m_store.listId(server, jail) >= 0;
    take(bans && !bans->empty() ? m_store.setBans(server, jail, *bans, timesKnown) : m_store.removeList(server, jail));
    m_namesChanged = m_namesChanged || known != (m_store.listId(server, jail) >= 0);
    finishUpdate();
}

void BanTableModel::removeJail(core::ServerId server, const QString &jail)
{
    setBans(server, jail, nullptr);
}

void BanTableModel::removeServer(core::ServerId server)
{
    take(m_store.removeServer(server));
    m_namesChanged = true;
    m_staleTexts.remove(server);
    finishUpdate();
}

void BanTableModel::setServerName(core::ServerId server, const QString &name)
{
    if (m_store.serverName(server) == name)
        return;
    m_store.setServerName(server, name);
    if (m_store.size() == 0)
        return;
    if (m_sortColumn == BanColumn::Server)
        resort();
    else if (!m_filter.text.isEmpty())
        refilter();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(BanColumn::Server)), index(rowCount() - 1, int(BanColumn::Server)),
            { Qt::DisplayRole, RawRole, Qt::AccessibleTextRole });
    Q_EMIT storeChanged();
}

void BanTableModel::setServerStatus(core::ServerId server, const core::ServerStatus &status)
{
    const QString text = models::staleText(status, m_store.serverName(server));
    if (m_staleTexts.value(server) == text)
        return;
    if (text.isEmpty())
        m_staleTexts.remove(server);
    else
        m_staleTexts.insert(server, text);
    // Its rows lie anywhere among the others; a view asks anew for those it shows only.
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, banColumnCount - 1),
            { StaleRole, Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, Qt::AccessibleDescriptionRole });
}

void BanTableModel::beginUpdate()
{
    ++m_updateDepth;
}

void BanTableModel::endUpdate()
{
    --m_updateDepth;
    finishUpdate();
}

void BanTableModel::take(BanStore::Changes changes)
{
    m_changesToShow += changes.isEmpty() ? 0 : 1;
    m_pendingChanges.append(std::move(changes));
}

void BanTableModel::finishUpdate()
{
    if (m_updateDepth > 0)
        return;
    if (m_changesToShow > 0) {
        BanStore::Changes changes = std::exchange(m_pendingChanges, {});
        if (std::exchange(m_changesToShow, 0) > 1)
            tidy(changes);
        applyChanges(changes);
        m_store.release(changes.removed);
        Q_EMIT storeChanged();
    }
    if (std::exchange(m_namesChanged, false))
        Q_EMIT jailNamesChanged();
    updateCounts();
}

/// Several lists in one update: what came and went again within it was never shown.
void BanTableModel::tidy(BanStore::Changes &changes)
{
    if (changes.removed.empty())
        return;
    const auto standing = [this](Row row) { return m_store.isStanding(row); };
    const auto dropFallen = [&](std::vector<Row> &rows) {
        rows.erase(std::remove_if(rows.begin(), rows.end(), std::not_fn(standing)), rows.end());
    };
    dropFallen(changes.added);
    dropFallen(changes.changed);
}

std::vector<Row> BanTableModel::mergedOrder(const BanSorter &sorter, const BanStore::Changes &changes) const
{
    std::vector<Row> fresh = changes.added;
    std::vector<std::uint64_t> dropped((m_store.capacity() + 63) / 64, 0);
    const auto drop = [&dropped](Row row) { dropped[row / 64] |= std::uint64_t { 1 } << (row % 64); };
    std::for_each(changes.removed.begin(), changes.removed.end(), drop);
    if (BanSorter::dependsOnTimes(m_sortColumn) && !changes.changed.empty()) {
        // A changed row may also be a new one of the same update; it must not be sorted in twice.
        std::for_each(changes.added.begin(), changes.added.end(), drop);
        for (const Row row : changes.changed) {
            if ((dropped[row / 64] >> (row % 64) & 1) == 0)
                fresh.push_back(row);
            drop(row);
        }
    }
    sorter.sort(fresh);
    return sorter.merged(master(), dropped, fresh);
}

void BanTableModel::applyChanges(const BanStore::Changes &changes)
{
    const BanSorter sorter(m_store, m_sortColumn, m_sortOrder);
    std::vector<Row> sorted;
    if (changes.added.size() + changes.changed.size() > m_store.size() / resortShare)
        sorted = sorter.allSorted();
    else
        sorted = mergedOrder(sorter, changes);
    const auto matcher = makeMatcher();
    ViewChange change;
    change.sorter = &sorter;
    change.changed = changes.changed;
    if (matcher.acceptsAll()) {
        if (!m_filtered) {
            change.added = static_cast<std::int64_t>(changes.added.size());
            change.removed = static_cast<std::int64_t>(m_shown.size() + changes.added.size() - sorted.size());
        }
        m_filtered = false;
        m_sorted = {};
        become(std::move(sorted), change);
        return;
    }
    std::vector<Row> next = chosen(sorted, matcher.mask());
    m_sorted = std::move(sorted);
    m_filtered = true;
    become(std::move(next), change);
}

BanMatcher BanTableModel::makeMatcher() const
{
    const QSet<core::ServerId> scope(m_scope.begin(), m_scope.end());
    return BanMatcher(m_store, m_filter, m_hasScope ? &scope : nullptr, m_nowMs / 1000);
}

void BanTableModel::refilter()
{
    const auto matcher = makeMatcher();
    const BanSorter sorter(m_store, m_sortColumn, m_sortOrder);
    ViewChange change;
    change.sorter = &sorter;
    const size_t shown = m_shown.size();
    if (matcher.acceptsAll()) {
        if (!m_filtered)
            return;
        m_filtered = false;
        std::vector<Row> next = std::exchange(m_sorted, {});
        change.removed = 0;
        change.added = static_cast<std::int64_t>(next.size() - shown);
        become(std::move(next), change);
    } else {
        std::vector<Row> next = chosen(master(), matcher.mask());
        if (!m_filtered) {
            change.added = 0;
            change.removed = static_cast<std::int64_t>(shown - next.size());
            m_sorted = m_shown;
            m_filtered = true;
        }
        become(std::move(next), change);
    }
    updateCounts();
}

void BanTableModel::resort()
{
    const BanSorter sorter(m_store, m_sortColumn, m_sortOrder);
    std::vector<Row> sorted = sorter.allSorted();
    ViewChange change;
    change.sorter = &sorter;
    change.added = 0;
    change.removed = 0;
    change.reordered = true;
    if (!m_filtered) {
        become(std::move(sorted), change);
        return;
    }
    std::vector<std::uint64_t> shown((m_store.capacity() + 63) / 64, 0);
    for (const Row row : m_shown)
        shown[row / 64] |= std::uint64_t { 1 } << (row % 64);
    std::vector<Row> next = chosen(sorted, shown);
    m_sorted = std::move(sorted);
    become(std::move(next), change);
}

void BanTableModel::updateCounts()
{
    qint64 total = 0;
    const QSet<core::ServerId> scope(m_scope.begin(), m_scope.end());
    for (size_t id = 0; id < m_store.listCount(); ++id) {
        const BanStore::List &list = m_store.list(static_cast<std::uint16_t>(id));
        if (list.used && (!m_hasScope || scope.contains(list.server)))
            total += static_cast<qint64>(list.rows.size());
    }
    const qint64 visible = static_cast<qint64>(m_shown.size());
    if (total == m_totalInScope && visible == m_lastVisible)
        return;
    m_totalInScope = total;
    m_lastVisible = visible;
    Q_EMIT countsChanged();
}

void BanTableModel::setScope(const QList<core::ServerId> &servers)
{
    if (m_hasScope && m_scope == servers)
        return;
    m_hasScope = true;
    m_scope = servers;
    refilter();
    updateCounts();
    Q_EMIT jailNamesChanged();
}

void BanTableModel::setFilter(const BanFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    refilter();
}

void BanTableModel::setDateStyle(texts::DateStyle style)
{
    if (m_dateStyle == style)
        return;
    m_dateStyle = style;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(BanColumn::Since)), index(rowCount() - 1, int(BanColumn::Left)));
}

void BanTableModel::tick(qint64 nowMs, int firstRow, int lastRow)
{
    m_nowMs = nowMs;
    firstRow = std::max(firstRow, 0);
    lastRow = std::min(lastRow, rowCount() - 1);
    if (firstRow <= lastRow) {
        const int first = int(m_dateStyle == texts::DateStyle::Relative ? BanColumn::Since : BanColumn::Left);
        Q_EMIT dataChanged(
            index(firstRow, first), index(lastRow, int(BanColumn::Left)), { Qt::DisplayRole, Qt::AccessibleTextRole });
    }
}

void BanTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= banColumnCount)
        return;
    const auto wanted = static_cast<BanColumn>(column);
    if (wanted == m_sortColumn && order == m_sortOrder)
        return;
    m_sortColumn = wanted;
    m_sortOrder = order;
    if (m_store.size() > 0)
        resort();
}

QStringList BanTableModel::jailNames() const
{
    QSet<QString> names;
    for (size_t id = 0; id < m_store.listCount(); ++id) {
        const BanStore::List &list = m_store.list(static_cast<std::uint16_t>(id));
        if (list.used && (!m_hasScope || m_scope.contains(list.server)))
            names.insert(list.jail);
    }
    QStringList sorted(names.begin(), names.end());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

core::Ban BanTableModel::banAt(int row) const
{
    return m_store.ban(rowAt(row));
}

core::ServerId BanTableModel::serverAt(int row) const
{
    return m_store.list(m_store.listOf(rowAt(row))).server;
}

QString BanTableModel::serverNameAt(int row) const
{
    return m_store.serverName(serverAt(row));
}

QString BanTableModel::jailAt(int row) const
{
    return m_store.list(m_store.listOf(rowAt(row))).jail;
}

bool BanTableModel::timesKnownAt(int row) const
{
    return m_store.list(m_store.listOf(rowAt(row))).timesKnown;
}

int BanTableModel::rowOf(core::ServerId server, const QString &jail, const core::BanTarget &target) const
{
    const std::int64_t row = m_store.find(server, jail, target);
    if (row < 0)
        return -1;
    return static_cast<int>(BanSorter(m_store, m_sortColumn, m_sortOrder).positionOf(static_cast<Row>(row), m_shown));
}

QList<int> BanTableModel::selectedRows(const QItemSelection &selection) const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QList<services::UnbanItem> BanTableModel::unbanItems(const QItemSelection &selection) const
{
    QList<services::UnbanItem> items;
    for (const int row : selectedRows(selection)) {
        if (row < rowCount())
            items.append({ serverAt(row), jailAt(row), core::banTargetText(banAt(row).target), true });
    }
    return items;
}

int BanTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

} // namespace models
