// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/server_tree_model.h"

#include "core/visible_text.h"
#include "models/freshness.h"
#include "models/server_filter.h"
#include "models/server_tree_node.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

using namespace Qt::StringLiterals;

namespace models {

ServerTreeModel::ServerTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
    m_root->kind = ServerNode::All;
    auto all = std::make_unique<Node>();
    all->kind = ServerNode::All;
    all->parent = m_root.get();
    m_root->children.push_back(std::move(all));
}

ServerTreeModel::~ServerTreeModel() = default;

ServerTreeModel::Node *ServerTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ServerTreeModel::indexOf(const Node *node) const
{
    return !node || node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, const_cast<Node *>(node));
}

ServerTreeModel::Node *ServerTreeModel::groupNode(const QString &group) const
{
    for (const auto &node : m_root->children) {
        if (node->kind == ServerNode::Group && node->group == group)
            return node.get();
    }
    return nullptr;
}

/// Puts a new node, or moves one that exists, to a place.
void ServerTreeModel::placeAt(Node *parent, int row, std::unique_ptr<Node> fresh, Node *existing)
{
    const QModelIndex target = indexOf(parent);
    const auto at = [parent](int position) { return parent->children.begin() + position; };
    if (fresh) {
        beginInsertRows(target, row, row);
        fresh->parent = parent;
        parent->children.insert(at(row), std::move(fresh));
        endInsertRows();
        return;
    }
    const int from = existing->row();
    if (existing->parent == parent && from == row)
        return;
    Node *source = existing->parent;
    const int gap = source == parent && from < row ? row + 1 : row;
    if (!beginMoveRows(indexOf(source), from, from, target, gap))
        return;
    auto node = std::move(source->children[static_cast<size_t>(from)]);
    source->children.erase(source->children.begin() + from);
    node->parent = parent;
    parent->children.insert(at(row), std::move(node));
    endMoveRows();
}

void ServerTreeModel::setProfiles(const QList<core::ServerProfile> &profiles)
{
    QSet<core::ServerId> wanted;
    QStringList groups;
    for (const core::ServerProfile &profile : profiles) {
        wanted.insert(profile.id);
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups.append(profile.group);
    }
    const QList<core::ServerId> known = m_servers.keys();
    for (const core::ServerId id : known) {
        if (wanted.contains(id))
            continue;
        Node *node = m_servers.take(id);
        const int row = node->row();
        Node *parent = node->parent;
        beginRemoveRows(indexOf(parent), row, row);
        parent->children.erase(parent->children.begin() + row);
        endRemoveRows();
    }

    int top = 1; // after "All servers"
    for (const QString &group : groups) {
        std::unique_ptr<Node> fresh;
        Node *existing = groupNode(group);
        if (!existing) {
            fresh = std::make_unique<Node>();
            fresh->kind = ServerNode::Group;
            fresh->group = group;
        }
        placeAt(m_root.get(), top++, std::move(fresh), existing);
    }
    QHash<QString, int> next;
    for (const core::ServerProfile &profile : profiles) {
        Node *parent = profile.group.isEmpty() ? m_root.get() : groupNode(profile.group);
        int &row = profile.group.isEmpty() ? top : next[profile.group];
        Node *existing = m_servers.value(profile.id);
        std::unique_ptr<Node> fresh;
        if (!existing) {
            fresh = std::make_unique<Node>();
            fresh->profile = profile;
            m_servers.insert(profile.id, fresh.get());
        }
        placeAt(parent, row++, std::move(fresh), existing);
        if (existing && existing->profile != profile) {
            existing->profile = profile;
            announce(existing, {});
        }
    }
    // Groups that nobody names any more have drifted behind everything else, and are empty.
    if (const int rows = static_cast<int>(m_root->children.size()); top < rows) {
        beginRemoveRows({}, top, rows - 1);
        m_root->children.resize(static_cast<size_t>(top));
        endRemoveRows();
    }
    announce(m_root->children.front().get(), {});
    for (const QString &group : std::as_const(groups))
        announce(groupNode(group), {});
}

