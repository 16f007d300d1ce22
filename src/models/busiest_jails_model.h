// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/busiest_jails_roles.h"
#include "models/column_table.h"
#include "models/jail_table_model.h"

#include <QTimer>

namespace models {

/// The N jails of the scope with the most trouble now: currently banned and failing, then totals. Follows a
/// JailTableModel (which must outlive it); rows move, nothing is reset. KeyRole: "server id/jail".
class BusiestJailsModel final : public ColumnTable<BusiestColumn>
{
    Q_OBJECT
public:
    explicit BusiestJailsModel(JailTableModel &jails, int limit = 5, QObject *parent = nullptr);
    void setScope(const QList<core::ServerId> &servers);
    [[nodiscard]] core::ServerId serverAt(int row) const;
    [[nodiscard]] QString jailAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(BusiestColumn column) const override;
    [[nodiscard]] bool isNumber(BusiestColumn column) const override;
    struct Row
    {
        core::ServerId server;
        QString serverName;
        core::Jail jail;
        QString staleText; ///< empty: the figures are of now
        friend bool operator==(const Row &, const Row &) = default;
    };
    void update();
    [[nodiscard]] std::vector<Row> wanted() const;

    JailTableModel &m_jails;
    int m_limit;
    QSet<core::ServerId> m_scope;
    bool m_hasScope = false;
    std::vector<Row> m_rows;
    QTimer m_timer;
};

} // namespace models
