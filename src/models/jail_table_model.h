// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/jail.h"
#include "core/server_status.h"
#include "models/column_table.h"
#include "models/jail_table_roles.h"

#include <QHash>
#include <QSortFilterProxyModel>

#include <vector>

namespace models {

/// Every jail of every server, in no particular order; JailFilterModel sorts and filters. StateRole is the server's
/// state, so that figures of a server that does not answer can grey out (StaleRole). Fed with values (see JailFeed).
class JailTableModel final : public ColumnTable<JailColumn>
{
    Q_OBJECT
public:
    explicit JailTableModel(QObject *parent = nullptr);

    void setServerName(core::ServerId id, const QString &name);
    void setServerStatus(core::ServerId id, const core::ServerStatus &status); ///< after its name
    void setJails(core::ServerId id, const QList<core::Jail> &jails);
    void removeServer(core::ServerId id);

    [[nodiscard]] QModelIndex indexOf(core::ServerId id, const QString &jail) const;
    [[nodiscard]] core::Jail jailAt(const QModelIndex &index) const;
    [[nodiscard]] core::ServerId serverAt(const QModelIndex &index) const;
    [[nodiscard]] QStringList jailNames(const QList<core::ServerId> &servers) const; ///< sorted, without duplicates

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(JailColumn column) const override;
    [[nodiscard]] bool isNumber(JailColumn column) const override;
    struct Row
    {
        core::ServerId server;
        core::Jail jail;
    };
    struct Server
    {
        QString name;
        core::ServerState state = core::ServerState::Unknown;
        QString staleText; ///< empty: what is shown is of now
    };
    [[nodiscard]] QVariant display(const Row &row, JailColumn column) const;
    [[nodiscard]] QVariant raw(const Row &row, JailColumn column) const;
    void removeRowsOf(core::ServerId id, const QSet<QString> &keep);
    void reindexFrom(size_t row);

    std::vector<Row> m_rows;
    QHash<std::pair<core::ServerId, QString>, int> m_index;
    QHash<core::ServerId, Server> m_servers;
};

/// Sorts by raw values, filters by scope and text (jail, server, backend, files).
class JailFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit JailFilterModel(QObject *parent = nullptr);
    void setScope(const QList<core::ServerId> &servers);
    void setText(const QString &text);
    [[nodiscard]] JailTableModel *jails() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QSet<core::ServerId> m_scope;
    bool m_hasScope = false;
    QString m_text;
};

} // namespace models
