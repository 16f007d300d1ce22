// SPDX-License-Identifier: GPL-3.0-or-later
// Dragging servers in the sidebar: what may go where, and the order that it asks for.
#include "models/server_tree_node.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace models {

namespace {

const QString mimeType = u"application/x-bangui-servers"_s;

} // namespace

Qt::DropActions ServerTreeModel::supportedDropActions() const
{
    return Qt::MoveAction;
}

QStringList ServerTreeModel::mimeTypes() const
{
    return { mimeType };
}

QMimeData *ServerTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList ids;
    for (const QModelIndex &index : indexes) {
        if (nodeOf(index)->kind == ServerNode::Server)
            ids.append(QString::number(nodeOf(index)->profile.id.value));
    }
    if (ids.isEmpty())
        return nullptr;
    auto *mime = new QMimeData; // owned by the caller, as the interface says
    mime->setData(mimeType, ids.join(u' ').toLatin1());
    return mime;
}

bool ServerTreeModel::canDropMimeData(
    const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent) const
{
    if (action != Qt::MoveAction || !data->hasFormat(mimeType))
        return false;
    const Node *target = nodeOf(parent);
    // Nothing goes above "All servers", and nothing into a server.
    return target->kind == ServerNode::Group || (target == m_root.get() && row != 0);
}

bool ServerTreeModel::dropMimeData(
    const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const Node *target = nodeOf(parent);
    QList<core::ServerId> moved;
    for (const QString &text : QString::fromLatin1(data->data(mimeType)).split(u' ')) {
        const core::ServerId id { text.toLongLong() };
        if (m_servers.contains(id))
            moved.append(id);
    }
    if (moved.isEmpty())
        return false;
    const QString group = target->kind == ServerNode::Group ? target->group : QString();
    // The order is that of the tree; the moved ones go where the row was dropped, or to the end of it.
    QList<core::ServerId> order;
    bool placed = false;
    const auto place = [&] {
        if (!std::exchange(placed, true))
            order.append(moved);
    };
    const auto visit = [&](const Node &node, const auto &self) -> void {
        const int count = static_cast<int>(node.children.size());
        for (int i = 0; i < count; ++i) {
            if (&node == target && row == i)
                place();
            const Node &child = *node.children[static_cast<size_t>(i)];
            if (child.kind == ServerNode::Server && !moved.contains(child.profile.id))
                order.append(child.profile.id);
            self(child, self);
        }
        if (&node == target)
            place();
    };
    visit(*m_root, visit);
    Q_EMIT moveRequested(order, moved, group);
    return false; // the registry moves them, and the model follows
}

} // namespace models
