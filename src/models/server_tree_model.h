// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/scope.h"
#include "core/server_profile.h"
#include "core/server_status.h"
#include "models/server_tree_roles.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <vector>

namespace models {

/// The sidebar: "All servers", then groups with their servers, then servers without a group. One column. Fed with
/// values (see ServerFeed); dragging only asks, through moveRequested.
class ServerTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit ServerTreeModel(QObject *parent = nullptr);
    ~ServerTreeModel() override;

    /// In sidebar order. Inserts, moves and removes rows; indexes of what stays survive.
    void setProfiles(const QList<core::ServerProfile> &profiles);
    void setStatus(
        core::ServerId id, const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery);
    /// finding: see texts::ServerHealth; empty: none any more.
    void setFinding(core::ServerId id, const QString &finding);

    [[nodiscard]] QModelIndex indexOf(core::ServerId id) const;
    [[nodiscard]] QModelIndex indexOfScope(const core::Scope &scope) const;
    [[nodiscard]] core::Scope scopeOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(
        const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(
        const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    /// The user dragged `moved`: the wanted order of all servers and the group that the moved ones shall have.
    void moveRequested(const QList<core::ServerId> &order, const QList<core::ServerId> &moved, const QString &group);

private:
    struct Node;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    [[nodiscard]] Node *groupNode(const QString &group) const;
    [[nodiscard]] QVariant serverData(const Node &node, int role) const;
    [[nodiscard]] QVariant sumData(const Node &node, int role) const;
    void placeAt(Node *parent, int row, std::unique_ptr<Node> fresh, Node *existing);
    void announce(Node *node, const QList<int> &roles);

    std::unique_ptr<Node> m_root;
    QHash<core::ServerId, Node *> m_servers;
};

} // namespace models