void ServerTreeModel::setStatus(
    core::ServerId id, const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery)
{
    Node *node = m_servers.value(id);
    if (!node || (node->status == status && node->recovery == recovery))
        return;
    // Every probe brings a status that is newer; hundreds of servers would repaint the sidebar without an end.
    const core::ServerStatus &old = node->status;
    const bool sameSums = old.state == status.state && old.busySince == status.busySince
        && old.counters.currentBans == status.counters.currentBans && node->recovery == recovery
        && isStale(old) == isStale(status);
    const bool same = sameSums && old.attention == status.attention && old.version == status.version
        && old.lostJails == status.lostJails;
    node->status = status;
    node->recovery = recovery;
    if (same)
        return;
    static const QList<int> roles { StateRole, StateWordRole, SecondaryRole, VersionRole, CurrentBansRole,
        AttentionCountRole, StaleRole, Qt::ToolTipRole, Qt::AccessibleTextRole };
    announce(node, roles);
    if (sameSums)
        return;
    if (node->parent != m_root.get())
        announce(node->parent, roles);
    announce(m_root->children.front().get(), roles);
}

void ServerTreeModel::setFinding(core::ServerId id, const QString &finding)
{
    Node *node = m_servers.value(id);
    if (!node || node->finding == finding)
        return;
    node->finding = finding;
    announce(node, {});
    if (node->parent != m_root.get())
        announce(node->parent, {});
    announce(m_root->children.front().get(), {});
}

void ServerTreeModel::announce(Node *node, const QList<int> &roles)
{
    const QModelIndex index = indexOf(node);
    Q_EMIT dataChanged(index, index, roles);
}

QModelIndex ServerTreeModel::indexOf(core::ServerId id) const
{
    return indexOf(m_servers.value(id));
}

QModelIndex ServerTreeModel::indexOfScope(const core::Scope &scope) const
{
    switch (scope.kind) {
    case core::Scope::Kind::All:
        return indexOf(m_root->children.front().get());
    case core::Scope::Kind::Group:
        return indexOf(groupNode(scope.group));
    case core::Scope::Kind::Server:
        return indexOf(scope.server);
    case core::Scope::Kind::Selection:
        break;
    }
    return {};
}

core::Scope ServerTreeModel::scopeOf(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    switch (node->kind) {
    case ServerNode::All:
        return {};
    case ServerNode::Group:
        return { core::Scope::Kind::Group, node->group, {} };
    case ServerNode::Server:
        return { core::Scope::Kind::Server, {}, node->profile.id };
    }
    return {};
}

QModelIndex ServerTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[static_cast<size_t>(row)].get());
}

QModelIndex ServerTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int ServerTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int ServerTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ServerTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case NodeRole:
        return static_cast<int>(node.kind);
    case ScopeRole:
        return QVariant::fromValue(scopeOf(index));
    default:
        return node.kind == ServerNode::Server ? serverData(node, role) : sumData(node, role);
    }
}

QVariant ServerTreeModel::serverData(const Node &node, int role) const
{
    const core::ServerProfile &profile = node.profile;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return core::visibleText(profile.name);
    case Qt::AccessibleTextRole: {
        const QString said
            = u"%1, %2, %3"_s.arg(core::visibleText(profile.name), texts::stateWord(node.state()), node.secondary());
        return profile.production ? said + u", "_s + productionWord() : said;
    }
    case Qt::ToolTipRole: {
        QStringList lines { core::visibleText(profile.name), core::visibleText(profile.socketPath) };
        if (!profile.tags.isEmpty())
            //: %1: the tags of a server, "web, eu"
            lines.append(tr("Tags: %1").arg(core::visibleText(profile.tags.join(u", "_s))));
        if (profile.readOnly)
            lines.append(tr("Read-only: BanGUI sends nothing that changes it"));
        if (profile.production)
            lines.append(tr("Production server: changes are asked about once more"));
        return lines.join(u'\n');
    }
    case StateRole:
        return static_cast<int>(node.state());
    case StateWordRole:
        return texts::stateWord(node.state());
    case SecondaryRole:
        return node.secondary();
    case ServerIdRole:
        return QVariant::fromValue(profile.id);
    case GroupRole:
        return profile.group;
    case ColourRole:
        return profile.colour;
    case TagsRole:
        return profile.tags;
    case VersionRole:
        return core::visibleText(node.status.version);
    case CurrentBansRole:
        return node.status.counters.currentBans ? QVariant(*node.status.counters.currentBans) : QVariant();
    case ReadOnlyRole:
        return profile.readOnly;
    case ProductionRole:
        return profile.production;
    case BadgeRole:
        return profile.production ? productionBadge() : QString();
    case StrongRole:
        return false;
    case StaleRole:
        return isStale(node.status);
    default:
        return {};
    }
}

