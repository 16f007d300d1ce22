// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace gui {

/// The records of a group's servers. Everything passes while no servers are set: records outlive their server.
class AuditScopeModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setServers(const std::optional<QSet<core::ServerId>> &servers);
    /// Does nothing: the order is that in which the pages come, newest first.
    void sort(int, Qt::SortOrder) override { }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<QSet<core::ServerId>> m_servers;
};

} // namespace gui
