// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sidebar_filter.h"

#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/server_tree_model.h"
#include "widgets/search_line.h"
#include "widgets/sidebar_tree.h"

namespace gui {

SidebarFilter::SidebarFilter(
    const GuiContext &context, widgets::SidebarTree &tree, widgets::SearchLine &line, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_tree(tree)
    , m_line(line)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(50);
    connect(&m_soon, &QTimer::timeout, this, [this] { apply(false); });
    const auto again = [this] {
        if (isActive() && !m_soon.isActive())
            m_soon.start();
    };
    models::ServerTreeModel &model = context.models.servers();
    connect(&model, &QAbstractItemModel::dataChanged, this, again);
    connect(&model, &QAbstractItemModel::rowsInserted, this, again);
    connect(&model, &QAbstractItemModel::rowsMoved, this, again);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, again);
    connect(&line, &widgets::SearchLine::searchChanged, this, [this](const QString &text) {
        const bool was = isActive();
        m_filter = models::ServerFilter(text);
        apply(true);
        if (was && !isActive())
            Q_EMIT cleared();
    });
    connect(&line, &widgets::SearchLine::submitted, this, &SidebarFilter::takeMatches);
    connect(&line, &widgets::SearchLine::resultsRequested, this, [this] { m_tree.setFocus(Qt::TabFocusReason); });
}

void SidebarFilter::hide(const QModelIndex &index, bool hidden)
{
    if (m_tree.isRowHidden(index.row(), index.parent()) != hidden)
        m_tree.setRowHidden(index.row(), index.parent(), hidden);
}

void SidebarFilter::apply(bool typed)
{
    const models::ServerTreeModel &model = m_context.models.servers();
    m_matches.clear();
    const auto visit = [&](const QModelIndex &index, const auto &self) -> bool {
        const auto id = index.data(models::ServerIdRole).value<core::ServerId>();
        bool fits = false;
        if (id.isValid()) {
            models::ServerFacts facts;
            facts.name = index.data(Qt::DisplayRole).toString();
            facts.group = index.data(models::GroupRole).toString();
            facts.tags = index.data(models::TagsRole).toStringList();
            facts.state = index.data(models::StateWordRole).toString();
            facts.production = index.data(models::ProductionRole).toBool();
            fits = m_filter.matches(facts);
            if (fits)
                m_matches.append(id);
        } else {
            for (int row = 0; row < model.rowCount(index); ++row)
                fits = self(model.index(row, 0, index), self) || fits;
            // A group that somebody closes among the matches stays so until other words are typed.
            if (isActive() && fits && (typed || m_tree.isRowHidden(index.row(), index.parent())))
                m_tree.expand(index);
        }
        hide(index, isActive() && !fits);
        return fits;
    };
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (index.data(models::NodeRole).toInt() == static_cast<int>(models::ServerNode::All))
            continue; // the way back is never hidden
        visit(index, visit);
    }
    Q_EMIT applied();
}

void SidebarFilter::takeMatches()
{
    m_filter = models::ServerFilter(m_line.text());
    apply(true);
    if (!isActive() || m_matches.isEmpty())
        return;
    core::Scope scope;
    if (m_matches.size() == 1) {
        scope.kind = core::Scope::Kind::Server;
        scope.server = m_matches.constFirst();
    } else {
        scope.kind = core::Scope::Kind::Selection;
        scope.servers = m_matches;
    }
    m_context.scope.setScope(scope);
}

} // namespace gui
