// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/audit_scope_model.h"

#include "models/common_roles.h"

namespace gui {

void AuditScopeModel::setServers(const std::optional<QSet<core::ServerId>> &servers)
{
    if (m_servers == servers)
        return;
    m_servers = servers;
    invalidateRowsFilter();
}

bool AuditScopeModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!m_servers)
        return true;
    return m_servers->contains(sourceModel()->index(row, 0, parent).data(models::ServerIdRole).value<core::ServerId>());
}

} // namespace gui
