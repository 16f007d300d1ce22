// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/jail.h"
#include "core/server_status.h"
#include "models/column_table.h"
#include "models/config_jail_roles.h"
#include "models/jail_table_roles.h"
#include "services/config_view.h"

#include <QHash>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace models {

/// Every jail of every server, in no particular order; JailFilterModel sorts and filters. Those that run, and, where
/// the configuration was read, those that do not: they have no figures. StateRole is the server's state, so that
/// figures of a server that does not answer can grey out (StaleRole), and the jail's own in its column. Fed with values
/// (see JailFeed, ConfiguredJailsFeed).
class JailTableModel final : public ColumnTable<JailColumn>
{
    Q_OBJECT
public:
    explicit JailTableModel(QObject *parent = nullptr);

    void setServerName(core::ServerId id, const QString &name);
    void setServerStatus(core::ServerId id, const core::ServerStatus &status); ///< after its name
    void setJails(core::ServerId id, const QList<core::Jail> &jails);
    /// What the server's files say: adds those that do not run.
    void setConfigured(core::ServerId id, const QList<services::ConfigJailRow> &jails);
    void removeServer(core::ServerId id);

    [[nodiscard]] QModelIndex indexOf(core::ServerId id, const QString &jail) const;
    [[nodiscard]] core::Jail jailAt(const QModelIndex &index) const;
    [[nodiscard]] core::ServerId serverAt(const QModelIndex &index) const;
    /// Of a row that there is, without a copy.
    [[nodiscard]] const core::Jail &jailOfRow(int row) const { return m_rows[static_cast<size_t>(row)].jail; }
    [[nodiscard]] core::ServerId serverOfRow(int row) const { return m_rows[static_cast<size_t>(row)].server; }
    [[nodiscard]] bool isActive(int row) const { return m_rows[static_cast<size_t>(row)].isActive(); }
    /// Of those that run; sorted, without duplicates.
    [[nodiscard]] QStringList jailNames(const QList<core::ServerId> &servers) const;
    /// What the files say of it; nullopt: they were not read, or do not have it.
    [[nodiscard]] std::optional<services::ConfigJailRow> configured(core::ServerId id, const QString &jail) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(JailColumn column) const override;
    [[nodiscard]] bool isNumber(JailColumn column) const override;
    struct Row
    {
        core::ServerId server;
        core::Jail jail;
        ConfigJailState state = ConfigJailState::Running;

        [[nodiscard]] bool isActive() const
        {
            return state == ConfigJailState::Running || state == ConfigJailState::RunningOnly;
        }
    };
    struct Server
    {
        QString name;
        QList<core::Jail> running;
        std::optional<QList<services::ConfigJailRow>> configured;
        core::ServerState state = core::ServerState::Unknown;
        QString staleText; ///< empty: what is shown is of now
    };
    /// It ran when its server last answered; whether it still does is not known.
    [[nodiscard]] bool isLastKnown(const Row &row) const;
    [[nodiscard]] QString stateWord(const Row &row) const;
    [[nodiscard]] QVariant display(const Row &row, JailColumn column) const;
    [[nodiscard]] QVariant raw(const Row &row, JailColumn column) const;
    [[nodiscard]] QString toolTip(const Row &row, JailColumn column) const;
    [[nodiscard]] QList<Row> wanted(core::ServerId id) const;
    void update(core::ServerId id);
    void removeRowsOf(core::ServerId id, const QSet<QString> &keep);
    void reindexFrom(size_t row);

    std::vector<Row> m_rows;
    QHash<std::pair<core::ServerId, QString>, int> m_index;
    QHash<core::ServerId, Server> m_servers;
};

/// Which jails are shown.
enum class JailsShown { All, Active, Inactive };

/// Sorts by raw values, filters by scope, whether they run, and text (jail, server, backend, files).
class JailFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit JailFilterModel(QObject *parent = nullptr);
    void setScope(const QList<core::ServerId> &servers);
    void setText(const QString &text);
    void setShown(JailsShown shown);
    [[nodiscard]] JailsShown shown() const { return m_shown; }
    [[nodiscard]] JailTableModel *jails() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QSet<core::ServerId> m_scope;
    bool m_hasScope = false;
    QString m_text;
    JailsShown m_shown = JailsShown::All;
};

} // namespace models
