// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sidebar_selection.h"

#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/server_tree_model.h"
#include "services/server_registry.h"
#include "widgets/sidebar_tree.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>
#include <QSet>

namespace gui {

SidebarSelection::SidebarSelection(const GuiContext &context, widgets::SidebarTree &tree, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_tree(tree)
{
    tree.setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(tree.selectionModel(), &QItemSelectionModel::selectionChanged, this, &SidebarSelection::onSelectionChanged);
    connect(&context.scope, &ScopeController::scopeChanged, this, &SidebarSelection::showScope);
}

bool SidebarSelection::isHidden(const QModelIndex &index) const
{
    return m_tree.isRowHidden(index.row(), index.parent());
}

std::optional<core::Scope> SidebarSelection::selectedScope() const
{
    const models::ServerTreeModel &model = m_context.models.servers();
    QModelIndexList rows;
    for (const QModelIndex &index : m_tree.selectionModel()->selectedIndexes()) {
        if (!isHidden(index))
            rows.append(index);
    }
    // "All servers" beside others is where one came from, or what Ctrl+A takes along.
    if (rows.size() > 1)
        rows.removeIf([](const QModelIndex &index) {
            return index.data(models::NodeRole).toInt() == static_cast<int>(models::ServerNode::All);
        });
    if (rows.isEmpty())
        return std::nullopt;
    if (rows.size() == 1)
        return model.scopeOf(rows.constFirst());
    core::Scope chosen;
    chosen.kind = core::Scope::Kind::Selection;
    QSet<core::ServerId> seen;
    const auto take = [&](const QModelIndex &index) {
        const auto id = index.data(models::ServerIdRole).value<core::ServerId>();
        if (id.isValid() && !seen.contains(id)) {
            seen.insert(id);
            chosen.servers.append(id);
        }
    };
    for (const QModelIndex &row : std::as_const(rows)) {
        take(row);
        for (int child = 0; child < model.rowCount(row); ++child) {
            if (const QModelIndex index = model.index(child, 0, row); !isHidden(index))
                take(index);
        }
    }
    if (chosen.servers.isEmpty())
        return std::nullopt;
    if (chosen.servers.size() == 1)
        return core::Scope { core::Scope::Kind::Server, {}, chosen.servers.constFirst() };
    if (chosen.servers.size() == m_context.services.serverRegistry.profiles().size())
        return core::Scope {};
    // In the order of the sidebar, so that one and the same choice is one and the same scope.
    chosen.servers = m_context.services.serverRegistry.serversIn(chosen);
    return chosen;
}

void SidebarSelection::onSelectionChanged()
{
    if (m_showing)
        return;
    const auto scope = selectedScope();
    if (!scope) {
        // Something is always shown: a click with Ctrl on the only row does not take it away.
        QMetaObject::invokeMethod(this, &SidebarSelection::showScope, Qt::QueuedConnection);
        return;
    }
    const QScopedValueRollback telling(m_telling, true);
    m_context.scope.setScope(*scope);
    // Where one came from is no part of what was chosen.
    const QModelIndex all = m_context.models.servers().indexOfScope({});
    QItemSelectionModel *selection = m_tree.selectionModel();
    if (scope->kind != core::Scope::Kind::All && selection->isSelected(all)) {
        const QScopedValueRollback showing(m_showing, true);
        selection->select(all, QItemSelectionModel::Deselect);
    }
}

void SidebarSelection::showScope()
{
    const core::Scope &scope = m_context.scope.scope();
    // What the user is just selecting stays as it is: a group is not turned into its servers under the pointer.
    if (m_telling || selectedScope() == scope)
        return;
    const QScopedValueRollback guard(m_showing, true);
    const models::ServerTreeModel &model = m_context.models.servers();
    if (scope.kind != core::Scope::Kind::Selection) {
        const QModelIndex index = model.indexOfScope(scope);
        m_tree.selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        if (index.isValid())
            m_tree.scrollTo(index);
        return;
    }
    QItemSelection selection;
    for (const core::ServerId id : scope.servers) {
        if (const QModelIndex index = model.indexOf(id); index.isValid())
            selection.append(QItemSelectionRange(index));
    }
    m_tree.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

} // namespace gui
