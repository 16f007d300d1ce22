// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/ids.h"
#include "core/server_status.h"
#include "models/ban_filter.h"
#include "models/ban_store.h"
#include "models/ban_table_roles.h"
#include "models/column_table.h"
#include "services/ban_service.h"
#include "texts/time_texts.h"

#include <QItemSelection>

#include <memory>
#include <span>

namespace models {

class BanMatcher;
class BanSorter;
struct SpanStep;
struct ViewChange;

/// Every current ban of the scope, sorted and filtered by itself: a proxy would cost more than the rows. Rows are
/// packed (BanStore), the order is one array of row numbers. A refresh changes few rows one span at a time and many
/// rows with one insertion, one layout change and one removal; never with a reset, so that selection and scroll
/// survive. Times ticking away move nothing: the view asks tick() for the rows it shows. Main thread.
class BanTableModel final : public ColumnTable<BanColumn>
{
    Q_OBJECT
public:
    explicit BanTableModel(QObject *parent = nullptr);
    ~BanTableModel() override;

    /// The current list of one jail; an empty or null one removes its rows. Between beginUpdate() and endUpdate()
    /// nothing is shown yet, so that many jails cost one pass.
    void setBans(core::ServerId server, const QString &jail, const std::shared_ptr<const core::BanList> &bans,
        bool timesKnown = true);
    void removeJail(core::ServerId server, const QString &jail);
    void removeServer(core::ServerId server);
    void setServerName(core::ServerId server, const QString &name);
    /// Whether the server's rows are the last known only (StaleRole); until it is told, they are not.
    void setServerStatus(core::ServerId server, const core::ServerStatus &status);
    void beginUpdate();
    void endUpdate();

    void setScope(const QList<core::ServerId> &servers);
    [[nodiscard]] const QList<core::ServerId> &scope() const { return m_scope; }
    void setFilter(const BanFilter &filter);
    [[nodiscard]] const BanFilter &filter() const { return m_filter; }
    void setDateStyle(texts::DateStyle style);
    /// nowMs: UTC ms. Shown rows only: remaining times of rows firstRow..lastRow are announced as changed.
    void tick(qint64 nowMs, int firstRow, int lastRow);

    [[nodiscard]] qint64 totalInScope() const { return m_totalInScope; } ///< bans of the scope, whatever the filter
    [[nodiscard]] qint64 visibleCount() const { return rowCount(); }
    [[nodiscard]] QStringList jailNames() const; ///< of the scope, sorted; for the jail filter
    [[nodiscard]] core::Ban banAt(int row) const;
    [[nodiscard]] core::ServerId serverAt(int row) const;
    [[nodiscard]] QString serverNameAt(int row) const;
    [[nodiscard]] QString jailAt(int row) const;
    [[nodiscard]] bool timesKnownAt(int row) const;
    /// -1: not shown.
    [[nodiscard]] int rowOf(core::ServerId server, const QString &jail, const core::BanTarget &target) const;
    [[nodiscard]] QList<services::UnbanItem> unbanItems(const QItemSelection &selection) const;
    [[nodiscard]] QList<int> selectedRows(const QItemSelection &selection) const; ///< ascending
    /// The rows themselves, for the search: independent of scope and filter.
    [[nodiscard]] const BanStore &store() const { return m_store; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] BanColumn sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_sortOrder; }

Q_SIGNALS:
    void countsChanged(); ///< totalInScope() or visibleCount()
    void storeChanged(); ///< bans or server names, whatever scope and filter hide
    void jailNamesChanged();

private:
    [[nodiscard]] QString headerText(BanColumn column) const override;
    [[nodiscard]] bool isNumber(BanColumn column) const override;
    [[nodiscard]] BanStore::Row rowAt(int row) const { return m_shown[static_cast<size_t>(row)]; }
    /// Every row in the current order, shown or not.
    [[nodiscard]] const std::vector<BanStore::Row> &master() const { return m_filtered ? m_sorted : m_shown; }
    [[nodiscard]] QVariant display(BanStore::Row row, BanColumn column) const;
    [[nodiscard]] QVariant raw(BanStore::Row row, BanColumn column) const;
    [[nodiscard]] QString toolTip(BanStore::Row row, BanColumn column) const;
    /// Why the row is the last known only; empty: it is not.
    [[nodiscard]] QString staleText(BanStore::Row row) const;
    [[nodiscard]] QString accessible(BanStore::Row row, BanColumn column) const;
    [[nodiscard]] BanMatcher makeMatcher() const;
    void take(BanStore::Changes changes);
    void finishUpdate();
    void tidy(BanStore::Changes &changes);
    [[nodiscard]] std::vector<BanStore::Row> mergedOrder(
        const BanSorter &sorter, const BanStore::Changes &changes) const;
    void applyChanges(const BanStore::Changes &changes);
    void refilter();
    void resort();
    void updateCounts();
    // in view_transition.cpp: from the rows shown to the next ones, with the signals that the way needs
    void become(std::vector<BanStore::Row> next, ViewChange change);
    void becomeBySteps(const std::vector<BanStore::Row> &next, const std::vector<SpanStep> &steps);
    void becomeByLayout(std::vector<BanStore::Row> next, const ViewChange &change);
    void announceChanged(std::span<const BanStore::Row> changed);

    BanStore m_store;
    QHash<core::ServerId, QString> m_staleTexts; ///< of servers whose rows are stale
    std::vector<BanStore::Row> m_shown;
    std::vector<BanStore::Row> m_sorted; ///< every row, while a filter or the scope hides some; else empty
    bool m_filtered = false;
    QList<core::ServerId> m_scope;
    bool m_hasScope = false;
    BanFilter m_filter;
    BanColumn m_sortColumn = BanColumn::Since;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
    qint64 m_nowMs = 0;
    qint64 m_totalInScope = 0;
    qint64 m_lastVisible = 0;
    int m_updateDepth = 0;
    int m_changesToShow = 0; ///< lists changed since the last time that the view was brought up to date
    bool m_namesChanged = false;
    BanStore::Changes m_pendingChanges;
};

} // namespace models
