// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/ids.h"
#include "models/ban_filter.h"
#include "models/ban_store.h"
#include "models/ban_table_roles.h"
#include "services/ban_service.h"
#include "texts/time_texts.h"

#include <QAbstractTableModel>
#include <QItemSelection>

#include <memory>
#include <span>

namespace models {

/// Every current ban of the scope, sorted and filtered by itself: a proxy would cost more than the rows. Rows are
/// packed (BanStore), the order is one array of row numbers. A refresh changes few rows one span at a time and many
/// rows with one insertion, one layout change and one removal; never with a reset, so that selection and scroll
/// survive. Times ticking away move nothing: the view asks tick() for the rows it shows. Main thread.
class BanTableModel final : public QAbstractTableModel
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
    void beginUpdate();
    void endUpdate();

    void setScope(const QList<core::ServerId> &servers);
    [[nodiscard]] const QList<core::ServerId> &scope() const { return m_scope; }
    void setFilter(const BanFilter &filter);
    [[nodiscard]] const BanFilter &filter() const { return m_filter; }
    void setDateStyle(texts::DateStyle style);
    /// nowMs: UTC ms. Shown rows only: remaining times of rows firstRow..lastRow are announced as changed.
    void tick(qint64 nowMs, int firstRow, int lastRow);

    [[nodiscard]] qint64 totalInScope() const; ///< bans of the scope, whatever the filter
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
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] BanColumn sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_sortOrder; }

Q_SIGNALS:
    void countsChanged(); ///< totalInScope() or visibleCount()
    void jailNamesChanged();

private:
    [[nodiscard]] std::uint32_t rowAt(int row) const { return view()[static_cast<size_t>(row)]; }
    [[nodiscard]] std::span<const std::uint32_t> view() const;
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] QVariant display(std::uint32_t row, BanColumn column) const;
    [[nodiscard]] QVariant raw(std::uint32_t row, BanColumn column) const;
    [[nodiscard]] QString toolTip(std::uint32_t row, BanColumn column) const;
    [[nodiscard]] QString accessible(std::uint32_t row, BanColumn column) const;
    void applyChanges(BanStore::Changes changes);
    void refilter();
    void becomeView(std::vector<std::uint32_t> next, bool nextIsSorted, std::span<const std::uint32_t> changed);
    struct Transition;

    BanStore m_store;
    std::vector<std::uint32_t> m_sorted; ///< every row in the current order
    std::vector<std::uint32_t> m_view; ///< what is shown of it; unused where everything is
    bool m_viewIsSorted = true;
    QList<core::ServerId> m_scope;
    bool m_hasScope = false;
    BanFilter m_filter;
    BanColumn m_sortColumn = BanColumn::Since;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
    qint64 m_nowMs = 0;
    qint64 m_totalInScope = 0;
    int m_updateDepth = 0;
    BanStore::Changes m_pendingChanges;
};

} // namespace models
