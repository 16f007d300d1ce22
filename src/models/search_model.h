// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ban_table_model.h"
#include "models/jail_table_model.h"
#include "models/rows_model.h"
#include "models/search_roles.h"
#include "models/server_tree_model.h"

#include <QAbstractListModel>
#include <QTimer>

#include <vector>

namespace models {

/// Ctrl+K: servers, jails and bans for one text, best first, at most 50. An address finds the bans of it and of
/// networks that contain it, a network also what lies in it. Display: the name; SecondaryRole: where. The sources must
/// outlive it; while there is a text, their changes are taken in together every refreshMs.
class SearchModel final : public RowsModel<QAbstractListModel>
{
    Q_OBJECT
public:
    SearchModel(const ServerTreeModel &servers, const JailTableModel &jails, const BanTableModel &bans,
        QObject *parent = nullptr);
    static constexpr int limit = 50;
    static constexpr int refreshMs = 100;
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Hit
    {
        SearchKind kind = SearchKind::Server;
        int rank = 0; ///< smaller is better
        core::ServerId server;
        QString serverName;
        QString jail;
        QString target;
        QString secondary;
        int state = -1;
        friend bool operator==(const Hit &, const Hit &) = default;
    };
    void follow(const QAbstractItemModel &source);
    void refreshSoon();
    [[nodiscard]] std::vector<Hit> find(const QString &text) const;
    void findServers(const QString &text, std::vector<Hit> &hits) const;
    void findJails(const QString &text, std::vector<Hit> &hits) const;
    void findBans(const QString &text, std::vector<Hit> &hits) const;

    const ServerTreeModel &m_servers;
    const JailTableModel &m_jails;
    const BanTableModel &m_bans;
    QString m_text;
    QTimer m_refresh;
    std::vector<Hit> m_hits;
};

} // namespace models
