// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_sidebar.h"

#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/server_tree_model.h"
#include "platform/colours.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "widgets/buttons.h"
#include "widgets/sidebar_tree.h"
#include "widgets/state_delegate.h"

#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSettings>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

ServerSidebar::ServerSidebar(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"serverSidebar"_s);
    models::ServerTreeModel &model = context.models.servers();

    m_tree = new widgets::SidebarTree(this);
    m_tree->setObjectName(u"serverTree"_s);
    m_tree->setAccessibleName(tr("Servers"));
    m_tree->setModel(&model);
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.secondary = models::SecondaryRole;
    roles.strong = models::StrongRole;
    m_tree->setItemDelegate(new widgets::StateDelegate(roles, true, m_tree));
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);

    QAction *add = context.actions.action(ActionId::AddServer);
    m_add = widgets::makeButton(tr("Add server…"), widgets::ButtonRole::Flat, this, u"addServerButton"_s);
    m_add->setIcon(platform::icon(platform::Icon::Add));
    m_add->setToolTip(add->toolTip());
    m_add->setVisible(add->isVisible());
    connect(add, &QAction::changed, m_add, [this, add] { m_add->setVisible(add->isVisible()); });
    connect(m_add, &QPushButton::clicked, add, &QAction::trigger);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, measure::grid + measure::inControl, 0, measure::grid);
    layout->setSpacing(measure::inControl);
    layout->addWidget(m_tree, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(measure::grid, 0, measure::grid, 0);
    foot->addWidget(m_add);
    foot->addStretch(1);
    layout->addLayout(foot);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ServerSidebar::onCurrentChanged);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ServerSidebar::openMenu);
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        const QString group = index.data(models::GroupRole).toString();
        if (!group.isEmpty() && !m_folded.contains(group))
            m_folded.append(group);
    });
    connect(m_tree, &QTreeView::expanded, this,
        [this](const QModelIndex &index) { m_folded.removeAll(index.data(models::GroupRole).toString()); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        applyFolding();
        selectScope();
    });
    connect(&model, &models::ServerTreeModel::moveRequested, this, &ServerSidebar::onMoveRequested);
    connect(&context.scope, &ScopeController::scopeChanged, this, &ServerSidebar::selectScope);
    applyFolding();
    selectScope();
}

QSize ServerSidebar::sizeHint() const
{
    return { measure::sidebarWidth, 400 };
}

void ServerSidebar::selectScope()
{
    const QScopedValueRollback guard(m_selecting, true);
    const QModelIndex index = m_context.models.servers().indexOfScope(m_context.scope.scope());
    m_tree->setCurrentIndex(index);
    if (index.isValid())
        m_tree->scrollTo(index);
}

void ServerSidebar::onCurrentChanged(const QModelIndex &index)
{
    if (m_selecting || !index.isValid())
        return;
    m_context.scope.setScope(m_context.models.servers().scopeOf(index));
}

void ServerSidebar::applyFolding()
{
    const models::ServerTreeModel &model = m_context.models.servers();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (model.hasChildren(index))
            m_tree->setExpanded(index, !m_folded.contains(index.data(models::GroupRole).toString()));
    }
}

void ServerSidebar::onMoveRequested(
    const QList<core::ServerId> &order, const QList<core::ServerId> &moved, const QString &group)
{
    services::ServerRegistry &registry = m_context.services.serverRegistry;
    for (const core::ServerId id : moved) {
        auto profile = registry.profile(id);
        if (!profile || profile->group == group)
            continue;
        profile->group = group;
        registry.update(*profile, this, [](const core::Result<core::ServerProfile> &) {});
    }
    registry.setOrder(order, this, [](const core::Result<bool> &) {});
}

void ServerSidebar::openMenu(const QPoint &position)
{
    QModelIndex index = m_tree->indexAt(position);
    QPoint global = m_tree->viewport()->mapToGlobal(position);
    if (!m_tree->underMouse()) { // the menu key
        index = m_tree->currentIndex();
        global = m_tree->viewport()->mapToGlobal(m_tree->visualRect(index).center());
    }
    Q_EMIT serverMenuRequested(index.data(models::ServerIdRole).value<core::ServerId>(), global);
}

void ServerSidebar::saveState(QSettings &settings) const
{
    settings.setValue(u"sidebar/folded"_s, m_folded);
}

void ServerSidebar::restoreState(QSettings &settings)
{
    m_folded = settings.value(u"sidebar/folded"_s).toStringList();
    applyFolding();
    selectScope();
}

void ServerSidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Sidebar));
}

} // namespace gui