QVariant ServerTreeModel::sumData(const Node &node, int role) const
{
    const bool all = node.kind == ServerNode::All;
    const Node &sum = all ? *m_root : node;
    const auto gravest = [&sum] {
        std::optional<core::ServerState> state;
        sum.forEachServer(
            [&state](const Node &server) { state = state ? texts::worse(*state, server.state()) : server.state(); });
        return state;
    };
    const auto bans = [&sum] {
        std::optional<qint64> total;
        sum.forEachServer([&total](const Node &server) {
            if (server.status.counters.currentBans)
                total = total.value_or(0) + *server.status.counters.currentBans;
        });
        return total;
    };
    // Of the bans that are added up, those of servers that do not answer.
    qint64 lastKnown = 0;
    bool current = false;
    QStringList silent;
    const auto lookForLastKnown = [&] {
        sum.forEachServer([&](const Node &server) {
            const qint64 count = server.status.counters.currentBans.value_or(0);
            if (!isStale(server.status)) {
                current = true;
            } else if (count > 0) {
                lastKnown += count;
                silent.append(core::visibleText(server.profile.name));
            }
        });
    };
    const auto lastKnownText = [&] {
        lookForLastKnown();
        //: %1: "10 bans", %2: names of servers that do not answer
        return lastKnown == 0 ? QString()
                              : tr("%1 of them last known: %2").arg(texts::bans(lastKnown), texts::names(silent));
    };
    const QString name = all ? tr("All servers") : core::visibleText(node.group);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::AccessibleTextRole: {
        const auto state = gravest();
        QStringList said { name };
        if (state)
            said.append(texts::stateWord(*state));
        if (const QString old = lastKnownText(); !old.isEmpty())
            said += { texts::bans(bans().value_or(0)), old };
        return said.join(u", "_s);
    }
    case Qt::ToolTipRole: {
        const QString old = lastKnownText();
        return old.isEmpty() ? QVariant() : QVariant(name + u'\n' + texts::bans(bans().value_or(0)) + u'\n' + old);
    }
    case StaleRole:
        // Grey where nothing of the figure is current; where a part is, the tip tells which is not.
        lookForLastKnown();
        return all && lastKnown > 0 && !current;
    case StateRole:
    case StateWordRole: {
        const auto state = gravest();
        if (!state || !all)
            return {}; // a group shows no shape of its own, its servers do
        return role == StateRole ? QVariant(static_cast<int>(*state)) : QVariant(texts::stateWord(*state));
    }
    case SecondaryRole: {
        const auto total = bans();
        return all && total ? texts::bans(*total) : QString();
    }
    case CurrentBansRole: {
        const auto total = bans();
        return total ? QVariant(*total) : QVariant();
    }
    case AttentionCountRole: {
        int count = 0;
        sum.forEachServer([&count](const Node &server) { count += texts::needsUser(server.health(), 0) ? 1 : 0; });
        return count;
    }
    case GroupRole:
        return node.group;
    case StrongRole:
        return all;
    default:
        return {};
    }
}

Qt::ItemFlags ServerTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    switch (nodeOf(index)->kind) {
    case ServerNode::All:
        return shown;
    case ServerNode::Group:
        return shown | Qt::ItemIsDropEnabled;
    case ServerNode::Server:
        return shown | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
    }
    return shown;
}

} // namespace models
